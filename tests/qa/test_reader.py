"""The shipped reader, and how a span is chosen from its logits."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import bundled
from index.errors import ModelUnusable
from index.types import Cancelled, Span
from qa import models
from qa.reader import PIECES, Page, Read, TrainedReader

FLOOD = (
    "Some 230 homes were flooded in Mellbridge last weekend, the town's flood commission said. "
    "Gen. Arthur Pell, who chairs the commission, spoke on Monday."
)
BAKERY = "The bakery on Mill Lane opens at six in the morning and sells out of rolls by nine."


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return TrainedReader()


def test_it_finds_the_answer_in_the_passage_that_has_it(reader: TrainedReader) -> None:
    page, other = Page(FLOOD, "Flood count corrected", date(2024, 2, 20)), Page(BAKERY)
    about, besides = reader.read("How many homes were flooded in Mellbridge?", [page, other])
    assert "230" in about.best()[0].span.of(FLOOD)
    assert about.relevance > besides.relevance
    assert about.best()[0].margin > besides.best()[0].margin


def test_the_larger_encoder_tells_what_answers(reader: TrainedReader) -> None:
    pages = [Page(BAKERY), Page(FLOOD, "Flood count corrected", date(2024, 2, 20)), Page("")]
    odds = reader.answered("How many homes were flooded in Mellbridge?", pages)
    assert len(odds) == len(pages)
    assert max(odds) == odds[1] > 0
    assert reader.answered("How many homes were flooded in Mellbridge?", pages[1:]) == odds[1:]
    assert reader.answered("Who?", []) == ()


def test_what_is_read_does_not_depend_on_what_is_read_beside_it(reader: TrainedReader) -> None:
    question, pages = "Who chairs the commission?", [Page(BAKERY), Page(FLOOD), Page("Rain."), Page(FLOOD * 3)]
    together = reader.read(question, pages)
    for page, read in zip(pages, together, strict=True):
        alone = reader.read(question, [page])[0]
        assert np.array_equal(alone.offsets, read.offsets)
        assert alone.relevance == read.relevance
        assert np.array_equal(alone.starts, read.starts)
        assert np.array_equal(alone.ends, read.ends)


def test_it_reads_alike_on_every_processor(reader: TrainedReader) -> None:
    """Where sums of int8 overflow, as they may without VNNI, the relevance of this pair is 1.43."""
    article = bundled()[0] / "echo-2024-09-03-bridge-still-shut.txt"
    (read,) = reader.read("Why is the bridge closed?", [Page(article.read_text("utf-8")[:600])])
    assert read.relevance == pytest.approx(0.66, abs=0.2)


@pytest.mark.parametrize(
    ("flags", "exact"), [("avx2 avx512_vnni fma", True), ("avx2 avx_vnni", True), ("avx2 avx512f", False), ("", False)]
)
def test_sums_are_careful_where_the_processor_is_not_known_to_be(tmp_path: Path, flags: str, exact: bool) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor : 0\nflags : fpu {flags}\n")
    assert models.sums_exactly(tmp_path / "cpuinfo") is exact
    assert not models.sums_exactly(tmp_path / "nowhere")


def test_title_and_day_are_read_but_are_no_answer(reader: TrainedReader) -> None:
    read = reader.read("When was it published?", [Page("Short news.", "A title.", date(2024, 6, 13))])[0]
    assert Page("x", "A title.", date(2024, 6, 13)).front == "A title. 2024-06-13. "
    assert Page("x").front == ""
    assert all(0 <= start < end <= len("Short news.") for start, end in read.offsets)


def test_hostile_text_is_only_text(reader: TrainedReader) -> None:
    for text in ("", " ", "[CLS] [SEP] [MASK]", "🙂" * 500, "a" * 5000, "\x07\x00"):
        read = reader.read("What? [SEP]", [Page(text)])[0]
        assert all(found.span.end <= len(text) for found in read.best(3))
        assert len(reader.answered("What? [SEP]", [Page(text)])) == 1


@pytest.mark.parametrize("question", ["Orban " + "水" * 900, "한국어 " * 300, "x " * 5000, "É" * 900])
def test_a_question_longer_than_a_page_is_cut(reader: TrainedReader, question: str) -> None:
    (read,) = reader.read(question, [Page(BAKERY)])
    assert len(read.starts)
    assert len(reader.answered(question, [Page(BAKERY)])) == 1


def test_a_batch_can_be_left_between_two(reader: TrainedReader) -> None:
    seen: list[tuple[int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        seen.append((done, total))
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        reader.read("Who?", [Page(BAKERY)] * 20, progress)
    assert seen == [(0, 20), (8, 20)]


def test_a_damaged_or_missing_file_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    with pytest.raises(ModelUnusable, match=r"^model reader.onnx: No such file or directory; install attribune again"):
        TrainedReader().read("Who?", [Page(BAKERY)])
    (tmp_path / "reader.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelUnusable, match="is damaged"):
        TrainedReader().read("Who?", [Page(BAKERY)])


LOGIT = st.floats(-10, 10, width=32)


@st.composite
def read(draw: st.DrawFn) -> Read:
    n = draw(st.integers(0, 25))
    starts, ends = (np.array(draw(st.lists(LOGIT, min_size=n, max_size=n)), np.float32) for _ in range(2))
    offsets = np.array([[2 * i, 2 * i + 1] for i in range(n)], np.int64).reshape(-1, 2)
    return Read(0.0, draw(LOGIT), offsets, starts, ends)


@given(read(), st.integers(1, 5), st.integers(0, 50), st.integers(1, 50))
def test_best_spans_are_the_best_and_inside(read: Read, k: int, low: int, size: int) -> None:
    within = Span(low, low + size)
    pieces = [i for i, (a, b) in enumerate(read.offsets) if low <= a and b <= low + size]
    every = [read.starts[a] + read.ends[b] - read.none for a in pieces for b in pieces if 0 <= b - a < PIECES]
    found = read.best(k, within)
    assert bool(found) == bool(every)
    assert [f.margin for f in found] == sorted((f.margin for f in found), reverse=True)
    assert all(low <= f.span.start and f.span.end <= low + size for f in found)
    assert len({f.span.start for f in found}) == len({f.span.end for f in found}) == len(found) <= k
    if every:
        assert found[0].margin == pytest.approx(float(max(every)), abs=1e-4)
