"""cairn-pipeline on one job: `cairn_pipeline.py JOB SAID`. Runs in its own environment; imports nothing of ours."""

import json
import sys
from pathlib import Path

import yaml
from cairn.core.config import load_config
from cairn.pipeline import Pipeline

CONFIG = {
    "name": "bm25",
    "ingest": {"chunker": {"name": "sentence_window", "params": {"window": 6, "overlap": 2}}},
    "embedding": {"name": "hashing", "params": {"dim": 512}},
    "retrieval": {"mode": "bm25", "k": 8, "candidates": 40, "rrf_k": 60, "rewrite": {"enabled": False, "n": 3}},
    "generation": {"provider": {"name": "stub"}, "max_tokens": 600, "temperature": 0.0},
    "judge": {"name": "stub"},
    "confidence": {
        "name": "weighted",
        "params": {"w_retrieval": 0.4, "w_rerank": 0.3, "w_self": 0.2, "w_citation": 0.1},
    },
    "budget": {"max_cost_per_question_usd": 0.02, "max_p95_latency_ms": 8000},
}
"""Its own configuration `bm25`, as its wheel ships it."""


def main() -> None:
    """Writes SAID: case id -> {refused, confidence, sentences [{text, cited [{key, quote}]}], passages}."""
    job, said = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    told = json.loads(job.read_text("utf-8"))
    corpus = job.parent / "corpus"
    corpus.mkdir(exist_ok=True)
    keys = {}
    for number, article in enumerate(told["articles"]):
        keys[f"a{number}.txt"] = article["key"]
        (corpus / f"a{number}.txt").write_text(article["text"], "utf-8")
    places = {"corpus": str(corpus), "golden": str(job.parent / "golden.jsonl")}
    index = {"backend": "numpy", "dir": str(job.parent / "index")}
    calibration = {"alpha": 0.35, "split": 0.4, "seed": 7, "dir": str(job.parent / "calibration")}
    config = job.parent / "config.yaml"
    config.write_text(yaml.safe_dump({**CONFIG, **places, "index": index, "calibration": calibration}), "utf-8")
    pipeline = Pipeline.from_config(load_config(config))
    pipeline.ingest()
    found = {}
    for one in told["questions"]:
        answer = pipeline.answer(one["question"], None)
        chunks = {p.chunk.id: p.chunk for p in answer.passages}
        key = {number: keys[Path(chunk.source).name] for number, chunk in chunks.items()}
        found[one["id"]] = {
            "refused": answer.status.value == "abstained",
            "confidence": answer.confidence,
            "sentences": [
                {
                    "text": claim.text,
                    "cited": [{"key": key[c.chunk_id], "quote": c.quote} for c in claim.citations if c.chunk_id in key],
                }
                for claim in answer.claims
            ],
            "passages": [{"key": key[p.chunk.id], "quote": p.chunk.text} for p in answer.passages],
        }
    said.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
