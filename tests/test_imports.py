"""What is imported where: heavy libraries only where they are used, vendors only in their modules, one way only."""

import ast
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Child = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("index", "qa", "evals", "ui")
HEAVY = ("chromadb", "llama_index", "gradio", "onnxruntime", "torch", "httpx")
VENDORS = {
    "llama_index": {
        "index/stores/embedding.py",
        "qa/llamaindex.py",
        "qa/llamaindex_parts.py",
        "qa/draft/llm.py",
    },
    "chromadb": {"index/stores/generations.py"},
    "wordllama": {"index/stores/encoder.py"},
    "sqlite3": {"index/stores/connections.py", "index/stores/database.py"},
    "ir_measures": {
        f"evals/metrics/{name}.py"
        for name in ("ranking", "hit", "recall", "reciprocal_rank", "ndcg", "context_precision")
    },
    "scipy": {"evals/stats.py", "evals/metrics/certified.py"},
    "attribune": set[str](),
    "torch": set[str](),
    "gradio": {"ui/web/page.py"},
    "onnxruntime": {"qa/models.py"},
    "tokenizers": {"qa/models.py"},
    "httpx": {"qa/draft/endpoint.py"},
}
"""Where a vendor may be imported, wherever in the module; `attribune`, the entry, by none of the packages."""

LOADED = "\nimport sys\nprint(*sorted({name.partition('.')[0] for name in sys.modules}))"
SILENT = "import sys\nsys.argv = ['attribune', *sys.argv[1:]]\nimport attribune\nattribune.main()\n"


def modules() -> list[Path]:
    return [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a module names in an import, at its top or inside a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_vendor_is_imported_only_in_its_modules(vendor: str) -> None:
    found = {
        file.relative_to(ROOT).as_posix()
        for file in modules()
        for name in imported(ast.parse(file.read_text()))
        if name.partition(".")[0] == vendor
    }
    assert found <= VENDORS[vendor]


def test_packages_hold_nothing_eager() -> None:
    for file in modules():
        if file.name == "__init__.py":
            body = ast.parse(file.read_text()).body
            assert [type(node) for node in body if not isinstance(node, ast.Expr)] == [], file


def loaded(child: Child, code: str, *arguments: object) -> set[str]:
    done = child(code + LOADED, *arguments)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("module", ["index.prose.sentences", "index.types", "qa.types", "qa.question", "attribune"])
def test_what_is_pure_loads_nothing_heavy(child: Child, module: str) -> None:
    found = loaded(child, f"import {module}")
    assert not found & {*HEAVY, "numpy", "wordllama", "trafilatura", "rich", "typer"}


def test_the_way_of_a_question_does_not_load_llamaindex(child: Child) -> None:
    assert not loaded(child, "import index.stores.archive, index.build, qa.bot") & {*HEAVY}


def test_a_question_on_a_small_archive_loads_neither_llamaindex_nor_chroma(child: Child, sample_archive: Path) -> None:
    code = SILENT.replace("attribune.main()", "assert attribune.main() == 0")
    found = loaded(child, code, "ask", "How many homes were flooded in Mellbridge?", "--archive", sample_archive)
    assert {"wordllama", "onnxruntime"} <= found
    assert not found & {*HEAVY} - {"onnxruntime"}


def test_a_search_through_chroma_does_not_load_llamaindex(child: Child, sample_archive: Path) -> None:
    code = """
import sys
from pathlib import Path
from index.stores.archive import Archive
archive = Archive.read(Path(sys.argv[1]))
archive.neighbours.exact_below = 0
assert archive.nearest(archive.encoder.encode(["flood"])[0], 5)
assert not archive.notices
"""
    found = loaded(child, code, sample_archive)
    assert "chromadb" in found
    assert "llama_index" not in found


def test_help_loads_no_store(child: Child) -> None:
    code = SILENT.replace("attribune.main()", "assert attribune.main() == 0")
    assert not loaded(child, code, "--help") & {*HEAVY, "numpy", "wordllama", "sqlite3", "trafilatura"}
