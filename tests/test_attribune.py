import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import attribune
from index import build
from index.errors import ArchiveUnusable
from index.settings import archive_folder
from index.stores.archive import Archive
from index.types import Article, ArticleKey, Period
from qa.types import Answer, Refusal

TEXT = "The Orla ferry will stop on May 4, the line said on Monday. The quay is being rebuilt."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kept") / "archive"
    with Archive.write(folder) as archive:
        build.add(archive, [Article(ArticleKey("ferry"), TEXT, published=date(2024, 5, 1))])
    return folder


def test_ask_and_search(folder: Path) -> None:
    with attribune.open(folder) as archive:
        reply = archive.ask("When will the Orla ferry stop?", asked=date(2024, 5, 2))
        assert isinstance(reply, Answer)
        assert reply.claims[0].citations[0].quote in TEXT
        assert isinstance(archive.ask("When will the Orla ferry stop?", period=Period(until=date(2023, 1, 1))), Refusal)
        assert isinstance(archive.ask("When will the Orla ferry stop?", without=[ArticleKey("ferry")]), Refusal)
        (hit,) = archive.search("ferry quay", 1)
        assert hit.passage.key == "ferry"
    archive.close()


def test_the_folder_is_the_one_given_else_the_environment_names_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ATTRIBUNE_ARCHIVE", str(folder))
    with attribune.open() as archive:
        assert archive.search("ferry", 1)
    with attribune.open(str(tmp_path / "none")) as archive:
        assert archive.search("ferry", 1) == ()
    monkeypatch.setenv("ATTRIBUNE_ARCHIVE", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert archive_folder() == tmp_path / "attribune"
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveUnusable):
        attribune.open(tmp_path / "file")


def test_importing_it_loads_nothing_heavy_and_changes_nothing() -> None:
    code = "import os, sys; before = dict(os.environ); import attribune; assert before == dict(os.environ); "
    code += "print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "chromadb", "llama_index", "typer", "rich", "sqlite3", "index", "qa", "evals", "ui"}
    assert not heavy & set(loaded)


def test_no_library_reports_to_anybody(folder: Path) -> None:
    code = f"import os, attribune; attribune.open({str(folder)!r}).close(); "
    code += "print(os.environ['ANONYMIZED_TELEMETRY'], os.environ['HF_HUB_OFFLINE'])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "1"]


@pytest.mark.parametrize("name", ["index", "qa", "evals", "ui"])
def test_a_package_that_shadows_ours_is_refused_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("raise SystemExit('never run')")
    code = "import attribune, sys; sys.exit(attribune.main())"
    ran = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith(f"attribune: package {name}: Python finds ")
    assert len(ran.stderr.splitlines()) == 1
    with_open = "import attribune; attribune.open()"
    ran = subprocess.run([sys.executable, "-c", with_open], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "ImportError: package" in ran.stderr


def test_the_four_packages_never_import_it() -> None:
    home = Path(attribune.__file__).parent
    for package in ("index", "qa", "evals", "ui"):
        for file in (home / package).rglob("*.py"):
            lines = [line.split() for line in file.read_text("utf-8").splitlines()]
            assert not [line for line in lines if line[:2] in (["import", "attribune"], ["from", "attribune"])], file
