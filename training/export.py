"""Step 3: a checkpoint -> NAME.onnx (fp32) and NAME.int8.onnx, with a check of how far they agree.

    python training/export.py reader training/runs/reader/best.pt [--keep 4]

The graph takes input_ids, token_type_ids and attention_mask (int64, rows x tokens) and gives, for a reader, relevance
(rows) and spans (rows x tokens x 2; start and end logits, title and question not yet barred); for a checker, verdict
(rows x 3: supported, contradicted, neither) and doubt (rows x tokens). Weights are quantised per channel; the matrices
after the activation function are quantised last, for their inputs have the widest range: `--keep` leaves that many of
them, from the last layer down, as they are.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from development import best_span, spans_of
from encode import Encoded, batches, load, padded
from model import LAYERS, Pair
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import SIZES

HERE = Path(__file__).parent
_INPUTS = ["input_ids", "token_type_ids", "attention_mask"]
_OUTPUTS = {"reader": ["relevance", "spans"], "checker": ["verdict", "doubt"]}
_DEV = {"reader": "reader_dev", "checker": "checker_dev"}


class Exported(nn.Module):
    """The pair encoder with an integer mask and outputs of the shapes above."""

    def __init__(self, model: Pair, kind: str) -> None:
        super().__init__()
        self.model, self.kind = model, kind

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """See the module's docstring."""
        cls, tokens = self.model(ids, types, mask > 0)
        return (cls[:, 0], tokens) if self.kind == "reader" else (cls, tokens[..., 0])


def main() -> None:
    """Export, quantise, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(SIZES))
    parser.add_argument("weights", type=Path)
    parser.add_argument("--keep", type=int, default=0, help="matrices left in fp32")
    parser.add_argument("--rows", type=int, default=200, help="development rows to compare on")
    given = parser.parse_args()
    whole, small = to_onnx(given.kind, given.weights, given.keep)
    rows = load(HERE / "cache" / f"{_DEV[given.kind]}.npz")
    chosen = np.random.default_rng(0).permutation(len(rows))[: given.rows]
    print(f"{small.name}: {small.stat().st_size / 1e6:.1f} MB")
    for name, value in agreement(given.kind, whole, small, rows, chosen).items():
        print(f"{name} {value:.3f}")


def to_onnx(kind: str, weights: Path, keep: int) -> tuple[Path, Path]:
    """Write both files beside the weights."""
    model = Pair(*SIZES[kind])
    model.load_state_dict(torch.load(weights, map_location="cpu"))
    whole = weights.with_suffix(".onnx")
    example = torch.ones(2, 9, dtype=torch.int64)
    axes = {name: {0: "rows", 1: "tokens"} for name in [*_INPUTS, _OUTPUTS[kind][1]]} | {_OUTPUTS[kind][0]: {0: "rows"}}
    torch.onnx.export(
        Exported(model, kind).eval(), (example, example * 0, example), str(whole), input_names=_INPUTS,
        output_names=_OUTPUTS[kind], dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    small = weights.with_suffix(".int8.onnx")
    graph = onnx.load(whole).graph
    kept = {f"layers.{n}/down" for n in range(LAYERS - keep, LAYERS)} | {"cls_head", "token_head"}
    exact = [node.name for node in graph.node if any(part in node.name for part in kept)]
    quantize_dynamic(
        whole, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=exact,
    )  # fmt: skip
    return whole, small


def session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """The file opened with `threads` threads that do not spin."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def run(path: Path, rows: Encoded, numbers: np.ndarray | None = None) -> list[tuple[np.ndarray, np.ndarray]]:
    """As `development.run`, through onnxruntime: what each of the rows gets, [CLS] values and token values."""
    opened = session(path)
    out: dict[int, tuple[np.ndarray, np.ndarray]] = {}
    wanted = None if numbers is None else set(numbers.tolist())
    for batch in batches(rows, 4000, np.random.default_rng(0), shuffle=False):
        mine = batch if wanted is None else np.array([n for n in batch if n in wanted], np.int64)
        if not len(mine):
            continue
        ids, types, mask = padded(rows, mine)
        cls, tokens = opened.run(None, dict(zip(_INPUTS, (ids, types, mask.astype(np.int64)), strict=True)))
        tokens = spans_of(tokens, rows.body[mine], mask) if tokens.ndim == 3 else tokens[..., None]
        for at, number in enumerate(mine):
            out[int(number)] = np.atleast_1d(cls[at]), tokens[at, : mask[at].sum()]
    return [out[n] for n in (range(len(rows)) if numbers is None else numbers.tolist())]


def agreement(kind: str, whole: Path, small: Path, rows: Encoded, chosen: np.ndarray) -> dict[str, float]:
    """How far the quantised file gives what the exact one gives, and the time of each."""
    started = time.monotonic()
    exact = run(whole, rows, chosen)
    middle = time.monotonic()
    rough = run(small, rows, chosen)
    ended = time.monotonic()
    first = [np.array([cls[0] for cls, _ in side]) for side in (exact, rough)]
    figures = {"correlation_cls": float(np.corrcoef(*first)[0, 1])}
    if kind == "reader":
        bodies = rows.body[chosen]
        spans = [
            [best_span(tokens, int(body)) for (_, tokens), body in zip(side, bodies, strict=True)]
            for side in (exact, rough)
        ]
        figures["same_span"] = float(np.mean([a[:2] == b[:2] for a, b in zip(*spans, strict=True)]))
        figures["correlation_margin"] = float(np.corrcoef([s[2] for s in spans[0]], [s[2] for s in spans[1]])[0, 1])
    else:
        tokens = [np.concatenate([tokens[:, 0] for _, tokens in side]) for side in (exact, rough)]
        figures["correlation_tokens"] = float(np.corrcoef(*tokens)[0, 1])
    figures["ms_a_pair_exact"] = 1000 * (middle - started) / len(chosen)
    figures["ms_a_pair_int8"] = 1000 * (ended - middle) / len(chosen)
    return figures


if __name__ == "__main__":
    main()
