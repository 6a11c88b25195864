"""Questions made from news summaries: the subject or the number of a supported claim is asked for.

The claim says in other words what the article says, so the question does too. Knows text only.
"""

import re

from texts import spaced

_VERB = (
    r"has|have|had|is|are|was|were|will|would|could|can|may|says|said|won|beat|died|became|signed|scored|announced"
    r"|agreed|made|took|plans|wants"
)
_SUBJECT = re.compile(rf"^(?P<subject>[^,;]{{3,80}}?) (?P<verb>{_VERB}) (?P<rest>[^;]{{15,}}?)\.?$")
_COUNT = re.compile(
    r"^(?:At least |About |More than |Around |Nearly )?(?P<number>\d[\d,.]*|[A-Z][a-z]+)"
    r" (?P<thing>[a-z][\w -]{2,40}?) (?P<verb>have|were|are|had|will) (?P<rest>[^;]{10,}?)\.?$"
)
_LEAST_REST = 22  # characters: less tells no event apart
_HUMAN = {"says", "said", "wants", "died", "plans"}
_NUMBERS = set("two three four five six seven eight nine ten eleven twelve dozens hundreds".split())
_CAPITALISED = re.compile(r"[A-Z0-9][\w'’&-]*(?: (?:of |the |and |de )?[A-Z0-9][\w'’&-]*)*")


def made_question(claim: str, article: str) -> tuple[str, str] | None:
    """A question and its answer string, which stands in `article`; None where no pattern fits."""
    if (count := _COUNT.match(claim)) and (count["number"][0].isdigit() or count["number"].lower() in _NUMBERS):
        answer = _as_written(count["number"], article)
        return (f"How many {count['thing']} {count['verb']} {count['rest']}?", answer) if answer else None
    found = _SUBJECT.match(claim)
    if not found or len(found["rest"]) < _LEAST_REST or "." in found["rest"]:
        return None
    for name in reversed(_CAPITALISED.findall(found["subject"])):
        for shorter in (name, name.split(" ")[-1]):
            answer = "" if len(shorter) < 4 or shorter.startswith(("The", "This")) else _as_written(shorter, article)
            if not answer:
                continue
            if _repeats(found["rest"], shorter) or not answer[0].isupper():
                return None
            who = "Who" if found["verb"] in _HUMAN else _who(shorter, article)
            return f"{who} {found['verb']} {found['rest']}?", answer
    return None


def _repeats(text: str, name: str) -> bool:
    return spaced(name.split(" ")[-1]) in spaced(text)


def _as_written(name: str, article: str) -> str:
    name = re.sub(r"['’]s?$", "", name)
    hit = re.search(rf"\b{re.escape(name)}\b", article, re.IGNORECASE)
    return hit.group() if hit else ""


def _who(name: str, article: str) -> str:
    last = re.escape(name.split(" ")[-1])
    if re.search(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir) (?:[A-Z]\w+ )?{last}\b|\b{last}, (?:aged )?\d\d\b", article):
        return "Who"
    if re.search(rf"\b{last} (?:told|added|scored|said: )|\b(?:he|she) ", article):
        return "Who"
    return "What"
