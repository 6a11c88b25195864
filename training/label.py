"""Step 3, reader: what the teacher says of licensed and of unlabelled pairs -> cache/distil.npz, distil_judged.npz.

    python training/label.py training/runs/reader_teacher/best.pt [--minutes M]

Works through the rows of cache/unlabelled.npz in order until the minutes are spent, a part of 1,000 rows at a time; the
same command goes on where it was cut off, as long as the weights are the same. At the end, or when it is called with
`--minutes 0`, the parts are put together.
"""

import argparse
import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import time
from pathlib import Path

import numpy as np
import torch
from development import run
from encode import Encoded, load
from judged import Judged
from teacher import Teacher
from train import SIZES

HERE = Path(__file__).parent
_PART = 1000
_BARRED = -1e4


def main() -> None:
    """Judge parts until the time is spent, then join them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--minutes", type=float, default=45)
    given = parser.parse_args()
    cache = HERE / "cache"
    parts = given.weights.parent / "judged"
    parts.mkdir(exist_ok=True)
    rows = load(cache / "unlabelled.npz")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Teacher(*SIZES["reader"])
    model.load_state_dict(torch.load(given.weights, map_location="cpu"))
    model.to(device)
    ends = time.monotonic() + 60 * given.minutes
    for low in range(0, len(rows), _PART):
        if time.monotonic() > ends:
            break
        path = parts / f"{low:07}.npz"
        if not path.exists():
            judge(model, rows.part(low, low + _PART), device).save(path.with_suffix(".half.npz"))
            path.with_suffix(".half.npz").rename(path)
            print(path.name, time.strftime("%H:%M:%S"), flush=True)
    done = [
        Judged.load(parts / f"{low:07}.npz") for low in range(0, len(rows), _PART) if (parts / f"{low:07}.npz").exists()
    ]
    joined = join(done)
    rows.part(0, len(joined.cls)).save(cache / "distil.npz")
    joined.save(cache / "distil_judged.npz")
    print(len(joined.cls), "rows,", int(joined.begins[-1]), "tokens")


def judge(model: torch.nn.Module, rows: Encoded, device: torch.device) -> Judged:
    """The teacher's logits of every row, those of barred places far below."""
    out = run(model, rows, device)
    tokens = np.concatenate([tokens for _, tokens in out]).clip(_BARRED)
    return Judged(rows.begins, np.array([cls[0] for cls, _ in out], np.float16), tokens.astype(np.float16))


def join(parts: list[Judged]) -> Judged:
    """Parts that follow one another, as one."""
    ends = np.cumsum([0, *(part.begins[-1] for part in parts)])
    begins = np.concatenate([[0], *(part.begins[1:] + end for part, end in zip(parts, ends, strict=False))])
    return Judged(begins, np.concatenate([p.cls for p in parts]), np.concatenate([p.tokens for p in parts]))


if __name__ == "__main__":
    main()
