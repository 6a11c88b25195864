"""Step 3: a checkpoint -> NAME.onnx (fp32) and NAME.int8.onnx, with a check of how far they agree.

    python training/export.py reader training/runs/reader/best.pt

How far they agree is printed, and written beside them as NAME.export.json (`make trained` reads it).

The graph takes input_ids, token_type_ids (not the larger encoder's) and attention_mask (int64, rows x tokens) and
gives, for a reader, relevance (rows) and spans (rows x tokens x 2; start and end logits, title and question not yet
barred); for a checker, verdict (rows x 3: supported, contradicted, neither) and doubt (rows x tokens).

Weights are quantised per channel, activations per batch. A few channels of the activations are a hundred times wider
than the others, so before each matrix they are divided by a power of their width, and the weights multiplied by it
(SmoothQuant, Xiao et al. 2023, strength SMOOTH); the word embeddings get a scale a word.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from development import best_span, spans_of
from encode import Encoded, batches, load, padded
from model import HEADS, Pair
from onnxruntime.quantization import QuantType, quantize_dynamic
from teacher import Teacher, restored
from torch import Tensor, nn
from torch.nn import functional
from train import SIZES

HERE = Path(__file__).parent
_INPUTS = ["input_ids", "token_type_ids", "attention_mask"]
_OUTPUTS = {"reader": ["relevance", "spans"], "checker": ["verdict", "doubt"]}
_DEV = {"reader": "reader_dev", "checker": "checker_dev"}
_TRAIN = {"reader": "reader", "checker": "checker_edited"}
SMOOTH = 0.8
_BARRED = 1e4  # what is taken off the logit of a place without a token
_CALIBRATING = 300  # training rows that show how wide each channel is


class Words(nn.Module):
    """The word embeddings as whole numbers of 8 bits with a scale a word."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        weight = table.weight.detach()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("whole", (weight / scale).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """ids: (rows, tokens) -> (rows, tokens, WIDTH)."""
        return self.whole[ids].float() * self.scale[ids]


class Smooth(nn.Module):
    """A linear layer of which the inputs are divided, and the weights multiplied, by a number a channel."""

    def __init__(self, layer: nn.Linear, widest: Tensor) -> None:
        super().__init__()
        weight = layer.weight.detach()
        scale = widest.clamp(min=1e-5) ** SMOOTH / weight.abs().amax(0).clamp(min=1e-5) ** (1 - SMOOTH)
        self.layer = nn.Linear(layer.in_features, layer.out_features)
        self.layer.weight.data, self.layer.bias.data = weight * scale, layer.bias.detach()
        self.register_buffer("shrink", 1 / scale)

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., in) -> (..., out)."""
        return self.layer(x * self.shrink)


def smooth(model: Pair | Teacher, rows: Encoded) -> None:
    """Replace the encoder's matrices by smooth ones, as wide as a sample of the rows makes them."""
    seen: dict[tuple[int, str], Tensor] = {}
    hooks = []
    for number, layer in enumerate(model.layers):
        for part in ("qkv", "out", "up", "down"):

            def note(_: nn.Module, given: tuple[Tensor, ...], __: Tensor, at: tuple[int, str] = (number, part)) -> None:
                widest = given[0].detach().abs().flatten(0, -2).amax(0)
                seen[at] = torch.maximum(seen[at], widest) if at in seen else widest

            hooks.append(getattr(layer, part).register_forward_hook(note))
    chosen = np.random.default_rng(1).permutation(len(rows))[:_CALIBRATING]
    with torch.no_grad():
        for low in range(0, len(chosen), 20):
            ids, types, mask = (torch.as_tensor(part) for part in padded(rows, chosen[low : low + 20]))
            model(ids.long(), types.long(), mask > 0)
    for hook in hooks:
        hook.remove()
    for (number, part), widest in seen.items():
        setattr(model.layers[number], part, Smooth(getattr(model.layers[number], part), widest))


class Exported(nn.Module):
    """The pair encoder with an integer mask and outputs of the shapes above."""

    def __init__(self, model: Pair | Teacher, kind: str) -> None:
        super().__init__()
        self.model, self.kind = model, kind

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """See the module's docstring."""
        cls, tokens = self._plain(ids, types, mask)
        return (cls[:, 0], tokens) if self.kind == "reader" else (cls, tokens[..., 0])

    def _plain(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """The same as the model, with attention written out.

        As torch exports its own, a quarter of the time goes into looking for rows without any token.
        """
        model = self.model
        x = model.embedded(ids, types)
        rows, length, width = x.shape
        added = (mask[:, None, None, :] - 1).float() * _BARRED + model.near(length, ids.device)
        for layer in model.layers:
            parts = layer.qkv(x).view(rows, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
            q, k, v = parts[0], parts[1], parts[2]
            share = torch.softmax(q @ (k.transpose(-1, -2) * (width // HEADS) ** -0.5) + added, dim=-1)
            x = layer.norm1(x + layer.out((share @ v).transpose(1, 2).reshape(rows, length, width)))
            x = layer.norm2(x + layer.down(functional.gelu(layer.up(x))))
        return model.cls_head(x[:, 0]), model.token_head(x)


def main() -> None:
    """Export, quantise, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=sorted(SIZES))
    parser.add_argument("weights", type=Path)
    parser.add_argument("--rows", type=int, default=400, help="development rows to compare on")
    given = parser.parse_args()
    whole, small = to_onnx(given.kind, given.weights)
    rows = load(HERE / "cache" / f"{_DEV[given.kind]}.npz")
    chosen = np.random.default_rng(0).permutation(len(rows))[: given.rows]
    print(f"{small.name}: {small.stat().st_size / 1e6:.1f} MB")
    figures = agreement(given.kind, whole, small, rows, chosen)
    for name, value in figures.items():
        print(f"{name} {value:.3f}")
    report = given.weights.with_suffix(".export.json")
    report.write_text(json.dumps({"kind": given.kind, "rows": len(chosen), **figures}, indent=1) + "\n")


def to_onnx(kind: str, weights: Path) -> tuple[Path, Path]:
    """Write both files beside the weights."""
    model = restored(SIZES[kind], torch.load(weights, map_location="cpu")).eval()
    whole, part = weights.with_suffix(".onnx"), weights.with_suffix(".smooth.onnx")
    example = torch.ones(2, 9, dtype=torch.int64)
    axes = {name: {0: "rows", 1: "tokens"} for name in [*_INPUTS, _OUTPUTS[kind][1]]} | {_OUTPUTS[kind][0]: {0: "rows"}}
    for path in (whole, part):
        if path == part:
            smooth(model, load(HERE / "cache" / f"{_TRAIN[kind]}.npz"))
            model.word = Words(model.word)
        torch.onnx.export(
            Exported(model, kind).eval(), (example, example * 0, example), str(path), input_names=_INPUTS,
            output_names=_OUTPUTS[kind], dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
    small = weights.with_suffix(".int8.onnx")
    graph = onnx.load(part).graph
    exact = [node.name for node in graph.node if "cls_head" in node.name or "token_head" in node.name]
    quantize_dynamic(
        part, small, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul"],
        nodes_to_exclude=exact,
    )  # fmt: skip
    part.unlink()
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
        given = dict(zip(_INPUTS, (ids, types, mask.astype(np.int64)), strict=True))
        cls, tokens = opened.run(None, {one.name: given[one.name] for one in opened.get_inputs()})
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
