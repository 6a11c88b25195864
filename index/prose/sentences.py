"""Text to sentences: spans in order, without overlap or surrounding whitespace, over every other code point. Pure.

Knows newlines, full stops, abbreviations and closing quotes. Knows nothing of what a sentence is for: captions,
headings and bylines are told apart in index.prose.furniture.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from index.types import Span

_STOP = re.compile("[.!?…。！？]++[\"'”’)\\]»]*+(?: [”»])*+")
_SPACE = re.compile(r"\s*+")
_CJK = "。！？"

_BEFORE_WORDS = """
Mr Mrs Ms Mx Dr Gen Sen Sens Rep Reps Gov Govs Lt Col Sgt Capt Rev Prof Hon Pres Maj Adm Cmdr Fr Messrs Mmes Mme Mlle
Supt Det Pfc Spc Insp Cpl Brig Sec Treas Atty Amb Ft Mt St Ste Vs vs v Vol Vols Pp pp Fig Eq cf eg ie viz esp approx
Asst Assoc Ald Prop Hwy Rte No Nos nos
"""
_BEFORE = frozenset(_BEFORE_WORDS.split())
"""Abbreviations that stand before what they belong to: a capital or figure after them goes on."""

_AFTER_WORDS = """
Inc Corp Co Ltd Plc LLC Jr Sr Esq etc al Ph.D M.D B.A M.A Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Tues
Wed Thu Thurs Fri Sat Sun Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb
Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ont Que Ave Blvd Rd Bldg Dept Univ Assn Bros Rt Dist dept
"""
_AFTER = frozenset(_AFTER_WORDS.split())
"""Abbreviations that end a sentence only where the next word opens one."""

_DATED = frozenset("Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split())

_OPENING_WORDS = """
the a an this that these those there here it its he his she her they their we our you your i in on at by for from with
without to of as if when while where why how what who after before since because although though but and or so yet
however meanwhile also still then thus now not no one two three some many most more all both each every other others
another several such until under over among between despite during according additionally moreover instead later
earlier last next once only even just perhaps today yesterday critics officials police people is are was were do does
did have has asked experts
"""
_OPENERS = frozenset(_OPENING_WORDS.split())
_NO_NAMES = frozenset(("the", "it", "they", "but", "this", "these", "there", "that", "and"))

_TIME_WORDS = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december jan feb mar apr jun jul aug sept oct nov dec mon tue tues wed thu thurs fri sat sun et est edt
ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet eastern central pacific mountain local
"""
_AFTER_TIME = frozenset(_TIME_WORDS.split())

_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*+([^\W_]++)(\.)?")
_CAMEL_OPENER = re.compile(r"[a-z]{1,2}[A-Z]\w")
_GLUED = re.compile(r"[\"'“‘«(\[]?(?:[A-Z][^\W\d_]+|[AI])(?=[\s,;:’'\"”)\-–—]|[.!?](?:\s|$)|$)")
_JOINTS = re.compile(r"[\"'“‘«(\[—–/-]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_SPOKEN = re.compile(
    r"(?:[A-Z][\w’'.\-]{0,30} ){1,4}"
    r"(?:said|says|asked|asks|wrote|writes|tweeted|added|adds|told|replied|quipped|joked|wondered|shouted|yelled)\b"
)
_LEAD = re.compile(r"(?:SEE ALSO|See also|READ MORE|Read more|READ ALSO|Read also|RELATED|Related)\s*:")
_JUNCTION = re.compile(r"[A-Za-z]*[a-z\d)”’](?=[A-Z][a-z])")
_CAMEL_PREFIXES = frozenset(
    "Mc Mac De Di Du La Le Van Fitz Mic i e You Tik Linked Whats Pay Buzz Face Play Black".split()
)
_DATE_HEAD = re.compile(r"\s*date \d{4}-\d{2}-\d{2}(?=\s)")

_JOINING_WORDS = "a an the of to in on at by for from with and or but as that than is are was were be his her its their"
_JOINING = frozenset(_JOINING_WORDS.split())
_LINKS = frozenset(("US", "TV", "AI", "UK", "Com", "Org", "Net", "Co", "Io"))
_BULLET = re.compile(r"[-–—•◾▪*·>]|\d{1,3}[.)]\s")
_NARROWEST, _WIDEST = 40, 110


def split(text: str) -> tuple[Span, ...]:
    """The sentences of `text`, in order; together they cover every code point that is not whitespace.

    A blank line always ends one; a single newline does unless the lines are hard-wrapped prose. Closing quotes and
    brackets belong to the sentence before them. Takes time linear in the length of any text.
    """
    spans: list[Span] = []
    start = 0
    head = _DATE_HEAD.match(text)
    if head:
        spans.append(Span(head.end() - len(head.group().lstrip()), head.end()))
        start = head.end()
    for first, last in _pieces(text, start):
        spans.extend(_sentences(text, first, last))
    return tuple(spans)


def _pieces(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The runs of text between newlines that break, without surrounding whitespace."""
    block: list[tuple[int, int]] = []
    for line in text[start:].split("\n"):
        body = line.strip()
        if body:
            first = start + len(line) - len(line.lstrip())
            block.append((first, first + len(body)))
        elif block:
            yield from _unwrapped(text, block)
            block = []
        start += len(line) + 1
    if block:
        yield from _unwrapped(text, block)


def _unwrapped(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Lines without a blank one between them, those of one paragraph joined."""
    width = _wrap_width(text, lines) if len(lines) > 1 else 0
    first, last = lines[0]
    for (start, end), (next_start, next_end) in itertools.pairwise(lines):
        wrapped = width and _was_full(text, start, end, next_start, width)
        if not (wrapped or _goes_on(text, start, end, next_start)) or _BULLET.match(text, next_start):
            yield first, last
            first = next_start
        last = next_end
    yield first, last


def _was_full(text: str, start: int, end: int, after: int, width: int) -> bool:
    """Whether the first word after the line would not have fitted on it."""
    word = text.find(" ", after, after + width)
    return end - start + 1 + (word - after if word > 0 else width) > width


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The column at which the lines were wrapped, 0 where they were not."""
    width = max(end - start for start, end in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = list(itertools.pairwise(lines))
    full = sum(_was_full(text, start, end, after, width) for (start, end), (after, _) in pairs)
    running = any(text[after].islower() for _, (after, _) in pairs)
    return width if running and full >= 0.6 * len(pairs) else 0


def _goes_on(text: str, start: int, end: int, after: int) -> bool:
    """Whether a sentence plainly runs over the end of this line."""
    if text[end - 1] in '.!?…:;"”' or not text[after].islower() or _CAMEL_OPENER.match(text, after):
        return False
    return end - start >= _NARROWEST or text[end - 1] == "," or text[start:end].rsplit(None, 1)[-1] in _JOINING


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of one paragraph, whose first and last code points are not whitespace."""
    first = start
    for stop in _STOP.finditer(text, start, end):
        after = _SPACE.match(text, stop.end(), end).end()  # type: ignore[union-attr]
        if after >= end or (end - after < 3 and not any(map(str.isalnum, text[after:end]))):
            break
        if after > first and _ends(text, first, stop, after):
            yield from _after_lead(text, first, stop.end())
            first = after
    yield from _after_lead(text, first, end)


def _after_lead(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, parted where a "SEE ALSO: Headline" runs into the next sentence without a space."""
    lead = _LEAD.match(text, start, end)
    for joint in _JUNCTION.finditer(text, lead.end(), end) if lead else ():
        if joint.group() not in _CAMEL_PREFIXES and text[joint.start() - 1] not in "#@":
            yield Span(start, joint.end())
            start = joint.end()
            break
    yield Span(start, end)


def _ends(text: str, first: int, stop: re.Match[str], after: int) -> bool:
    """Whether the sentence that began at `first` ends with this stop; `after`: the next code point that is no space."""
    marks = stop.group()
    if any(mark in _CJK for mark in marks):
        return True
    if after == stop.end():
        return _ends_glued(text, first, stop)
    upcoming = text[after]
    if upcoming in ",;:.!?…%&/|":
        return False
    if marks[0] == "." and (len(marks) == 1 or marks[1] != "."):
        return _ends_dotted(text, first, stop, after)
    if upcoming.islower():
        return _CAMEL_OPENER.match(text, after) is not None
    if marks[0] in "!?":
        return not _SPOKEN.match(text, after)
    return text[after : after + 2] not in ("I ", "I’", "I'")


def _ends_glued(text: str, first: int, stop: re.Match[str]) -> bool:
    """The same where no space follows: "ended.The next", but neither "Node.js" nor "U.S.A"."""
    at = stop.start()
    upcoming = _GLUED.match(text, stop.end())
    if not upcoming or at == first or text[at - 1].isspace() or upcoming.group() in _LINKS:
        return False
    word = text[max(first, at - 40) : at].rsplit(None, 1)[-1]
    if stop.group()[0] != ".":
        return word[-1].isalnum() and "/" not in word
    plain = word[-2:].islower() or (word.isdigit() and at - first > 4)
    return plain and len(word) > 1 and not any(c in word for c in "@/.") and word not in _BEFORE


def _ends_dotted(text: str, first: int, stop: re.Match[str], after: int) -> bool:
    """The same for one full stop and a space after it: abbreviations, initials, figures."""
    at = stop.start()
    tail = text[max(first, at - 40) : at].rsplit(None, 1)
    word = _JOINTS.split(tail[-1])[-1] if tail else ""
    upcoming = text[after]
    quoted = any(c in "\"'”’»" for c in stop.group())
    if quoted or not word:
        return not upcoming.islower()
    if upcoming.islower():
        ordinary = len(word) > 3 and word.isalpha() and word.islower() and len(stop.group()) == 1
        return (ordinary and word not in _BEFORE) or _CAMEL_OPENER.match(text, after) is not None
    if word in _BEFORE:
        return _ends_before(text, word, after)
    if at - first <= 3 and (word.isdigit() or len(word) == 1) and len(tail) == 1:
        return False
    return _ends_after(text, word, after)


def _ends_before(text: str, word: str, after: int) -> bool:
    """Whether a word such as "No" or "St" is for once not an abbreviation, or one of a street."""
    if word == "No":
        return not text[after].isdigit()
    found = _NEXT_WORD.match(text, after)
    return word in ("St", "Dr") and found is not None and found.group(1).lower() in _NO_NAMES


def _ends_after(text: str, word: str, after: int) -> bool:
    """Whether what follows "U.S.", "Inc.", "p.m.", "J." or any other word opens a sentence."""
    low = word.lower()
    if low in ("a.m", "p.m"):
        found = _NEXT_WORD.match(text, after)
        return not (found and found.group(1).lower() in _AFTER_TIME) and text[after] not in "(-–—"
    if word in _DATED and text[after].isdigit():
        return False
    if word in ("etc", "al"):
        return True
    if word in _AFTER or (len(word) == 1 and word.isupper()) or _DOTTED.fullmatch(word):
        return low not in ("e.g", "i.e", "a.k.a") and _opens(text, after)
    return True


def _opens(text: str, at: int) -> bool:
    """Whether the word here commonly opens a sentence, or a quotation begins."""
    found = _NEXT_WORD.match(text, at)
    if not found or found.group(2):
        return False
    return text[at] in '“"‘' or found.group(1).lower() in _OPENERS
