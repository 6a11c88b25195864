"""What part of an article a sentence is: prose, or furniture that never becomes an answer. Pure."""

from __future__ import annotations

from typing import Literal

Section = Literal["prose", "heading", "caption", "byline", "see_also", "promotion"]
