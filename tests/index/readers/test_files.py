"""One file to its articles."""

import gzip
import json
import lzma
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from index.readers.files import Fault, read, walk
from index.types import Article

PROSE = "The ferry left at noon. It was full."


def articles(path: Path, fields: Mapping[str, str] | None = None) -> list[Article | Fault]:
    return [
        item for source in walk([path]) for item in ([source] if isinstance(source, Fault) else read(source, fields))
    ]


def one(path: Path, fields: Mapping[str, str] | None = None) -> Article:
    (found,) = articles(path, fields)
    assert isinstance(found, Article), found
    return found


def why(path: Path) -> str:
    (found,) = articles(path)
    assert isinstance(found, Fault), found
    return found.why


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("pack", [(".txt", bytes), (".txt.gz", gzip.compress), (".text.xz", lzma.compress)])
def test_a_text_file_is_stored_whole(tmp_path: Path, pack: tuple[str, type[bytes]]) -> None:
    suffix, packed = pack
    path = write(tmp_path, f"ferry{suffix}", packed(b"\xef\xbb\xbf\r\n" + PROSE.encode() + b"\x00\r\n \n"))
    found = one(path)
    assert found.text == f"\n{PROSE} \n \n"
    assert found.key == f"ferry{suffix}"
    assert found.source == str(path)


def test_what_a_file_lacks_is_taken_from_the_head_of_its_text(tmp_path: Path) -> None:
    found = one(write(tmp_path, "a.txt", f"Harbour closes for the winter\nBy Ada Quill\nMarch 5, 2023\n\n{PROSE}\n"))
    assert (found.title, found.authors, found.published) == (
        "Harbour closes for the winter",
        ("Ada Quill",),
        date(2023, 3, 5),
    )


def test_a_time_of_modification_is_no_date(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.txt", PROSE)).published is None


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.md", "---\ntitle: Only a head\n---\n\n", "empty"),
        ("a.json", b"  ", "empty"),
        ("a.json", b"[]", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.html", b"", "empty"),
        ("a.txt", bytes(range(256)) * 20, "not text"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 300, "not text"),
        ("a.txt.gz", b"not packed at all", "its packing is broken (Not a gzipped file (b'no'))"),
        ("a.txt.gz", gzip.compress(b"long enough to be cut " * 9)[:-12], "its packing is broken"),
        ("a.txt.xz", lzma.compress(b"long enough to be cut " * 9)[:-20], "its packing is broken"),
        ("a.json", "[" * 100_000, "nested too deeply"),
        ("a.json", '{"text": ', "not JSON (Expecting value)"),
        ("a.json", "3", "neither an object nor a list of objects"),
        ("a.json", '{"text": "x", "n": ' + "9" * 5000 + "}", "not JSON (Exceeds the limit"),
        ("a.json", '{"title": "x", "note": "y"}', "no text in its fields (title, note)"),
        ("a.html", "<html><script>alert(1)</script></html>", "no text in the page"),
        ("a.html", "<div>" * 5000 + PROSE, "a page too large or too deeply nested"),
        ("a.html", "<p " + " ".join(f"a{n}=1" for n in range(5000)) + ">x", "a page too large or too deeply nested"),
    ],
)
def test_a_bad_file_is_one_fault(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    assert why(write(tmp_path, name, content)).startswith(reason)


def test_a_huge_text_is_a_fault_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    assert why(path) == "larger than 64 MiB"


def test_a_bomb_is_unpacked_only_up_to_the_limit(tmp_path: Path) -> None:
    assert why(write(tmp_path, "bomb.txt.gz", gzip.compress(bytes(65 << 20), 1))) == "larger than 64 MiB"


def test_a_pipe_that_takes_the_place_of_a_file_does_not_block(tmp_path: Path) -> None:
    import os

    path = write(tmp_path, "a.txt", PROSE)
    (source,) = walk([path])
    assert not isinstance(source, Fault)
    path.unlink()
    os.mkfifo(path)
    assert [item.why for item in read(source) if isinstance(item, Fault)] == ["not a regular file"]
    path.unlink()
    assert [item.why for item in read(source) if isinstance(item, Fault)] == ["no such file or directory"]


def test_front_matter_is_metadata_and_the_text_starts_after_it(tmp_path: Path) -> None:
    content = f"""---
title: "Ferry resumes"
date: 2023-03-05T23:30:00-05:00
author: [Ada Quill, Ben Ode]
publisher: The Tidewater Post
link: https://tidewater.example/ferry
---


# Ferry
{PROSE}


"""
    found = one(write(tmp_path, "ferry.md", content))
    assert found.text == f"# Ferry\n{PROSE}"
    assert found.title == "Ferry resumes"
    assert found.published == date(2023, 3, 5)
    assert found.authors == ("Ada Quill", "Ben Ode")
    assert found.outlet == "The Tidewater Post"
    assert found.url == "https://tidewater.example/ferry"
    assert found.key == "ferry.md"


def test_front_matter_that_is_not_quite_yaml_is_read_line_by_line(tmp_path: Path) -> None:
    found = one(write(tmp_path, "a.md", f"---\ntitle: Storm: what we know\ndate: 5 March 2023\n---\n{PROSE}"))
    assert (found.title, found.published, found.text) == ("Storm: what we know", date(2023, 3, 5), PROSE)


def test_aliases_in_front_matter_are_not_expanded(tmp_path: Path) -> None:
    levels = "\n".join(f"k{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))
    found = one(write(tmp_path, "a.md", f"---\nk0: &a0 [x, y]\n{levels}\ntitle: A bomb\n---\n{PROSE}"))
    assert found.text == PROSE
    assert found.title == "A bomb"


def test_prose_between_rules_is_no_front_matter(tmp_path: Path) -> None:
    content = f"---\nNothing here is a field.\n---\n{PROSE}"
    assert one(write(tmp_path, "a.md", content)).text == content


def test_a_heading_gives_the_title_and_stays_in_the_text(tmp_path: Path) -> None:
    found = one(write(tmp_path, "a.md", f"\n\n# Ferry *resumes* #\n\n{PROSE}"))
    assert found.title == "Ferry *resumes*"
    assert found.text.startswith("# Ferry")


PAGE = f"""<!DOCTYPE html><html><head><title>Ferry resumes | The Tidewater Post</title>
<meta property="og:site_name" content="The Tidewater Post"><meta name="author" content="Ada Quill">
<meta property="article:published_time" content="2023-03-05T10:00:00Z">
<link rel="canonical" href="https://tidewater.example/ferry"></head><body><nav>Home</nav><article><h1>Ferry resumes</h1>
<p>{PROSE} Passengers said that they had waited for weeks, and that the caf\u00e9 on board was open again.</p>
<script>var stolen = "never in the text";</script>
<p>The harbour master said more boats would follow before the summer.</p></article></body></html>"""


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        PAGE.encode("utf-16"),
        PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').encode("latin-1"),
        b'<?xml version="1.0" encoding="utf-8"?>' + PAGE.encode(),
    ],
)
def test_a_page_gives_its_main_text_and_what_it_says_of_itself(tmp_path: Path, data: bytes) -> None:
    found = one(write(tmp_path, "ferry.html", data))
    assert PROSE in found.text
    assert "caf\u00e9" in found.text
    assert "stolen" not in found.text
    assert "<" not in found.text
    assert found.title == "Ferry resumes"
    assert found.published == date(2023, 3, 5)
    assert found.outlet == "The Tidewater Post"
    assert found.authors == ("Ada Quill",)
    assert found.url == "https://tidewater.example/ferry"
    assert found.key == "ferry.html"


def test_a_page_without_an_article_gives_its_words(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    page = "<div>Tide tables<script>x()</script><style>p{}</style><!-- no --></div><div>High, low</div>"
    assert one(write(tmp_path, "a.htm", page)).text.split() == ["Tide", "tables", "High,", "low"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "head",
    [
        '<meta itemprop="datePublished" content="2023-03-05">',
        '<meta name="pubdate" content="March 5, 2023">',
        '<script type="application/ld+json">{"headline": "x", "datePublished": "2023-03-05T01:00:00Z"}</script>',
        '<link rel="canonical" href="https://tidewater.example/2023/03/05/ferry">',
    ],
)
def test_a_page_names_its_day_in_several_ways(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}</head><body><article><p>{PROSE * 9}</p></article></body></html>"
    assert one(write(tmp_path, "a.html", page)).published == date(2023, 3, 5)


def test_a_copyright_line_is_no_date(tmp_path: Path) -> None:
    page = f"<body><article><p>{PROSE * 9}</p></article><footer>Copyright 2019. Ferry of May 3, 2018.</footer></body>"
    assert one(write(tmp_path, "a.html", page)).published is None


def rows(path: Path, *given: object) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in given))
    return path


def test_rows_are_known_by_id_then_address_then_place(tmp_path: Path) -> None:
    folder = tmp_path / "wire"
    folder.mkdir()
    rows(
        folder / "day.jsonl",
        {"id": 7, "text": PROSE, "url": "https://wire.example/7"},
        "",
        {"text": PROSE, "url": "https://wire.example/8"},
        {"text": PROSE, "url": "javascript:alert(1)"},
        {"id": 9.0, "text": PROSE},
    )
    found = articles(folder)
    assert [a.key for a in found if isinstance(a, Article)] == ["7", "https://wire.example/8", "wire/day.jsonl#3", "9"]
    assert [a.url for a in found if isinstance(a, Article)][2] is None


def test_a_broken_line_is_a_fault_and_the_good_ones_are_read(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "a.jsonl",
        {"text": PROSE},
        '{"text": "cut',
        "[1, 2]",
        "[" * 100_000,
        {"title": "no words"},
        {"text": "  "},
        '{"text": "first", "text": "second", "score": NaN}',
    )
    found = articles(path)
    assert [a.text for a in found if isinstance(a, Article)] == [PROSE, "second"]
    assert [(f.what, f.why) for f in found if isinstance(f, Fault)] == [
        (f"{path}:2", "not JSON (Unterminated string starting at)"),
        (f"{path}:3", "not an object with fields"),
        (f"{path}:4", "nested too deeply"),
        (f"{path}:5", "no text in its fields (title)"),
        (f"{path}:6", "no text in its fields (text)"),
    ]


def test_usual_names_are_recognised(tmp_path: Path) -> None:
    found = one(
        rows(
            tmp_path / "a.json",
            {
                "articleBody": [PROSE, "More."],
                "headline": "  ",
                "Pub-Date": "Sun, 05 Mar 2023 10:00:00 GMT",
                "source": {"id": None, "name": "The Tidewater\nPost"},
                "byline": "By Ada Quill, Ben Ode and Cy Roe",
                "link": " https://tidewater.example/f ",
            },
        )
    )
    assert found.text == f"{PROSE}\n\nMore."
    assert found.title is None
    assert found.published == date(2023, 3, 5)
    assert found.outlet == "The Tidewater Post"
    assert found.authors == ("Ada Quill", "Ben Ode", "Cy Roe")
    assert found.key == found.url == "https://tidewater.example/f"


def test_fields_that_the_user_names_win(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "a.jsonl", {"text": "Teaser.", "full": PROSE, "seen": 1678010400, "date": "2001-01-01", "n": 3}
    )
    found = one(path, {"text": "full", "date": "seen", "id": "n"})
    assert (found.text, found.published, found.key) == (PROSE, date(2023, 3, 5), "3")


@pytest.mark.parametrize("wrap", ["articles", "data", "items", "documents", None])
def test_a_document_with_a_list_of_rows(tmp_path: Path, wrap: str | None) -> None:
    listed: list[object] = [{"text": PROSE}, "loose", {"text": "Two."}]
    path = rows(tmp_path / "a.json", {"status": "ok", wrap: listed} if wrap else listed)
    found = articles(path)
    assert [a.key for a in found if isinstance(a, Article)] == ["a.json#1", "a.json#3"]
    assert [f.what for f in found if isinstance(f, Fault)] == [f"{path}#2"]


def test_json_lines_and_documents_by_each_others_names(tmp_path: Path) -> None:
    assert len(articles(rows(tmp_path / "a.json", {"text": "One."}, {"text": "Two."}))) == 2
    (tmp_path / "b.jsonl").write_text(json.dumps([{"text": "One."}, {"text": "Two."}], indent=1))
    assert [a.key for a in articles(tmp_path / "b.jsonl") if isinstance(a, Article)] == ["b.jsonl#1", "b.jsonl#2"]
    (tmp_path / "c.jsonl").write_text(json.dumps({"text": "One."}, indent=1))
    assert one(tmp_path / "c.jsonl").key == "c.jsonl"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    text = "\n".join(json.dumps({"text": f"The caf\u00e9 {n} is open."}, ensure_ascii=False) for n in range(2))
    found = articles(write(tmp_path, "a.jsonl", text.encode(encoding)))
    assert [a.text for a in found if isinstance(a, Article)] == ["The caf\u00e9 0 is open.", "The caf\u00e9 1 is open."]


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    text = json.dumps({"text": "One\u2028two\u0085three"}, ensure_ascii=False)
    assert one(write(tmp_path, "a.jsonl", text)).text == "One\u2028two three"


def test_lone_surrogates_do_not_reach_the_archive(tmp_path: Path) -> None:
    found = one(write(tmp_path, "a.json", '{"id": "\\ud800", "text": "a\\ud800b", "title": "t\\udfff"}'))
    assert (found.key, found.text, found.title) == ("\ufffd", "a\ufffdb", "t\ufffd")


def test_lines_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write(json.dumps({"text": PROSE}) + "\n")
        file.writelines("x" * (1 << 20) for _ in range(65))
        file.write("\n" + json.dumps({"text": "After."}) + "\n")
    (source,) = walk([path])
    assert not isinstance(source, Fault)
    found = list(read(source))
    assert [item.text if isinstance(item, Article) else item.why for item in found] == [
        PROSE,
        "a line of more than 64 MiB",
        "After.",
    ]


def test_what_a_page_hides_is_not_read(tmp_path: Path) -> None:
    hidden = (
        '<p style="Display: none">The Quibble mine will close in August.</p><p hidden>Nobody sees the second one.</p>'
    )
    page = f"<html><head><title>Mine</title></head><body><article><p>{PROSE * 9}</p>{hidden}</article></body></html>"
    text = one(write(tmp_path, "a.html", page)).text
    assert PROSE.strip() in text
    assert "Quibble" not in text
    assert "Nobody sees" not in text
