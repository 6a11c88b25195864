"""Rows for the checker: (words, claim), with a flag for every token of the claim that lacks support, where known.

Makes them from licensed sentences (made), from what people changed (edited) and from judged claims. Knows text; knows
no tokens and no model. Every choice comes from the generator passed in.
"""

import difflib
import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from corrupt import CONTRADICTS, HELD_OUT, KINDS, corrupt
from rewrite import rewrite
from texts import NAME, sentences, spaced, words

SUPPORTED, CONTRADICTED, NEITHER, UNSUPPORTED, UNKNOWN = 0, 1, 2, 3, -100  # UNSUPPORTED: one of the two before it
_WINDOW = 170  # words of a long source
# A sentence that was not cut off, of a usual length, without the bracketed references of papers.
_WHOLE = re.compile(r"[\"“'‘(]?[A-Z0-9][^\[\]\n]{38,350}[.!?][\"”'’)]?")
# A sentence that opens with a name and then says what it did.
_HEAD = re.compile(
    rf"(?P<who>(?:The )?{NAME.pattern}) (?P<rest>(?:has|have|had|is|are|was|were|will|would|could|may|said|says|won"
    r"|beat|died|became|signed|announced|agreed|made|took|plans|wants|told|began|led|held|gave|left|lost|found|called|asked"
    r"|[a-z]{3,}ed)\b.{12,})"
)
_COMMON = frozenset(
    "the a an and or but of to in on at by for with from as is are was were be been has have had it its he she they "
    "his her their this that these those who which said will would not".split()
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One pair. wrong: spans of the claim that lack support, () = none, None = not known which tokens do."""

    dataset: str
    source: str
    claim: str
    wrong: tuple[tuple[int, int], ...] | None
    label: int
    unsupported: bool


def made(passages: list[str], count: int, rng: random.Random, held_out: bool = False) -> list[Checked]:
    """`count` made pairs, two of three with an error, from sentences of the passages; shuffled."""
    kinds = HELD_OUT if held_out else KINDS
    names = [sorted(set(NAME.findall(passage))) for passage in passages]
    spans = [sentences(passage) for passage in passages]
    usable = [
        (p, n) for p, row in enumerate(spans) for n, (a, b) in enumerate(row) if _WHOLE.fullmatch(passages[p][a:b])
    ]
    rng.shuffle(usable)
    out: list[Checked] = []
    tries = 0
    while len(out) < count and tries < 6 * count + 100:
        p, n = usable[tries % len(usable)]
        tries += 1
        passage, row = passages[p], spans[p]
        sentence = passage[slice(*row[n])]
        low, high = _around(len(row), n, rng)
        evidence = " ".join(passage[a:b] for a, b in row[low:high])
        draw = rng.random()
        if draw < 0.34:
            claim = rewrite(sentence, rng)
            out.append(Checked("made", evidence, claim, (), SUPPORTED, False))
        elif draw < 0.42 and not held_out and len(row) > high - low + 1:
            out += _elsewhere(passage, row, range(low, high), evidence, rng)
        elif draw < 0.47 and not held_out:
            out += _spliced(passage, row, range(low, high), sentence, evidence, rng)
        elif draw < 0.52 and not held_out:
            out += _mixed(passage, row[low:high], sentence, evidence, rng)
        else:
            beside = [name for name in names[p] if rng.random() < 0.6] or names[p]
            pool = beside if rng.random() < 0.4 else names[rng.randrange(len(names))]
            out += break_one(rewrite(sentence, rng), evidence, pool, kinds, rng)
    rng.shuffle(out)
    return out


def edited(rows: list[dict], rng: random.Random) -> list[Checked]:
    """Claims that people broke or mended: what differs from the nearest supported claim of the source is wrong."""
    right: dict[str, list[str]] = {}
    for row in rows:
        if row["label"]:
            right.setdefault(row["source"], []).append(row["claim"])
    out = []
    for row in rows:
        source = window(row["source"], row["claim"], rng, row.get("evidence") or "")
        if row["label"]:
            out.append(Checked(row["dataset"], source, row["claim"], (), SUPPORTED, False))
            continue
        near = _nearest(row["claim"], right.get(row["source"], []))
        wrong = differences(near, row["claim"]) if near else None
        out.append(Checked(row["dataset"], source, row["claim"], wrong or None, UNKNOWN, True))
    return out


def judged(rows: list[dict]) -> list[Checked]:
    """Inference rows: flags from the difference between source and claim where they are nearly the same words."""
    label_of = {"supported": SUPPORTED, "contradicted": CONTRADICTED, "neither": NEITHER}
    out = []
    for row in rows:
        label = label_of[row["label"]]
        wrong: tuple[tuple[int, int], ...] | None = None
        if label == SUPPORTED:
            wrong = ()
        elif "unsupported" in row:
            wrong = _flagged(row["claim"], row["claim_tokens"], row["unsupported"])
        elif alike(row["source"], row["claim"]):
            wrong = differences(row["source"], row["claim"]) or None
        known = UNKNOWN if row.get("two_way") and label == NEITHER else label
        out.append(Checked(row["dataset"], row["source"], row["claim"], wrong, known, label != SUPPORTED))
    return out


def differences(right: str, wrong: str) -> tuple[tuple[int, int], ...]:
    """Spans of words of `wrong` that were put in or exchanged; the two words around a gap where words were left out."""
    ours = list(re.finditer(r"\w+(?:['’.,]\w+)*", wrong))
    theirs = [m.group().lower() for m in re.finditer(r"\w+(?:['’.,]\w+)*", right)]
    match = difflib.SequenceMatcher(None, theirs, [m.group().lower() for m in ours], autojunk=False)
    spans = []
    for what, i1, i2, low, high in match.get_opcodes():
        if what in {"insert", "replace"}:
            spans.append((ours[low].start(), ours[high - 1].end()))
        elif what == "delete" and {"not", "never", "no", "n't"} & set(theirs[i1:i2]) and ours:
            a, b = max(0, low - 1), min(len(ours) - 1, low)
            spans.append((ours[a].start(), ours[b].end()))
    return tuple(spans)


def alike(a: str, b: str) -> bool:
    """Whether two texts share most of their words in order."""
    left, right = words(a), words(b)
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio() > 0.6


def window(source: str, claim: str, rng: random.Random, must: str = "") -> str:
    """Up to 170 words of a long source: the sentences nearest to the claim (and `must`), in their order."""
    if len(source.split()) <= _WINDOW:
        return source
    wanted = set(words(claim)) - _COMMON
    spans = sentences(source)
    scored = []
    for n, (a, b) in enumerate(spans):
        part = source[a:b]
        gain = len(wanted & set(words(part))) / (4 + len(part.split())) ** 0.5 + 0.1 * rng.random()
        scored.append((gain + (9 if len(part) > 20 and part in must else 0), n))
    room, chosen = _WINDOW, []
    for _, n in sorted(scored, reverse=True):
        size = len(source[slice(*spans[n])].split())
        if size <= room:
            room -= size
            chosen.append(n)
    return " ".join(source[slice(*spans[n])] for n in sorted(chosen)) or " ".join(source.split()[:_WINDOW])


def _around(count: int, n: int, rng: random.Random) -> tuple[int, int]:
    """Sentences [low, high) around the n-th: it alone, up to two on each side, or up to five."""
    draw = rng.random()
    if draw < 0.4:
        return n, n + 1
    most = 2 if draw < 0.75 else 5
    return max(0, n - rng.randint(0, most)), min(count, n + 1 + rng.randint(0, most))


def break_one(
    sentence: str, evidence: str, names: list[str], kinds: dict[str, Callable[..., object]], rng: random.Random
) -> list[Checked]:
    """The sentence with an error of one of the kinds, the first by chance that finds something to break; else none."""
    order = list(kinds)
    rng.shuffle(order)
    for kind in order:
        if result := corrupt(kind, sentence, evidence, names, rng):
            claim, spans = result
            label = CONTRADICTED if kind in CONTRADICTS else NEITHER
            return [Checked("made", evidence, claim, spans, label, True)]
    return []


def _elsewhere(
    passage: str, row: list[tuple[int, int]], shown: range, evidence: str, rng: random.Random
) -> list[Checked]:
    """Another sentence of the same passage: its words that the evidence lacks are not supported."""
    other = rng.choice([n for n in range(len(row)) if n not in shown])
    claim = passage[slice(*row[other])]
    have = set(words(evidence)) | _COMMON
    spans = tuple(m.span() for m in re.finditer(r"\w+", claim) if m.group().lower() not in have)
    if not 25 <= len(claim) <= 300 or len(spans) < 3:
        return []
    return [Checked("made", evidence, claim, spans, NEITHER, True)]


def _spliced(
    passage: str, row: list[tuple[int, int]], shown: range, sentence: str, evidence: str, rng: random.Random
) -> list[Checked]:
    """The sentence's beginning with the end of one that is not shown."""
    others = [n for n in range(len(row)) if n not in shown]
    cuts = [m.end() for m in re.finditer(r", |\b(?:that|who|which|after|because|when|while|and|but|to) ", sentence)]
    cuts = [cut for cut in cuts if 20 < cut < len(sentence) - 15]
    if not others or not cuts:
        return []
    donor = passage[slice(*row[rng.choice(others)])]
    ends = [m.end() for m in re.finditer(r", |\b(?:that|who|which|after|because|when|while|and|but|to) ", donor)]
    ends = [end for end in ends if 10 < end < len(donor) - 15]
    if not ends:
        return []
    cut = rng.choice(cuts)
    tail = donor[rng.choice(ends) :]
    if tail in evidence:
        return []
    have = set(words(evidence)) | _COMMON
    spans = tuple((m.start() + cut, m.end() + cut) for m in re.finditer(r"\w+", tail) if m.group().lower() not in have)
    return [Checked("made", evidence, sentence[:cut] + tail, spans, NEITHER, True)] if len(spans) > 1 else []


def _mixed(
    passage: str, shown: list[tuple[int, int]], sentence: str, evidence: str, rng: random.Random
) -> list[Checked]:
    """The subject of one shown sentence with what another one says of its own: every word stands in the evidence."""
    heads = [_HEAD.match(passage[a:b]) for a, b in shown]
    found = [head for head in heads if head]
    own = _HEAD.match(sentence)
    if not own:
        return []
    donors = [head for head in found if not set(words(head["who"])) & set(words(own["who"]))]
    if not donors:
        return []
    tail = rng.choice(donors)["rest"]
    claim = f"{own['who']} {tail}"
    if spaced(claim) in spaced(evidence):
        return []
    start = len(own["who"]) + 1
    return [Checked("made", evidence, claim, ((start, len(claim)),), NEITHER, True)]


def _nearest(claim: str, others: list[str]) -> str | None:
    ratio = [
        (difflib.SequenceMatcher(None, words(other), words(claim), autojunk=False).ratio(), other) for other in others
    ]
    best = max(ratio, default=(0.0, ""))
    return best[1] if best[0] > 0.35 else None


def _flagged(claim: str, tokens: list[str], flags: list[int]) -> tuple[tuple[int, int], ...] | None:
    """Spans of the tokens whose flag is set; None where the tokens do not follow each other in the claim."""
    spans, at = [], 0
    for token, flag in zip(tokens, flags, strict=True):
        found = claim.find(token, at)
        if found < 0:
            return None
        at = found + len(token)
        if flag:
            spans.append((found, at))
    return tuple(spans)
