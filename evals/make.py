"""An archive -> cases: questions made from its own sentences, and questions that it cannot answer. No model, no chance.

The unanswerable quarter is of two kinds: a question whose articles are left out of sight ("left out": same weeks, same
topics), and one in which a name, a place or a year is another that the archive knows ("near miss"). Both are looked up
before they are taken: where another article seems to answer, they are left out too, or the question is dropped.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heapreplace

from evals.metrics.words import holds
from evals.types import Case, Point
from index.prose.name_words import COUNTRIES, DEMONYMS, STATES
from index.prose.names import folded
from index.prose.words import content_words, stems
from index.stores.archive import Archive
from index.stores.records import Name
from index.text import fold
from index.types import Article, ArticleKey, Progress, silent
from qa.asking import CLOZE, SAID
from qa.question import names_in, understand
from qa.retrieve import retrieve
from qa.suggest import Made, made, shuffled
from qa.types import Scope

COUNT = 100
UNANSWERABLE = 0.25
LEFT_OUT, NEAR_MISS = "left out", "near miss"
_WEIGHTS = {"who": 4, "when": 4, "how many": 3, "where": 3, "how much": 2, CLOZE: 4}
"""How many of each kind, where the articles give enough of them."""
_SPARE = 6
"""Plain questions a case, from which articles are read no further."""
_PASSAGES = 10
_SHARED = 0.6
"""Share of a question's words from which a passage may answer it."""
_MOST_LEFT_OUT = 6
_TRIES = 3
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")


def make(archive: Archive, count: int = COUNT, progress: Progress = silent) -> tuple[Case, ...]:
    """`count` cases, a quarter of them without an answer; fewer where the articles give fewer.

    The same archive gives the same cases. At least one article must be there; what no sentence answers is not asked.
    """
    wanted = round(count * UNANSWERABLE)
    candidates = _candidates(archive, count, progress)
    chosen = _chosen(candidates, count + 4 * wanted)
    asked, pool = chosen[::2], _apart(chosen[1::2])
    if len(chosen) < count + 4 * wanted:
        # A small archive: nothing is left over, and what is asked is asked again without its article.
        asked, pool = chosen[: count - wanted], _apart(chosen)
        wanted = min(wanted, max(2, round(len(asked) * UNANSWERABLE / (1 - UNANSWERABLE))))
    asked = asked[: count - wanted]
    near = _near_misses(archive, pool, wanted // 2, progress)
    left = _left_out(archive, pool, wanted - len(near), progress)
    near = near if len(near) + len(left) >= wanted else _near_misses(archive, pool, wanted - len(left), progress)
    same: dict[str, list[Made]] = {}
    for one in candidates:
        same.setdefault(one.question, []).append(one)
    return (*(_answerable(one, same) for one in asked), *left, *near)


def _candidates(archive: Archive, count: int, progress: Progress) -> list[Made]:
    """Questions of articles that have no copy, in an order that tells nothing."""
    keys = [record.key for record in archive.database.records()]
    origins = Counter(archive.database.origin(key) for key in keys)
    alone = sorted((key for key in keys if origins[archive.database.origin(key)] == 1), key=shuffled)
    found: list[Made] = []
    plain = 0
    for number, key in enumerate(alone):
        progress("reading", number, len(alone))
        if plain >= _SPARE * count:
            break
        article = archive.article(key)
        of_article = tuple(made(article)) if article is not None else ()
        plain += sum(one.kind != CLOZE for one in of_article)
        found += of_article
    progress("reading", len(alone), len(alone))
    return sorted(found, key=lambda one: one.rank)


def _chosen(candidates: Sequence[Made], count: int) -> list[Made]:
    """So many of them, of all kinds, from as many articles as there are; a sentence is asked again only at the end."""
    chosen: list[Made] = []
    kinds: Counter[str] = Counter()
    articles: Counter[ArticleKey] = Counter()
    sentences: Counter[tuple[ArticleKey, int]] = Counter()
    once = list({one.question: one for one in reversed(candidates)}.values())[::-1]

    def cost(place: int) -> tuple[int, int, int]:
        one = once[place]
        return sentences[one.article.key, one.gold.start], articles[one.article.key], place

    # Costs only grow: what stands first in a heap and still costs what it did is the cheapest of its kind.
    waiting: dict[str, list[tuple[int, int, int]]] = {}
    for place, one in enumerate(once):
        waiting.setdefault(one.kind, []).append((0, 0, place))
    while waiting and len(chosen) < count:
        for heap in waiting.values():
            while heap[0] != (now := cost(heap[0][2])):
                heapreplace(heap, now)
        kind = min(waiting, key=lambda k: (waiting[k][0][0], kinds[k] / _WEIGHTS[k], *waiting[k][0][1:]))
        best = once[heappop(waiting[kind])[2]]
        if not waiting[kind]:
            del waiting[kind]
        if sentences[best.article.key, best.gold.start] > 1:
            break
        chosen.append(best)
        kinds[best.kind] += 1
        articles[best.article.key] += 1
        sentences[best.article.key, best.gold.start] += 1
    return chosen


def _apart(candidates: Sequence[Made]) -> list[Made]:
    """Plain questions before those with a gap; the order kept otherwise."""
    return sorted(candidates, key=lambda one: one.kind == CLOZE)


def _answerable(one: Made, same: Mapping[str, Sequence[Made]]) -> Case:
    """The case; other sentences that gave the same question answer it too."""
    others = (other for other in same[one.question] if other != one)
    answer = one.answer.of(one.article.text)
    said = answer if one.question.startswith(SAID) else None
    gold = (
        Point(one.article.key, one.gold, speaker=said),
        *(Point(o.article.key, o.gold, vital=False) for o in others),
    )
    return Case(_id(one), one.question, gold, answer=answer, tags=(one.kind, "made"))


def _left_out(archive: Archive, pool: Sequence[Made], count: int, progress: Progress) -> list[Case]:
    """Questions whose articles are left out of sight."""
    found: list[Case] = []
    for one in pool:
        if len(found) >= count:
            break
        progress(LEFT_OUT, len(found), count)
        without = _without(archive, one)
        if without:
            found.append(Case(_id(one, "-left-out"), one.question, without=without, tags=(one.kind, "made", LEFT_OUT)))
    return found


def _without(archive: Archive, one: Made) -> frozenset[ArticleKey]:
    """The article, and those that may answer too; none where too many might, or where nothing would be left."""
    without = frozenset((one.article.key,))
    answer = one.answer.of(one.article.text)
    while len(without) <= _MOST_LEFT_OUT:
        others = {
            article.key
            for article, text in _passages(archive, one.question, without)
            if holds(text, answer) and _shares(one.question, f"{article.title or ''} {text}")
        }
        if not others:
            return without if archive.database.counts()[0] > len(without) else frozenset()
        without |= others
    return frozenset()


def _near_misses(archive: Archive, pool: Sequence[Made], count: int, progress: Progress) -> list[Case]:
    """Questions in which one name, place or year is another that the archive knows."""
    found: list[Case] = []
    swaps = _Swaps(archive)
    for one in pool:
        if len(found) >= count:
            break
        progress(NEAR_MISS, len(found), count)
        if one.kind == CLOZE or "“" in one.question:
            continue
        for question, new in swaps.of(one):
            if not _told(archive, question, new):
                found.append(Case(_id(one, "-near-miss"), question, tags=(one.kind, "made", NEAR_MISS)))
                break
    return found


def _told(archive: Archive, question: str, new: str) -> bool:
    """Whether a passage tells of what was swapped in together with most of the rest."""
    last = fold(new).split()[-1]
    return any(
        last in fold(text) and _shares(question, f"{article.title or ''} {text}")
        for article, text in _passages(archive, question, frozenset())
    )


class _Swaps:
    """Other people, countries and years, that the archive holds."""

    def __init__(self, archive: Archive) -> None:
        top = [name for name, _ in archive.database.top_names(400)]
        self._people = {n.folded: n.form for n in top if n.kind == "person" and " " in n.form}
        places = {n.folded: n.form for n in top if _is_country(n)}
        self._states = {name: form for name, form in places.items() if name in STATES}
        self._countries = {name: form for name, form in places.items() if name not in STATES}
        self._last = max((day.year for day in archive.database.published() or ()), default=None)

    def of(self, one: Made) -> Iterator[tuple[str, str]]:
        """The question with one thing swapped, and what was swapped in; a few tries, always the same ones.

        Only a whole name for a whole name of its sort: towns and bodies differ too much in what may be said of them.
        """
        for name in names_in(one.question):
            # "French bakers" of another country would need its adjective, and few names bear "the".
            if (
                fold(name) in DEMONYMS
                or "." in name
                or f"{name}." in one.question
                or re.search(rf"\b(?:[Tt]he|[Aa]n?) {re.escape(name)}|{re.escape(name)} [A-Z]", one.question)
            ):
                continue
            sorts = (self._people, self._countries, self._states)
            sort = next((names for names in sorts if folded(name) in names), {})
            others = [form for form in sort.values() if fold(form).split()[-1] not in fold(one.article.text)]
            for form in sorted(others, key=lambda form: shuffled(one.rank + form))[:_TRIES]:
                yield one.question.replace(name, form), form
        for year in _YEAR.findall(one.question):
            for other in (str(int(year) + step) for step in (-2, 2, -1, 1)):
                if (self._last is None or int(other) <= self._last) and other not in one.article.text:
                    yield one.question.replace(year, other), other


def _is_country(name: Name) -> bool:
    """One that takes the place of another without "the": no demonym, no United States, no Netherlands."""
    of_several = name.folded.startswith("united") or name.folded in ("bahamas", "netherlands", "philippines", "gambia")
    return name.folded in COUNTRIES and fold(name.form) not in DEMONYMS and not of_several


def _passages(archive: Archive, question: str, without: frozenset[ArticleKey]) -> Iterator[tuple[Article, str]]:
    """The best passages for a question, with their articles."""
    for hit in retrieve(archive, understand(question, Scope(without=without)), _PASSAGES):
        article = archive.article(hit.passage.key)
        assert article is not None  # just found
        yield article, hit.passage.span.of(article.text)


def _shares(question: str, text: str) -> bool:
    """Whether the text has most of the question's words."""
    asked = set(stems(" ".join(content_words(question))))
    return len(asked & set(stems(text))) >= _SHARED * len(asked)


def _id(one: Made, what: str = "") -> str:
    own = hashlib.sha256(f"{one.article.key} {one.question}".encode()).hexdigest()[:8]
    return f"made-{one.kind.replace(' ', '-')}-{own}{what}"
