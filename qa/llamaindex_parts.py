"""The reader and the judge of claims as parts of LlamaIndex pipelines over anybody's nodes: no download, no LLM.

Knows nodes and texts; needs no archive. Beside qa.llamaindex, which puts an archive into a pipeline.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.evaluation import BaseEvaluator, EvaluationResult
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle

from index.prose import sentences
from index.prose.dates import parse_day
from qa.checker import Checker, Words
from qa.reader import Page, Reader, TrainedReader
from qa.trained_checker import TrainedChecker
from qa.types import Verdict


class ReaderRerank(BaseNodePostprocessor):  # type: ignore[misc]
    """Puts nodes into the order of the trained reader: a re-ranker that needs no download.

    The new score of a node is the reader's logit that its text answers the question. Only the `top_n` best stay. A
    node's metadata may hold `title` and `published` (a day), which the reader reads too. Raises
    index.errors.ModelUnusable.
    """

    top_n: int = Field(default=10, gt=0, description="Nodes that are kept.")
    _reader: Reader = PrivateAttr()

    def __init__(self, top_n: int = 10, reader: Reader | None = None, **more: Any) -> None:
        super().__init__(top_n=top_n, **more)
        self._reader = reader or TrainedReader()

    @classmethod
    def class_name(cls) -> str:
        """As LlamaIndex names it."""
        return "ReaderRerank"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None or not nodes:
            return nodes[: self.top_n]
        reads = self._reader.read(query_bundle.query_str, [_page(scored) for scored in nodes])
        order = sorted(range(len(nodes)), key=lambda i: (-reads[i].relevance, i))
        return [NodeWithScore(node=nodes[i].node, score=reads[i].relevance) for i in order[: self.top_n]]


class ClaimEvaluator(BaseEvaluator):  # type: ignore[misc]
    """Whether every sentence of a response is supported by the contexts: beside FaithfulnessEvaluator, without an LLM.

    The score is the share of sentences that one of the contexts supports; passing needs all. The feedback has a line
    for each other sentence with the word that failed. A response without a sentence, or no contexts, is invalid.
    """

    def __init__(self, checker: Checker | None = None, published: date | None = None) -> None:
        """`checker`: by default the trained one that ships, by rule alone where its file cannot be used.

        `published`: the day that "Thursday" in the contexts is resolved against.
        """
        self._checker = checker or TrainedChecker()
        self._published = published

    async def aevaluate(
        self,
        query: str | None = None,
        response: str | None = None,
        contexts: Sequence[str] | None = None,
        sleep_time_in_seconds: int = 0,
        **more: Any,  # noqa: ARG002  as LlamaIndex calls it
    ) -> EvaluationResult:
        """See the class. `sleep_time_in_seconds` is for LLMs; nobody waits here unless it is given."""
        await asyncio.sleep(sleep_time_in_seconds)
        claims = [span.of(response) for span in sentences.split(response)] if response else []
        if not claims or not contexts:
            why = "no contexts" if claims else "no sentence"
            return EvaluationResult(
                query=query, response=response, contexts=contexts, invalid_result=True, invalid_reason=why
            )
        verdicts = await asyncio.to_thread(self._verdicts, claims, contexts)
        failed = [(c, v) for c, v in zip(claims, verdicts, strict=True) if v.label != "supported"]
        lines = [f"{v.label}: {c}" + (f" ({v.fault})" if v.fault else "") for c, v in failed]
        return EvaluationResult(
            query=query,
            response=response,
            contexts=contexts,
            passing=not failed,
            score=1 - len(failed) / len(claims),
            feedback="\n".join(lines) or "every sentence is supported",
        )

    def _verdicts(self, claims: Sequence[str], contexts: Sequence[str]) -> list[Verdict]:
        """The most favourable verdict for each claim."""
        words = [Words(text, self._published) for text in contexts]
        best = []
        for claim in claims:
            found = self._checker.check([(w, claim) for w in words])
            best.append(max(found, key=lambda v: (v.label == "supported", v.score)))
        return best

    def _get_prompts(self) -> dict[str, Any]:
        return {}

    def _update_prompts(self, prompts: dict[str, Any]) -> None:
        """There are none."""


def _page(scored: NodeWithScore) -> Page:
    metadata = scored.node.metadata
    title, published = metadata.get("title"), metadata.get("published")
    day = parse_day(published) if isinstance(published, str) and len(published) < 40 else None
    return Page(
        scored.node.get_content(metadata_mode=MetadataMode.NONE), title if isinstance(title, str) else None, day
    )
