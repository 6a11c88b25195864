"""cairn-assistant on one job: `cairn_assistant.py JOB SAID`. Runs in its own environment; imports nothing of ours."""

import json
import sys
from dataclasses import replace
from pathlib import Path

from cairn.config import Config
from cairn.engine import ask
from cairn.index import build_and_write, read_index


def main() -> None:
    """Writes SAID: case id -> {refused, sentences [{text, cited [{key, quote}]}]}."""
    job, said = Path(sys.argv[1]), Path(sys.argv[2])
    told = json.loads(job.read_text("utf-8"))
    corpus, index = job.parent / "corpus", job.parent / "index.json"
    corpus.mkdir(exist_ok=True)
    keys = {}
    for number, article in enumerate(told["articles"]):
        name = f"a{number}"
        keys[name] = article["key"]
        title = " ".join((article["title"] or name).split())
        head = f"---\nid: {name}\ntitle: {title}\nlang: en\nsynthetic: false\n---\n"
        (corpus / f"{name}.md").write_text(head + article["text"], "utf-8")
    build_and_write(corpus, index)
    config = replace(Config(), corpus_path=str(corpus), index_path=str(index))
    opened = read_index(index, corpus)
    found = {}
    for one in told["questions"]:
        answer = ask(one["question"], opened, config).answer
        sentences = [
            {"text": s.text, "cited": [{"key": keys[s.source_id.partition("#")[0]], "quote": s.text}]}
            for s in answer.sources
        ]
        found[one["id"]] = {"refused": answer.kind == "refusal", "sentences": sentences}
    said.write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
