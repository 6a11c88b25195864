"""Prediction files to figures: reads what a suite needs and asks its metric.

Figures are [value, low, high, n] with a 95 % bootstrap interval over questions (speakers: over articles).
"""

from __future__ import annotations

from pathlib import Path

from evals import rows
from evals.metrics import answers, retrieval, slices, speakers
from index.errors import WrongUse

SUITES = ("retrieval", "answers", "speakers")


def score(
    suite: str, data: Path, pred: Path, articles: Path | None = None, unanswerable: Path | None = None
) -> dict[str, object]:
    """The figures of the prediction file `pred` on `data`, both JSON lines, gzip or plain.

    `articles` (retrieval, answers): the corpus, for the share of quotes that are slices. `unanswerable` (answers): a
    file with the ids of the questions that the corpus cannot answer, split at white space. A row of the data that has
    no prediction counts as wrong. Raises WrongUse for an unknown suite, a file that the suite has no use for, and
    files that cannot be read, with all their faults.
    """
    if articles and suite == "speakers":
        raise WrongUse("--articles", "speakers are measured on their own texts", "leave it out")
    if unanswerable and suite != "answers":
        raise WrongUse("--unanswerable", "is for answers alone", "leave it out")
    match suite:
        case "retrieval":
            return retrieval.measure(
                rows.read(data, retrieval.gold), rows.read(pred, retrieval.found), _texts(articles)
            )
        case "answers":
            given = rows.read(pred, answers.given)
            return answers.measure(rows.read(data, retrieval.gold), given, _texts(articles), _ids(unanswerable))
        case "speakers":
            return speakers.measure(rows.read(data, speakers.gold), rows.read(pred, speakers.found))
    raise WrongUse(f"eval score {suite}", "there is no such suite", f"name one of {', '.join(SUITES)}")


def _texts(articles: Path | None) -> slices.Texts | None:
    return dict(rows.read(articles, slices.article)) if articles else None


def _ids(unanswerable: Path | None) -> frozenset[str]:
    if not unanswerable:
        return frozenset()
    try:
        return frozenset(unanswerable.read_text("utf-8").split())
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(str(unanswerable), f"cannot be read ({error})", "name a file of question ids") from error
