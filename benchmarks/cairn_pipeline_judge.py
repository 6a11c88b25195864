"""cairn-pipeline on claims: `cairn_pipeline_judge.py CLAIMS VERDICTS`. Runs in its own environment.

Its check of a claim against the quoted words where no judging model is configured: shared words, its own threshold.
"""

import json
import sys
from pathlib import Path

from cairn.generate.cite import OVERLAP_THRESHOLD, overlap_share


def main() -> None:
    """Writes a list: whether the words hold enough of the claim."""
    claims = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    said = [overlap_share(claim, words) >= OVERLAP_THRESHOLD for words, claim in claims]
    Path(sys.argv[2]).write_text(json.dumps(said), "utf-8")


if __name__ == "__main__":
    main()
