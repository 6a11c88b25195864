"""Rows -> token ids in flat arrays, and batches of equal length from them.

Knows the tokenizer and the form in which a pair is written; knows no model. A reader's second text is
"title. date. passage" (empty parts left out), a checker's is the claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pairs import Checked
from reading import NO_ANSWER, UNKNOWN, Row
from tokenizers import Tokenizer

MAX_TOKENS = 320
_COLUMNS = ("second", "body", "label", "start", "end", "group", "kind")
_EVEN = 8
_CHUNK = 3000  # rows sorted by length together


@dataclass(slots=True)
class Encoded:
    """Pairs as flat arrays.

    ids: uint16, all rows one after the other; begins: (n + 1) offsets into it.
    second: where the second text begins (tokens from the row's start).
    body: where the part begins that labels may lie in.
    label: per row (reader: 1 relevant, 0 not; checker: class, -100 unknown).
    start, end: reader's answer tokens, both included; 0 = no answer, -100 unknown.
    flags: int8 a token (checker: 1 lacks support, 0 supported, -1 not taught); empty for a reader.
    group, kind: int, for development figures.
    """

    ids: np.ndarray
    begins: np.ndarray
    second: np.ndarray
    body: np.ndarray
    label: np.ndarray
    start: np.ndarray
    end: np.ndarray
    flags: np.ndarray
    group: np.ndarray
    kind: np.ndarray

    def __len__(self) -> int:
        return len(self.begins) - 1

    def part(self, low: int, high: int) -> "Encoded":
        """Rows low to high (not included) as arrays of their own; fewer at the end."""
        high = min(high, len(self))
        first, last = self.begins[low], self.begins[high]
        columns = {name: getattr(self, name)[low:high] for name in _COLUMNS}
        flags = self.flags[first:last] if len(self.flags) else self.flags
        return Encoded(ids=self.ids[first:last], begins=self.begins[low : high + 1] - first, flags=flags, **columns)

    def save(self, path: Path) -> None:
        """Write the arrays beside each other (npz)."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **{name: getattr(self, name) for name in self.__slots__})


def load(path: Path) -> Encoded:
    """Arrays written by `Encoded.save`."""
    with np.load(path) as arrays:
        return Encoded(**{name: arrays[name] for name in Encoded.__slots__})


def mixed(parts: list[Encoded], rng: np.random.Generator) -> Encoded:
    """All rows of the parts in random order; `kind` keeps each part's own numbers."""
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS}
    ids, flags = (np.concatenate([getattr(part, name) for part in parts]) for name in ("ids", "flags"))
    lengths = np.concatenate([np.diff(part.begins) for part in parts])
    begins = np.concatenate([[0], np.cumsum(lengths)])
    order = rng.permutation(len(lengths))
    places = np.concatenate([np.arange(begins[n], begins[n + 1]) for n in order])
    return Encoded(
        ids=ids[places],
        begins=np.concatenate([[0], np.cumsum(lengths[order])]),
        flags=flags[places] if len(flags) else flags,
        **{name: column[order] for name, column in columns.items()},
    )


def tokenizer(base: Path, cut: str = "only_second") -> Tokenizer:
    """The base model's word pieces; a pair that is too long loses the end of the passage (checker: of the words)."""
    pieces = Tokenizer.from_file(str(base / "tokenizer.json"))
    pieces.no_padding()
    pieces.enable_truncation(MAX_TOKENS, strategy=cut)
    return pieces


def second_text(title: str, date: str, passage: str) -> tuple[str, int]:
    """What the reader reads after the question, and where the passage begins in it (code points)."""
    front = "".join(f"{part.rstrip('. ')}. " for part in (title, date) if part.strip())
    return front + passage, len(front)


def encode_reading(rows: list[Row], pieces: Tokenizer, kinds: list[str]) -> Encoded:
    """Reader rows as arrays; a row whose answer was cut off is not taught a span."""
    written = [(row, *second_text(row.title, row.date, row.passage)) for row in rows]
    columns: dict[str, list[int]] = {name: [] for name in ("second", "body", "label", "start", "end", "group", "kind")}
    flat: list[np.ndarray] = []
    pairs = [(row.question[:600], text) for row, text, _ in written]
    for (row, _, front), coded in zip(written, pieces.encode_batch(pairs), strict=True):
        second = coded.type_ids.index(1)
        body = next((n for n in range(second, len(coded.ids) - 1) if coded.offsets[n][1] > front), second)
        start, end = _tokens(coded.offsets, body, row.start, row.end, front)
        flat.append(np.array(coded.ids, np.uint16))
        for name, value in zip(
            columns,
            (
                second,
                body,
                UNKNOWN if row.relevant is None else int(row.relevant),
                start,
                end,
                row.group,
                kinds.index(row.dataset),
            ),
            strict=True,
        ):
            columns[name].append(value)
    return _arrays(flat, columns, np.zeros(0, np.int8))


def encode_claims(rows: list[Checked], pieces: Tokenizer, kinds: list[str]) -> Encoded:
    """Checker rows as arrays; `group` is 1 where the claim is not supported, whatever the class."""
    columns: dict[str, list[int]] = {name: [] for name in ("second", "body", "label", "start", "end", "group", "kind")}
    flat: list[np.ndarray] = []
    flags: list[np.ndarray] = []
    for low in range(0, len(rows), _CHUNK):
        part = rows[low : low + _CHUNK]
        for row, coded in zip(part, pieces.encode_batch([(row.source, row.claim) for row in part]), strict=True):
            second = coded.type_ids.index(1)
            flat.append(np.array(coded.ids, np.uint16))
            flags.append(_flags(row, coded.offsets, second))
            values = (second, second, row.label, 0, 0, int(row.unsupported), kinds.index(row.dataset))
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    return _arrays(flat, columns, np.concatenate(flags))


def _flags(row: Checked, offsets: list[tuple[int, int]], second: int) -> np.ndarray:
    flags = np.full(len(offsets), -1, np.int8)
    if row.wrong is not None:
        for n in range(second, len(offsets) - 1):
            flags[n] = any(offsets[n][0] < b and a < offsets[n][1] for a, b in row.wrong)
    return flags


def _tokens(offsets: list[tuple[int, int]], body: int, start: int, end: int, front: int) -> tuple[int, int]:
    if start == UNKNOWN:
        return UNKNOWN, UNKNOWN
    if start == NO_ANSWER:
        return 0, 0
    hit = [n for n in range(body, len(offsets) - 1) if offsets[n][0] < end + front and start + front < offsets[n][1]]
    return (hit[0], hit[-1]) if hit and offsets[hit[-1]][1] >= end + front else (UNKNOWN, UNKNOWN)


def _arrays(flat: list[np.ndarray], columns: dict[str, list[int]], flags: np.ndarray) -> Encoded:
    begins = np.concatenate([[0], np.cumsum([len(row) for row in flat])]).astype(np.int64)
    short = {name: np.array(values, np.int32) for name, values in columns.items()}
    return Encoded(ids=np.concatenate(flat), begins=begins, flags=flags, **short)


def batches(rows: Encoded, tokens: int, rng: np.random.Generator, shuffle: bool = True) -> Iterator[np.ndarray]:
    """Row numbers, a batch at a time: at most `tokens` tokens with padding, rows of like length together.

    Rows keep their order but for chunks of 3,000, whose batches come shuffled.
    """
    lengths = np.diff(rows.begins)
    for low in range(0, len(rows), _CHUNK):
        numbers = np.arange(low, min(low + _CHUNK, len(rows)))
        numbers = numbers[np.argsort(lengths[numbers], kind="stable")]
        cut, first = [], 0
        for at in range(1, len(numbers) + 1):
            if at == len(numbers) or (at + 1 - first) * lengths[numbers[at]] > tokens:
                cut.append(numbers[first:at])
                first = at
        if shuffle:
            rng.shuffle(cut)
        yield from cut


def padded(rows: Encoded, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ids, types (int64) and mask (bool) of a batch, each (rows, longest rounded up to a multiple of 8)."""
    lengths = rows.begins[numbers + 1] - rows.begins[numbers]
    longest = -(-int(lengths.max()) // _EVEN) * _EVEN
    ids = np.zeros((len(numbers), longest), np.int64)
    for at, number in enumerate(numbers):
        ids[at, : lengths[at]] = rows.ids[rows.begins[number] : rows.begins[number + 1]]
    place = np.arange(longest)[None]
    mask = place < lengths[:, None]
    types = ((place >= rows.second[numbers][:, None]) & mask).astype(np.int64)
    return ids, types, mask
