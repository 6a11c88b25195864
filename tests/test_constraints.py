"""constraints.txt pins whatever an installation gets, on every Python that is promised."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[1]
PINS = [Requirement(line) for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """What `make constraints` runs."""
    spec = importlib.util.spec_from_file_location("constraints", ROOT / "docs" / "constraints.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_requirement_of_every_requirement_is_pinned(script: ModuleType) -> None:
    pinned = {script.canonical(pin.name): pin for pin in PINS}
    needed = script.needed()
    assert len(needed) > 100
    assert needed.keys() - pinned.keys() - {"attribune"} == set()
    for name, asked in needed.items():
        if name in pinned:
            (exact,) = pinned[name].specifier
            assert (exact.operator, asked.specifier.contains(exact.version)) == ("==", True), asked
            assert asked.marker is None or pinned[name].marker in (None, asked.marker), asked


def test_what_only_another_python_needs_is_seen(script: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert all(version in SpecifierSet(project["requires-python"]) for version in script.PYTHONS)
    assert set(project["optional-dependencies"]) == script.EXTRAS
    asked = script.needed()["audioop-lts"]
    assert asked.marker is not None
    assert [asked.marker.evaluate({"python_version": version}) for version in ("3.11", "3.13")] == [False, True]
