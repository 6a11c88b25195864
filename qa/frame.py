"""What politeness and habit put around a question: "Could you tell me when ..., please?". Pure.

Such words are in no article, and hide what is asked for: "Do you know when it opens?" is no question of yes or no.
"""

from __future__ import annotations

import re

from index.prose.words import content_words

_ASKS = r"(?=(?:(?:in|at|on|by|for|since|from|to) )?(?:when|who|whom|whose|what|where|why|how|which)\b)"
_TELL = "(?:tell|say|explain|know|show|find out|ask|remind|learn)"
_TO_US = "(?: (?:me|us|to me))"
_HERE = r"(?:the|these|my|your|our) (?:articles?|archive|news|sources)"
_BEFORE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear \w+)"
        r"(?: (?:there|all|everybody|everyone|team))?\s*[,!.:–-]\s*",
        r"(?:so|ok|okay|well|right|please|excuse me|sorry|remind me|tell me|out of curiosity)\s*[,:–-]\s*",
        r"(?:thanks|thank you|many thanks|great|perfect|i see|got it)(?: (?:very much|a lot))?\s*[,.!:–-]\s*",
        r"(?:(?:a |one |my )?(?:quick |short |simple |further |last )?question(?: is)?)\s*[,:–-]\s*",
        rf"(?:could|can|would|will) you(?: please| kindly| also)* {_TELL}{_TO_US}?(?: please)?,? {_ASKS}",
        rf"(?:could|can|would|will) (?:anybody|anyone|somebody|someone) (?:{_TELL}{_TO_US}|explain),? {_ASKS}",
        rf"(?:do you(?: happen to)?|does (?:anybody|anyone)) know,? {_ASKS}",
        rf"(?:please |kindly )?(?:let me know|(?:tell|show|remind){_TO_US}|explain|find out),? {_ASKS}",
        rf"i(?:'d| would)?(?: just| really)? (?:like|love|want|need) to {_TELL},? {_ASKS}",
        rf"(?:i (?:wonder|was wondering|am wondering|forgot)|i (?:don't|do not) know|any idea|is it known),? {_ASKS}",
        rf"(?:does it|do {_HERE}) (?:say|tell),? {_ASKS}",
        rf"what do {_HERE} (?:say|tell)(?: us)? about {_ASKS}",
        rf"(?:according to|in) {_HERE}\s*,\s*",
    )
)
_BEHIND = re.compile(
    r"(?:,? (?:please|thanks|thank you|many thanks|exactly|precisely)|\s*\((?:exactly|please|precisely|if known)\)"
    rf"|,? (?:according to|in) {_HERE})(?P<end>\W*)$",
    re.IGNORECASE,
)
_THANKS = re.compile(r"(?<=[?!.]) (?:thanks|thank you|many thanks|please)(?: in advance)?\W*$", re.IGNORECASE)


def core(question: str) -> str:
    """The question without what is put around it; to the letter where nothing is, or nothing would be left."""
    text = question
    while (bare := _without(text)) != text:
        text = bare
    if text == question or not content_words(text):
        return question
    return text[:1].upper() + text[1:]


def _without(text: str) -> str:
    for pattern in _BEFORE:
        if match := pattern.match(text):
            return text[match.end() :]
    if match := _THANKS.search(text) or _BEHIND.search(text):
        return text[: match.start()] + match.groupdict().get("end", "")
    return text
