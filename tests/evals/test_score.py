"""Our figures against the reference scorer's, on generated files; hand-worked examples stand in tests/evals/metrics."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evals.score import score
from index.errors import WrongUse

REFERENCE = Path(__file__).parents[2].parent / "shared" / "measure" / "score.py"
LOOK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Rows = list[dict[str, Any]]

WORDS = st.sampled_from(
    ["Oslo", "the", "July", "9", "91,", "a", "Mara", "said", "«", "U.S.", "café", "x\x07y", "\ufeff"]
)
TEXT = st.lists(WORDS, max_size=9).map(" ".join)
LONG = st.one_of(TEXT, st.builds(lambda n, t: "word " * n + t, st.sampled_from([39, 119, 219]), TEXT))
KEY = st.sampled_from(["k1", "k2", "k3"])
OFFSET = st.integers(0, 40)
ID = st.sampled_from([f"q{i}" for i in range(8)])
CONFIDENCE = st.one_of(st.none(), st.sampled_from([0, 0.25, 0.5, 0.75, 1]), st.floats(0, 1))
ARTICLES = st.lists(st.fixed_dictionaries({"id": KEY, "text": LONG}), max_size=4)
DATA = st.lists(
    st.fixed_dictionaries({"id": ID, "answer": st.one_of(WORDS, TEXT), "relevant": st.lists(KEY, max_size=2)}),
    max_size=9,
)


@st.composite
def cut(draw: st.DrawFn, field: str) -> dict[str, Any]:
    words = draw(LONG)
    start = draw(st.sampled_from([0, 1, 5]))
    return {"article": draw(KEY), "start": start, "end": start + len(words), field: words}


@st.composite
def attributed(draw: st.DrawFn, key: str) -> dict[str, Any]:
    tokens = draw(st.lists(st.sampled_from(SAID), min_size=12, max_size=40))
    text, spans = "", []
    for token in tokens:
        spans.append([len(text), len(text) + len(token)])
        text += token + " "

    def some(low: int, high: int) -> list[list[int]]:
        picked = draw(st.lists(st.integers(0, len(spans) - 1), min_size=low, max_size=high))
        longer = draw(st.integers(0, 2))
        return [[spans[i][0], spans[min(i + longer, len(spans) - 1)][1]] for i in picked]

    attributions = [
        {"source": some(0, 2), "cue": some(0, 2), "content": some(1, 3)} for _ in range(draw(st.integers(0, 6)))
    ]
    return {"id": key, "text": text, "attributions": attributions}


@st.composite
def voiced(draw: st.DrawFn, key: str) -> dict[str, Any]:
    def span() -> list[int]:
        start = draw(st.integers(0, 150))
        return [start, start + draw(st.integers(1, 80))]

    sentences = []
    for _ in range(draw(st.integers(0, 8))):
        start, end = span()
        name = draw(st.one_of(st.none(), st.lists(st.sampled_from(SAID), max_size=10).map(" ".join)))
        mention = draw(st.one_of(st.none(), st.just(span())))
        sentences.append({"start": start, "end": end, "speaker": name, "mention": mention})
    return {"id": key, "sentences": sentences}


SAID = (
    'Mara Holt Holt Lind Lind-Berg O’Neil Mr. The He he she who they said "We ‘No “Yes, it fell argued according to '
    "notes noted note stated denies called for points out Announced promised quot testified believes hopes in on"
).split()
SPOKEN = st.tuples(*(attributed(i) for i in "uvw")).map(list)
VOICED = st.lists(st.sampled_from("uvw").flatmap(voiced), max_size=4)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    if not REFERENCE.is_file():
        pytest.skip("no reference scorer at ../shared/measure/score.py")
    spec = importlib.util.spec_from_file_location("reference_scorer", REFERENCE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept(folder: Path, name: str, items: Rows) -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(row) + "\n" for row in items), "utf-8")
    return path


def same(ours: dict[str, object], theirs: dict[str, object]) -> None:
    assert json.loads(json.dumps(ours)) == json.loads(json.dumps(theirs))


@LOOK
@given(
    DATA,
    st.lists(st.fixed_dictionaries({"id": ID, "passages": st.lists(cut("text"), max_size=22)}), max_size=6),
    ARTICLES,
)
def test_retrieval_agrees(reference: ModuleType, tmp_path: Path, data: Rows, pred: Rows, articles: Rows) -> None:
    theirs = reference.retrieval(data, pred, articles)
    paths = [kept(tmp_path, name, items) for name, items in (("d", data), ("p", pred), ("a", articles))]
    same(score("retrieval", *paths), theirs)


SENTENCES = st.lists(st.fixed_dictionaries({"text": LONG, "citations": st.lists(cut("quote"), max_size=3)}), max_size=3)
REPLY = st.fixed_dictionaries(
    {
        "id": ID,
        "refused": st.booleans(),
        "confidence": CONFIDENCE,
        "short": st.one_of(st.none(), TEXT),
        "sentences": SENTENCES,
    },
    optional={"best": st.one_of(st.none(), st.lists(cut("text"), max_size=3))},
)


@LOOK
@given(DATA, st.lists(REPLY, max_size=8), ARTICLES, st.sets(ID, max_size=4))
def test_answers_agree(
    reference: ModuleType, tmp_path: Path, data: Rows, pred: Rows, articles: Rows, unanswerable: set[str]
) -> None:
    if unanswerable:  # with none left to answer the reference has no figures at all
        data = [*data, {"id": "sure", "answer": "Oslo", "relevant": ["k1"]}]
    theirs = reference.answers(data, pred, articles, unanswerable)
    paths = [kept(tmp_path, name, items) for name, items in (("d", data), ("p", pred), ("a", articles))]
    ids = tmp_path / "ids"
    ids.write_text("\n".join(unanswerable), "utf-8")
    same(score("answers", *paths, ids), theirs)


@LOOK
@given(SPOKEN, VOICED)
def test_speakers_agree(reference: ModuleType, tmp_path: Path, data: Rows, pred: Rows) -> None:
    spoken = {"source": [[0, 1]], "cue": [[0, 4]], "content": [[0, 4]]}
    data = [*data, {"id": "z", "text": "said", "attributions": [spoken]}]  # with none the reference has no figures
    theirs = reference.speakers(data, pred)
    same(score("speakers", kept(tmp_path, "d", data), kept(tmp_path, "p", pred)), theirs)


VALUE = st.sampled_from(["2024-06-13", "2024-06", "2024"])
TIMES = st.lists(st.tuples(st.integers(0, 6), st.integers(1, 6), VALUE), max_size=4).map(
    lambda found: [{"start": start, "end": start + length, "value": value} for start, length, value in found]
)


@LOOK
@given(st.lists(TIMES, max_size=5), st.lists(TIMES, max_size=5))
def test_dates_agree(reference: ModuleType, tmp_path: Path, gold: list[Rows], mine: list[Rows]) -> None:
    data = [{"id": n, "times": times} for n, times in enumerate(gold)]
    pred = [{"id": n, "times": times} for n, times in enumerate(mine)]
    theirs = reference.dates(data, pred)
    same(score("dates", kept(tmp_path, "d", data), kept(tmp_path, "p", pred)), theirs)


RANKED = st.lists(
    st.tuples(st.sampled_from(["dev", "train"]), st.sampled_from("ab"), st.integers(0, 1)).map(
        lambda x: {"dataset": "d", "split": x[0], "qid": x[1], "label": x[2]}
    ),
    max_size=12,
)


@LOOK
@given(RANKED, st.lists(st.sampled_from([0, 0.5, 1, -2]), max_size=12), st.booleans())
def test_sentences_agree(reference: ModuleType, tmp_path: Path, data: Rows, scores: list[float], cut: bool) -> None:
    keys = dict.fromkeys((row["dataset"], row["split"], row["qid"]) for row in data)
    pred = []
    for dataset, split, qid in keys:
        n = sum((row["dataset"], row["split"], row["qid"]) == (dataset, split, qid) for row in data)
        mine = [(scores or [0])[i % (len(scores) or 1)] for i in range(n - cut)]
        pred.append({"dataset": dataset, "split": split, "qid": qid, "scores": mine})
    theirs = reference.sentences(data, pred)
    same(score("sentences", kept(tmp_path, "d", data), kept(tmp_path, "p", pred)), theirs)


ANSWERED = st.lists(
    st.tuples(st.booleans(), st.lists(TEXT, max_size=3), TEXT, st.sampled_from([-1, 0, 0.5, 2]), st.booleans()),
    min_size=1,
    max_size=9,
)


@LOOK
@given(ANSWERED, st.sampled_from([None, 0, 0.5]))
def test_squad_agrees(reference: ModuleType, tmp_path: Path, rows: list[Any], threshold: float | None) -> None:
    qas, pred = [], []
    for n, (impossible, golds, answer, doubt, given_) in enumerate(rows):
        texts = ["sure", *golds]  # without a gold the reference has no figure
        qas.append({"id": n, "is_impossible": impossible, "answers": [{"text": t} for t in texts]})
        if given_:
            pred.append({"id": n, "answer": answer, "no_answer_score": doubt})
    qas.append({"id": "z", "is_impossible": False, "answers": [{"text": "sure"}]})
    data = [{"paragraphs": [{"qas": qas}]}]
    theirs = reference.squad(data, pred, threshold)
    paths = kept(tmp_path, "d", data), kept(tmp_path, "p", pred)
    same(score("squad", *paths, threshold=threshold), theirs)


CLAIM = {"dataset": st.sampled_from("de"), "split": st.sampled_from("st"), "id": ID}
CLAIMED = st.fixed_dictionaries(
    CLAIM | {"source": st.sampled_from("xyzuvw"), "claim": TEXT, "label": st.sampled_from([0, 1, True, False])}
)
JUDGED = st.fixed_dictionaries(CLAIM | {"score": st.one_of(st.sampled_from([0, 0.25, 0.5, 0.75, 1]), st.floats(0, 1))})


@LOOK
@given(st.lists(CLAIMED, max_size=30), st.lists(JUDGED, max_size=30))
def test_claims_agree(reference: ModuleType, tmp_path: Path, data: Rows, pred: Rows) -> None:
    try:
        theirs = reference.claims(data, pred)
    except IndexError:  # no resample has both labels: the reference has no interval
        theirs = None
    figures = score("claims", kept(tmp_path, "d", data), kept(tmp_path, "p", pred))
    if theirs is not None:
        same(figures, theirs)


REWRITE = st.lists(st.one_of(WORDS, st.sampled_from(["he", "When", "him?", "The"])), max_size=7).map(" ".join)
FOLLOWED = st.fixed_dictionaries(
    {
        "QuAC_dialog_id": st.sampled_from("DE"),
        "Question_no": st.integers(1, 4),
        "Question": REWRITE,
        "Rewrite": REWRITE,
    }
)
REWRITTEN = st.fixed_dictionaries({"id": st.sampled_from(["D#1", "D#2", "E#3", "F#1"]), "rewrite": REWRITE})


@LOOK
@given(st.lists(FOLLOWED, max_size=9), st.lists(REWRITTEN, max_size=9), st.booleans())
def test_follow_ups_agree(reference: ModuleType, tmp_path: Path, data: Rows, pred: Rows, alone: bool) -> None:
    data = [row | {"Rewrite": row["Question"]} if alone else row for row in data]
    theirs = reference.follow_ups(data, pred)
    same(score("follow_ups", kept(tmp_path, "d", data), kept(tmp_path, "p", pred)), theirs)


def test_a_file_without_use_is_refused(tmp_path: Path) -> None:
    for suite, extra in (
        ("speakers", {"articles": tmp_path}),
        ("claims", {"articles": tmp_path}),
        ("retrieval", {"unanswerable": tmp_path}),
        ("retrieval", {"threshold": 0.5}),
        ("squad", {"articles": tmp_path}),
        ("poems", {}),
    ):
        with pytest.raises(WrongUse):
            score(suite, tmp_path, tmp_path, **extra)


def test_a_broken_prediction_is_named_by_its_line(tmp_path: Path) -> None:
    data = kept(tmp_path, "d", [{"id": "a", "answer": "x", "relevant": []}])
    pred = kept(tmp_path, "p", [{"id": "a", "passages": []}, {"id": "b", "passages": [{"article": "k"}]}])
    with pytest.raises(WrongUse, match="line 2: 'start' must be"):
        score("retrieval", data, pred)
