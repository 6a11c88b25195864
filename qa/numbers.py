"""Numbers, amounts, shares and clock times of a text, each as one value in one unit: "2bn" is 2,000,000,000. Pure.

Knows how English writes quantities; knows no dates (index.prose.dates) and not what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.types import Span
from qa.kinds import OUT_OF

Bound = Literal["", "more", "less", "about"]

_SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = (
    {word: float(value) for value, word in enumerate(_SMALL)}
    | {word: 10.0 * value for value, word in enumerate(_TENS, 2)}
    | {"a": 1.0, "an": 1.0, "half": 0.5, "couple": 2.0, "pair": 2.0}
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "mln": 1e6, "billion": 1e9,
    "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0, "score": 20.0,
}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate(
        """third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        3,
    )
}
_CROWDS = {"dozens": (24, 120), "scores": (40, 400), "hundreds": (200, 2e3), "thousands": (2e3, 2e5),
           "millions": (2e6, 2e9), "billions": (2e9, 2e12)}  # fmt: skip
_UNITS = {
    unit: names.split()[0]
    for names in (
        "% percent percentage", "$ dollar dollars", "€ euro euros", "£ pound pounds quid", "¥ yen yuan", "rupee rupees",
        "year years year-old", "month months", "week weeks", "day days", "hour hours hour-long", "minute minutes",
        "second seconds", "km kilometre kilometres kilometer kilometers", "mile miles",
        "metre metres meter meters", "foot feet ft", "inch inches", "kg kilo kilos kilogram kilograms",
        "tonne tonnes ton tons", "degree degrees", "litre litres liter liters", "acre acres", "hectare hectares",
        "percentage-point percentage-points", "cent cents", "pence", "mph", "kph",
    )
    for unit in names.split()
}  # fmt: skip
_BOUND_WORDS: dict[Bound, str] = {
    "more": "more than|over|above|at least|upwards of|no fewer than|no less than|exceeding|exceeded|minimum of",
    "less": "less than|fewer than|under|below|at most|up to|as many as|as much as|no more than|maximum of",
    "about": "about|around|some|roughly|approximately|nearly|almost|close to|an estimated|estimated",
}
_BEYOND = frozenset(("more than", "above", "exceeding", "exceeded", "less than", "fewer than", "below"))
"""Bounds that are not reached themselves; "over" and "under" may be no bounds ("arrested over 27 burglaries")."""
_BOUNDS = {word: bound for bound, words in _BOUND_WORDS.items() for word in words.split("|")}

_CURRENCY = r"(?:US|A|C|HK|NZ|AU|CA)?(?P<currency>[$€£¥])\s?"
_FIGURE = r"\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|dozen|score(?= of| and)|mln|mn|bn|tn|k|m|b)"
_WORDED = (
    rf"(?:{'|'.join(sorted({*_SMALL, *_TENS}, key=len, reverse=True))}|an?(?=[ -](?:hundred|thousand|million|billion|"
    r"trillion|dozen|score of|couple|pair|half)\b)|half(?= an? (?:hundred|thousand|million|billion|trillion|dozen)\b)|"
    r"couple|pair|hundred|thousand|million|billion|trillion|dozen)"
)
_CLOCK = re.compile(
    r"(?<![\w.:])(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b\.?|(?<![\w.:])(\d{1,2}):(\d\d)(?![\d:])", re.IGNORECASE
)
_PART_OF_DAY = r" in the (morning|afternoon|evening)| at (night)"
_TOLD_HOUR = re.compile(
    rf"(?<![\w.:-])(\d{{1,2}}|{'|'.join(_SMALL[1:13])})(?: o['’]clock(?:{_PART_OF_DAY})?|{_PART_OF_DAY})\b",
    re.IGNORECASE,
)
_HOUR = re.compile(
    rf"\b(?:at|until|till|before|after) (\d{{1,2}}|{'|'.join(_SMALL[1:13])})(?=[,;)]|\.?$|\.\s| (?:on|and|every)\b)",
    re.IGNORECASE,
)
_HALF_DAY = 720
"""Minutes."""
_DIGITS = re.compile(
    rf"(?<![\w.,])(?:{_CURRENCY})?(?P<figure>(?>{_FIGURE}))(?!s\b)(?P<ordinal>st|nd|rd|th)?"
    rf"(?:(?:(?<=\d)|[ -]){_SCALE}(?![\w]))*(?P<percent>\s?%|\s?per\s?cent\b)?",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"(?<![\w.-])(?P<words>{_WORDED}(?:(?:[ -]|\sand\s|-and-){_WORDED})*)(?![\w])(?P<percent>\s?per\s?cent\b)?",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?<![\w-])(?:(?:an?|{'|'.join(_SMALL[1:10])})[ -](?:half|halves|thirds?|quarters?|fifths?|tenths?)"
    r"(?= of\b| the\b)"
    rf"|(?:{'|'.join(_SMALL[1:10])})[ -](?:thirds?|quarters|fifths|tenths)(?![\w-])"
    r"|half(?=(?: of)? (?:the|its|their|his|her|all|those|these|of)\b))",
    re.IGNORECASE,
)
_OUT_OF = re.compile(rf"(?<![\w.,-])(?:{OUT_OF})", re.IGNORECASE)
_SPAN = re.compile(r"(?<![\w-])(?<!half )(?<!of )(?:a|one) (?P<span>fortnight|decade)\b", re.IGNORECASE)
_SPANS = {"fortnight": (14.0, "day"), "decade": (10.0, "year")}
_SIZES = {
    "hour": (60.0, "minute"), "day": (1440.0, "minute"), "week": (10080.0, "minute"), "year": (12.0, "month"),
    "km": (1000.0, "metre"),
}  # fmt: skip
"""Units that are so many of a smaller one."""
_PARTS = {"hal": 2, "thi": 3, "qua": 4, "fif": 5, "ten": 10}
_CROWD = re.compile(rf"(?<![\w-])(?:{'|'.join(_CROWDS)})\b", re.IGNORECASE)
_ORDINAL = re.compile(rf"(?<![\w-])(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_CODE = re.compile(r"(?<![\w-])(?:[A-Za-z]{1,6}-?\d{1,4}[A-Za-z]?)(?![\w-])")
_BOUND = re.compile(rf"\b({'|'.join(sorted(_BOUNDS, key=len, reverse=True))})\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_UNIT = re.compile(r"[\s-]{1,2}(?:US )?((?:percentage[ -]points?|[a-z]+)(?:-old|-long)?)", re.IGNORECASE)
# "one" that counts nothing: one of them, no one, one another, the one who, one day, a wrong one.
_LOOSE_ONE = re.compile(
    r"\b(?:no|any|every|some|each|the|this|that|another|which)[ -]$|\b(?:an?|the) (?!number|figure|total)[a-z]+ $",
    re.IGNORECASE,
)
_AFTER_ONE = re.compile(
    r"[ -](?:another|who|that|which|day|of|on|by|can|must|thing|side|way|hand)\b|[,.;?!]|$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity: where it stands, its value in `unit` ("" where none is known), and how exact it is.

    `unit` is "ordinal" for "third", "clock" for minutes after midnight, "code" for "F-16" (whose `text` counts).
    `most`: the greatest value of a crowd such as "dozens", else `value`. `rounded`: digits that "4.6 million" leaves
    open, as the width within which another value rounds to it. `hour`: it is, or may be ("at nine"), a time of the
    clock of which the half of the day is not told. `beyond`: it is more, or less, than the value itself.
    """

    span: Span
    text: str
    value: float
    unit: str = ""
    bound: Bound = ""
    most: float = 0.0
    rounded: float = 0.0
    hour: bool = False
    beyond: bool = False


def find(text: str, taken: Sequence[Span] = ()) -> tuple[Number, ...]:
    """The quantities of `text` in order, none overlapping another or a span of `taken` (its dates).

    Ranges ("5-10") are two numbers. A "one" that counts nothing is left out.
    """
    found: list[Number] = []
    covered = bytearray(len(text))
    for span in taken:
        covered[span.start : span.end] = b"x" * len(span)
    readers = (_clocks, _hours, _codes, _parts, _shares, _spans, _digits, _spelt, _crowds)
    for number in (n for reader in readers for n in reader(text)):
        start, end = number.span.start, number.span.end
        if not any(covered[start:end]):
            covered[start:end] = b"x" * (end - start)
            found.append(number)
    return tuple(sorted(found, key=lambda n: n.span))


def agree(claimed: Number, told: Number) -> bool:
    """Whether a claimed quantity is what `told` says: the same value in the same unit, or what it may be rounded to.

    "About 300" allows three in a hundred; "more than 300" what is up to a fifth above, "fewer than 300" below, and
    neither 300 itself; a bound is not turned round. A unit that one side leaves out is no difference.
    """
    special = {"code", "ordinal", "clock"}
    if claimed.unit == "code" or told.unit == "code":
        return claimed.unit == told.unit and _code(claimed.text) == _code(told.text)
    claimed, told = _alike(claimed, told)
    if claimed.hour and told.unit == "clock" and any(map(str.isalpha, told.text)):
        # A claim may leave the half of the day open where the words tell it ("9 p.m."), and add none.
        minutes = claimed.value if claimed.unit == "clock" else 60 * claimed.value
        return (minutes - told.value) % _HALF_DAY == 0
    if told.hour and claimed.unit == "clock":
        return False
    if claimed.unit != told.unit and ((claimed.unit and told.unit) or special & {claimed.unit, told.unit}):
        return False
    value, other = claimed.value, told.value
    if _same(value, other):
        if {claimed.bound, told.bound} == {"more", "less"}:
            return False
        return not claimed.beyond or told.bound != ""  # "less than 40" is not what "40" says
    if claimed.most > value:
        return value <= other <= claimed.most
    if claimed.unit in special:
        return False
    if claimed.bound == "more":
        return value <= other <= 1.2 * value
    if claimed.bound == "less":
        return 0.8 * value <= other <= value
    if claimed.bound == "about":
        return abs(value - other) <= 0.03 * abs(other)
    return claimed.rounded > 0 and abs(value - other) <= claimed.rounded / 2 and abs(value - other) <= 0.03 * abs(other)


def _alike(one: Number, other: Number) -> tuple[Number, Number]:
    """Two quantities in one unit, where both count the same thing by larger and smaller ones: weeks and days."""
    if one.unit == other.unit or _smallest(one.unit) != _smallest(other.unit):
        return one, other
    return _in_small(one), _in_small(other)


def _smallest(unit: str) -> str:
    return _SIZES[unit][1] if unit in _SIZES else unit


def _in_small(number: Number) -> Number:
    size, unit = _SIZES.get(number.unit, (1.0, number.unit))
    values = {name: size * getattr(number, name) for name in ("value", "most", "rounded")}
    return replace(number, unit=unit, **values)


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b))


def _code(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()


def _clocks(text: str) -> Iterator[Number]:
    for match in _CLOCK.finditer(text):
        hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
        if hour < 25 and minute < 60:
            half = (match[3] or "").lower()
            hour = hour % 12 + 12 * (half == "p") if half and hour <= 12 else hour
            number = _number(match, match.start(), match.end(), 60.0 * hour + minute, "clock")
            told = bool(half) or hour > 12 or (match[4] or "").startswith("0")
            yield number if told else replace(number, hour=True)
    for match in _TOLD_HOUR.finditer(text):
        hour = int(_WORDS.get(match[1].lower(), 0) or match[1])
        part = next((m.lower() for m in match.groups()[1:] if m), "")
        if hour <= 12:
            late = part in ("afternoon", "evening") or (part == "night" and 5 < hour < 12)
            number = _number(match, match.start(), match.end(), 60.0 * (hour % 12 + 12 * late), "clock")
            yield number if part else replace(number, hour=True)


def _hours(text: str) -> Iterator[Number]:
    """Numbers that may be an hour: "opens at nine"."""
    for match in _HOUR.finditer(text):
        hour = int(_WORDS.get(match[1].lower(), 0) or match[1])
        if 0 < hour <= 12:
            yield replace(_number(match, match.start(1), match.end(1), float(hour), ""), hour=True)


def _codes(text: str) -> Iterator[Number]:
    for match in _CODE.finditer(text):
        yield _number(match, match.start(), match.end(), 0.0, "code")


def _parts(text: str) -> Iterator[Number]:
    for match in _PART.finditer(text):
        words = re.split(r"[ -]", match[0].lower())
        count = _WORDS[words[0]] if len(words) > 1 else 1.0
        yield _number(match, match.start(), match.end(), round(100 * count / _PARTS[words[-1][:3]], 1), "%", 1.0)


def _shares(text: str) -> Iterator[Number]:
    for match in _OUT_OF.finditer(text):
        words = match[0].lower().split()
        some, all_ = (float(_WORDS.get(word, 0) or word) for word in (words[0], words[-1]))
        if some < all_:
            yield _number(match, match.start(), match.end(), round(100 * some / all_, 1), "%", 1.0)


def _spans(text: str) -> Iterator[Number]:
    for match in _SPAN.finditer(text):
        value, unit = _SPANS[match["span"].lower()]
        yield _number(match, match.start(), match.end(), value, unit)


def _digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        figure = re.sub(r"[,\u202f]", "", match["figure"])
        value, width = float(figure), 10.0 ** -len(figure.partition(".")[2])
        scale = 1.0
        for word in re.findall(r"[a-z]+", match[0][match.end("figure") - match.start() :].lower()):
            scale *= _SCALES.get(word, 1.0)
        unit = match["currency"] or ("%" if match["percent"] else "ordinal" if match["ordinal"] else "")
        rough = width * scale if scale > 1 or "." in figure else _zeros(figure)
        yield _number(match, match.start(), match.end(), value * scale, unit, rough)


def _zeros(figure: str) -> float:
    """The width of a round figure: 320 -> 0, 1,200 -> 100, 45,000 -> 1,000; below a thousand every digit counts."""
    zeros = len(figure) - len(figure.rstrip("0"))
    return 10.0**zeros if len(figure) > 3 and zeros > 1 else 0.0


def _spelt(text: str) -> Iterator[Number]:
    for match in _SPELT.finditer(text):
        words = [w for w in re.split(r"[\s-]+", match["words"].lower()) if w != "and"]
        if words == ["one"] and (
            _LOOSE_ONE.search(text, max(0, match.start() - 20), match.start()) or _AFTER_ONE.match(text, match.end())
        ):
            continue
        value = _spelt_value(words)
        rough = 0.1 * value if words[-1] in ("million", "billion", "trillion") and len(words) > 2 else 0.0
        yield _number(match, match.start(), match.end(), value, "%" if match["percent"] else "", rough)


def _spelt_value(words: Sequence[str]) -> float:
    """Two hundred and fifty thousand -> 250,000; half a million -> 500,000."""
    total, group = 0.0, 0.0
    for at, word in enumerate(words):
        if word in _SCALES:
            size = _SCALES[word]
            group = (group or 1.0) * size
            if size >= 1e3:
                total, group = total + group, 0.0
        elif word in ("a", "an") and at and words[at - 1] == "half":
            continue
        elif word in ("couple", "pair"):
            group = _WORDS[word]
        else:
            group += _WORDS[word]
    return total + group


def _crowds(text: str) -> Iterator[Number]:
    for match in _CROWD.finditer(text):
        low, high = _CROWDS[match[0].lower()]
        yield Number(Span(*match.span()), match[0], float(low), most=float(high))
    for match in _ORDINAL.finditer(text):
        yield _number(match, match.start(), match.end(), float(_ORDINALS[match[0].lower()]), "ordinal")


def _number(match: re.Match[str], start: int, end: int, value: float, unit: str, rounded: float = 0.0) -> Number:
    text = match.string
    bound = _BOUND.search(text, max(0, start - 24), start)
    if not unit and (after := _UNIT.match(text, end, end + 24)):
        unit = _UNITS.get(after[1].lower().replace(" ", "-"), "")
    told = bound[1].lower() if bound else ""
    return Number(
        Span(start, end),
        text[start:end],
        value,
        unit,
        _BOUNDS.get(told, ""),
        rounded=rounded,
        beyond=told in _BEYOND,
    )
