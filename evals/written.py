"""How often the gate of drafts is wrong both ways: claims that people wrote over articles, and the same made false.

Each claim is given to the gate as a draft among passages as a question would show them: the one that holds its words,
and those that search finds for it. Knows claims and shares of verdicts; how a draft is checked is in qa.draft.check.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from evals import corruptions, rows
from evals.mutate import Quality, Share, Trial
from evals.statements import Statement, people
from index.errors import WrongUse
from index.stores.archive import Archive
from index.types import ArticleKey, Progress, Span, silent
from qa.checker import Judge, RuleChecker, Words, words_of
from qa.draft.check import check
from qa.draft.parse import Drafted
from qa.draft.prompt import SHOWN, Shown, grouped
from qa.evidence import gather
from qa.question import understand
from qa.reading import Shelf
from qa.retrieve import retrieve
from qa.types import Claim, Verdict

_FALSE = tuple(kind for kind in corruptions.KINDS if kind != "spliced")
"""A splice needs a second sentence: `evals.mutate` has it."""
_FAR = 60
"""Passages among which that of a claim must be found."""
_TWIN = "worded"
"""A false claim as freely worded and as plausible as the true ones."""
_TOGETHER = {"swapped": ("number", "date", "name", "speaker"), "turned": ("negation", "stronger")}
"""Kinds of false claims that are also counted together: another literal, and another sense."""


@dataclass(frozen=True, slots=True)
class Written:
    """A claim over the words at `span` of an article; `kind`: "verbatim", or how freely it is worded.

    `supported`: whether the words support it. `reported`: whether nothing may be chosen on it.
    """

    id: str
    kind: str
    claim: str
    key: ArticleKey
    span: Span
    supported: bool = True
    reported: bool = False


@dataclass(frozen=True)
class _Stated(Statement):
    """The sentences of a written claim as one statement, for what makes false claims of it."""

    whole: Span = Span(0, 1)

    @property
    def text(self) -> str:
        """All of the words."""
        return self.whole.of(self.reading.article.text)

    @property
    def words(self) -> Words:
        """The same as cited words."""
        return replace(words_of(self.reading, self.span), text=self.text)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Who says any of it, in quotations or in reported speech."""
        said = (self.reading.attributions.get(s) for s in self.reading.sentences if s.overlaps(self.whole))
        return tuple(dict.fromkeys(one.speaker for one in said if one is not None and one.speaker[:1].isupper()))


def other_speaker(claim: str, statement: _Stated, names: Sequence[str], rng: Random) -> corruptions.Made:
    """What the claim says that somebody said, put into the mouth of somebody else, rather of the same article.

    None where the claim does not name one who says its words, or nobody else is named.
    """
    for said in statement.speakers:
        for form in dict.fromkeys((said, said.split()[-1])):
            hit = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", claim)
            if hit is None:
                continue
            there = f"{statement.text} {said}"
            others = [n for n in statement.people if not corruptions.shares(n, there)]
            pool = others or [n for n in names if not corruptions.shares(n, there)]
            new = rng.choice(pool) if pool else None
            return (claim[: hit.start()] + new + claim[hit.end() :], statement.words) if new else None
    return None


_WRONG = {kind: corruptions.KINDS[kind] for kind in _FALSE} | {"speaker": other_speaker}


def read(path: Path) -> list[Written]:
    """The claims in a file. Raises WrongUse."""
    return rows.read(path, _written, what="claims")


def reported(claims: Sequence[Written]) -> list[Written]:
    """The claims on which nothing was chosen."""
    return [c for c in claims if c.reported]


def run(
    archive: Archive,
    claims: Sequence[Written],
    rules: RuleChecker,
    judge: Judge | None = None,
    progress: Progress = silent,
) -> tuple[Quality, tuple[Share, ...]]:
    """What the gate withholds by kind, and of kinds together: swapped and turned ones (caught), free and verbatim ones.

    The same each time. `rules` and `judge` as in a reply (qa.draft.check).

    Raises WrongUse where a claim's article is not in the archive.
    """
    trials = list(_trials(archive, claims))
    results: list[tuple[Trial, Verdict]] = []
    for number, (trial, shown) in enumerate(trials):
        progress("claims", number, len(trials))
        found = check(Drafted(trial.claim), shown, rules, archive.database.origin, judge=judge)
        verdict = found.verdict if isinstance(found, Claim) else Verdict("neither", 0.0, found.reason)
        results.append((trial, verdict))
    kinds = [(kind, False) for kind in _FALSE] + [(_TWIN, False)]
    kinds += [(kind, True) for kind in dict.fromkeys(c.kind for c in claims if c.supported)]
    shares = tuple(_share(kind, [kind], results, true=true) for kind, true in kinds)
    missed = tuple((t, v) for t, v in results if (v.label != "supported") is t.true)
    free = [kind for kind, true in kinds if true and kind != "verbatim"]
    together = [_share(name, some, results, true=False) for name, some in _TOGETHER.items()]
    together += [_share("free", free, results, true=True), _share("verbatim", ["verbatim"], results, true=True)]
    return Quality(f"gate, {(judge or rules).name}", shares, missed), tuple(together)


def _share(name: str, kinds: Sequence[str], results: Sequence[tuple[Trial, Verdict]], *, true: bool) -> Share:
    mine = [verdict.label != "supported" for trial, verdict in results if trial.kind in kinds and trial.true is true]
    return Share(name, true, sum(mine), len(mine))


def _trials(archive: Archive, claims: Sequence[Written]) -> Iterator[tuple[Trial, tuple[Shown, ...]]]:
    shelf = Shelf()
    stated: list[tuple[Written, _Stated, tuple[Shown, ...]]] = []
    for written in claims:
        article = archive.article(written.key)
        if article is None or written.span.end > len(article.text):
            raise WrongUse(f"claim {written.id}", f"its words are not in {written.key}", "index the articles it is of")
        reading = shelf.read(article)
        number = next((i for i, s in enumerate(reading.sentences) if s.overlaps(written.span)), 0)
        stated.append((written, _Stated(reading, number, written.span), _shown(archive, written, shelf)))
    everybody = tuple(dict.fromkeys(name for _, statement, _ in stated for name in people(statement.reading)))
    for written, statement, shown in stated:
        if not written.supported:
            yield Trial(_TWIN, False, written.claim, statement.words), shown
            continue
        yield Trial(written.kind, True, written.claim, statement.words), shown
        for kind, wrong in _WRONG.items():
            rng = Random(f"{kind} {written.id}")  # noqa: S311  reproducible, nothing secret
            made = wrong(written.claim, statement, everybody, rng)
            if made is not None:
                yield Trial(kind, False, made[0], statement.words), shown


def _shown(archive: Archive, written: Written, shelf: Shelf) -> tuple[Shown, ...]:
    """The passages that hold the words, then those that search finds for the claim; as many as a model is shown."""
    hits = retrieve(archive, understand(written.claim), _FAR)
    own = [h for h in hits if h.passage.key == written.key and h.passage.span.overlaps(written.span)]
    if not own:
        raise WrongUse(f"claim {written.id}", f"search does not find its passage among {_FAR}", "mend the claim")
    others = [h for h in hits if h not in own]
    return grouped(gather(archive, [*own, *others], shelf))[:SHOWN]


def _written(row: rows.Row) -> Written:
    """`use`: "choose" or "report"; without it the odd md5 of the id reports. `supported`: true where it is left out."""
    name = rows.text(row, "id")
    odd = hashlib.md5(name.encode(), usedforsecurity=False).digest()[-1] % 2 == 1
    return Written(
        name,
        rows.text(row, "kind"),
        rows.text(row, "claim"),
        ArticleKey(rows.text(row, "article")),
        rows.stretch(row),
        supported="supported" not in row or rows.flag(row, "supported"),
        reported=odd if "use" not in row else rows.text(row, "use") == "report",
    )
