"""Verbs by their look: which word is finite, its base form, and the past or -ing form of a base. Pure.

Knows the irregular verbs of news and the spelling of the regular ones; knows no grammar beyond one word.
"""

from __future__ import annotations

from functools import lru_cache

from index.rarity import zipf

AUXILIARIES = frozenset("is are was were will would can could may might must should".split())
"""Verbs that change places with the subject of a question."""
PERFECT = frozenset("has have had".split())
"""Auxiliaries only before a participle."""
PRESENT = frozenset(
    "runs leads chairs owns heads says plans hopes wants expects remains holds lives plays faces hosts edits teaches "
    "manages represents produces directs coaches".split()
)
"""Third persons that are hardly ever nouns behind a name."""
_IRREGULAR = """
became:become began:begin bit:bite blew:blow broke:break brought:bring built:build bought:buy caught:catch chose:choose
came:come dealt:deal drew:draw drove:drive ate:eat fell:fall fed:feed felt:feel fought:fight found:find fled:flee
flew:fly forgot:forget froze:freeze gave:give went:go grew:grow heard:hear hid:hide held:hold kept:keep knew:know
laid:lay led:lead left:leave lent:lend lost:lose made:make meant:mean met:meet paid:pay rode:ride rang:ring rose:rise
ran:run said:say saw:see sought:seek sold:sell sent:send shook:shake shot:shoot sang:sing sank:sink slept:sleep
spoke:speak spent:spend stood:stand stole:steal struck:strike swore:swear swam:swim took:take taught:teach told:tell
thought:think threw:throw understood:understand wore:wear won:win wrote:write withdrew:withdraw underwent:undergo
overcame:overcome overtook:overtake
"""
IRREGULAR = dict(pair.split(":") for pair in _IRREGULAR.split())
_PAST = {form: past for past, form in IRREGULAR.items()} | {"do": "did", "have": "had", "be": "was", "get": "got"}
_SAME = frozenset("cut hit hurt put quit set shut spread beat cost".split())
"""Past forms that look like the base."""
_PARTICIPLES = frozenset(
    "been become begun broken brought built bought caught chosen come done drawn driven fallen felt fought found fled "
    "given gone grown heard held kept known led left lost made met paid risen run said seen sold sent shot sunk spoken "
    "spent stood stolen struck taken taught told thrown won written cut hit put set shut".split()
)
_VOWELS = "aeiou"
_DOUBLED = frozenset(
    "stop plan ban cut hit put quit set shut get run win begin swim drop plot rob ship step admit commit permit submit "
    "omit refer prefer confer defer infer transfer compel expel propel control cancel travel".split()
)
"""Verbs whose last letter is doubled before an ending."""
_RARE = 2.3
"""Zipf frequency below which a stem with its ending off is no word."""


@lru_cache(maxsize=20_000)
def base(past: str) -> str | None:
    """The base form of a simple past: "announced" -> "announce", "held" -> "hold"; None where it looks like none."""
    if past in IRREGULAR:
        return IRREGULAR[past]
    if past in _SAME:
        return past
    if not past.endswith("ed") or len(past) < 5:
        return None
    found = [past[:-2], past[:-1]]
    if past.endswith("ied"):
        found = [past[:-3] + "y"]
    elif past[-3] == past[-4] and past[-3] not in "ls":
        found.append(past[:-3])
    best = max(found, key=zipf)
    return best if zipf(best) >= _RARE else None


def participle(word: str) -> bool:
    """Whether a word behind "has" or "was" may be a participle."""
    return word in _PARTICIPLES or base(word) is not None


def past(verb: str) -> str:
    """The simple past of a base form: "agree" -> "agreed", "hold" -> "held"."""
    if verb in _PAST:
        return _PAST[verb]
    if verb in _SAME:
        return verb
    if verb.endswith("e"):
        return f"{verb}d"
    return f"{verb[:-1]}ied" if _y(verb) else f"{_stem(verb)}ed"


def third(verb: str) -> str:
    """The third person: "agree" -> "agrees"."""
    if verb in ("have", "do", "go", "be"):
        return {"have": "has", "do": "does", "go": "goes", "be": "is"}[verb]
    if _y(verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "x", "z", "ch", "sh")) else f"{verb}s"


def gerund(verb: str) -> str:
    """The form in -ing: "agree" -> "agreeing", "stop" -> "stopping"."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return f"{verb[:-1]}ing"
    return f"{_stem(verb)}ing"


def _y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2:-1] not in _VOWELS


def _stem(verb: str) -> str:
    """The verb as it stands before an ending that begins with a vowel."""
    return verb + verb[-1] if verb in _DOUBLED else verb
