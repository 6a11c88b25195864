"""Query -> hits: lexical and dense candidates, one score, near-identical copies shown once.

score = BM25 + dense_weight x cosine, each min-max normalised over the candidates, + a soft prior for articles published
shortly before the day of asking; what holds a phrase of the query comes first. Knows nothing about answers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from index.prose import copies
from index.prose.words import stems
from index.rarity import Rarity
from index.stores.archive import Archive
from index.stores.records import Filter, Row
from index.text import unaccented
from index.types import Hit, Query

K1 = 0.9
B = 0.4
"""BM25 flatter than usual: .010 more first passages on news (docs/experiments.md)."""
TITLE = 0.5
"""What a word of the title counts beside one of the passage (1)."""
EXACT = 3.0
"""What a passage gains that holds a phrase of the query: more than all else can give."""
FRESH_DAYS = 3
HALF_DAYS = 14
_SPARE = 2


def search(archive: Archive, query: Query, k: int = 20, rarity: Rarity | None = None) -> tuple[Hit, ...]:
    """The k best passages for a query, best first. Empty where nothing may be seen or no term is left."""
    settings = archive.settings
    only = Filter(query.period, query.without)
    rarity = rarity or Rarity(archive, query.without)
    # Some of what is proposed is shown as a copy of something else.
    pool = max(settings.pool, k * _SPARE)
    vector = archive.encoder.encode([unaccented(query.text)])[0]
    near = dict(archive.nearest(vector, pool, only))
    exact = frozenset(archive.database.lexical(query.phrases, only, pool))
    ids = dict.fromkeys([*exact, *archive.database.lexical(query.terms, only, pool), *near])
    rows = archive.database.rows(ids)
    if not rows:
        return ()
    lexical = scaled(bm25(query.terms, rows, rarity))
    missing = archive.cosines(vector, [pid for pid in rows if pid not in near])
    cosines = {pid: near.get(pid, missing.get(pid, 0.0)) for pid in rows}
    dense = scaled(cosines)
    weight = settings.prior_weight_present if query.present else settings.prior_weight
    scores = {
        pid: lexical[pid]
        + settings.dense_weight * dense[pid]
        + weight * freshness(row.published, query.asked)
        + EXACT * (pid in exact)
        for pid, row in rows.items()
    }
    order = sorted(rows, key=lambda pid: (-scores[pid], pid))
    hits = (Hit(rows[pid].passage, scores[pid], lexical[pid], cosines[pid]) for pid in order)
    return collapsed(hits, rows, k)


def bm25(terms: Iterable[str], rows: Mapping[int, Row], rarity: Rarity) -> dict[int, float]:
    """BM25 of each passage (Robertson and Zaragoza 2009), k1 .9, b .4, with the mixed rarity as idf."""
    idf = {stem: rarity.idf(term) for term in terms for stem in stems(term)}
    bags = {pid: Counter(stems(row.text)) for pid, row in rows.items()}
    titles: dict[str, Counter[str]] = {}
    mean = sum(bag.total() for bag in bags.values()) / max(1, len(bags)) or 1.0
    scores = {}
    for pid, row in rows.items():
        title = titles.setdefault(row.title, Counter(stems(row.title)))
        bag = bags[pid]
        norm = K1 * (1 - B + B * bag.total() / mean)
        score = 0.0
        for term, weight in idf.items():
            tf = bag[term] + TITLE * title[term]
            score += weight * tf * (K1 + 1) / (tf + norm)
        scores[pid] = score
    return scores


def scaled(scores: Mapping[int, float]) -> dict[int, float]:
    """Min-max normalised to [0, 1]; all alike: 0."""
    low, high = min(scores.values()), max(scores.values())
    return {pid: (score - low) / (high - low) if high > low else 0.0 for pid, score in scores.items()}


def freshness(published: date | None, asked: date | None) -> float:
    """exp(-max(0, |age| - 3) / 14), age in days between publication and asking; 0 where one is unknown."""
    if published is None or asked is None:
        return 0.0
    return math.exp(-max(0, abs((asked - published).days) - FRESH_DAYS) / HALF_DAYS)


def collapsed(hits: Iterable[Hit], rows: Mapping[int, Row], k: int) -> tuple[Hit, ...]:
    """The first k hits, near-identical passages of one origin as one hit that names the others."""
    kept: list[Hit] = []
    texts: dict[str, list[tuple[int, str]]] = {}
    for hit in hits:
        row = rows[hit.passage.id]
        twin = next((i for i, text in texts.get(row.origin, []) if copies.near(text, row.text)), None)
        if twin is not None and kept[twin].passage.key != hit.passage.key:
            if hit.passage.key not in kept[twin].copies:
                kept[twin] = replace(kept[twin], copies=(*kept[twin].copies, hit.passage.key))
        elif len(kept) < k:
            texts.setdefault(row.origin, []).append((len(kept), row.text))
            kept.append(hit)
    return tuple(kept)
