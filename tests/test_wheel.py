"""The wheel that is built from the tree holds all that the product needs and runs away from the checkout."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("index", "qa", "ui", "evals")
COMMAND = "import sys, attribune; print(attribune.__file__, file=sys.stderr); sys.exit(attribune.main())"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built by what is installed, from a copy: a build leaves its own folders beside the sources."""
    tree = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "README.md", "LICENSE", "attribune.py"):
        shutil.copy(ROOT / name, tree)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "dist", "."]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    (made,) = (tree / "dist").glob("*.whl")
    return made


def _held(name: str) -> set[str]:
    """What the wheel must hold of a package: every file but those that tell people about the sources."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "README.md"
    }


def test_it_holds_every_module_the_articles_the_cases_and_the_weights(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        held = {one.filename: one.file_size for one in packed.infolist()}
    assert set().union(*map(_held, PACKAGES)) - held.keys() == set()
    articles = [path for path in (ROOT / "evals" / "sample" / "articles").iterdir() if path.is_file()]
    assert len(articles) > 20
    for path in (*articles, *(ROOT / "qa" / "weights").iterdir(), ROOT / "evals" / "sample" / "cases.jsonl"):
        assert held[path.relative_to(ROOT).as_posix()] == path.stat().st_size > 0


def test_the_demo_runs_from_it_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    installed, empty = tmp_path / "installed", tmp_path / "empty"
    empty.mkdir()
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(installed)
    path = [str(installed), *(one for one in sys.path if one and Path(one).resolve() != ROOT)]
    ran = subprocess.run(
        [sys.executable, "-c", COMMAND, "demo"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
        cwd=empty,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.splitlines()[0] == str(installed / "attribune.py")
    assert "July 9 to July 11" in ran.stdout
    assert "No article names Macron." in ran.stdout
    assert list(empty.iterdir()) == []
