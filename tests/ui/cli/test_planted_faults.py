"""A fault in the answers to the bundled cases, and `eval run` fails by the gate that is there for it."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals import baselines, cases
from evals.engines import Asked, Finder, cited
from evals.run import respond
from evals.types import Response, Sentence
from index.stores.archive import Archive
from qa.reading import Reading

Fault = Callable[[Archive, Response], Response]


@pytest.fixture(scope="module")
def answered(sample_archive: Path) -> Iterator[dict[str, Response]]:
    """Our response to every bundled case, by its id, asked once for all faults."""
    with closing(Archive.read(sample_archive)) as archive:
        engine = Asked(archive, Finder(archive))
        yield {case.id: respond(engine, case) for case in cases.read(cases.bundled()[1], archive.article)}


def nothing(_archive: Archive, response: Response) -> Response:
    return response


def wrong_sentence(archive: Archive, response: Response) -> Response:
    """Every sentence cites the sentence after the one that it was taken from."""

    def moved(sentence: Sentence) -> Sentence:
        (first, *_) = sentence.cited
        article = archive.article(first.key)
        assert article is not None
        spans = Reading(article).sentences
        later = next((s for s in spans if s.start >= first.span.end), spans[0])
        return replace(sentence, cited=(replace(first, span=later, quote=later.of(article.text)),))

    return replace(response, sentences=tuple(map(moved, response.sentences)))


def never_refuses(archive: Archive, response: Response) -> Response:
    """What was refused is answered with the sentence ranked first."""
    if not response.refused or not response.ranked:
        return replace(response, refused=False)
    key, span = response.ranked[0]
    article = archive.article(key)
    assert article is not None
    return replace(response, refused=False, sentences=(Sentence(span.of(article.text), (cited(article, span),)),))


def swapped_numbers(_archive: Archive, response: Response) -> Response:
    """Every digit of what is shown is the next one; the citations stay."""

    def swapped(text: str) -> str:
        return re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), text)

    sentences = tuple(replace(one, text=swapped(one.text)) for one in response.sentences)
    return replace(response, sentences=sentences, short=swapped(response.short) if response.short else None)


def wrong_speaker(_archive: Archive, response: Response) -> Response:
    """Somebody else is named wherever somebody is."""
    told = tuple(replace(s, speaker="Agathe Lund" if s.speaker else None) for s in response.sentences)
    return replace(response, sentences=told)


@pytest.mark.parametrize(
    ("fault", "failing"),
    [
        (nothing, ()),
        (wrong_sentence, ("faithfulness", "nugget recall")),
        (never_refuses, ("refusal recall",)),
        (swapped_numbers, ("faithfulness",)),
        (wrong_speaker, ("right speaker",)),
    ],
)
def test_a_planted_fault_fails_the_gate_that_is_there_for_it(
    attribune: Any,
    sample_archive: Path,
    answered: dict[str, Response],
    monkeypatch: pytest.MonkeyPatch,
    fault: Fault,
    failing: tuple[str, ...],
) -> None:
    """The whole command, but for the baselines beside, and for the answers, which are not asked for again."""
    monkeypatch.setattr(Asked, "respond", lambda self, case: fault(self._finder.archive, answered[case.id]))
    monkeypatch.setattr(baselines, "beside", lambda *_: nullcontext(()))
    ran = attribune("eval", "run", "--archive", sample_archive, "--cases", cases.bundled()[1], "--gate", cases.gates())
    failed = re.findall(r"^attribune: gate (.+?) [<>]=", ran.err, re.MULTILINE)
    assert ran.status == (1 if failing else 0)
    assert set(failing) <= set(failed)
    assert bool(failed) == bool(failing)
