"""A stand-alone question -> what would answer it, its terms and names, and the Query. Pure.

Knows nothing about the archive: which of the names exist is asked in qa.entities.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.prose.name_words import COUNTRIES, DEMONYMS, SURNAMES_TOO
from index.prose.words import STOPWORDS, content_words, stem
from index.text import fold, normalise
from index.types import Period, Query
from qa import smalltalk
from qa.frame import core
from qa.period import read as period_in
from qa.quoted import phrases, without
from qa.types import Kind, Question, Scope

LONGEST = 1000
"""Characters of a question that are read; a longer one is cut and said to be."""


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_AUX = _any("did does do is are was were has have had will would can could should may might must 's")
_PLACES = _any("country city town state place region continent county village street venue")
_PEOPLE = _any("person woman man politician minister player actor singer author councillor councilor")
_ACTS = _any(
    "agree promise pledge commit offer accept announce demand propose say said tell told claim want decide plan warn "
    "argue recommend conclude find confirm deny denied ask object think apologi thank blame critici accus"
)
_POINTS = _any(
    "terms conditions points demands promises proposals reasons plans concerns findings objections changes measures "
    "results recommendations"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.TOPIC, r"what(?:'s| is| are)? (?:the )?(?:latest|new|news)\b"),
        (Kind.TOPIC, r"(?:tell (?:me|us) (?:more )?about|(?:any )?news (?:on|about|of)|summari[sz]e|summary of)\b"),
        (Kind.TOPIC, r"(?:what|how) about\b"),
        (Kind.TOPIC, r"what (?:do (?:we|you|the articles) know|is known|happened (?:with|in|at|to))\b"),
        (
            Kind.HOW_MANY,
            r"(?:.{0,40}\b)?how (?:many|old|long|far|often|tall|big|large|fast|high|heavy|deep|wide|hot)\b",
        ),
        (Kind.HOW_MANY, r"(?:.{0,40}\b)?what (?:number|percentage|share|proportion)\b"),
        (Kind.HOW_MUCH, r"(?:.{0,40}\b)?(?:how much|what (?:price|amount|sum)|at what (?:price|cost))\b"),
        (Kind.WHEN, r"(?:(?:and|so|but|since|until|exactly|just) )*when\b|.*\bwhen$"),
        (Kind.WHEN, r".*\b(?:what|which) (?:day|date|year|month|time|week)\b"),
        (Kind.WHEN, r"what(?:'s| is| was| are| were) the (?:\w+ ){0,3}dates?\b"),
        (Kind.WHERE, rf"(?:(?:and|so|but|from|exactly|just) )*where\b|.*\bwhere$|.*\b(?:what|which) {_PLACES}\b"),
        (Kind.WHY, r"(?:why|how come|for what reason|what (?:reason|caused))\b"),
        (Kind.WHO, rf"(?:.{{0,12}}\b)?(?:who|whom|whose|which {_PEOPLE})\b"),
        (Kind.YES_NO, rf"{_AUX}\b"),
        (Kind.POINTS, rf"what (?:else )?{_AUX} .{{2,60}}(?<! the)(?<! a)(?<! an) (?!plan(?:e|et)s?\b){_ACTS}\w*\b"),
        (Kind.POINTS, rf"what (?:are|were) (?:the )?(?:\w+ ){{0,3}}{_POINTS}\b"),
        (Kind.POINTS, r"(?:which|what) (?:promises|conditions|demands|assurances|commitments)\b"),
    )
)
_WH = re.compile(r"\b(?:when|where|who|whom|whose|why|how|what|which)\b", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"(?<=[.?!;:])[\"'”’)]* +")
_TELLS = re.compile(rf"(?:{_AUX}|true or false|name|list|tell|give)\b|.*:$", re.IGNORECASE)
"""What asks without such a word, or leaves a gap."""
_UNITS = (
    (r"\bhow old\b", "year years month months old aged age"),
    (
        r"\bhow (?:long|often)\b",
        "second minute hour day night week month year decade century times mile metre meter foot km",
    ),
    (
        r"\bhow (?:far|tall|high|deep|wide|big|large)\b",
        "mile kilometre kilometer km metre meter m foot feet inch acre hectare",
    ),
    (r"\bhow (?:fast|hot|cold|strong)\b", "mph kph degree magnitude knot mach"),
    (r"\bhow heavy\b", "pound kilogram kilo kg ton tonne ounce gram"),
)
"""What a number counts where the question names no noun."""
_PRESENT = re.compile(
    r"\b(?:this (?:week|month|year|morning|weekend|season)|today|yesterday|tonight|latest|now|current(?:ly)?|"
    r"recent(?:ly)?|(?:last|past) (?:week|weekend|month|few days)|these days|so far)\b"
)
_LATEST = re.compile(r"\b(?:latest|most recent|what(?:'s| is) new (?:on|about|in|at|with)|news (?:on|about|of|from))\b")
_COMING = re.compile(r"\b(?:when|(?:what|which) (?:day|date|month)) (?:is|are|will|do|does)\b")
_ASKING = frozenset("many much latest tell know known happened happen news summarise summarize summary new".split())
_ANYTHING = frozenset("happens happening events event things thing reported report articles written going".split())
"""With those above, words that ask for whatever there is."""
_FOLLOW_UP = re.compile(
    r"(?:and |but |so |then )?(?:(?:what|how) about (?:it|that|this|him|her|them)|why(?: not)?|when|where|who|how"
    r"|how so|really|what else|anything else|and then|go on|more|the (?:first|second|third|last) (?:one)?|tell me more)"
)
_POINTS_BACK = re.compile(
    r"(?:(?:and|but|so|then) )?(?:(?:what|when|where|why|how|who|which)"
    rf"(?: (?:else|many|much|long|often|old|far|tall|big|rich))?(?: [a-z]+){{0,2}} )?{_AUX} "
    r"(?:he|she|they)\b"
)
"""A question whose subject only an earlier one can tell."""
_CAPITAL = "[A-Z\u00c0-\u00de]"
_INNER = _any("of the de da van von der bin al el for la le")
_RUN = re.compile(rf"(?<![\w'’]){_CAPITAL}[\w'’.&-]*(?:(?: {_INNER} (?={_CAPITAL})| ){_CAPITAL}[\w'’.&-]*)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLES = frozenset(
    "mr mrs ms dr sir president minister prime secretary general gen sen rep senator governor mayor councillor pope "
    "king queen prince princess chancellor judge justice".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter i".split()
)
_INNER_WORDS = frozenset("of the de da van von der bin al el for la le and".split())
_BESIDE = _TITLES | _CALENDAR | _INNER_WORDS
_STARTERS = STOPWORDS | frozenset(
    "what who whom whose when where why how which did does do is are was were has have had will would can could should "
    "may might must tell show give the a an in on at for from by with after before during about of to as if and but "
    "according name list summarise summarize describe explain please any no yes since under over between among this "
    "that these those how's what's who's where's when's fill true false "
    "despite besides apart aside regarding concerning given following compared because although though while whilst "
    "once until till through throughout without within inside outside near like unlike beyond behind amid amidst upon "
    "toward towards across along alongside beneath below above against amongst around via per versus except instead "
    "owing thanks due prior up out off only just exactly precisely roughly approximately nearly almost both each every "
    "most many much some all several few more less whether either neither nor so then than now today yesterday "
    "tomorrow tonight currently recently lately soon later earlier ever never still again also even else overall "
    "apparently reportedly allegedly supposedly officially originally initially finally eventually ultimately "
    "actually".split()
)
"""Words that open a question with a capital and name nothing."""


def understand(text: str, scope: Scope = Scope(), meant: str | None = None) -> Question:  # noqa: B008  frozen
    """The question as understood. `scope`: filters and the day of asking; `meant`: `text` so that it stands alone."""
    asked_text = bare(text if meant is None else meant)
    folded = fold(asked_text).strip(" ?!.\"'")
    found = period_in(asked_text, scope.asked) if scope.period is None else None
    told = found.without(asked_text) if found else asked_text
    shape = fold(told).strip(" ?!.,\"'") if found else folded
    terms = tuple(t for t in content_words(told) if t not in _ASKING and (len(t) > 1 or t.isdigit())) or tuple(
        content_words(asked_text)
    )
    anything = found is not None and set(content_words(told)) <= _ASKING | _ANYTHING
    period = found.period if found else scope.period or Period()
    if scope.as_of and scope.asked is not None and (period.until is None or period.until > scope.asked):
        period = Period(period.since, scope.asked)
    quoted = phrases(asked_text)
    kind = kind_of(fold(without(asked_text)) if quoted else shape, terms)
    query = Query(
        text=asked_text,
        terms=terms,
        names=names_in(asked_text),
        period=period,
        asked=scope.asked,
        present=bool(_PRESENT.search(folded)),
        without=scope.without,
        phrases=quoted,
    )
    return Question(
        text=text,
        stand_alone=asked_text,
        kind=kind,
        query=query,
        counted=counted(folded),
        as_of=scope.as_of,
        period_words=found.words if found else None,
        period_loose=found is not None and found.loose,
        anything=anything,
        latest=kind is Kind.TOPIC and bool(_LATEST.search(folded)),
        coming=kind is Kind.WHEN and bool(_COMING.search(folded)),
    )


def bare(text: str) -> str:
    """What is asked, on one line and no longer than is read, without what politeness puts around it."""
    line = " ".join(normalise(text).split())[:LONGEST]
    return line if chat(line) else core(line)


def kind_of(folded: str, terms: tuple[str, ...]) -> Kind:
    """What would answer a folded question, of which the last part that begins with an asking word counts."""
    part = asking(folded)
    for kind, pattern in _KINDS:
        if pattern.match(part):
            return kind
    asks = re.search(r"\b(?:what|which|who|how|when|where|why)\b", folded)
    return Kind.WHAT if asks or len(terms) > 6 else Kind.TOPIC


def asking(question: str) -> str:
    """What asks: the last sentence, or what follows a comma where nothing before it asks; else all of it."""
    if len(question) >= LONGEST - 1:  # its last sentence was cut off
        return question
    whole = question
    for match in _NEXT_SENTENCE.finditer(question):
        if _WH.match(question, match.end()):
            whole = question[match.end() :]
    if _TELLS.match(whole):
        return whole
    first = _WH.search(whole)
    # "The actress, who played Shirley, died at what age?": where more asks behind it, it tells who is meant.
    if first and whole[: first.start()].endswith(", ") and not _WH.search(whole, first.end()):
        return whole[first.start() :]
    return whole


def counted(folded: str) -> frozenset[str]:
    """Stems of what the number that is asked for should count; empty where none is asked for."""
    for asked, units in _UNITS:
        if re.search(asked, folded):
            return frozenset(stem(unit) for unit in units.split())
    found = re.search(r"\b(?:how many|what (?:number|percentage|share|proportion) of)\s+((?:[\w-]+\s*){1,4})", folded)
    if found is None:
        return frozenset()
    noun = re.split(rf"\b{_AUX}\b", found.group(1))[0]
    return frozenset(stem(word) for word in content_words(noun))


def unclear(text: str) -> bool:
    """Whether there is nothing to look for: empty, punctuation, a greeting, about the program, a mere follow-up."""
    folded = spoken_words(text)
    if chat(text) or _FOLLOW_UP.fullmatch(folded):
        return True
    return not content_words(folded) or bool(_POINTS_BACK.match(folded) and not names_in(text))


def chat(text: str) -> bool:
    """Whether a text asks nothing about articles, whatever was said before: punctuation, a greeting, about us."""
    return smalltalk.chat(spoken_words(text))


def spoken_words(text: str) -> str:
    """The words of a question in lower case, without punctuation."""
    return " ".join(re.findall(r"[\w']+", fold(normalise(text)[: LONGEST * 2])))


def names_in(text: str) -> tuple[str, ...]:
    """Capitalised runs of a question, possessives and leading question words off; () where case tells nothing."""
    if _is_headline(text):
        return ()
    found: list[str] = []
    for run in _RUN.finditer(text):
        opens = run.start() == 0 or text[: run.start()].rstrip().endswith(('"', "“", ".", "?", ":"))
        for number, part in enumerate(_parts(run.group().split())):
            if opens and number == 0:
                while part and not _is_name_at_start(part):
                    part.pop(0)
            while part and fold(part[0]).rstrip(".") in _BESIDE:
                part.pop(0)
            while part and fold(part[-1]) in _CALENDAR | _INNER_WORDS:
                part.pop()
            name = " ".join(part)
            if len(name) > 1 and fold(name) not in _CALENDAR:
                found.append(name)
    return tuple(dict.fromkeys(found))


def _is_headline(text: str) -> bool:
    """Whether capitals tell nothing: "What Did Orban Agree To?", or all of it shouted."""
    rest = re.findall(r"[^\W\d_]{2,}", text)[1:]
    small = [word for word in rest if word.lower() in STOPWORDS]
    content = [word for word in rest if word.lower() not in STOPWORDS]
    return any(word[0].isupper() for word in small) and all(word[0].isupper() for word in content)


def _parts(tokens: list[str]) -> list[list[str]]:
    """A capitalised run cut where one name ends: after a possessive, a title, and at words such as Prize-winning."""
    parts: list[list[str]] = [[]]
    for number, token in enumerate(tokens):
        word = _POSSESSIVE.sub("", token).strip(".'’-&,")
        if re.search(r"-[a-z]", word):
            parts.append([])
            continue
        if fold(word) in _TITLES and parts[-1] and not _is_surname(word, parts[-1], last=number == len(tokens) - 1):
            parts.append([])
        if word:
            parts[-1].append(word)
        if word != token and _POSSESSIVE.search(token):
            parts.append([])
    return parts


def _is_surname(title: str, before: Sequence[str], *, last: bool) -> bool:
    """Whether a title at the end of a run is a surname: "Gayle King", not "Hungary's King" or "Spain King"."""
    first = fold(before[0])
    given = len(before) == 1 and first not in COUNTRIES and first not in DEMONYMS and first not in _TITLES
    return last and given and (fold(title) in SURNAMES_TOO or fold(title) in ("princess", "queen"))


def _is_name_at_start(tokens: list[str]) -> bool:
    return fold(tokens[0]) not in _STARTERS
