"""Reader and judge inside LlamaIndex pipelines, our retriever in a chat engine: with LlamaIndex's own classes."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.chat_engine import ContextChatEngine
from llama_index.core.evaluation import BatchEvalRunner, FaithfulnessEvaluator
from llama_index.core.llms.mock import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import ResponseMode, get_response_synthesizer
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from evals import cases, written
from index.stores.archive import Archive
from qa.checker import RuleChecker
from qa.llamaindex import AttribuneRetriever
from qa.llamaindex_parts import ClaimEvaluator, ReaderRerank
from qa.reader import TrainedReader
from qa.trained_checker import TrainedChecker

FLOOD = "How many homes were flooded in Mellbridge?"
HOMES = "The river flooded 320 homes in Mellbridge on Monday, the council said."
CUP = "Rovers won the cup in Fenwick for the first time in forty years."
FERRY = "The Orla ferry will stop on May 4, said Ines Duarte."


@pytest.fixture(autouse=True)
def mock_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """LlamaIndex makes a language model even where none is used; with this it makes its mock."""
    monkeypatch.setenv("IS_TESTING", "1")


@pytest.fixture(scope="module")
def reader() -> TrainedReader:
    return TrainedReader()


def nodes(*texts: str, **metadata: Any) -> list[NodeWithScore]:
    return [NodeWithScore(node=TextNode(text=text, metadata=metadata), score=0.5) for text in texts]


# ---- the retriever in a chat engine ----------------------------------------------------------------------------------


def test_our_retriever_feeds_a_chat_engine(samples: Archive) -> None:
    engine = ContextChatEngine.from_defaults(retriever=AttribuneRetriever(samples, similarity_top_k=3), llm=MockLLM())
    first = engine.chat(FLOOD)
    assert len(first.source_nodes) == 3
    assert any("flood" in node.get_content() for node in first.source_nodes)
    engine.chat("And who leads the commission?")
    assert [message.role.value for message in engine.chat_history] == ["user", "assistant"] * 2
    streamed = "".join(engine.stream_chat(FLOOD).response_gen)
    assert FLOOD in streamed, "a mock model repeats what it was told"


# ---- the reader ------------------------------------------------------------------------------------------------------


def test_the_reader_puts_what_answers_first(reader: TrainedReader) -> None:
    found = ReaderRerank(2, reader).postprocess_nodes(nodes(CUP, FERRY, HOMES), query_str=FLOOD)
    assert found[0].node.get_content() == HOMES
    assert len(found) == 2
    assert (found[0].score or 0) > (found[1].score or 0)


def test_title_and_day_are_read_where_a_node_has_them(reader: TrainedReader) -> None:
    plain, dated = (
        ReaderRerank(5, reader).postprocess_nodes(nodes(HOMES, **told), query_str=FLOOD)[0].score
        for told in ({}, {"title": "Flood in Mellbridge", "published": "2024-02-12"})
    )
    assert plain != dated
    odd = nodes(HOMES, title=3, published="the day before yesterday, or the one before it, nobody knows")
    assert ReaderRerank(5, reader).postprocess_nodes(odd, query_str=FLOOD)[0].score == plain


def test_without_a_question_or_nodes_nothing_is_read(reader: TrainedReader) -> None:
    rerank = ReaderRerank(2, reader)
    assert rerank.postprocess_nodes([], query_bundle=QueryBundle(FLOOD)) == []
    given = nodes(CUP, FERRY, HOMES)
    assert rerank.postprocess_nodes(given) == given[:2]


def test_it_is_a_postprocessor_of_their_query_engine(samples: Archive, reader: TrainedReader) -> None:
    engine = RetrieverQueryEngine(
        AttribuneRetriever(samples, similarity_top_k=10),
        response_synthesizer=get_response_synthesizer(llm=MockLLM(), response_mode=ResponseMode.NO_TEXT),
        node_postprocessors=[ReaderRerank(3, reader)],
    )
    found = engine.query(FLOOD).source_nodes
    assert len(found) == 3
    assert [n.score for n in found] == sorted((n.score for n in found), reverse=True)
    assert "homes" in found[0].node.get_content()


# ---- the judge -------------------------------------------------------------------------------------------------------


def test_supported_sentences_pass() -> None:
    told = "The river flooded 320 homes in Mellbridge. The Orla ferry will stop on May 4."
    result = ClaimEvaluator().evaluate(FLOOD, told, [HOMES, FERRY])
    assert (result.passing, result.score) == (True, 1.0)
    assert result.feedback == "every sentence is supported"


def test_what_the_contexts_do_not_say_is_named() -> None:
    told = "The river flooded 400 homes in Mellbridge. The Orla ferry will stop on May 4."
    result = ClaimEvaluator().evaluate(FLOOD, told, [HOMES, FERRY])
    assert (result.passing, result.score) == (False, 0.5)
    assert result.feedback is not None
    assert "400 homes" in result.feedback
    assert result.feedback.endswith("(400)")


def test_the_day_of_the_contexts_resolves_weekdays() -> None:
    told = "The river flooded 320 homes in Mellbridge on 12 February 2024."
    assert ClaimEvaluator(published=date(2024, 2, 13)).evaluate(FLOOD, told, [HOMES]).passing
    assert not ClaimEvaluator(published=date(2024, 2, 20)).evaluate(FLOOD, told, [HOMES]).passing


def test_beside_their_evaluator_by_the_same_call() -> None:
    """Theirs asks its LLM and passes where a "yes" comes back: their mock, which repeats its prompt, passes all."""
    theirs, ours = FaithfulnessEvaluator(llm=MockLLM()), ClaimEvaluator()
    passing = {}
    for told in ("The river flooded 320 homes in Mellbridge.", "The river flooded 400 homes in Mellbridge."):
        response = Response(told, source_nodes=nodes(HOMES, FERRY))
        results = [judge.evaluate_response(query=FLOOD, response=response) for judge in (theirs, ours)]
        assert [(r.query, r.response, r.contexts) for r in results] == [(FLOOD, told, [HOMES, FERRY])] * 2
        assert all(isinstance(r.score, float) and isinstance(r.feedback, str) for r in results)
        passing[told] = [r.passing for r in results]
    assert list(passing.values()) == [[True, True], [True, False]]


def test_the_shipped_checker_judges_and_the_rules_alone_where_its_file_cannot_be_used(
    samples: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = written.read(cases.bundled()[1].with_name("worded.jsonl"))[:20]
    articles = [samples.article(one.key) for one in claims]

    def said(judge: ClaimEvaluator) -> list[tuple[float | None, str | None]]:
        asked = zip(claims, articles, strict=True)
        results = [judge.evaluate(None, one.claim, [one.span.of(a.text)]) for one, a in asked if a]
        return [(result.score, result.feedback) for result in results]

    by_rule, shipped = said(ClaimEvaluator(RuleChecker())), said(ClaimEvaluator(TrainedChecker()))
    assert said(ClaimEvaluator()) == shipped != by_rule
    monkeypatch.setattr("qa.models.FOLDER", tmp_path)
    assert said(ClaimEvaluator()) == by_rule


@pytest.mark.parametrize(
    ("response", "contexts"), [("", [HOMES]), (None, [HOMES]), ("It rains.", []), ("It rains.", None)]
)
def test_nothing_to_judge_is_invalid(response: str | None, contexts: list[str] | None) -> None:
    result = ClaimEvaluator().evaluate(FLOOD, response, contexts)
    assert result.invalid_result
    assert result.passing is None


def test_it_evaluates_a_response_of_theirs_and_runs_in_their_batches(samples: Archive) -> None:
    engine = RetrieverQueryEngine(
        AttribuneRetriever(samples, similarity_top_k=2),
        response_synthesizer=get_response_synthesizer(llm=MockLLM(), response_mode=ResponseMode.NO_TEXT),
    )
    judge = ClaimEvaluator()
    response = engine.query(FLOOD)
    assert judge.evaluate_response(FLOOD, response).invalid_result, "their NO_TEXT writes no sentence"
    runner = BatchEvalRunner({"claims": judge}, workers=2)
    results = asyncio.run(
        runner.aevaluate_response_strs(queries=[FLOOD], response_strs=[HOMES], contexts_list=[[HOMES, FERRY]])
    )
    assert [result.passing for result in results["claims"]] == [True]
