"""What the teacher says of pairs: a relevance a row, a start and an end logit a token. Knows arrays, no model."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor


@dataclass(slots=True)
class Judged:
    """Rows in the order of the `Encoded` beside it.

    begins: (n + 1) offsets; cls: (n); tokens: (all tokens, 2), both float16.
    """

    begins: np.ndarray
    cls: np.ndarray
    tokens: np.ndarray

    def save(self, path: Path) -> None:
        """Write the arrays beside each other (npz)."""
        np.savez(path, begins=self.begins, cls=self.cls, tokens=self.tokens)

    @classmethod
    def load(cls, path: Path) -> "Judged":
        """Arrays written by `save`."""
        with np.load(path) as arrays:
            return cls(arrays["begins"], arrays["cls"], arrays["tokens"])

    def tensors(self, numbers: np.ndarray, mask: Tensor) -> dict[str, Tensor]:
        """Of a batch: judged_cls (rows) and judged_tokens (rows, tokens, 2), on the mask's device."""
        tokens = np.zeros((*mask.shape, 2), np.float32)
        for at, number in enumerate(numbers):
            low, high = self.begins[number], self.begins[number + 1]
            tokens[at, : high - low] = self.tokens[low:high]
        return {
            "judged_cls": torch.from_numpy(self.cls[numbers].astype(np.float32)).to(mask.device),
            "judged_tokens": torch.from_numpy(tokens).to(mask.device),
        }
