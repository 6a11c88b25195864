"""Ways to make a supported claim false, each checked for really being wrong. Pure.

Each takes a claim, the statement that it was made of, names from elsewhere and a generator, and gives the false claim
(or, where other words are cited too, with those), or None where it finds nothing to change. Knows English patterns of
its own: what is measured with them must not have found them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from evals.statements import Statement, of
from qa.checker import Words

Made = tuple[str, Words] | None

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty".split()
_NUMBER = re.compile(
    r"(?<![\w.,:/£$€-])(?P<sign>[£$€]?)(?P<figure>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\d,]\d|\w?\d|:\d|/\d)"
    rf"(?! (?:{'|'.join(_MONTHS)}))|\b(?P<word>{'|'.join(_COUNTS)})\b",
)
_SIGNED = re.compile(r"(?P<sign>[£$€])(?P<figure>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)")
_DATE = re.compile(
    rf"\b(?P<month>{'|'.join(m for m in _MONTHS if m != 'May')})\b|\b(?P<day>{'|'.join(_DAYS)})\b"
    r"|\b(?P<year>(?:19|20)\d\d)\b(?!-)"
)
_BEFORE_DAY = re.compile(rf"(?:{'|'.join(_MONTHS)}) $")
_PART = r"[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)?"
_NAME = re.compile(rf"(?<![.!?:] )(?<!^)(?<![\"“])\b{_PART}(?: (?:[A-Z]\. |van |de )?{_PART})*")
_AUX = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|does|did)\b(?! (?:not|never|only)\b)(?!n['’]t)"
)
_DENIED = re.compile(
    r"\b(?P<aux>is|are|was|were|has|have|had|would|could|should|do|does|did)(?: not\b|n['’]t\b)"
    r"|\b(?P<will>will not|won['’]t)\b|\b(?P<can>cannot|can['’]t|can not)\b|\b(?P<never>never )\b"
)
_TURNED = (
    (re.compile(r"\bagreed to (?=[a-z])"), "refused to "),
    (re.compile(r"\bwill (?!not|never)(?=[a-z]+ )"), "will refuse to "),
    (re.compile(r"\baccepted\b"), "did not accept"),
    (re.compile(r"\bconfirmed (?=that)"), "denied "),
    (re.compile(r"\bsaid (?=that|it|he|she|they|the)"), "denied that "),
    (re.compile(r"\bwith (?=[a-z]+ )"), "without "),
    (re.compile(r"\b[Mm]anaged to (?=[a-z])"), "failed to "),
    (re.compile(r"\bcontinued to (?=[a-z])"), "no longer wanted to "),
)
_STRONGER = (
    (re.compile(r"\b(?:may|might|could) (?=[a-z]+\b)(?!have|not|be\b)"), ("will ", "will certainly ")),
    (re.compile(r"\b(?:may|might|could) be\b"), ("will be", "will certainly be")),
    (re.compile(r"\b(?:may|might|could) have (?=[a-z]+)"), ("must have ", "certainly had ")),
    (re.compile(r"(?<!t )\b(?:plans|hopes|wants|intends|aims|expects) to (?=[a-z])"), ("will ", "has decided to ")),
    (re.compile(r"(?<!t )\b(?:plan|hope|intend|aim|expect) to (?=[a-z])"), ("will ", "have decided to ")),
    (re.compile(r"(?<!t )\b(?:planned|hoped|wanted|intended|tried) to (?=[a-z])"), ("managed to ", "was able to ")),
    (re.compile(r"\bis (?:expected|likely|thought|believed) to (?=[a-z])"), ("will ", "is certain to ")),
    (re.compile(r"\bare (?:expected|likely|thought|believed) to (?=[a-z])"), ("will ", "are certain to ")),
    (re.compile(r"\b(?:suspected|accused) of\b"), ("convicted of", "guilty of")),
    (re.compile(r"\b(?:alleged|claimed|suggested|argued|believed) (?=that|the|it|he|she|they)"), ("proved ",)),
    (re.compile(r"\b(?:allegedly|reportedly|possibly|probably|apparently) "), ("certainly ", "definitely ")),
    (re.compile(r"\b(?:considering|proposing|discussing) (?=[a-z])"), ("introducing ", "adopting ")),
    (re.compile(r"(?<!be )\b(?:proposed|considered|discussed) (?=(?:the|an?|new) )"), ("adopted ", "approved ")),
    (re.compile(r"\b(?:some|many|several|most) of (?=the|its|his|her|their)"), ("all of ",)),
    (re.compile(r"\b(?:Some|Many|Several|Most) (?=[a-z]+s\b)"), ("All ",)),
    (re.compile(r"\bcalled for\b"), ("secured",)),
)  # fmt: skip
_CUT = re.compile(
    r" (?:that|who|which|after|because|when|while|but|to|in|on|for|with|by|at|from|was|were|is|are|had|has|will) "
)


def number(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """Another number in the same form."""
    del names
    found = [m for m in (*_NUMBER.finditer(claim), *_SIGNED.finditer(claim)) if not _is_date(m, claim)]
    if not found:
        return None
    hit = rng.choice(found)
    if word := hit.groupdict().get("word"):
        new = rng.choice([w for w in _COUNTS if w != word])
    else:
        figure = hit["figure"]
        new = hit["sign"] + _other(figure, rng)
    return _checked(claim, hit.span(), new, statement)


def date(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """Another month, weekday or year."""
    del names
    found = list(_DATE.finditer(claim))
    if not found:
        return None
    hit = rng.choice(found)
    if hit["year"]:
        new = str(int(hit["year"]) + rng.choice((-12, -5, -3, -2, -1, 1, 2, 3, 4)))
    else:
        new = rng.choice([w for w in (_MONTHS if hit["month"] else _DAYS) if w not in (hit[0], "May")])
    return _checked(claim, hit.span(), new, statement)


def name(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """Somebody or something else by name: half of the time from the same article."""
    found = [m for m in _NAME.finditer(claim) if m[0] not in _MONTHS + _DAYS and len(m[0]) > 3]
    if not found:
        return None
    hit = rng.choice(found)
    own = [n for n in statement.words.names if " " in n or len(n) > 4]
    pool = [n for n in (own if rng.random() < 0.5 else names) if not shares(n, statement.text)]
    if hit[0].count(" ") == 0:
        pool = [n.split()[-1] for n in pool]
    pool = [n for n in pool if n[:1].isupper() and not shares(n, hit[0]) and n.replace(" ", "").isalpha()]
    return _checked(claim, hit.span(), rng.choice(pool), statement) if pool else None


def speaker(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """The words put into somebody else's mouth, rather of the same article."""
    said, quoted = statement.speaker, statement.quoted
    if said is None or quoted is None:
        return None
    del claim
    others = [n for n in statement.people if not shares(n, said)]
    pool = others or [n for n in names if not shares(n, said)]
    if not pool:
        return None
    form = rng.choice(
        ('{0} said: "{1}."', "According to {0}, {1}.", '"{1}," {0} said.', "{0} told reporters that {1}.")
    )
    return form.format(rng.choice(pool), quoted), statement.words


def negation(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """A "not" or "never" put in or taken out; an agreement turned into a refusal, a statement into a denial."""
    del names
    if claim.endswith("?"):
        return None
    if (hit := _DENIED.search(claim)) and rng.random() < 0.7:
        new = hit["aux"] or ("will" if hit["will"] else "can" if hit["can"] else "")
        return _checked(claim, hit.span(), new, statement, anywhere=True)
    turned = [(m, new) for pattern, new in _TURNED for m in pattern.finditer(claim)]
    if turned and rng.random() < 0.4:
        hit, new = rng.choice(turned)
        return _checked(claim, hit.span(), new, statement, anywhere=True)
    found = list(_AUX.finditer(claim))
    if not found:
        return None
    hit = rng.choice(found[:2])
    return _checked(claim, hit.span(), f"{hit[0]} {rng.choice(('not', 'never', 'not'))}", statement, anywhere=True)


def stronger(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """What may be, is planned or is claimed, told as settled."""
    del names
    found = [(m, new) for pattern, news in _STRONGER for m in pattern.finditer(claim) for new in news]
    if not found:
        return None
    hit, new = rng.choice(found)
    return _checked(claim, hit.span(), new, statement, anywhere=True)


def spliced(claim: str, statement: Statement, names: Sequence[str], rng: Random) -> Made:
    """The beginning of one sentence with the end of another of the article, over the words of both."""
    del names, claim
    others = [s for s in of(statement.reading) if abs(s.number - statement.number) > 1]
    if not others:
        return None
    other = rng.choice(others)
    pairs = [
        (a, b)
        for a in _CUT.finditer(statement.text)
        for b in _CUT.finditer(other.text)
        if a[0] == b[0] and 20 < a.start() < len(statement.text) - 20 and 20 < b.start() < len(other.text) - 20
    ]
    if not pairs or '"' in statement.text + other.text or "“" in statement.text + other.text:
        return None
    a, b = rng.choice(pairs)
    text = statement.text[: a.start()] + other.text[b.start() :]
    return text, replace(statement.words, text=f"{statement.text} {other.text}")


def _other(figure: str, rng: Random) -> str:
    """Another figure with as many digits behind the point."""
    places = len(figure.partition(".")[2])
    value = float(figure.replace(",", ""))
    if value < 100 and not places:
        return str(rng.choice([n for n in range(2, 100) if abs(n - value) >= 2]))
    new = value * rng.choice((0.3, 0.5, 0.7, 1.4, 2, 3, 5))
    return f"{new:,.{places}f}" if "," in figure else f"{new:.{places}f}"


def _is_date(match: re.Match[str], claim: str) -> bool:
    figure = match.groupdict().get("figure") or ""
    year = re.fullmatch(r"(?:19|20)\d\d", figure) is not None and not match["sign"]
    return year or _BEFORE_DAY.search(claim, 0, match.start()) is not None


def _checked(claim: str, span: tuple[int, int], new: str, statement: Statement, *, anywhere: bool = False) -> Made:
    """The claim with the words at `span` exchanged; None where the words themselves say so, or have what is put in."""
    made = " ".join((claim[: span[0]] + new + claim[span[1] :]).split())
    words = statement.words.text
    if made in words or (not anywhere and re.search(rf"(?<!\w){re.escape(new)}(?!\w)", words)):
        return None
    return made, statement.words


def shares(one: str, other: str) -> bool:
    """Whether two names, or a name and a text, have a longer word in common."""
    return any(len(w) > 2 and re.search(rf"\b{re.escape(w)}\b", other) for w in one.split())


KINDS: dict[str, Callable[[str, Statement, Sequence[str], Random], Made]] = {
    "number": number, "date": date, "name": name, "speaker": speaker, "negation": negation, "stronger": stronger,
    "spliced": spliced,
}  # fmt: skip
