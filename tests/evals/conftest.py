"""What the tests of the suite share: outcomes made by hand, and the bundled cases asked once."""

from collections.abc import Iterable

import pytest

from evals.types import Case, Cited, Judged, Outcome, Place, Point, Response, Sentence
from index.types import ArticleKey, Span
from qa.types import SUPPORTED, Verdict

NO = Verdict("neither", 0.0, "made up")


class Maker:
    """Cases, responses and outcomes in one line."""

    def point(self, start: int, end: int, key: str = "a", *, vital: bool = True, speaker: str | None = None) -> Point:
        return Point(ArticleKey(key), Span(start, end), vital, speaker)

    def case(self, number: object = 1, *gold: Point, answer: str | None = None, tags: Iterable[str] = ()) -> Case:
        return Case(str(number), f"question {number}?", gold, answer=answer, tags=tuple(tags))

    def place(self, start: int, end: int, key: str = "a") -> Place:
        return Place(ArticleKey(key), Span(start, end))

    def sentence(self, *places: Place, text: str = "A sentence.", speaker: str | None = None) -> Sentence:
        return Sentence(text, tuple(Cited(p.key, p.span, "quote") for p in places), speaker)

    def judged(
        self,
        words: bool = True,
        articles: bool | None = None,
        *,
        alone: tuple[bool, ...] = (True,),
        rest: tuple[bool, ...] = (False,),
        **more: object,
    ) -> Judged:
        whole = words if articles is None else articles
        verdict = SUPPORTED if words else NO
        told: dict[str, object] = {"alone_articles": alone, "rest_articles": rest, "answer": verdict} | more
        return Judged(
            verbatim=False,
            words=verdict,
            articles=SUPPORTED if whole else NO,
            alone=alone,
            rest=rest,
            **told,  # type: ignore[arg-type]
        )

    def answered(self, case: Case, *sentences: Sentence, judged: Iterable[Judged] = (), **more: object) -> Outcome:
        relevant = more.pop("relevant", ())
        response = Response(refused=False, sentences=sentences, **more)  # type: ignore[arg-type]
        return Outcome(case, response, tuple(judged), relevant)  # type: ignore[arg-type]

    def refused(self, case: Case, **more: object) -> Outcome:
        return Outcome(case, Response(refused=True, **more))  # type: ignore[arg-type]


@pytest.fixture
def make() -> Maker:
    return Maker()
