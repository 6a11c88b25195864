"""Reply <-> JSON (format attribune.reply/1), and the check that a saved one still quotes what the archive holds. Pure.

The format is read by other programs: keep it, or raise its version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from index.types import Article, ArticleKey
from qa.types import Answer, Citation, Claim, Engine, Reply, Trace

FORMAT = "attribune.reply/1"
CONVERSATION = "attribune.conversation/1"
Json = dict[str, Any]


def to_json(reply: Reply, *, explain: bool = False) -> Json:
    """A reply as design, section 6, has it; unknown is None. `explain`: with what each stage saw."""
    question = reply.question
    query = question.query
    answer = reply if isinstance(reply, Answer) else None
    return {
        "format": FORMAT,
        "question": question.text,
        "stand_alone": question.stand_alone,
        "asked": _day(query.asked),
        "period": {"since": _day(query.period.since), "until": _day(query.period.until)},
        "as_of": _day(query.asked) if question.as_of else None,
        "answered": answer is not None,
        "confidence": round(reply.confidence, 4),
        "short": _short(answer) if answer else None,
        "claims": [_claim(c) for c in answer.claims] if answer else [],
        "withheld": [{"text": w.text, "reason": w.reason} for w in reply.withheld],
        "conflicts": [{"claims": list(c.claims), "about": c.about} for c in answer.conflicts] if answer else [],
        "refusal": None if isinstance(reply, Answer) else _refusal(reply),
        "explain": _explain(reply.trace, question.kind.value, query.terms, query.names) if explain else None,
        "engine": _engine(reply.engine),
        "seconds": round(reply.seconds, 3),
    }


def verify(saved: object, article: Callable[[ArticleKey], Article | None]) -> tuple[int, list[str]]:
    """How many quotes a saved reply or conversation holds, and a line for each that is not the archive's slice.

    Raises ValueError where it is neither.
    """
    try:
        return _verified(saved, article)
    except (KeyError, TypeError, AttributeError) as error:  # written by hand, or by another program
        raise ValueError("its fields are not those of a reply") from error


def _verified(saved: object, article: Callable[[ArticleKey], Article | None]) -> tuple[int, list[str]]:
    if not isinstance(saved, Mapping) or saved.get("format") not in (FORMAT, CONVERSATION):
        raise ValueError(f"it is neither {FORMAT} nor {CONVERSATION}")
    replies = saved["replies"] if saved["format"] == CONVERSATION else [saved]
    if not isinstance(replies, list) or not all(isinstance(r, Mapping) for r in replies):
        raise ValueError("its replies are no list of objects")
    count = 0
    faults: list[str] = []
    for reply in replies:
        for citation in _citations(reply):
            count += 1
            fault = _fault(citation, article)
            if fault:
                faults.append(fault)
        faults.extend(_loose_claims(reply, extractive=(reply.get("engine") or {}).get("kind") == "extractive"))
    return count, faults


def _citations(reply: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    short = reply.get("short")
    if short:
        yield {**short["citation"], "text": short.get("text")}
    for claim in reply.get("claims") or []:
        yield from claim["citations"]
    yield from (reply.get("refusal") or {}).get("nearest") or []


def _loose_claims(reply: Mapping[str, Any], *, extractive: bool) -> Iterator[str]:
    """Claims without a citation; and where nobody drafted them, those that are not their own quotation."""
    for claim in reply.get("claims") or []:
        if not claim["citations"]:
            yield f"the claim {claim['text']!r} has no citation"
        elif extractive and claim["text"] not in [citation["quote"] for citation in claim["citations"]]:
            yield f"the claim {claim['text']!r} is not what it quotes"


def _fault(citation: Mapping[str, Any], article: Callable[[ArticleKey], Article | None]) -> str | None:
    key, start, end = citation["article"], citation["start"], citation["end"]
    if not isinstance(key, str):
        raise TypeError(f"a key is a text, not {key!r}")
    found = article(ArticleKey(key))
    place = f"{key} {start}:{end}"
    if found is None:
        return f"{place}: the archive has no such article any more"
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(found.text)):
        return f"{place}: lies outside the article"
    if found.text[start:end] != citation["quote"]:
        changed = citation.get("digest") not in (None, found.digest)
        return f"{place}: is not the quoted text" + (" (the article has changed since)" if changed else "")
    if citation.get("text", citation["quote"]) != citation["quote"]:
        return f"{place}: the short answer is not what it quotes"
    return None


def _engine(engine: Engine) -> Json:
    told: Json = {"kind": engine.kind, "model": engine.model, "host": engine.host}
    if engine.sent:
        told["sent"] = list(engine.sent)
    if engine.notice:
        told["notice"] = engine.notice
    return told


def _short(answer: Answer) -> Json | None:
    if answer.short is None:
        return None
    c = answer.short.citation
    place = {"article": c.key, "start": c.span.start, "end": c.span.end, "quote": c.quote}
    return {"text": answer.short.text, "citation": place}


def _claim(claim: Claim) -> Json:
    verdict = claim.verdict
    return {
        "text": claim.text,
        "speaker": claim.speaker,
        "verdict": {"label": verdict.label, "score": verdict.score, "fault": verdict.fault},
        "citations": [citation(c) for c in claim.citations],
    }


def citation(c: Citation) -> Json:
    """One citation."""
    return {
        "article": c.key,
        "digest": c.digest,
        "start": c.span.start,
        "end": c.span.end,
        "quote": c.quote,
        "title": c.title,
        "outlet": c.outlet,
        "published": _day(c.published),
        "url": c.url,
        "source": c.source,
        "origin": c.origin,
    }


def _refusal(reply: Reply) -> Json:
    assert not isinstance(reply, Answer)
    told: Json = {
        "reason": reply.reason.value,
        "explanation": reply.explanation,
        "nearest": [citation(c) for c in reply.nearest],
    }
    if reply.examples:
        told["examples"] = list(reply.examples)
    return told


def _explain(trace: Trace, kind: str, terms: tuple[str, ...], names: tuple[str, ...]) -> Json:
    return {
        "kind": kind,
        "terms": list(terms),
        "names": list(names),
        "unknown_names": list(trace.unknown_names),
        "unknown_words": list(trace.unknown_words),
        "candidates": [
            {
                "text": c.evidence.text,
                "article": c.evidence.key,
                "start": c.evidence.span.start,
                "end": c.evidence.span.end,
                "speaker": c.evidence.speaker,
                "section": c.evidence.section,
                "score": round(c.score, 4),
                "taken": c.taken,
                "why": c.why,
            }
            for c in trace.candidates
        ],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
