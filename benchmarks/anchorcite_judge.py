"""anchorcite on claims: `anchorcite_judge.py CLAIMS VERDICTS`. Runs in its own environment; imports nothing of ours.

With what it ships where no model can be had: its lexical scorer at its own threshold.
"""

import json
import sys
from pathlib import Path

from anchorcite import LexicalScorer, anchor_claim


def main() -> None:
    """Writes a list: whether a claim was anchored in its words."""
    claims = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    scorer = LexicalScorer()
    said = [anchor_claim(claim, words, scorer=scorer) is not None for words, claim in claims]
    Path(sys.argv[2]).write_text(json.dumps(said), "utf-8")


if __name__ == "__main__":
    main()
