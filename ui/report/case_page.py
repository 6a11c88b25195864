"""One case of a report as markup: question, answer with its cited words marked, gold, verdicts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evals import figures
from evals.types import Cited, Judged, Outcome, Point, Sentence
from index.text import escape
from qa.types import Verdict


def section(anchor: str, outcome: Outcome, state: str, changed: str) -> str:
    """The case as a section that shows when its link is followed; `state` is markup."""
    case, response = outcome.case, outcome.response
    told = [escape(case.id), *map(escape, case.tags)]
    parts = [f'<section class="case" id="{anchor}"><p class="soft">{" · ".join(told)}</p>']
    parts.append(f"<h3>{escape(case.question)}</h3><p>{state}")
    if response.confidence is not None:
        parts.append(f' <span class="soft">confidence {response.confidence:.2f}</span>')
    parts.append("</p>")
    if changed:
        parts.append(f'<p class="warn">Since the baseline: {escape(changed)}.</p>')
    parts += _answer(outcome)
    parts += _gold(outcome)
    if case.without:
        parts.append(f'<p class="soft">Left out of sight: {escape(", ".join(sorted(case.without)))}</p>')
    parts.append(_figures(outcome))
    return "".join(parts) + '<p><a href="#cases">All cases</a></p></section>'


def _answer(outcome: Outcome) -> Iterator[str]:
    response = outcome.response
    if response.error is not None:
        yield f'<p class="bad">Crashed: {escape(response.error)}</p>'
    elif response.refused:
        yield f"<p>Refused{f' ({escape(response.reason)})' if response.reason else ''}.</p>"
    if response.short is not None:
        gold = f' <span class="soft">gold: {escape(outcome.case.answer)}</span>' if outcome.case.answer else ""
        yield f"<p><b>{escape(response.short)}</b>{gold}</p>"
    for number, sentence in enumerate(response.sentences):
        judged = outcome.judged[number] if number < len(outcome.judged) else None
        yield f"<blockquote>{_marked(sentence, outcome)}{''.join(_source(sentence))}{_verdicts(judged)}</blockquote>"


def _marked(sentence: Sentence, outcome: Outcome) -> str:
    """The sentence, the words that it cites marked; those that are gold in another colour."""
    text = sentence.text
    for cited in sentence.cited[:1]:
        at = text.find(cited.quote)
        if at < 0 and text in cited.quote:
            return f"<mark>{escape(text)}</mark>"
        if at >= 0:
            before, after = escape(text[:at]), escape(text[at + len(cited.quote) :])
            return f"{before}<mark>{_golden(cited, outcome.case.gold)}</mark>{after}"
    return escape(text)


def _golden(cited: Cited, gold: Iterable[Point]) -> str:
    """The quote, with the characters that belong to a gold point inside a mark of their own."""
    inside = [
        any(point.key == cited.key and point.span.start <= cited.span.start + at < point.span.end for point in gold)
        for at in range(len(cited.quote))
    ]
    parts: list[str] = []
    start = 0
    for at in range(1, len(inside) + 1):
        if at == len(inside) or inside[at] != inside[start]:
            words = escape(cited.quote[start:at])
            parts.append(f'<mark class="gold">{words}</mark>' if inside[start] else words)
            start = at
    return "".join(parts)


def _source(sentence: Sentence) -> Iterator[str]:
    for number, cited in enumerate(sentence.cited):
        told = [sentence.speaker] if sentence.speaker and not number else []
        told += [cited.key, cited.outlet or "outlet unknown"]
        told += [cited.published.isoformat() if cited.published else "undated"]
        told += [f"{cited.span.start}:{cited.span.end}"]
        yield f'<br><span class="soft">{" · ".join(map(escape, told))}</span>'


def _verdicts(judged: Judged | None) -> str:
    if judged is None:
        return ""
    if judged.verbatim:
        return '<br><span class="note">word for word what it cites</span>'
    told = (("cited words", judged.words), ("whole articles", judged.articles))
    return "<br>" + " ".join(_verdict(name, verdict) for name, verdict in told)


def _verdict(name: str, verdict: Verdict) -> str:
    kind = "good" if verdict.label == "supported" else "bad"
    fault = f": {escape(verdict.fault)}" if verdict.fault else ""
    return f'<span class="chip {kind}">{escape(name)}: {escape(verdict.label)} {verdict.score:.2f}{fault}</span>'


def _gold(outcome: Outcome) -> Iterator[str]:
    if not outcome.case.gold:
        yield '<p class="soft">The articles that it may see hold no answer.</p>'
        return
    yield "<p><b>Gold</b></p>"
    for point, words in zip(outcome.case.gold, outcome.gold, strict=False):
        found = outcome.cites(point)
        kind = "vital" if point.vital else "okay"
        state = '<span class="chip good">cited</span>' if found else '<span class="chip soft">not cited</span>'
        told = [kind, point.key, f"{point.span.start}:{point.span.end}"] + ([point.speaker] if point.speaker else [])
        shown = f'<mark class="gold">{escape(words)}</mark>' if found else escape(words)
        yield f'<blockquote>{shown}<br><span class="soft">{" · ".join(map(escape, told))}</span> {state}</blockquote>'


def _figures(outcome: Outcome) -> str:
    """What the case adds to each figure that is a mean."""
    rows = [
        f"<tr><td>{escape(metric.name)}</td><td class='n'>{row[0]:.3f}</td></tr>"
        for metric in figures.metrics()
        if (row := metric.row(outcome)) is not None and len(row) == 1 and not metric.timed
    ]
    return f"<details><summary>Figures of this case</summary><table>{''.join(rows)}</table></details>"
