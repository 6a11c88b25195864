"""The few numbers of an archive, with units, passed down and never global; and where an archive stands."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """How passages are cut and hits are scored. Chosen by measuring (docs/experiments.md)."""

    passage_words: int = 200
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


def archive_folder(given: Path | None = None) -> Path:
    """The folder of the archive: the one given, else ATTRIBUNE_ARCHIVE, else one in the user's data folder."""
    if given is not None:
        return given
    named = os.environ.get("ATTRIBUNE_ARCHIVE")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("attribune", appauthor=False)
