"""Follow-ups in our words and in a person's: how much does search find by ours.

Knows which passages were found for each wording of a follow-up, and which hold its answer; knows no search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.stats import Figure, interval

DEPTH = 5
"""Hits of a wording that are looked at."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of one wording, best first, by name; and whether one of them holds the gold words."""

    hits: tuple[str, ...]
    gold: bool


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up of a conversation: as asked, as we understood it, as a person wrote it, and what each finds."""

    conversation: str
    asked: str
    understood: str
    written: str
    by_asked: Found
    by_understood: Found
    by_written: Found

    @property
    def untouched(self) -> bool | None:
        """Whether ours leaves alone what the person left alone; None where the person did not."""
        return self.understood == self.asked if self.written == self.asked else None

    @property
    def kept(self) -> bool | None:
        """Whether ours finds the gold words where the person's wording does; None where that does not."""
        return self.by_understood.gold if self.by_written.gold else None

    @property
    def same(self) -> bool | None:
        """Whether ours finds what the person's wording finds first; None where that finds nothing."""
        return self.by_written.hits[0] in self.by_understood.hits if self.by_written.hits else None


def measure(follow_ups: Sequence[FollowUp]) -> dict[str, Figure]:
    """Shares over the follow-ups, each with its 95 % interval over conversations.

    kept: of those for which the person's wording has the passage with the gold words among its first five hits, how
    many have it by ours; kept_as_asked: by the question as it was asked. same: how many have the person's first hit
    among our first five. untouched: of those that stood alone, how many were left alone to the letter. found,
    found_written: how many have the gold words among the first five by ours, by the person's.
    """

    def share(values: Sequence[tuple[str, bool | None]]) -> Figure:
        counted = [(group, float(value)) for group, value in values if value is not None]
        return interval([value for _, value in counted], [group for group, _ in counted])

    written = [f for f in follow_ups if f.by_written.gold]
    return {
        "kept": share([(f.conversation, f.kept) for f in follow_ups]),
        "kept_as_asked": share([(f.conversation, f.by_asked.gold) for f in written]),
        "same": share([(f.conversation, f.same) for f in follow_ups]),
        "untouched": share([(f.conversation, f.untouched) for f in follow_ups]),
        "found": share([(f.conversation, f.by_understood.gold) for f in follow_ups]),
        "found_written": share([(f.conversation, f.by_written.gold) for f in follow_ups]),
    }
