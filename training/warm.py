"""An exported model -> the encoder's weights again, so that a run may begin where another model ended.

Knows how export.py writes a file: per-channel int8 matrices in the order of the layers, inputs divided by "shrink".
The checker begins with the first reader's encoder: it has learnt to compare two texts, the base has not.
"""

from pathlib import Path

import onnx
import torch
from model import Pair
from onnx import numpy_helper
from teacher import Teacher


def load_exported(model: Pair | Teacher, path: Path) -> None:
    """Overwrite the encoder's layers; embeddings (frozen in every run) and heads stay as they are."""
    arrays = {part.name: numpy_helper.to_array(part) for part in onnx.load(str(path)).graph.initializer}
    whole = [name.removesuffix("_quantized") for name in arrays if name.startswith("onnx::MatMul") and "_quant" in name]
    own: dict[str, torch.Tensor] = {}
    for n in range(len(model.layers)):
        front = f"layers.{n}."
        for part, name in zip(("qkv", "out", "up", "down"), whole[4 * n : 4 * n + 4], strict=True):
            weight = arrays[f"{name}_quantized"].astype("float32") * arrays[f"{name}_scale"]  # (in, out)
            weight = weight * arrays[f"model.{front}{part}.shrink"][:, None]
            own[f"{front}{part}.weight"] = torch.from_numpy(weight.T.copy())
            own[f"{front}{part}.bias"] = torch.from_numpy(arrays[f"model.{front}{part}.layer.bias"].copy())
        for norm in ("norm1", "norm2"):
            for part in ("weight", "bias"):
                own[f"{front}{norm}.{part}"] = torch.from_numpy(arrays[f"model.{front}{norm}.{part}"].copy())
    missing, unexpected = model.load_state_dict(own, strict=False)
    assert not unexpected, unexpected
    assert not any(name.startswith("layers") for name in missing), missing


def load_heads(model: Pair | Teacher, path: Path) -> None:
    """Overwrite the heads."""
    arrays = {part.name: numpy_helper.to_array(part) for part in onnx.load(str(path)).graph.initializer}
    own = {f"{head}.bias": arrays[f"model.{head}.bias"] for head in ("cls_head", "token_head")}
    whole = arrays["model.cls_head.weight_Transposed_quantized"].astype("float32")
    own["cls_head.weight"] = (whole * arrays["model.cls_head.weight_Transposed_scale"]).T
    # The tokens' head stays in single precision, under a name that the exporter gave it.
    shape = (own["cls_head.weight"].shape[1], model.token_head.out_features)
    own["token_head.weight"] = next(a for a in arrays.values() if a.shape == shape).T
    model.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in own.items()}, strict=False)


def kind_of(path: Path) -> str:
    """Which of the two models a file holds."""
    outputs = {one.name for one in onnx.load(str(path)).graph.output}
    return "reader" if "relevance" in outputs else "checker"


def layers_of_the_larger(path: Path) -> int:
    """How many layers of the larger encoder a file holds; 0 where it holds the small one."""
    names = {part.name for part in onnx.load(str(path)).graph.initializer}
    layers = {name.split(".")[2] for name in names if name.startswith("model.layers.")}
    return len(layers) if "model.nearness.weight" in names else 0
