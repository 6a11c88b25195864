"""Ways to say less, or the same in other words: claims that stay supported.

Knows one sentence; knows no data set. Without such rows a checker would learn that every change is an error.
"""

import random
import re

_SMALL = "two three four five six seven eight nine ten eleven twelve".split()
_SAME = """said/stated said/told_reporters began/started begin/start help/assist purchase/buy purchased/bought
film/movie large/big children/kids attempted/tried attempt/try obtained/got require/need required/needed
nearly/almost roughly/about approximately/about however/but although/though because/since main/chief
US/United_States UK/United_Kingdom received/got located/situated also/too company/firm companies/firms
police/officers killed/left_dead died/passed_away home/house ended/finished assist/help shows/indicates
showed/indicated further/more within/inside responsible_for/behind prior_to/before following/after
in_order_to/to a_number_of/several due_to/because_of""".split()
_PHRASES = [tuple(side.replace("_", " ") for side in pair.split("/")) for pair in _SAME]
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def rewrite(sentence: str, rng: random.Random) -> str:
    """The sentence shortened or said in other words by up to two small changes; sometimes as it stands."""
    for _ in range(rng.choice([0, 1, 1, 2])):
        sentence = rng.choice([_shorter, _phrase, _number, _date, _contracted, _plain_quotes])(sentence, rng)
    return sentence


def _shorter(sentence: str, rng: random.Random) -> str:
    """Without a part in brackets, an apposition between commas or dashes, or an opening adverbial."""
    beside = r", (?:who|which|where|whose|aged|the|a|an|including|along with) [^,]{3,80}(?=, )"
    choices = [hit.span() for hit in re.finditer(r" \([^()]{2,80}\)", sentence)]
    choices += [(hit.start(), hit.end() + 1) for hit in re.finditer(beside, sentence)]
    if hit := re.search(r", (?:which|where|including|while|with|who) [^,]{5,120}(?=[.]$)", sentence):
        choices.append(hit.span())
    if (hit := re.match(r"(?:In|On|At|After|Before|During|By|Since|According to)\b[^,]{3,60}, (?=\S)", sentence)) and (
        "said" not in hit.group()
    ):
        rest = sentence[hit.end() :]
        if not hit.group().startswith("According"):
            return rest[:1].upper() + rest[1:]
    if not choices:
        return sentence
    a, b = rng.choice(choices)
    shorter = sentence[:a] + sentence[b:]
    return shorter if len(shorter) > 25 else sentence


def _phrase(sentence: str, rng: random.Random) -> str:
    found = [(old, new) for old, new in _PHRASES if re.search(rf"\b{re.escape(old)}\b", sentence)]
    if not found:
        return sentence
    old, new = rng.choice(found)
    return re.sub(rf"\b{re.escape(old)}\b", new, sentence, count=1)


def _number(sentence: str, rng: random.Random) -> str:
    """The same number in another form: five/5, 2 million/2m, 3,000/3000, 10%/10 percent."""
    changes = [
        (rf"\b({'|'.join(_SMALL)})\b", lambda m: str(_SMALL.index(m.group(1)) + 2)),
        (r"\b([2-9]|1[0-2])(?= [a-z])", lambda m: _SMALL[int(m.group(1)) - 2]),
        (r"(\d) million\b", r"\1m"),
        (r"(\d) billion\b", r"\1bn"),
        (r"(\d)m\b", r"\1 million"),
        (r"(\d)bn\b", r"\1 billion"),
        (r"\b(\d{1,3}),(\d{3})\b(?!,)", r"\1\2"),
        (r"(\d)%", r"\1 percent"),
        (r"(\d) ?per ?cent\b", r"\1%"),
    ]
    pattern, new = rng.choice(changes)
    return re.sub(pattern, new, sentence, count=1)


def _date(sentence: str, rng: random.Random) -> str:
    """14 April/April 14, April 14, 2020/14 April 2020; the weekday before a date left out."""
    changes = [
        (rf"\b(\d{{1,2}}) ({_MONTHS})\b", r"\2 \1"),
        (rf"\b({_MONTHS}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)", r"\2 \1"),
        (rf"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?=\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d)", ""),
    ]
    pattern, new = rng.choice(changes)
    return re.sub(pattern, new, sentence, count=1)


def _contracted(sentence: str, rng: random.Random) -> str:
    changes = [
        (r"\b(is|are|was|were|has|have|had|would|could|should|did|does|do) not\b", r"\1n't"),
        (r"\b(is|are|was|were|has|have|had|would|could|should|did|does|do)n['’]t\b", r"\1 not"),
        (r"\b(?:can't|cannot)\b", "can not"),
        (r"\bwill not\b", "won't"),
        (r"\b([Tt]hey|[Ww]e|[Yy]ou)['’]re\b", r"\1 are"),
        (r"\b([Hh]e|[Ss]he|[Ii]t)['’]ll\b", r"\1 will"),
    ]
    pattern, new = rng.choice(changes)
    return re.sub(pattern, new, sentence, count=1)


def _plain_quotes(sentence: str, rng: random.Random) -> str:
    del rng
    return re.sub(r"[\"“”]", "", sentence)
