"""docs/evaluation.md names every figure that there is."""

from pathlib import Path

from evals.figures import metrics

DOCS = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"


def test_every_figure_is_explained() -> None:
    text = DOCS.read_text("utf-8")
    assert [metric.name for metric in metrics() if metric.name not in text] == []
