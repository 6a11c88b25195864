"""The few numbers of an archive, with units; passed down, never global."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How passages are cut and hits are scored. Chosen by measuring (docs/experiments.md)."""

    passage_words: int = 180
    """Most words (separated by whitespace) of a passage."""
    pool: int = 150
    """Passages that each engine proposes before the final score orders them."""
    dense_weight: float = 0.15
    """Share of the dense score, min-max normalised, beside the lexical one (weight 1)."""
    prior_weight: float = 0.2
    """Most that a passage gains for being published shortly before the day of asking."""
    prior_weight_present: float = 0.5
    """The same where the question speaks of the present (this week, today, latest)."""
    publish_share: float = 0.1
    """A new vector generation is built when more than this share of the passages is not in the last one."""


DEFAULT = Settings()
