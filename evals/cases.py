"""Case files -> cases that an archive can be asked: every fault of the file named at once.

The format (docs/evaluation.md): a JSON object a line with id, question, gold, and where wanted without, answer, tags,
history, as_of, conflict.
Knows the archive's articles; nothing of engines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path

from evals import rows
from evals.types import Case, Point
from index.prose.dates import parse_day
from index.text import one_line
from index.types import Article, ArticleKey, Span

Look = Callable[[ArticleKey], Article | None]


def bundled() -> tuple[Path, Path]:
    """The folder of the bundled articles and the file of their cases."""
    sample = files("evals.sample")
    return Path(str(sample / "articles")), Path(str(sample / "cases.jsonl"))


def gates() -> Path:
    """The gates that the bundled cases must hold."""
    return Path(str(files("evals.sample") / "gates.toml"))


def read(path: Path, look: Look) -> tuple[Case, ...]:
    """The cases of `path`, in order; `look` finds an article of the archive.

    Raises WrongUse, listing every line that is broken, every id that comes twice, every article that the archive does
    not have and every gold span that lies outside its article; also where there are no cases at all.
    """
    seen: dict[str, int] = {}
    count = 0

    def parsed(row: rows.Row) -> Case:
        nonlocal count
        count += 1
        case = parse(row)
        first = seen.setdefault(case.id, count)
        if first != count:
            raise rows.Fault(f"the id {one_line(case.id, 60)!r} stands in case {first} already")
        faults = _faults(case, look)
        if faults:
            raise rows.Fault("; ".join(faults))
        return case

    return tuple(rows.read(path, parsed, what="cases"))


def parse(row: rows.Row) -> Case:
    """A case as its line tells it. Raises Fault."""
    question = rows.text(row, "question")
    if not question.strip():
        raise rows.Fault("'question' is empty")
    return Case(
        id=str(rows.name(row)),
        question=question,
        gold=tuple(_point(point) for point in rows.objects(row, "gold")),
        without=frozenset(ArticleKey(key) for key in _texts(row, "without")),
        answer=rows.maybe_text(row, "answer"),
        tags=_texts(row, "tags"),
        history=_texts(row, "history"),
        as_of=_day(row),
        conflict=bool(row.get("conflict")) and rows.flag(row, "conflict"),
    )


def to_row(case: Case) -> rows.Row:
    """The line of a case."""
    told: dict[str, object] = {
        "id": case.id,
        "question": case.question,
        "history": list(case.history),
        "gold": [_gold(point) for point in case.gold],
        "without": sorted(case.without),
        "answer": case.answer,
        "tags": list(case.tags),
    }
    told |= {"as_of": case.as_of.isoformat()} if case.as_of else {}
    return told | ({"conflict": True} if case.conflict else {})


def _gold(point: Point) -> rows.Row:
    told: dict[str, object] = {"article": point.key, "start": point.span.start, "end": point.span.end}
    told["vital"] = point.vital
    return told if point.speaker is None else {**told, "speaker": point.speaker}


def _point(row: rows.Row) -> Point:
    key, start, end = rows.text(row, "article"), rows.offset(row, "start"), rows.offset(row, "end")
    if start >= end:
        raise rows.Fault(f"'gold' needs start < end, not {start}:{end}")
    vital = rows.flag(row, "vital") if "vital" in row else True
    return Point(ArticleKey(key), Span(start, end), vital, rows.maybe_text(row, "speaker"))


def _day(row: rows.Row) -> date | None:
    written = rows.maybe_text(row, "as_of")
    day = parse_day(written) if written else None
    if written and day is None:
        raise rows.Fault("'as_of' is no day like 2024-06-13")
    return day


def _texts(row: rows.Row, field: str) -> tuple[str, ...]:
    found: Sequence[object] = rows.items(row, field) if row.get(field) is not None else ()
    texts = tuple(item for item in found if isinstance(item, str))
    if len(texts) != len(found):
        raise rows.Fault(f"{field!r} must be a list of texts")
    return texts


def _faults(case: Case, look: Look) -> list[str]:
    faults = []
    for point in case.gold:
        article = look(point.key)
        key = one_line(point.key, 100)
        if article is None:
            faults.append(f"the archive has no article {key!r}")
        elif point.span.end > len(article.text):
            end = len(article.text)
            faults.append(f"gold {point.span.start}:{point.span.end} lies outside {key!r} ({end} characters)")
        if point.key in case.without:
            faults.append(f"the gold article {key!r} is left out by 'without'")
    faults += [f"the archive has no article {one_line(k, 100)!r}" for k in sorted(case.without) if look(k) is None]
    return list(dict.fromkeys(faults))
