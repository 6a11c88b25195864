"""The same cases asked otherwise: how often does the reply change that should not.

Five kinds: the question in lower case; without accents; with a typo in a content word; in the words of a plain
paraphrase; and as it is, with an article added that shares its words and answers nothing. Pure rules, no chance: the
typo of a question is always the same one. The last kind needs an archive of its own, a copy that is gone afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from evals import stats
from evals.measures import Shaken
from evals.stats import Figure
from evals.types import Case, Outcome, Response
from index.prose.words import STOPWORDS, content_words
from index.rarity import zipf
from index.stores.archive import Archive
from index.text import fold, unaccented
from index.types import Article, ArticleKey, Progress, silent

DISTRACTOR = "distractor article"
Over = Callable[[Archive], Callable[[Case], Response]]
"""Makes what responds to cases, over an archive."""

_WORD = re.compile(r"[^\W\d_]{5,}")
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), made)
    for pattern, made in (
        (r"(?:what is|what's) the latest on (.+)", r"Is there any news about \1?"),
        (r"tell me about (.+)", r"What is known about \1?"),
        (r"how (many|much) (.+)", r"Could you tell me how \1 \2?"),
        (r"(who|when|where|why|what|which|how) (.+)", r"According to the articles, \1 \2?"),
        (r"(is|are|was|were|did|does|do|has|have|will|would|can|could|should) (.+)", r"Tell me: \1 \2?"),
    )
)


def lower_case(question: str) -> str:
    """All in lower case."""
    return question.lower()


def without_accents(question: str) -> str:
    """Every accent dropped."""
    return unaccented(question)


def typo(question: str) -> str:
    """Two inner letters swapped in the longest common word that is neither a stop word nor a name.

    Where there is none, in the longest word; a question without a word of five letters stays as it is.
    """
    words = [found for found in _WORD.finditer(question) if fold(found.group()) not in STOPWORDS]
    small = [found for found in words if found.group().islower() and zipf(fold(found.group())) > 2]
    for found in sorted(small or words, key=lambda f: (-len(f.group()), f.start())):
        middle = found.start() + len(found.group()) // 2
        for at in (middle, middle - 1):
            if question[at - 1] != question[at]:
                return question[: at - 1] + question[at] + question[at - 1] + question[at + 1 :]
    return question


def paraphrase(question: str) -> str:
    """The same question in the first template that fits it."""
    asked = question.strip().rstrip("?. ")
    for form, made in _FORMS:
        if found := form.fullmatch(asked[:1].lower() + asked[1:]):
            told = found.expand(made)
            return told[0].upper() + told[1:]
    return f"What do the articles say about {asked}?"


QUESTIONS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("lower case", lower_case),
    ("without accents", without_accents),
    ("typo", typo),
    ("paraphrase", paraphrase),
)


def distractor(case: Case, number: int) -> Article:
    """An article that shares the content words of the question and answers nothing."""
    words = content_words(case.question)
    told = ", ".join(words[:-1]) + f" and {words[-1]}" if len(words) > 1 else "".join(words)
    text = (
        f"Readers write about {told}\n\nLetters about {told} keep coming in. Some readers want to know more about "
        f"{told}; others have had enough of it. What is known stands in other articles, and nothing of it is repeated "
        f"here."
    )
    return Article(ArticleKey(f"attribune-distractor/{number:06}"), text, title=f"Readers write about {told}")


def shaken(
    archive: Archive, over: Over, outcomes: Sequence[Outcome], progress: Progress = silent
) -> tuple[Shaken, ...]:
    """A row a kind: the cases of `outcomes` asked otherwise, against what they were."""
    found = []
    respond = over(archive)
    for kind, changed in QUESTIONS:
        asked = [(o, replace(o.case, question=changed(o.case.question))) for o in outcomes]
        # A question that the change leaves as it is says nothing about the change.
        touched = [(o, case) for o, case in asked if case.question != o.case.question]
        found.append(_row(kind, [(o, respond(case)) for o, case in _each(touched, kind, progress)]))
    with _distracted(archive, [o.case for o in outcomes], progress) as crowded:
        ask = over(crowded)
        pairs = [(o, o.case) for o in outcomes]
        found.append(_row(DISTRACTOR, [(o, ask(case)) for o, case in _each(pairs, DISTRACTOR, progress)]))
    return tuple(found)


def _each(pairs: Sequence[tuple[Outcome, Case]], kind: str, progress: Progress) -> Iterator[tuple[Outcome, Case]]:
    for number, pair in enumerate(pairs):
        progress(f"perturbed: {kind}", number, len(pairs))
        yield pair
    progress(f"perturbed: {kind}", len(pairs), len(pairs))


def _row(kind: str, pairs: Sequence[tuple[Outcome, Response]]) -> Shaken:
    groups = [before.case.group for before, _ in pairs]

    def share(differs: Callable[[Outcome, Response], bool]) -> Figure:
        return stats.interval([float(differs(before, after)) for before, after in pairs], groups)

    return Shaken(
        kind=kind,
        changed=share(lambda b, a: _answer(b, a) or _refusal(b, a) or _citation(b, a)),
        answer=share(_answer),
        refusal=share(_refusal),
        citation=share(_citation),
        worse=share(lambda b, a: b.right and not Outcome(b.case, a).right),
    )


def _refusal(before: Outcome, after: Response) -> bool:
    return before.response.refused != after.refused


def _answer(before: Outcome, after: Response) -> bool:
    """Whether both answered, and with other words or another short answer."""
    if before.response.refused or after.refused:
        return False
    return (before.response.text, before.response.short) != (after.text, after.short)


def _citation(before: Outcome, after: Response) -> bool:
    """Whether both answered, and cite other places."""
    if before.response.refused or after.refused:
        return False
    one, two = ({c.place for s in r.sentences for c in s.cited} for r in (before.response, after))
    return one != two


@contextmanager
def _distracted(archive: Archive, cases: Sequence[Case], progress: Progress) -> Iterator[Archive]:
    """A copy of the archive with a distractor for every case in it, gone afterwards."""
    with TemporaryDirectory(prefix="attribune-perturbed-") as folder:
        copy = Path(folder) / "archive"
        archive.copy_to(copy)
        with Archive.write(copy, archive.settings) as written:
            for _ in written.add((distractor(case, n) for n, case in enumerate(cases)), progress):
                pass
        with closing(Archive.read(copy, archive.settings)) as opened:
            yield opened
