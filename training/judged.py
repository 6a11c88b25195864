"""What the teacher says of pairs: a relevance a row, the likeliest starts and ends. Knows arrays, no model.

Some fifty bytes a row: the whole logits would be ten times as much.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from encode import Encoded
from torch import Tensor

KEPT = 8
"""Places of which the logit is kept; the others share the rest evenly."""
_BARRED = -1e4


@dataclass(slots=True)
class Judged:
    """The first rows of an `Encoded`, in its order.

    cls: (n) relevance; places, logits: (n, 2, KEPT) of start and end, best first; rest: (n, 2) the logit of every
    other place that is not barred. mark: of the rows that were judged.
    """

    cls: np.ndarray
    places: np.ndarray
    logits: np.ndarray
    rest: np.ndarray
    mark: str

    def __len__(self) -> int:
        return len(self.cls)

    def save(self, path: Path) -> None:
        """Write the arrays (npz)."""
        np.savez_compressed(path, **{name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def load(cls, path: Path) -> "Judged":
        """Arrays written by `save`."""
        with np.load(path) as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__[:-1]}, mark=str(arrays["mark"]))

    def of(self, rows: Encoded) -> Encoded:
        """The rows that were judged; fails where these are others."""
        assert marked(rows) == self.mark, "these are not the rows that were judged: make them again"
        return rows.part(0, len(self))

    def tensors(self, numbers: np.ndarray, mask: Tensor) -> dict[str, Tensor]:
        """Of a batch: judged_cls (rows) and judged_tokens (rows, tokens, 2), on the mask's device."""
        tokens = np.repeat(self.rest[numbers].astype(np.float32)[:, None], mask.shape[1], 1)
        for side in range(2):
            np.put_along_axis(
                tokens[..., side], self.places[numbers, side].astype(np.int64), self.logits[numbers, side], 1
            )
        return {
            "judged_cls": torch.from_numpy(self.cls[numbers].astype(np.float32)).to(mask.device),
            "judged_tokens": torch.from_numpy(tokens).to(mask.device),
        }


def judged(cls: list[float], tokens: list[np.ndarray], mark: str) -> Judged:
    """What is kept of the logits of every row; tokens: (length, 2) each, barred places far below."""
    count = len(cls)
    places, logits = np.zeros((count, 2, KEPT), np.uint16), np.zeros((count, 2, KEPT), np.float16)
    rest = np.zeros((count, 2), np.float16)
    for n, said in enumerate(tokens):
        order = np.argsort(-said, 0, kind="stable").T
        chosen = order[:, :KEPT]
        if chosen.shape[1] < KEPT:  # the best place once more, with the same logit
            chosen = np.concatenate([chosen, np.repeat(chosen[:, :1], KEPT - chosen.shape[1], 1)], 1)
        places[n], logits[n] = chosen, np.take_along_axis(said.T, chosen, 1).clip(_BARRED)
        others = np.take_along_axis(said.T, order[:, KEPT:], 1)
        free = others > _BARRED / 2
        mass = np.where(free, np.exp(others.clip(_BARRED)), 0).sum(1) / np.maximum(1, free.sum(1))
        rest[n] = np.log(np.maximum(mass, 1e-30))
    return Judged(np.array(cls, np.float16), places, logits, rest, mark)


def join(parts: list[Judged]) -> Judged:
    """Parts that follow one another, as one."""
    names = Judged.__slots__[:-1]
    return Judged(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in names}, mark=parts[0].mark)


def marked(rows: Encoded) -> str:
    """A mark of the rows' tokens."""
    return hashlib.sha256(rows.ids.tobytes()).hexdigest()
