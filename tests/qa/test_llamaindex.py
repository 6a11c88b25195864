"""An archive in other people's LlamaIndex pipelines: exact offsets, their own types, their own Chroma store."""

import asyncio
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import Document, SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.base.base_selector import BaseSelector, SelectorResult
from llama_index.core.base.response.schema import Response
from llama_index.core.llms.mock import MockLLM
from llama_index.core.postprocessor import SimilarityPostprocessor
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.query_engine import RetrieverQueryEngine, RouterQueryEngine
from llama_index.core.response_synthesizers import BaseSynthesizer, ResponseMode, get_response_synthesizer
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode
from llama_index.core.selectors import SingleSelection
from llama_index.core.tools import QueryEngineTool
from llama_index.vector_stores.chroma import ChromaVectorStore

from index import build
from index.stores.archive import Archive
from index.stores.embedding import WordLlamaEmbedding
from index.stores.generations import COLLECTION
from index.stores.records import EVERYTHING
from index.types import Article, ArticleKey, Period
from qa.bot import Bot
from qa.llamaindex import AttribuneQueryEngine, AttribuneRetriever
from qa.types import Answer, Refusal, Scope

FLOOD = "How many homes were flooded in Mellbridge?"
FLOOD_KEY = "articles/echo-2024-02-12-flood-320-homes.txt"


@pytest.fixture(autouse=True)
def mock_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """LlamaIndex makes a language model even where none is used; with this it makes its mock."""
    monkeypatch.setenv("IS_TESTING", "1")


@pytest.fixture
def retriever(samples: Archive) -> AttribuneRetriever:
    return AttribuneRetriever(samples, similarity_top_k=5)


@pytest.fixture
def engine(samples: Archive) -> AttribuneQueryEngine:
    return AttribuneQueryEngine(Bot(samples))


def is_slice(archive: Archive, node: BaseNode) -> Article:
    """The article of which the node is exactly the slice that it says it is."""
    assert isinstance(node, TextNode)
    article = archive.article(ArticleKey(node.metadata["article"]))
    assert article is not None
    assert node.start_char_idx is not None
    assert node.text == article.text[node.start_char_idx : node.end_char_idx] != ""
    assert node.ref_doc_id == article.key
    return article


# ---- the retriever ---------------------------------------------------------------------------------------------------


def test_nodes_are_slices_with_what_is_known_of_their_article(retriever: AttribuneRetriever, samples: Archive) -> None:
    found = retriever.retrieve(FLOOD)
    assert len(found) == 5
    assert [node.score for node in found] == sorted((node.score for node in found), reverse=True)
    for scored in found:
        article = is_slice(samples, scored.node)
        metadata = scored.node.metadata
        assert metadata["title"] == article.title
        assert metadata["outlet"] == article.outlet
        assert metadata["url"] == article.url
        assert metadata["published"] == (article.published.isoformat() if article.published else None)
    rows = samples.database.rows(int(scored.node.node_id) for scored in found)
    assert [str(row.passage.key) for row in rows.values()] == [
        node.metadata["article"] for node in sorted(found, key=lambda n: int(n.node.node_id))
    ]


def test_a_model_is_told_what_a_text_says_and_no_more(retriever: AttribuneRetriever) -> None:
    node = retriever.retrieve(FLOOD)[0].node
    told = node.get_content(MetadataMode.LLM)
    assert f"title: {node.metadata['title']}" in told
    assert "None" not in told
    assert "article:" not in told
    assert told.endswith(node.get_content().strip())


def test_later_at_once_and_kept_as_json_alike(retriever: AttribuneRetriever) -> None:
    now = retriever.retrieve(FLOOD)
    later = asyncio.run(retriever.aretrieve(FLOOD))
    assert [n.to_dict() for n in later] == [n.to_dict() for n in now]
    assert [TextNode.from_json(n.node.to_json()) for n in now] == [n.node for n in now]


def test_the_scope_of_a_retriever_holds(samples: Archive) -> None:
    scope = Scope(Period(since=date(2024, 3, 1)), without=frozenset({ArticleKey("articles/echo-2024-04-02-ferry.txt")}))
    found = AttribuneRetriever(samples, similarity_top_k=50, scope=scope).retrieve("Mellbridge council ferry")
    assert found
    assert all(node.metadata["published"] >= "2024-03-01" for node in found)
    assert all("ferry.txt" not in node.metadata["article"] for node in found)


class Quoting(BaseSynthesizer):
    """A response made of the nodes themselves."""

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts: dict[str, Any]) -> None:
        pass

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    def get_response(self, query_str: str, text_chunks: Any, **more: Any) -> str:
        return f"{len(list(text_chunks))} passages for {query_str}"

    async def aget_response(self, query_str: str, text_chunks: Any, **more: Any) -> str:
        return self.get_response(query_str, text_chunks)


def test_in_their_query_engine_with_a_synthesizer_of_ones_own(retriever: AttribuneRetriever, samples: Archive) -> None:
    engine = RetrieverQueryEngine(retriever, response_synthesizer=Quoting(llm=MockLLM()))
    response = engine.query(FLOOD)
    assert isinstance(response, Response)
    assert response.response == f"5 passages for {FLOOD}"
    assert len(response.source_nodes) == 5
    for scored in response.source_nodes:
        is_slice(samples, scored.node)
    assert asyncio.run(engine.aquery(FLOOD)).source_nodes == response.source_nodes


@pytest.mark.parametrize("mode", [ResponseMode.NO_TEXT, ResponseMode.COMPACT, ResponseMode.TREE_SUMMARIZE])
def test_in_their_query_engine_with_their_synthesizers(retriever: AttribuneRetriever, mode: ResponseMode) -> None:
    engine = RetrieverQueryEngine(
        retriever,
        response_synthesizer=get_response_synthesizer(llm=MockLLM(), response_mode=mode),
        node_postprocessors=[SimilarityPostprocessor(similarity_cutoff=0.1)],
    )
    response = engine.query(FLOOD)
    assert FLOOD_KEY in {node.metadata["article"] for node in response.source_nodes}
    if mode is not ResponseMode.NO_TEXT:
        assert "Mellbridge" in str(response), "a mock model repeats what it was told"


# ---- the query engine ------------------------------------------------------------------------------------------------


def test_an_answer_is_their_response_with_a_node_for_each_citation(
    engine: AttribuneQueryEngine, samples: Archive
) -> None:
    reply = Bot(samples).ask(FLOOD)
    response = engine.query(FLOOD)
    assert isinstance(reply, Answer)
    assert isinstance(response, Response)
    assert str(response) == reply.text
    cited = {(c.key, c.span.start, c.span.end, c.quote) for claim in reply.claims for c in claim.citations}
    nodes = [scored.node for scored in response.source_nodes]
    assert {(n.metadata["article"], n.start_char_idx, n.end_char_idx, n.get_content()) for n in nodes} == cited
    assert len(nodes) == len({node.node_id for node in nodes})
    for node in nodes:
        is_slice(samples, node)
        claim = reply.claims[node.metadata["claim"]]
        assert node.metadata["speaker"] == claim.speaker
    assert response.metadata == {
        "answered": True,
        "reason": None,
        "confidence": reply.confidence,
        "short": reply.short.text if reply.short else None,
        "examples": [],
    }
    assert all(scored.score == 1.0 for scored in response.source_nodes)
    assert "Mellbridge" in response.get_formatted_sources()


def test_a_refusal_is_a_response_that_says_why_and_what_came_nearest(
    engine: AttribuneQueryEngine, samples: Archive
) -> None:
    asked = "What did Macron agree to?"
    reply = Bot(samples).ask(asked)
    response = engine.query(asked)
    assert isinstance(reply, Refusal)
    assert str(response) == reply.explanation
    assert response.metadata is not None
    assert (response.metadata["answered"], response.metadata["reason"]) == (False, "name_missing")
    assert response.metadata["confidence"] == reply.confidence
    assert len(response.source_nodes) == len(reply.nearest) > 0
    for scored in response.source_nodes:
        is_slice(samples, scored.node)


def test_a_greeting_is_met_with_examples(engine: AttribuneQueryEngine) -> None:
    response = engine.query("hi")
    assert isinstance(response, Response)
    assert response.metadata is not None
    assert response.metadata["reason"] == "question_unclear"
    assert len(response.metadata["examples"]) == 3
    assert response.source_nodes == []


def test_an_empty_archive_is_a_refusal(tmp_path: Path) -> None:
    with closing(Archive.read(tmp_path / "absent")) as archive:
        response = AttribuneQueryEngine(Bot(archive)).query(FLOOD)
        assert AttribuneRetriever(archive).retrieve(FLOOD) == []
    assert isinstance(response, Response)
    assert response.metadata is not None
    assert response.metadata["reason"] == "empty_archive"


def test_later_and_at_once_the_same_response(engine: AttribuneQueryEngine) -> None:
    assert asyncio.run(engine.aquery(FLOOD)) == engine.query(FLOOD)


def test_the_scope_of_an_engine_holds(samples: Archive) -> None:
    scope = Scope(Period(since=date(2031, 1, 1)))
    response = AttribuneQueryEngine(Bot(samples), scope=scope).query(FLOOD)
    assert isinstance(response, Response)
    assert response.metadata is not None
    assert response.metadata["reason"] == "out_of_period"


class First(BaseSelector):
    """Always the first tool."""

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts: dict[str, Any]) -> None:
        pass

    def _select(self, choices: Any, query: Any) -> SelectorResult:
        return SelectorResult(selections=[SingleSelection(index=0, reason="it is the only one")])

    async def _aselect(self, choices: Any, query: Any) -> SelectorResult:
        return self._select(choices, query)


def test_it_is_one_engine_among_others(engine: AttribuneQueryEngine) -> None:
    tool = QueryEngineTool.from_defaults(engine, name="news", description="Articles.")
    assert tool.call(input=FLOOD).raw_output == engine.query(FLOOD)
    router = RouterQueryEngine(First(), [tool], llm=MockLLM())
    assert str(router.query(FLOOD)) == str(engine.query(FLOOD))


# ---- their documents into an archive ---------------------------------------------------------------------------------


@pytest.fixture
def unpublished(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive, "publish", lambda self, progress: False)


@pytest.mark.usefixtures("unpublished")
def test_their_documents_go_in(tmp_path: Path) -> None:
    told = {"title": "Ferry sinks", "published": "2024-05-07", "source": "The Echo", "author": "Ned Castellan"}
    documents = [
        Document(text="The ferry sank off the quay. Nobody was hurt.", metadata=told, doc_id="ferry"),
        Document(text="Rovers won the cup.\r\nIt was late.", metadata={"url": "https://echo.example/cup"}),
        Document(text=""),
    ]
    with Archive.write(tmp_path / "archive") as archive:
        report = build.add(archive, documents)
        assert (report.added, len(report.rejected)) == (2, 1)
        again = build.add(archive, documents)
        assert (again.unchanged, len(again.rejected)) == (2, 1)
        ferry = archive.article(ArticleKey("ferry"))
        cup = archive.article(ArticleKey("https://echo.example/cup"))
    assert ferry is not None
    assert (ferry.title, ferry.published, ferry.outlet) == ("Ferry sinks", date(2024, 5, 7), "The Echo")
    assert ferry.authors == ("Ned Castellan",)
    assert cup is not None
    assert cup.text == "Rovers won the cup.\nIt was late."


@pytest.mark.usefixtures("unpublished")
def test_their_loader_feeds_an_archive_and_the_same_files_are_the_same_articles(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry sank off the quay. Nobody was hurt.")
    (folder / "cup.txt").write_text("Rovers won the cup for the first time in forty years.")
    with Archive.write(tmp_path / "archive") as archive:
        for named in (False, True):
            documents = SimpleDirectoryReader(str(folder), filename_as_id=named).load_data()
            report = build.add(archive, documents)
            assert (report.added, report.unchanged) == ((2, 0), (0, 2))[named]
        assert {str(r.key) for r in archive.database.records()} == {"news/ferry.txt", "news/cup.txt"}
        report = build.index(archive, [folder])
        assert (report.added, report.updated, report.unchanged) == (0, 0, 2)


# ---- their index over our collection ---------------------------------------------------------------------------------


def opened(folder: Path) -> tuple[VectorStoreIndex, Callable[[], None]]:
    """LlamaIndex's own index over the newest generation of an archive."""
    import chromadb
    from chromadb.config import Settings

    newest = max((folder / "chroma").iterdir(), key=lambda path: int(path.name))
    client = chromadb.PersistentClient(str(newest), settings=Settings(anonymized_telemetry=False))
    collection = client.get_collection(COLLECTION, embedding_function=None)
    store = ChromaVectorStore(chroma_collection=collection)
    return VectorStoreIndex.from_vector_store(store, embed_model=WordLlamaEmbedding()), client.close


def check_their_index(folder: Path, question: str, key: str) -> None:
    with closing(Archive.read(folder)) as archive:
        theirs, close = opened(folder)
        passages = archive.database.counts()[1]
        found = theirs.as_retriever(similarity_top_k=passages).retrieve(question)
        assert len(found) == passages
        ids = set()
        for scored in found:
            article = is_slice(archive, scored.node)
            metadata = scored.node.metadata
            assert (metadata["start"], metadata["end"]) == (scored.node.start_char_idx, scored.node.end_char_idx)
            assert metadata["published"] == (article.published.toordinal() if article.published else 0)
            assert scored.node.relationships[NodeRelationship.SOURCE].node_id == article.key
            ids.add(int(scored.node.node_id))
        assert ids == set(archive.database.ids(EVERYTHING))
        vector = archive.encoder.encode([question])[0]
        assert [int(n.node.node_id) for n in found[:3]] == [pid for pid, _ in archive.nearest(vector, 3)]
        assert key in {scored.node.metadata["article"] for scored in found[:3]}
        response = theirs.as_query_engine(llm=MockLLM(), response_mode="no_text").query(question)
        assert len(response.source_nodes) == 2
        close()


def test_their_index_opens_our_collection(sample_archive: Path) -> None:
    check_their_index(sample_archive, FLOOD, FLOOD_KEY)


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds") / "archive"
    with Archive.write(folder) as archive:
        assert build.index(archive, [shared / "seeds"]).published
    return folder


def test_their_index_opens_the_collection_of_the_two_seeds(seeds: Path) -> None:
    with closing(Archive.read(seeds)) as archive:
        assert archive.database.counts()[0] == 2
        keys = [str(record.key) for record in archive.database.records()]
    check_their_index(seeds, "What did Orban agree to?", keys[0])


def test_an_archive_takes_documents_as_it_takes_articles(tmp_path: Path) -> None:
    told = Document(
        text="The pool of Orla opened on Monday.", metadata={"title": "Pool", "date": "2024-05-06"}, doc_id="pool"
    )
    with Archive.write(tmp_path / "archive") as archive:
        (done,) = archive.add([told])
        assert (done.article.key, done.article.title, done.article.published) == ("pool", "Pool", date(2024, 5, 6))
        assert archive.article(ArticleKey("pool")) == done.article
        assert [again.outcome.value for again in archive.add([told])] == ["unchanged"]
