"""The weights that ship with the package: found, checked, opened, run. The one place that knows onnxruntime.

Knows files and tensors; nothing about what a model is for. Two models, one tokenizer.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Encoding, Tokenizer

from index.errors import ModelUnusable

FOLDER = Path(__file__).parent / "weights"
SHA256 = {
    "checker.onnx": "65ff43be1b230a305584adb5b93d46b805384ee0efeef6f9131fe0d8fc3aa3db",
    "reader.onnx": "93dfe67b6c21556b3b5ab59b045874bcf5c46e83895e91334388a07526f124cf",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""What each file must be."""
_WORKERS = 4
"""At most: a pair is one thread's work."""
_DECOMPOSED = 4
"""Word pieces that one code point may become: accents and syllables are taken apart."""
Output = tuple[np.ndarray, np.ndarray]
_PROCESSOR = Path("/proc/cpuinfo")
_VNNI = re.compile(r"\bavx(?:512)?_vnni\b")


class Model:
    """A pair encoder: two texts -> two arrays.

    Each pair is run alone, as many at once as there are processors: half the time of a batch on two, and what is said
    of a pair does not depend on the pairs beside it (the activations are quantised by what is run together).
    """

    def __init__(self, model: str | Path, tokens: int, cut: str) -> None:
        """`model`: the name of one that ships, or a file of one in the making.

        `cut`: "only_first" or "only_second", the text that is cut to fit. Raises: ModelUnusable.
        """
        weights = _checked(f"{model}.onnx") if isinstance(model, str) else model.read_bytes()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # one would be kept for each length of text
        options.log_severity_level = 4
        if not sums_exactly():
            options.add_session_config_entry("session.x64quantprecision", "1")
        self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self._inputs = [one.name for one in self._session.get_inputs()]  # not every encoder tells the texts apart
        self._tokenizer, self._whole = (Tokenizer.from_buffer(_checked("tokenizer.json")) for _ in range(2))
        for tokenizer in (self._tokenizer, self._whole):
            tokenizer.no_padding()
        self._tokenizer.enable_truncation(tokens, strategy=cut)
        self._whole.no_truncation()
        self._kept = tokens // 2
        self._first_is_cut = cut == "only_first"
        self._workers = ThreadPoolExecutor(min(_WORKERS, os.cpu_count() or 1), thread_name_prefix="attribune-model")

    def encode(self, first: str, second: str) -> Encoding:
        """The pair in word pieces; offsets count code points in their own text. What is not cut may be half of it."""
        if self._first_is_cut:
            return self._tokenizer.encode(first, second[: self.fitting(second)])
        return self._tokenizer.encode(first[: self.fitting(first)], second)

    def fitting(self, text: str) -> int:
        """How many code points of a text may stand beside one that is cut."""
        if len(text) * _DECOMPOSED <= self._kept:
            return len(text)
        offsets = self._whole.encode(text, add_special_tokens=False).offsets
        return len(text) if len(offsets) <= self._kept else offsets[self._kept - 1][1]

    def run(self, pairs: Sequence[Encoding]) -> list[Output]:
        """What the model says of each pair: a value or a row of values, and one a word piece. First come, first run."""
        return list(self._workers.map(self._one, pairs))

    def _one(self, pair: Encoding) -> Output:
        ids, types, mask = (np.array([row], np.int64) for row in (pair.ids, pair.type_ids, pair.attention_mask))
        given = {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}
        whole, tokens = self._session.run(None, {name: given[name] for name in self._inputs})
        return whole[0], tokens[0]


def sums_exactly(processor: Path = _PROCESSOR) -> bool:
    """Whether this processor adds up products of int8 without overflow (VNNI); False where nothing says so.

    onnxruntime's careful sums give the same bits there, and take three times as long.
    """
    try:
        return _VNNI.search(processor.read_text("utf-8", errors="replace")) is not None
    except OSError:
        return False


def _checked(name: str) -> bytes:
    """The file's bytes."""
    path = FOLDER / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelUnusable(name, error.strerror or "cannot be read") from error
    if hashlib.sha256(data).hexdigest() != SHA256[name]:
        raise ModelUnusable(name, "is damaged")
    return data
