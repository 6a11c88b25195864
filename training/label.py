"""Step 3, reader: what the teacher says of licensed and of unlabelled pairs -> cache/judged_reader.npz.

    python training/label.py training/runs/reader_teacher/best.pt [--minutes M]

Works through the rows of cache/unlabelled.npz in order until the minutes are spent, a part of 1,000 rows at a time; the
same command goes on where it was cut off. At the end, or when it is called with `--minutes 0`, the parts are put
together.
"""

import argparse
import itertools
import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import time
from pathlib import Path

import torch
from development import run
from encode import Encoded, load
from judged import Judged, join, judged, marked
from teacher import Teacher
from train import SIZES

HERE = Path(__file__).parent
_PART = 1000


def main() -> None:
    """Judge parts until the time is spent, then join them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--minutes", type=float, default=45)
    given = parser.parse_args()
    parts = given.weights.parent / "judged"
    parts.mkdir(exist_ok=True)
    rows = load(HERE / "cache" / "unlabelled.npz")
    mark = marked(rows)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Teacher(*SIZES["reader"])
    model.load_state_dict(torch.load(given.weights, map_location="cpu"))
    model.to(device)
    ends = time.monotonic() + 60 * given.minutes
    paths = [parts / f"{low:07}.npz" for low in range(0, len(rows), _PART)]
    for number, path in enumerate(paths):
        if time.monotonic() > ends:
            break
        if not path.exists():
            judge(model, rows.part(number * _PART, (number + 1) * _PART), device, mark).save(
                path.with_suffix(".half.npz")
            )
            path.with_suffix(".half.npz").rename(path)
            print(path.name, time.strftime("%H:%M:%S"), flush=True)
    done = join([Judged.load(path) for path in itertools.takewhile(Path.exists, paths)])
    done.save(HERE / "cache" / "judged_reader.npz")
    print(len(done), "rows,", int(rows.begins[len(done)]), "tokens")


def judge(model: torch.nn.Module, rows: Encoded, device: torch.device, mark: str) -> Judged:
    """What the teacher says of every row."""
    out = run(model, rows, device)
    return judged([float(cls[0]) for cls, _ in out], [tokens for _, tokens in out], mark)


if __name__ == "__main__":
    main()
