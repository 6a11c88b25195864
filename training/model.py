"""The pair encoder: a small BERT with a head on [CLS] and a head on every token.

Knows the weights' names in the base's safetensors file; knows no data and no loss.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER = 384, 6, 12, 1536


class Layer(nn.Module):
    """One transformer layer of twelve heads, post-norm."""

    def __init__(self, width: int = WIDTH, inner: int = INNER, epsilon: float = 1e-12) -> None:
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (rows, tokens, width); mask: as in torch's attention, true where a token stands or a number to add."""
        rows, length, width = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(rows, length, width)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Pair(nn.Module):
    """Reads two texts together. cls_size: logits on [CLS]; token_size: logits on every token."""

    def __init__(self, cls_size: int, token_size: int) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.place = nn.Embedding(512, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.cls_head = nn.Linear(WIDTH, cls_size)
        self.token_head = nn.Linear(WIDTH, token_size)
        for part in (self.word, self.place, self.kind, self.norm):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """ids, types: (rows, tokens) int64; mask: the same, bool.

        Returns (rows, cls_size) and (rows, tokens, token_size).
        """
        x = self.embedded(ids, types)
        wide = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, wide)
        return self.cls_head(x[:, 0]), self.token_head(x)

    def embedded(self, ids: Tensor, types: Tensor) -> Tensor:
        """What the first layer reads, (rows, tokens, WIDTH)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        return self.norm(self.word(ids) + self.place(places)[None] + self.kind(types))

    def near(self, length: int, device: torch.device) -> Tensor:
        """What the distance of two tokens adds to their attention: nothing. One number for all heads."""
        del length
        return torch.zeros(1, 1, 1, 1, device=device)

    def load_base(self, folder: Path) -> None:
        """Take the encoder's weights from the base model; the heads stay as they are."""
        base = load_file(str(folder / "model.safetensors"))
        base = {name.removeprefix("bert."): value for name, value in base.items()}
        own = {
            "word.weight": base["embeddings.word_embeddings.weight"],
            "place.weight": base["embeddings.position_embeddings.weight"],
            "kind.weight": base["embeddings.token_type_embeddings.weight"],
            "norm.weight": base["embeddings.LayerNorm.weight"],
            "norm.bias": base["embeddings.LayerNorm.bias"],
        }
        for n in range(LAYERS):
            theirs, ours = f"encoder.layer.{n}.", f"layers.{n}."
            for part in ("weight", "bias"):
                qkv = [base[f"{theirs}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                own[f"{ours}qkv.{part}"] = torch.cat(qkv)
                for name, place in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    own[f"{ours}{name}.{part}"] = base[f"{theirs}{place}.{part}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        assert not unexpected, unexpected
        assert all("head" in name for name in missing), missing
