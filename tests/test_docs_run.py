"""What docs/llamaindex.md shows runs as it stands."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCKS = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "llamaindex.md").read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=["documents", "chat", "reader", "judge", "writer"])
def test_an_example_runs(block: str, tmp_path: Path, sample_archive: Path, environment: dict[str, str]) -> None:
    assert len(block.strip().split("\n")) <= 15
    (tmp_path / "my-archive").symlink_to(sample_archive)
    ran = subprocess.run(
        [sys.executable, "-c", block], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    if "ClaimEvaluator" in block:
        assert ran.stdout.startswith("True 1.0")
        assert "False 0.0" in ran.stdout
    else:
        if "build.add" in block:
            assert ran.stdout.startswith("1 added ()")
        assert "July 9 to July 11" in ran.stdout
