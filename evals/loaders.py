"""Other people's data as cases and articles: SQuAD 2.0, ALCE, MultiHop-RAG, each in the shape in which it is published.

What such a set calls a passage or document becomes an article with a key of its own; an answer that is given as words
is looked for in them, for the sets give no offsets (SQuAD does). Knows the formats; asks nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from evals import rows
from evals.rows import Fault
from evals.types import Case, Point
from index.errors import WrongUse
from index.prose.dates import parse_day
from index.text import normalise, one_line
from index.types import Article, ArticleKey, Span


class Loaded(NamedTuple):
    """What a set holds: the articles to index and the cases over them."""

    articles: tuple[Article, ...]
    cases: tuple[Case, ...]


def squad(path: Path) -> Loaded:
    """SQuAD 2.0, one JSON document or one of its articles a line (Rajpurkar et al. 2018).

    A paragraph is an article; the first answer is the gold; an impossible question has none, and its paragraph stays in
    sight: the answer is missing from it.
    """
    articles: dict[ArticleKey, Article] = {}
    cases = []
    for title, number, paragraph in _paragraphs(path):
        key = ArticleKey(f"squad/{title}/{number}")
        text = normalise(rows.text(paragraph, "context"))
        articles[key] = Article(key, text, title=title.replace("_", " "))
        for asked in rows.objects(paragraph, "qas"):
            answers = rows.objects(asked, "answers") if not asked.get("is_impossible") else ()
            gold, words = _first(key, text, answers)
            cases.append(Case(str(rows.name(asked)), rows.text(asked, "question"), gold, answer=words, tags=("squad",)))
    return Loaded(tuple(articles.values()), tuple(cases))


def alce(path: Path) -> Loaded:
    """ALCE's published files: a JSON list of {question, qa_pairs or answer, docs [{title, text}]} (Gao et al. 2023).

    A gold point is the first place in a document where one of a pair's short answers stands: vital, one a pair. A
    question none of whose answers stands in its documents is left without gold, and must be refused.
    """
    articles: dict[ArticleKey, Article] = {}
    cases = []
    for number, row in enumerate(_list(path)):
        documents = [_document(doc) for doc in rows.objects(row, "docs")]
        articles |= {document.key: document for document in documents}
        pairs = (
            [[str(item) for item in rows.items(pair, "short_answers")] for pair in rows.objects(row, "qa_pairs")]
            if row.get("qa_pairs")
            else []
        )
        wanted = pairs or [[rows.text(row, "answer")]]
        gold = tuple(point for answers in wanted if (point := _found(documents, answers)) is not None)
        name = str(row.get("sample_id") or f"alce-{number}")
        cases.append(Case(name, rows.text(row, "question"), gold, answer=None, tags=("alce",)))
    return Loaded(tuple(articles.values()), tuple(cases))


def multihop(path: Path) -> Loaded:
    """MultiHop-RAG's queries: a JSON list of {query, answer, question_type, evidence_list} (Tang and Yang 2024).

    The articles are those of its corpus file, `corpus.json` beside the queries. A piece of evidence is a vital point
    where its `fact` stands; a query of the type null_query has none, and must be refused.
    """
    corpus = path.with_name("corpus.json")
    articles: dict[ArticleKey, Article] = {}
    for row in _list(corpus):
        url = rows.text(row, "url")
        day = parse_day(rows.text(row, "published_at")[:10]) if row.get("published_at") else None
        body = normalise(rows.text(row, "body"))
        articles[ArticleKey(url)] = Article(
            ArticleKey(url), body, rows.text(row, "title"), day, row.get("source"), url=url
        )
    cases = []
    for number, row in enumerate(_list(path)):
        null = row.get("question_type") == "null_query"
        pieces = () if null else rows.objects(row, "evidence_list")
        gold = tuple(point for piece in pieces if (point := _evidence(articles, piece)) is not None)
        if pieces and not gold:
            continue  # its facts stand in no article word for word: nothing can be measured
        kind = str(row.get("question_type") or "")
        answer = None if null else rows.text(row, "answer")
        cases.append(Case(f"multihop-{number}", rows.text(row, "query"), gold, answer=answer, tags=("multihop", kind)))
    return Loaded(tuple(articles.values()), tuple(cases))


FORMATS: Mapping[str, Callable[[Path], Loaded]] = {"squad": squad, "alce": alce, "multihop": multihop}


def load(name: str, path: Path) -> Loaded:
    """The set in `path`. Raises WrongUse for an unknown format and for a file that is not of it."""
    if name not in FORMATS:
        raise WrongUse(f"--from {name}", "there is no such format", f"name one of {', '.join(FORMATS)}")
    try:
        loaded = FORMATS[name](path)
    except Fault as fault:
        raise WrongUse(str(path), f"is not what {name} publishes: {fault}", "name a file of that set") from None
    if not loaded.cases:
        raise WrongUse(str(path), "holds no question that can be measured", "name a file of that set")
    return loaded


def article_row(article: Article) -> rows.Row:
    """The line of an article that `attribune index` reads."""
    day = article.published.isoformat() if article.published else None
    told: dict[str, object] = {"id": article.key, "title": article.title, "text": article.text, "date": day}
    return told | {"outlet": article.outlet, "url": article.url}


def _paragraphs(path: Path) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    """Every paragraph with its article's title and its number there; a file of lines or one document."""
    documents = rows.read(path, lambda row: row) if not _is_document(path) else rows.objects(_document_of(path), "data")
    for document in documents:
        for number, paragraph in enumerate(rows.objects(document, "paragraphs")):
            yield rows.text(document, "title"), number, paragraph


def _first(key: ArticleKey, text: str, answers: Sequence[Mapping[str, Any]]) -> tuple[tuple[Point, ...], str | None]:
    for answer in answers[:1]:
        words, start = rows.text(answer, "text"), rows.offset(answer, "answer_start")
        if words and text[start : start + len(words)] == words:
            return (Point(key, Span(start, start + len(words))),), words
    if answers:
        raise Fault(f"an answer of {one_line(key, 80)!r} does not stand where it is said to")
    return (), None


def _document(row: Mapping[str, Any]) -> Article:
    text = normalise(rows.text(row, "text"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Article(ArticleKey(f"alce/{digest}"), text, title=row.get("title"))


def _found(documents: Sequence[Article], answers: Sequence[str]) -> Point | None:
    for document in documents:
        for answer in filter(None, answers):
            at = document.text.casefold().find(answer.casefold())
            if at >= 0 and len(document.text.casefold()) == len(document.text):
                return Point(document.key, Span(at, at + len(answer)))
    return None


def _evidence(articles: Mapping[ArticleKey, Article], piece: Mapping[str, Any]) -> Point | None:
    article = articles.get(ArticleKey(rows.text(piece, "url")))
    fact = normalise(rows.text(piece, "fact")).strip()
    at = article.text.find(fact) if article is not None and fact else -1
    return None if article is None or at < 0 else Point(article.key, Span(at, at + len(fact)))


def _is_document(path: Path) -> bool:
    """Whether the file is one JSON document with `data`, as SQuAD is published."""
    return path.suffix == ".json"


def _document_of(path: Path) -> Mapping[str, Any]:
    found = _json(path)
    if not isinstance(found, dict):
        raise Fault("it is no JSON object")
    return found


def _list(path: Path) -> list[Mapping[str, Any]]:
    found = _json(path)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise Fault("it is no JSON list of objects")
    return found


def _json(path: Path) -> object:
    try:
        return json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise WrongUse(str(path), f"cannot be read ({error.strerror})", "name a JSON file") from error
    except (ValueError, RecursionError) as error:
        raise Fault(f"it is not JSON ({one_line(str(error))})") from None
