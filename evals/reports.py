"""Report <-> JSON (format attribune.report/1): for programs, and as the baseline of a later run. Pure.

Holds the outcomes whole, so that a later version measures an earlier run by its own metrics.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals import cases
from evals.measures import Comparison, EngineReport, GateResult, Measured, Report, Shaken, Slice
from evals.rows import Fault
from evals.stats import Figure
from evals.types import Cited, Judged, Outcome, Place, Response, Sentence
from index.errors import WrongUse
from index.prose.dates import parse_day
from index.types import ArticleKey, Span
from qa.types import Verdict

FORMAT = "attribune.report/1"
Json = dict[str, Any]
_FLAGS = ("alone", "rest", "alone_articles", "rest_articles", "valid", "described", "quotes", "dates")
_VERDICTS = ("words", "articles", "answer")


def to_json(report: Report) -> Json:
    """The whole report; every key is in a fixed order, and only fields named `seconds` differ between equal runs."""
    return {
        "format": FORMAT,
        "judge": report.judge,
        "judge_quality": [{"what": q.what, "kind": q.kind, "figure": _figure(q.figure)} for q in report.quality],
        "archive": {"articles": report.articles, "passages": report.passages},
        "cases": report.cases,
        "interrupted": report.interrupted,
        "failed": report.failed,
        "engines": [_engine(one) for one in report.engines],
        "slices": [_slice(one) for one in report.slices],
        "gates": [_gate(one) for one in report.gates],
        "comparison": None if report.comparison is None else _comparison(report.comparison),
        "perturbations": [_shaken(one) for one in report.shaken],
        "outcomes": [outcome_to_json(one) for one in report.main.outcomes],
        "seconds": round(report.seconds, 1),
    }


def outcomes(path: Path) -> tuple[Outcome, ...]:
    """The outcomes of a saved report. Raises WrongUse where the file is none."""
    do = "name what `attribune eval run --json` printed"
    try:
        saved = json.loads(path.read_text("utf-8"))
        if saved["format"] != FORMAT:
            raise WrongUse(str(path), f"its format is {saved['format']!r}, not {FORMAT!r}", do)
        return tuple(outcome_from_json(one) for one in saved["outcomes"])
    except OSError as error:
        raise WrongUse(str(path), f"cannot be read ({error.strerror})", do) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, Fault) as error:
        raise WrongUse(str(path), f"is no saved report ({type(error).__name__}: {error})", do) from error


def outcome_to_json(outcome: Outcome) -> Json:
    """A case, its response, its verdicts."""
    response = outcome.response
    return {
        "case": cases.to_row(outcome.case),
        "right": outcome.right,
        "response": {
            "refused": response.refused,
            "reason": response.reason,
            "confidence": None if response.confidence is None else round(response.confidence, 6),
            "short": response.short,
            "sentences": [_sentence(one) for one in response.sentences],
            "passages": _places(response.passages),
            "best": _places(response.ranked),
            "sliced": response.sliced,
            "error": response.error,
            "conflicts": [list(group) for group in response.conflicts],
            "withheld": list(response.withheld),
            "seconds": None if response.seconds is None else round(response.seconds, 3),
        },
        "judged": [_judged(one) for one in outcome.judged],
        "relevant": [{**_place(place), "grade": grade} for place, grade in outcome.relevant],
        "gold": list(outcome.gold),
        "withheld": list(outcome.withheld),
    }


def outcome_from_json(row: Mapping[str, Any]) -> Outcome:
    """The inverse of `outcome_to_json`. Raises KeyError, TypeError, ValueError where it is none."""
    told = row["response"]
    return Outcome(
        case=cases.parse(row["case"]),
        response=Response(
            refused=bool(told["refused"]),
            sentences=tuple(
                Sentence(s["text"], tuple(_cited_from(c) for c in s["citations"]), s["speaker"])
                for s in told["sentences"]
            ),
            short=told["short"],
            confidence=told["confidence"],
            reason=told["reason"],
            passages=_places_from(told["passages"]),
            ranked=_places_from(told["best"]),
            sliced=bool(told["sliced"]),
            seconds=told["seconds"],
            error=told["error"],
            conflicts=tuple(tuple(map(int, group)) for group in told.get("conflicts", ())),
            withheld=tuple(map(str, told.get("withheld", ()))),
        ),
        judged=tuple(_judged_from(one) for one in row["judged"]),
        relevant=tuple((_place_from(one), int(one["grade"])) for one in row["relevant"]),
        gold=tuple(map(str, row["gold"])),
        withheld=tuple(map(bool, row.get("withheld", ()))),
    )


def _figure(figure: Figure) -> Json:
    return {"value": figure.value, "low": figure.low, "high": figure.high, "n": figure.n}


def _measured(found: Sequence[Measured]) -> Json:
    """Every figure by name; the time it took stands under a key of its own name, `seconds`."""
    return {
        one.name: {
            **_figure(one.figure),
            "judge": one.metric.judge,
            "by_construction": one.constructed,
            "better": one.metric.better.value,
        }
        for one in found
    }


def _engine(engine: EngineReport) -> Json:
    return {"engine": engine.engine, "figures": _measured(engine.measured)}


def _slice(one: Slice) -> Json:
    return {"kind": one.kind, "value": one.value, "cases": one.cases, "figures": _measured(one.measured)}


def _gate(result: GateResult) -> Json:
    gate = result.gate
    return {
        "metric": gate.metric,
        "least": gate.least,
        "most": gate.most,
        "end": gate.end,
        "tag": gate.tag,
        "held": result.held,
        "by_construction": result.constructed,
        "figure": _figure(result.figure),
        "worst": list(result.worst),
    }


def _comparison(comparison: Comparison) -> Json:
    return {
        "shared": comparison.shared,
        "differences": [
            {
                "metric": one.name,
                "before": one.before,
                "now": one.now,
                "difference": _figure(one.figure),
                "real": one.real,
                "worse": one.worse,
            }
            for one in comparison.differences
        ],
        "changed": dict(comparison.changed),
    }


def _shaken(one: Shaken) -> Json:
    names = ("changed", "answer", "refusal", "citation", "worse")
    return {"kind": one.kind, **{name: _figure(getattr(one, name)) for name in names}}


def _sentence(sentence: Sentence) -> Json:
    return {"text": sentence.text, "speaker": sentence.speaker, "citations": [_cited(c) for c in sentence.cited]}


def _cited(cited: Cited) -> Json:
    day = cited.published.isoformat() if cited.published else None
    return {**_place(cited.place), "quote": cited.quote, "outlet": cited.outlet, "published": day}


def _cited_from(row: Mapping[str, Any]) -> Cited:
    place = _place_from(row)
    day = parse_day(row["published"]) if row["published"] else None
    return Cited(place.key, place.span, row["quote"], row["outlet"], day)


def _judged(judged: Judged) -> Json:
    verdicts = {name: _verdict(getattr(judged, name)) for name in _VERDICTS}
    flags = {name: list(getattr(judged, name)) for name in _FLAGS}
    plain = {name: getattr(judged, name) for name in ("verbatim", "elsewhere", "named", "speech", "told", "model")}
    return {**plain, **verdicts, **flags}


def _judged_from(row: Mapping[str, Any]) -> Judged:
    told: Json = {name: row[name] for name in ("verbatim", "elsewhere", "named", "speech", "told")}
    told["model"] = row.get("model")
    told |= {name: Verdict(row[name]["label"], row[name]["score"], row[name]["fault"]) for name in _VERDICTS}
    told |= {name: tuple(map(bool, row[name])) for name in _FLAGS}
    return Judged(**told)


def _verdict(verdict: Verdict) -> Json:
    return {"label": verdict.label, "score": verdict.score, "fault": verdict.fault}


def _place(place: Place) -> Json:
    return {"article": place.key, "start": place.span.start, "end": place.span.end}


def _place_from(row: Mapping[str, Any]) -> Place:
    return Place(ArticleKey(row["article"]), Span(row["start"], row["end"]))


def _places(places: Sequence[Place] | None) -> list[Json] | None:
    return None if places is None else [_place(place) for place in places]


def _places_from(rows: Sequence[Mapping[str, Any]] | None) -> tuple[Place, ...] | None:
    return None if rows is None else tuple(map(_place_from, rows))
