"""Every pin of constraints.txt: what this environment has, and what another promised Python would need besides.

Run by `make constraints` in a clean environment. `pip freeze` alone forgets setuptools, where Python brings it along,
and whatever only another version of Python asks for.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from packaging.markers import Marker, default_environment
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

FILE = Path(__file__).resolve().parents[1] / "constraints.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
EXTRAS = frozenset({"dev", "llms"})
_LEFT_OUT = frozenset({"attribune", "pip"})


def canonical(name: str) -> str:
    """A package's name as every spelling of it has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(root: str = "attribune") -> dict[str, Requirement]:
    """Each package that `root` with its extras needs on some promised Python -> the first who asks for it.

    Only what is installed can be asked what it needs itself.
    """
    found: dict[str, Requirement] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(root, EXTRAS)]
    seen = set(waiting)
    while waiting:
        for asked in _asked(*waiting.pop()):
            found.setdefault(canonical(asked.name), asked)
            one = (canonical(asked.name), frozenset(asked.extras))
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return found


def _asked(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    try:
        told = metadata.requires(name) or ()
    except metadata.PackageNotFoundError:
        return
    for asked in map(Requirement, told):
        if asked.marker is None or any(_holds(asked.marker, version, extras) for version in PYTHONS):
            yield asked


def _holds(marker: Marker, version: str, extras: Iterable[str]) -> bool:
    on = {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": "linux"}
    here = {**cast("dict[str, str]", default_environment()), **on, "platform_system": "Linux", "os_name": "posix"}
    return any(marker.evaluate({**here, "extra": extra}) for extra in ("", *extras))


def _frozen() -> dict[str, str]:
    """Name -> pin of what is installed."""
    command = [sys.executable, "-m", "pip", "freeze", "--all"]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()  # noqa: S603  ours
    pins = {canonical(line.partition("==")[0]): line for line in lines if re.match(r"[\w.-]+==", line)}
    return {name: pin for name, pin in pins.items() if name not in _LEFT_OUT}


def _elsewhere(asked: Requirement) -> str:
    """The pin of a package that only another Python needs, under its marker."""
    assert asked.marker is not None  # else it were installed
    version = next(version for version in PYTHONS if _holds(asked.marker, version, EXTRAS))
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        command += ["--python-version", version, "--dest", folder, f"{asked.name}{asked.specifier}"]
        subprocess.run(command, check=True)  # noqa: S603  ours
        (wheel,) = Path(folder).iterdir()
        return f"{asked.name}=={parse_wheel_filename(wheel.name)[1]}; {asked.marker}"


if __name__ == "__main__":
    pins = _frozen()
    pins |= {name: _elsewhere(asked) for name, asked in needed().items() if name not in pins}
    FILE.write_text("".join(f"{pin}\n" for pin in sorted(pins.values(), key=str.casefold)), "utf-8")
