"""Prediction files to figures: reads what a suite needs and asks its metric.

Figures are [value, low, high, n] with a 95 % bootstrap interval over questions (speakers, dates: over
articles; claims: over sources).
"""

from __future__ import annotations

from pathlib import Path

from evals import rows
from evals.metrics import answers, claims, dates, follow_ups, retrieval, sentences, slices, speakers, squad
from index.errors import WrongUse

SUITES = ("retrieval", "answers", "speakers", "dates", "sentences", "squad", "claims", "follow_ups")


def score(
    suite: str,
    data: Path,
    pred: Path,
    articles: Path | None = None,
    unanswerable: Path | None = None,
    threshold: float | None = None,
    *,
    intervals: bool = False,
) -> dict[str, object]:
    """The figures of the prediction file `pred` on `data`, both JSON lines, gzip or plain.

    `articles` (retrieval, answers): the corpus, for the share of quotes that are slices. `unanswerable` (answers): a
    file with the ids of the questions that the corpus cannot answer, split at white space. `threshold` (squad): the
    no-answer score above which a question counts as refused. `intervals`: also of those figures that are single numbers
    else, as the published scorer gives them: squad's best_f1 and no_answer_auc, claims' balanced, answers'
    confidence_auc. A row of the data that has no prediction counts as wrong. Raises WrongUse for an unknown suite, a
    file that the suite has no use for, and files that cannot be read, with all their faults.
    """
    if articles and suite not in ("retrieval", "answers"):
        raise WrongUse("--articles", f"{suite} has texts of its own", "leave it out")
    if unanswerable and suite != "answers":
        raise WrongUse("--unanswerable", "is for answers alone", "leave it out")
    if threshold is not None and suite != "squad":
        raise WrongUse("--threshold", "is for squad alone", "leave it out")
    match suite:
        case "retrieval":
            return retrieval.measure(
                rows.read(data, retrieval.gold), rows.read(pred, retrieval.found), _texts(articles)
            )
        case "answers":
            given = rows.read(pred, answers.given)
            gold = rows.read(data, retrieval.gold)
            return answers.measure(gold, given, _texts(articles), _ids(unanswerable), intervals=intervals)
        case "speakers":
            return speakers.measure(rows.read(data, speakers.gold), rows.read(pred, speakers.found))
        case "dates":
            return dates.measure(rows.read(data, dates.dates), rows.read(pred, dates.dates))
        case "sentences":
            return sentences.measure(rows.read(data, sentences.gold), rows.read(pred, sentences.found))
        case "squad":
            spans = rows.read(pred, squad.found)
            return squad.measure(rows.read(data, squad.gold), spans, threshold, intervals=intervals)
        case "claims":
            judged = rows.read(pred, claims.scored)
            return claims.measure(rows.read(data, claims.gold), judged, intervals=intervals)
        case "follow_ups":
            return follow_ups.measure(rows.read(data, follow_ups.gold), rows.read(pred, follow_ups.found))
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
