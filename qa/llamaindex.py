"""An archive inside other people's LlamaIndex pipelines: our retriever and our query engine as theirs.

Nodes carry exact offsets: `node.text == article.text[start_char_idx:end_char_idx]`. Knows nothing of how hits are found
or answers are made. LlamaIndex takes 1.5 s to import: nothing else in this package imports it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

from llama_index.core import VectorStoreIndex
from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import Response
from llama_index.core.schema import NodeRelationship, NodeWithScore, QueryBundle, RelatedNodeInfo, TextNode
from llama_index.vector_stores.chroma import ChromaVectorStore

from index.stores.archive import Archive
from index.stores.generations import Generation
from index.types import ArticleKey, Hit, Span
from qa.bot import Bot
from qa.notices import warn
from qa.question import understand
from qa.reader import Reader
from qa.retrieve import retrieve
from qa.types import Answer, Citation, Reply, Scope, cite

_FOR_PROGRAMS = frozenset({"article", "url", "claim", "origin"})
"""Metadata that tells a model nothing about what a text says."""


class AttribuneRetriever(BaseRetriever):  # type: ignore[misc]
    """The `similarity_top_k` best passages of an archive as nodes, best first; their ids are those of its Chroma nodes.

    `scope` filters by day of publication and article, and names the day of asking. A `reader` (qa.reader.TrainedReader)
    puts them into its order. Safe for several threads.
    """

    def __init__(
        self, archive: Archive, *, similarity_top_k: int = 10, scope: Scope | None = None, reader: Reader | None = None
    ) -> None:
        super().__init__()
        self._archive = archive
        self._k = similarity_top_k
        self._scope = scope or Scope()
        self._reader = reader

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        with self._archive.database.snapshot():
            hits = retrieve(
                self._archive, understand(query_bundle.query_str, self._scope), self._k, reader=self._reader
            )
            nodes = [self._node(hit) for hit in hits]
        warn(self._archive)
        return nodes

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)

    def _node(self, hit: Hit) -> NodeWithScore:
        key = hit.passage.key
        article = self._archive.article(key)
        assert article is not None  # the same snapshot found the hit
        told = cite(article, hit.passage.span, self._archive.database.origin(key))
        return _scored(str(hit.passage.id), told, hit.score, {"copies": ", ".join(hit.copies) or None})


class AttribuneQueryEngine(BaseQueryEngine):  # type: ignore[misc]
    """A bot as a query engine: the response's text is the claims, its source nodes are their citations, in order.

    Each node's metadata names its claim (by place, from 0) and its speaker. `metadata` of the response: `answered`,
    `reason` (of a refusal, else None), `confidence` in [0, 1], `short` (the short answer, or None), `examples` (what
    else could be asked). A refusal is a response too: its text is the explanation, its nodes are what came nearest.
    """

    def __init__(self, bot: Bot, *, scope: Scope | None = None) -> None:
        super().__init__(callback_manager=None)
        self._bot = bot
        self._scope = scope or Scope()

    def _query(self, query_bundle: QueryBundle) -> Response:
        scope = self._scope
        reply = self._bot.ask(
            query_bundle.query_str,
            period=scope.period,
            asked=scope.asked,
            as_of=scope.as_of,
            without=scope.without,
        )
        warn(self._bot.archive)
        return response(reply)

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any]:
        return {}


class TheirRetriever:
    """LlamaIndex's own retriever over an archive's published vectors: what it finds without us, to be measured against.

    Raises index.stores.generations.Broken where no generation can be opened.
    """

    def __init__(self, archive: Archive) -> None:
        number = str(archive.database.meta("generation") or 0)
        self._generation = Generation(archive.folder / "chroma" / number)
        store = ChromaVectorStore(chroma_collection=self._generation.collection)
        self._index = VectorStoreIndex.from_vector_store(store, embed_model=_Embedding(archive))

    def nearest(
        self, question: str, k: int, without: frozenset[ArticleKey] = frozenset()
    ) -> list[tuple[ArticleKey, Span]]:
        """The k nearest passages, best first, but those of the articles `without`."""
        found: list[tuple[ArticleKey, Span]] = []
        for scored in self._index.as_retriever(similarity_top_k=k * (3 if without else 1)).retrieve(question):
            node = scored.node
            key = ArticleKey(str(node.metadata["article"]))
            if key not in without:
                found.append((key, Span(int(node.metadata["start"]), int(node.metadata["end"]))))
        return found[:k]

    def close(self) -> None:
        """Let go of the files."""
        self._generation.close()


class _Embedding(BaseEmbedding):  # type: ignore[misc]
    """The encoder of an archive as LlamaIndex has it."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(model_name=archive.embedding)
        self._archive = archive

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(x) for x in self._archive.encoder.encode([text])[0]]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def response(reply: Reply) -> Response:
    """A reply as LlamaIndex's own response type."""
    if isinstance(reply, Answer):
        text = reply.text
        nodes = [
            _cited(citation, claim.verdict.score, {"claim": number, "speaker": claim.speaker})
            for number, claim in enumerate(reply.claims)
            for citation in claim.citations
        ]
        told: dict[str, object] = {"reason": None, "short": reply.short.text if reply.short else None, "examples": []}
    else:
        text = reply.explanation
        nodes = [_cited(citation, None, {}) for citation in reply.nearest]
        told = {"reason": reply.reason.value, "short": None, "examples": list(reply.examples)}
    answered = isinstance(reply, Answer)
    return Response(text, _once(nodes), {"answered": answered, "confidence": reply.confidence, **told})


def _cited(citation: Citation, score: float | None, more: Mapping[str, object]) -> NodeWithScore:
    return _scored(_place(citation.key, citation.span), citation, score, more)


def _place(key: ArticleKey, span: Span) -> str:
    return f"{key}:{span.start}:{span.end}"


def _scored(name: str, told: Citation, score: float | None, more: Mapping[str, object]) -> NodeWithScore:
    published = told.published.isoformat() if told.published else None
    metadata = {
        "article": told.key,
        "title": told.title,
        "outlet": told.outlet,
        "published": published,
        "url": told.url,
        "origin": told.origin,
        **more,
    }
    hidden = [key for key, value in metadata.items() if value is None or key in _FOR_PROGRAMS]
    node = TextNode(
        id_=name,
        text=told.quote,
        start_char_idx=told.span.start,
        end_char_idx=told.span.end,
        metadata=metadata,
        excluded_llm_metadata_keys=hidden,
        excluded_embed_metadata_keys=hidden,
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=told.key)},
    )
    return NodeWithScore(node=node, score=score)


def _once(nodes: Iterable[NodeWithScore]) -> list[NodeWithScore]:
    """Each place once, at its first claim: LlamaIndex takes nodes of one id for the same node."""
    return list({node.node_id: node for node in reversed(list(nodes))}.values())[::-1]
