"""What the README shows runs as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=["programs", "llamaindex"])
def test_a_program_of_the_readme_runs(block: str, tmp_path: Path) -> None:
    index = "from attribune import main; import sys; sys.exit(main())"
    articles = ROOT / "evals" / "sample" / "articles"
    made = [sys.executable, "-c", index, "--archive", str(tmp_path / "my-archive"), "index", str(articles)]
    subprocess.run(made, cwd=ROOT, check=True, capture_output=True, timeout=120)
    ran = subprocess.run(
        [sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert "July 9 to July 11" in ran.stdout


def test_the_commands_of_the_readme_are_those_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for command in (
        "python3 -m venv .venv",
        "pytest -m 'not soak'",
        "-c constraints.txt -e '.[dev]'",
        "attribune demo",
    ):
        assert command in readme
        assert command in ci


def test_the_answers_of_the_readme_are_those_of_the_demo() -> None:
    code = "import sys, attribune; sys.argv = ['attribune', 'demo']; sys.exit(attribune.main())"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout.strip() in (ROOT / "README.md").read_text(encoding="utf-8")
