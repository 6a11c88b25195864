"""What is said to the program and asks nothing about the articles: greetings, thanks, questions about itself. Pure."""

from __future__ import annotations

import re

_REMARK = (
    r"(?:hi|hello|hey|thanks?|bye|goodbye|ok|okay|yes|no|help|test|please|cheers|great|cool|nice|good|fine|lovely"
    r"|brilliant|really|seriously|interesting|wow|i see|got it|understood|sure|indeed|right|perfect|exactly|wrong"
    r"|correct|well done"
    r"|thank you(?: very much)?|good (?:morning|afternoon|evening|day)|never ?mind|(?:that|this|it)(?: i|')s"
    r" (?:all|great|good|helpful|useful|interesting|wrong|right|correct|fine|it|not (?:right|true|correct|helpful|it))"
    r"|(?:that|this|it) helps|not (?:really|quite)|makes sense|you are (?:right|wrong)|you're (?:right|wrong))"
    r"(?: (?:there|all|you|a lot|so much|then|for now|job|one|answer))*"
)
_GREETING = re.compile(rf"{_REMARK}(?: {_REMARK})*")
_HELLO = re.compile(r"(?:hi|hello|hey|good (?:morning|afternoon|evening|day))\b")
_THANKS = re.compile(r"(?:thank|thanks|cheers)\b")
_ABOUT_US = re.compile(
    r"what can (?:you|i|this)(?: (?:do|ask|answer|find|tell|help)(?: (?:you|me|us|here|for me|me with|with this))?)?$"
    r"|wh(?:o|at) (?:are|is) you$|how (?:do|does) (?:you|this|it) work$"
    r"|what (?:is|are) (?:attribune|in (?:the|this|my|your) (?:archive|folder))$"
    r"|(?:how many|what|which) (?:articles|documents|files|texts)"
    r"(?: (?:do (?:you|i) .*|are there(?: here)?|are in (?:the|this|my|your) (?:archive|folder)|have (?:you|i) .*))?$"
    r"|what (?:can i ask|should i ask|do you know)$"
    r"|(?:show|print|reveal|repeat|tell me) (?:me )?(?:your|the) (?:system )?(?:prompt|instructions|key|password)"
)
_FILLERS = frozenset(
    "what which how many much is are was were the a an of in on from do does did can could should would have has had "
    "with this my me we us all any some list show give tell name and or kind kinds sort type types far back go goes "
    "please about be been to every each different most".split()
)
_HELD = frozenset(
    "outlet outlets newspaper newspapers paper papers source sources publication publications publisher publishers "
    "magazine magazines media topic topics subject subjects theme themes date dates period time span range year years "
    "article articles document documents text texts story stories language languages".split()
)
"""What an archive has some of."""
_OURS = frozenset("archive archives corpus indexed attribune".split())
"""What nothing but the program has; a question of such words alone is about it."""
_TURNED_TO_US = frozenset("you your i here there available included covered".split())
_DOES = frozenset("cover covers contain contains hold holds include includes index use search start ask work".split())
_YOUR_USE = frozenset("cover contain hold include index use search start ask".split())
_EXTREME = frozenset("newest oldest latest earliest recent".split())
_TEXT = frozenset("article document text".split())
_TEXTS = frozenset("articles documents texts".split())
_KNOWN = _FILLERS | _HELD | _OURS | _TURNED_TO_US | _DOES | _EXTREME | {"first", "last", "old", "new"}


def chat(folded: str) -> bool:
    """Whether a question in lower case, words alone, asks nothing about articles: nothing, a greeting, about us."""
    return not any(map(str.isalnum, folded)) or bool(_GREETING.fullmatch(folded)) or about_us(folded)


def about_us(folded: str) -> bool:
    """Whether it asks about the program or the archive as such: told by every word of it, so that no topic is in it."""
    if _ABOUT_US.match(folded):
        return True
    words = set(folded.split())
    if not words <= _KNOWN:
        return False
    return (
        not words.isdisjoint(_OURS)
        or not (words.isdisjoint(_HELD) or words.isdisjoint(_TURNED_TO_US))
        or not (words.isdisjoint(_TEXT | _TEXTS) or words.isdisjoint(_EXTREME))
        or not (words.isdisjoint(_TEXTS) or words.isdisjoint(_DOES | {"about", "back"}))
        or not (words.isdisjoint({"you", "i"}) or words.isdisjoint(_YOUR_USE))
    )


def reply(folded: str) -> str:
    """The friendly line for such a question, or for one that is too short to look for anything."""
    ask = "Ask a question about what the articles tell, in a full sentence."
    if _HELLO.match(folded) and _GREETING.fullmatch(folded):
        return f"Hello! {ask}"
    if _THANKS.match(folded) and _GREETING.fullmatch(folded):
        return f"You are welcome. {ask}"
    if about_us(folded):
        return (
            "Answers come from what the articles say; which articles there are, their outlets and days, "
            f"`attribune list` and the page's library show. {ask}"
        )
    return ask
