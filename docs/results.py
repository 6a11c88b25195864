"""The table of the README's results, measured again: `make results`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"
BEGIN, END = "<!-- results: made by `make results` -->\n", "<!-- end of results -->"


def inserted(text: str, table: str) -> str:
    """`text` with `table` between the two marks. Raises ValueError where they are missing."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}{table}{END}{after}"


if __name__ == "__main__":
    command = [str(Path(sys.executable).with_name("attribune")), "eval", "run", "--quiet", "--markdown"]
    table = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  ours
    README.write_text(inserted(README.read_text("utf-8"), table), "utf-8")
