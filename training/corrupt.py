"""Ways to make a true sentence false, each with the spans of the claim that then lack support.

Knows one sentence, the words around it and names from elsewhere; knows no data set. Each kind is a function
(sentence, other names, generator) -> (claim, spans) or None where it finds nothing to change. `HELD_OUT` kinds make
no training row: they measure whether the checker learnt more than the kinds it saw.
"""

import random
import re
from collections.abc import Callable

from texts import NAME, YEAR, holds, spaced

Spans = tuple[tuple[int, int], ...]
Made = tuple[str, Spans] | None

_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?:,\d{3})+(?![\w])|(?<![\w.,])\d+(?:\.\d+)?(?![\w,.]\d|\w)")
_SMALL = "one two three four five six seven eight nine ten eleven twelve".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety hundred".split()
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_SMALL[1:] + _TENS)})\b", re.IGNORECASE)
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE_WORD = re.compile(rf"\b(?:{'|'.join(_MONTHS[:4] + _MONTHS[5:] + _DAYS)})\b")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|may|might|did|does|do)\b")
_NEGATION = re.compile(
    r"\b(?P<aux>is|are|was|were|has|have|had|will|would|can|could|should|did|does|do) (?:not|never) "
)
_UNITS = {
    "million": "billion", "billion": "million", "thousand": "million", "miles": "feet", "km": "metres", "kg": "tonnes",
    "percent": "percentage points", "days": "weeks", "weeks": "months", "months": "years", "years": "months",
    "hours": "days", "minutes": "hours", "dollars": "euros",
}  # fmt: skip
_OPPOSITES = """rise/fall rises/falls rose/fell risen/fallen rising/falling increase/decrease increases/decreases
increased/decreased increasing/decreasing win/lose wins/loses won/lost winning/losing accept/reject accepts/rejects
accepted/rejected support/oppose supports/opposes supported/opposed supporting/opposing before/after more/fewer
higher/lower highest/lowest larger/smaller largest/smallest older/younger oldest/youngest first/last early/late
earlier/later open/close opened/closed opening/closing start/end started/ended buy/sell bought/sold buying/selling
join/leave joined/left arrive/depart arrived/departed allow/ban allowed/banned allowing/banning approve/block
approved/blocked confirm/deny confirmed/denied confirms/denies praise/criticise praised/criticised success/failure
successful/unsuccessful male/female men/women man/woman father/mother brother/sister son/daughter husband/wife
north/south northern/southern east/west eastern/western public/private legal/illegal major/minor strong/weak
stronger/weaker best/worst better/worse ally/enemy inside/outside above/below include/exclude includes/excludes
included/excluded remember/forget best-known/least-known guilty/innocent convicted/acquitted hired/fired gain/loss
gains/losses profit/loss old/new rich/poor cheap/expensive long/short longer/shorter
majority/minority agreed/refused agree/refuse attack/defend attacked/defended strengthen/weaken expand/shrink
expanded/shrank raise/lower raised/lowered maximum/minimum import/export imports/exports presence/absence always/never
often/rarely often/seldom""".split()
_ANTONYM: dict[str, str] = {}
for _pair in _OPPOSITES:
    _a, _b = _pair.split("/")
    _ANTONYM.setdefault(_a, _b)
    _ANTONYM.setdefault(_b, _a)
_ANTONYM_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_ANTONYM, key=len, reverse=True))})\b")
# A weaker statement and the stronger one that it does not support.
_STRONGER = (
    (r"\b(?:may|might|could) (?=[a-z]+\b)(?!have\b)", "will "),
    (r"\b(?:may|might|could) have (?=[a-z]+(?:ed|en|ne|wn)\b)", "has "),
    (r"\b(?:plans|hopes|wants|intends|aims|is expected|is likely|is set|is due) to (?=[a-z]+\b)", "will "),
    (r"\b(?:plan|hope|want|intend|aim|are expected|are likely|are set|are due) to (?=[a-z]+\b)", "will "),
    (r"\b(?:claimed|alleged|suggested|argued|believed|said) that\b", "proved that"),
    (r"\b(?:claims|alleges|suggests|argues|believes|says) that\b", "proves that"),
    (r"\b(?:allegedly|reportedly|possibly|probably|apparently) (?=[a-z]+\b)", "certainly "),
    (r"\b(?:suspected|alleged|accused) of\b", "convicted of"),
    (r"\b(?:is|was) (?:accused|suspected) of\b", "has admitted"),
    (r"\bthreatened to (?=[a-z]+\b)", "decided to "),
    (r"\b(?:considering|discussing|proposing)\b", "introducing"),
    (r"\b(?:proposed|discussed|considered)\b", "approved"),
)
_QUANTIFIERS = (
    (r"\b(?:[Ss]ome|[Mm]any|[Ss]everal|[Mm]ost) of (?=the|its|their)", "all of "),
    (r"\b(?:some|many|several|most) (?=[a-z]+s\b)", "all "),
    (r"\b(?:at least|more than|over) (?=\d)", "fewer than "),
    (r"\b(?:nearly|almost|about|around) (?=\d)", "more than "),
    (r"\balmost all\b", "none"),
    (r"\bone of the\b", "the only one of the"),
)


def number(sentence: str, names: list[str], rng: random.Random) -> Made:
    """Another number, in the same form."""
    del names
    found = [m for m in _NUMBER.finditer(sentence) if not YEAR.fullmatch(m.group())]
    found += list(_NUMBER_WORD.finditer(sentence))
    if not found:
        return None
    hit = rng.choice(found)
    return _replaced(sentence, hit.span(), _other_number(hit.group(), rng))


def date(sentence: str, names: list[str], rng: random.Random) -> Made:
    """Another year, month or day of the week."""
    del names
    found = list(YEAR.finditer(sentence)) + list(_DATE_WORD.finditer(sentence))
    if not found:
        return None
    hit = rng.choice(found)
    old = hit.group()
    if old.isdigit():
        new = str(int(old) + rng.choice([-10, -5, -3, -2, -1, 1, 2, 3, 4, 10]))
    else:
        new = rng.choice(_MONTHS if old in _MONTHS else _DAYS)
    return _replaced(sentence, hit.span(), new)


def name(sentence: str, names: list[str], rng: random.Random) -> Made:
    """Somebody or something else by name; half of the time of the same number of words."""
    found = [m for m in NAME.finditer(sentence) if m.start() > 0 or " " in m.group()]
    found = [m for m in found if m.group() not in _DAYS and m.group() not in _MONTHS]
    if not found or not names:
        return None
    hit = rng.choice(found)
    alike = [other for other in names if other.count(" ") == hit.group().count(" ")]
    new = rng.choice(alike if alike and rng.random() < 0.7 else names)
    return None if spaced(new) in spaced(hit.group()) else _replaced(sentence, hit.span(), new)


def part_of_name(sentence: str, names: list[str], rng: random.Random) -> Made:
    """Another first or last name."""
    found = [m for m in NAME.finditer(sentence) if m.group().count(" ") == 1]
    others = [word for other in names for word in other.split(" ")[-1:] if len(word) > 3]
    if not found or not others:
        return None
    hit = rng.choice(found)
    middle = hit.group().index(" ") + hit.start()
    span = (hit.start(), middle) if rng.random() < 0.4 else (middle + 1, hit.end())
    return _replaced(sentence, span, rng.choice(others))


def negation(sentence: str, names: list[str], rng: random.Random) -> Made:
    """A "not" put in or taken out after an auxiliary."""
    del names
    if (hit := _NEGATION.search(sentence)) and rng.random() < 0.8:
        text = sentence[: hit.end("aux") + 1] + sentence[hit.end() :]
        after = re.compile(r"\S+").search(text, hit.end("aux") + 1)
        return text, ((hit.start("aux"), after.end() if after else hit.end("aux")),)
    found = [m for m in _AUXILIARY.finditer(sentence) if not re.match(r" (?:not|never|n't)", sentence[m.end() :])]
    if not found:
        return None
    hit = rng.choice(found)
    word = rng.choice([" not", " not", " never"])
    return sentence[: hit.end()] + word + sentence[hit.end() :], ((hit.end() + 1, hit.end() + len(word)),)


def opposite(sentence: str, names: list[str], rng: random.Random) -> Made:
    """A word exchanged for its opposite."""
    del names
    found = list(_ANTONYM_WORD.finditer(sentence))
    if not found:
        return None
    hit = rng.choice(found)
    return _replaced(sentence, hit.span(), _ANTONYM[hit.group()])


def stronger(sentence: str, names: list[str], rng: random.Random) -> Made:
    """What may be or is said turned into what is."""
    del names
    return _by_pattern(sentence, _STRONGER, rng)


def quantifier(sentence: str, names: list[str], rng: random.Random) -> Made:
    """Some turned into all, at least into fewer than."""
    del names
    return _by_pattern(sentence, _QUANTIFIERS, rng)


def detail(sentence: str, names: list[str], rng: random.Random) -> Made:
    """A place, time or amount added that nobody stated."""
    if len(sentence) < 20 or not names:
        return None
    place = rng.choice(names)
    extra = rng.choice([
        f" in {place}", f" with {place}", f" according to {place}", f" on {rng.choice(_DAYS)}",
        f" in {rng.choice(_MONTHS)} {rng.randint(1980, 2025)}", f" for {rng.randint(2, 40)} years",
        " for the first time", " without giving a reason", f", {place} said", " despite earlier denials",
        f" after {place}", f", costing ${rng.randint(2, 900)} million", " for the second year in a row",
    ])  # fmt: skip
    places = [m.start() for m in re.finditer(r", ", sentence)] if rng.random() < 0.4 else []
    at = rng.choice(places) if places else len(sentence.rstrip(".!?\"'”’ "))
    start = at + len(extra) - len(extra.lstrip(" ,"))
    return sentence[:at] + extra + sentence[at:], ((start, at + len(extra)),)


def role(sentence: str, names: list[str], rng: random.Random) -> Made:
    """The two names of a sentence exchanged. Held out."""
    del names, rng
    found = list(NAME.finditer(sentence))
    if len(found) != 2:
        return None
    a, b = found
    between = sentence[a.end() : b.start()]
    if re.search(r"\b(?:and|or|with|of|is|was)\b|[,;:(]", between) or len(between.split()) < 2:
        return None
    text = sentence[: a.start()] + b.group() + between + a.group() + sentence[b.end() :]
    shift = len(b.group()) - len(a.group())
    return text, ((a.start(), a.start() + len(b.group())), (b.start() + shift, b.end()))


def unit(sentence: str, names: list[str], rng: random.Random) -> Made:
    """Another unit or size word. Held out."""
    del names
    found = [m for m in re.finditer(r"\b[a-z]+\b", sentence) if m.group() in _UNITS]
    if not found:
        return None
    hit = rng.choice(found)
    return _replaced(sentence, hit.span(), _UNITS[hit.group()])


KINDS: dict[str, Callable[[str, list[str], random.Random], Made]] = {
    "number": number, "date": date, "name": name, "part_of_name": part_of_name, "negation": negation,
    "opposite": opposite, "stronger": stronger, "detail": detail,
}  # fmt: skip
HELD_OUT: dict[str, Callable[[str, list[str], random.Random], Made]] = {
    "role": role, "unit": unit, "quantifier": quantifier,
}  # fmt: skip
CONTRADICTS = {"number", "date", "name", "part_of_name", "negation", "opposite", "role", "unit"}


def corrupt(kind: str, sentence: str, evidence: str, names: list[str], rng: random.Random) -> Made:
    """One corruption of `kind` that the evidence does not happen to state; None where none was found."""
    made = (KINDS.get(kind) or HELD_OUT[kind])(sentence, names, rng)
    if made is None:
        return None
    claim, spans = made
    if spaced(claim) == spaced(sentence) or holds(spaced(evidence), [claim]):
        return None
    if kind in {"number", "date", "name", "part_of_name"} and holds(spaced(evidence), [claim[a:b] for a, b in spans]):
        # A name, number or date that the evidence has too is still wrong here, but only now and then: keep one in four.
        return made if rng.random() < 0.25 and kind in {"name", "date"} else None
    return made


def _replaced(sentence: str, span: tuple[int, int], new: str) -> Made:
    start, end = span
    old = sentence[start:end]
    if old[:1].isupper() and not new[:1].isupper():
        new = new[:1].upper() + new[1:]
    if new == old:
        return None
    return sentence[:start] + new + sentence[end:], ((start, start + len(new)),)


def _by_pattern(sentence: str, patterns: tuple[tuple[str, str], ...], rng: random.Random) -> Made:
    found = [(m, new) for pattern, new in patterns for m in re.finditer(pattern, sentence)]
    if not found:
        return None
    hit, new = rng.choice(found)
    made = _replaced(sentence, hit.span(), new)
    if made is None:
        return None
    text, ((start, end),) = made
    return text, ((start, end - len(new) + len(new.rstrip())),)


def _other_number(old: str, rng: random.Random) -> str:
    low = old.lower()
    for row in (_SMALL[1:], _TENS):
        if low in row:
            return rng.choice([word for word in row if word != low])
    value = float(old.replace(",", ""))
    factor = rng.choice([0.1, 0.5, 0.8, 0.9, 1.1, 1.25, 1.5, 2, 3, 10])
    if value < 60 and "." not in old:
        new = max(1, int(value) + rng.choice([-7, -4, -3, -2, -1, 1, 2, 3, 5, 8]))
    else:
        new = round(value * factor, len(old.partition(".")[2]))
    if "." in old:
        return f"{new:.{len(old.partition('.')[2])}f}"
    return f"{int(new):,}" if "," in old else str(int(new))
