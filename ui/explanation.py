"""What each stage saw on the way to a reply -> lines: for somebody who wonders why. Pure."""

from __future__ import annotations

from rich.text import Text

from index.text import one_line
from qa.types import Reply
from ui.terminal import BLANK, SOURCE, WHOLE, Line, flat, heading, marks


def lines(reply: Reply) -> list[Line]:
    """What each stage saw: the question as understood, what the archive does not know, the candidates."""
    question, trace = reply.question, reply.trace
    query = question.query
    period = [f"since {query.period.since}"] if query.period.since else []
    period += [f"until {query.period.until}"] if query.period.until else []
    facts = [
        ("question", question.stand_alone),
        ("kind of answer", question.kind.value),
        ("words", ", ".join(query.terms)),
        ("names", ", ".join(query.names)),
        ("asked on", str(query.asked) if query.asked else "no day"),
        ("published", " ".join(period) or "any day"),
        ("names the archive lacks", ", ".join(trace.unknown_names)),
        ("words the archive lacks", ", ".join(trace.unknown_words)),
        ("confidence", f"{reply.confidence:.2f}"),
    ]
    told = [heading("How the question was understood")]
    told += [Line("   ", Text(f"{name}: {one_line(value, WHOLE) or 'none'}")) for name, value in facts]
    told += [BLANK, heading("What was considered")]
    for candidate in trace.candidates:
        found = candidate.evidence
        taken = "taken" if candidate.taken else "left"
        told.append(Line("   ", Text(f"{candidate.score:.3f}  {taken}: {one_line(candidate.why)}")))
        opened, closed = marks(found.text)
        told.append(Line("          ", Text(opened + flat(found.text) + closed)))
        place = [found.speaker] if found.speaker else []
        place += [found.key, f"{found.span.start}:{found.span.end}", found.section]
        told.append(Line("          ", Text(" · ".join(one_line(p, WHOLE) for p in place), SOURCE)))
    return told if trace.candidates else [*told, Line("   ", Text("no sentence"))]
