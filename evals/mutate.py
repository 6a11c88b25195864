"""How good a judge of claims is: true claims made of articles, and false ones made of those; what it lets through.

Knows kinds of claims and shares of verdicts; does not know how a judge works.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random

from evals import corruptions, rewordings
from evals.statements import Statement, of, people
from index.types import Progress, silent
from qa.checker import Checker, Words
from qa.reading import Reading
from qa.types import Verdict

CLAIMS = 1000
"""Claims made, at most, over all kinds."""
_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Trial:
    """A claim, the words it is held against, whether they support it, and how it was made."""

    kind: str
    true: bool
    claim: str
    words: Words


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the claims of one kind came out wrong at the judge's threshold: `hits` of `n`.

    False kinds: caught, that is not called supported. True kinds: faulted, which they should not be.
    """

    kind: str
    true: bool
    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share, None without a claim of this kind."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % score interval of Wilson (1927), None without a claim."""
        return wilson(self.hits, self.n) if self.n else None


@dataclass(frozen=True, slots=True)
class Quality:
    """What a judge caught and what it faulted, by kind; `missed`: trials that came out wrong, with their verdicts."""

    judge: str
    shares: tuple[Share, ...]
    missed: tuple[tuple[Trial, Verdict], ...]

    def total(self, *, true: bool, but: str = "") -> Share:
        """All kinds of false (or true) claims together, `but` one."""
        some = [s for s in self.shares if s.true is true and s.kind != but]
        return Share("all", true, sum(s.hits for s in some), sum(s.n for s in some))


def run(readings: Sequence[Reading], checker: Checker, claims: int = CLAIMS, progress: Progress = silent) -> Quality:
    """The judge's quality on claims made of these articles. The same articles give the same claims."""
    trials = list(make(readings, claims))
    verdicts: list[Verdict] = []
    progress("claims", 0, len(trials))
    for start in range(0, len(trials), _AT_ONCE):
        verdicts += checker.check([(t.words, t.claim) for t in trials[start : start + _AT_ONCE]])
        progress("claims", len(verdicts), len(trials))
    wrong = [verdict.label != "supported" for verdict in verdicts]
    kinds = [(kind, False) for kind in corruptions.KINDS] + [(kind, True) for kind in rewordings.KINDS]
    shares = []
    for kind, true in kinds:
        mine = [w for t, w in zip(trials, wrong, strict=True) if t.kind == kind and t.true is true]
        shares.append(Share(kind, true, sum(mine), len(mine)))
    missed = [(t, v) for t, v, w in zip(trials, verdicts, wrong, strict=True) if w is t.true]
    return Quality(checker.name, tuple(shares), tuple(missed))


def make(readings: Sequence[Reading], claims: int = CLAIMS) -> Iterator[Trial]:
    """Up to `claims` claims, spread evenly over the kinds as far as the articles have what each needs."""
    everybody = tuple(dict.fromkeys(name for reading in readings for name in people(reading)))
    statements = [statement for reading in readings for statement in of(reading)]
    each = claims // (len(corruptions.KINDS) + len(rewordings.KINDS))
    for kind in rewordings.KINDS:
        rng = Random(f"true {kind}")  # noqa: S311  reproducible, nothing secret
        yield from _some(statements, each, rng, kind, everybody, true=True)
    for kind in corruptions.KINDS:
        rng = Random(f"false {kind}")  # noqa: S311
        yield from _some(statements, each, rng, kind, everybody, true=False)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of hits / of, of >= 1 (Wilson 1927): never outside [0, 1], and never of no width."""
    z, p = 1.959964, hits / of
    centre, width = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0.0, (centre - width) / (1 + z * z / of)), min(1.0, (centre + width) / (1 + z * z / of))


def as_json(quality: Quality) -> Mapping[str, object]:
    """Judge and shares for a program: [value, low, high, n] by kind."""
    return {
        "judge": quality.judge,
        "caught": {s.kind: _figure(s) for s in quality.shares if not s.true}
        | {"all": _figure(quality.total(true=False))},
        "faulted": {s.kind: _figure(s) for s in quality.shares if s.true}
        | {"all but verbatim": _figure(quality.total(true=True, but="verbatim"))},
    }


def _figure(share: Share) -> list[float | int | None]:
    low, high = share.interval or (None, None)
    return [*(None if x is None else round(x, 4) for x in (share.value, low, high)), share.n]


def _some(
    statements: Sequence[Statement], count: int, rng: Random, kind: str, names: Sequence[str], *, true: bool
) -> Iterator[Trial]:
    """Claims of one kind from statements in random order, each used once."""
    order = rng.sample(range(len(statements)), len(statements))
    seen: set[str] = set()
    for at in order:
        statement = statements[at]
        made = rewordings.KINDS[kind](statement, rng) if true else _false(statement, kind, names, rng)
        if made is not None and made[0] not in seen:
            seen.add(made[0])
            yield Trial(kind, true, *made)
            if len(seen) == count:
                return


def _false(statement: Statement, kind: str, names: Sequence[str], rng: Random) -> corruptions.Made:
    """A corruption of the sentence itself or, half of the time, of it in other words."""
    claim = statement.text
    if rng.random() < 0.5:
        way = rng.choice((rewordings.shortened, rewordings.reworded))
        claim = (way(statement, rng) or (claim,))[0]
    return corruptions.KINDS[kind](claim, statement, names, rng)
