"""Is a question in another language than English? Pure.

Sure rather than complete: hardly a word of it may be English, and several must be small words of one other language, or
most of its letters must not be Latin.
"""

from __future__ import annotations

import re
import unicodedata

from index.prose.words import STOPWORDS
from index.rarity import zipf
from index.text import fold

_SMALL = """
der die das den dem des ein eine einen einem einer ist sind war waren wird werden hat haben kann und oder nicht mit von
zu zum zur im in an so am auf für über nach bei aus es sie er ich wann wer wie wo warum was welche welcher welches
wieviel wurde
|le la les un une des du de l d au aux et ou est sont était ont a pas avec pour dans sur en par il elle ils que qui quoi
quand où comment pourquoi quel quelle quels quelles combien aura qu
|el la los las un una unos unas de del al y o es son era fue está están ha han no con por para en sobre se su que qué
quién quiénes cuándo dónde cómo cuál cuáles cuánto cuántos cuántas cuanto cuando donde como quien
|il lo la gli le i un una di del della dei delle al alla e o è sono era ha hanno non con per in nel nella su si che chi
cosa quando dove come perché quale quali quanto quanti quante
|in de het een van en of is zijn was waren wordt heeft hebben niet met voor in op aan bij naar uit er dat die wie wat
wanneer waar hoe waarom welke hoeveel
|o a os as um uma de do da dos das no na nos nas e ou é são foi está tem não com por para em sobre se que quem quando
onde como qual quais quanto quantos
|w na z do o i nie się jest są był była było będzie to że dla od po przez jak kto co kiedy gdzie dlaczego który która
które ile czy
|och att det som en ett är var på av för med till inte om har hade den de vad vem när hur varför vilken
"""
ENGLISH_ONLY = "The question seems not to be in English: the rules know English only."
_LANGUAGES = tuple(frozenset(map(fold, part.split())) for part in _SMALL.split("|"))
_LEAST = 3
"""Small words of the other language, at least; two where there is nothing but these and names."""
_ENGLISH = 4.0
"""Zipf frequency from which a small letter's word is taken for English."""
_WORD = re.compile(r"[^\W\d_]+")


def foreign(question: str) -> bool:
    """Whether a question is surely in no English."""
    if "¿" in question:
        return True
    letters = [c for c in question if c.isalpha()]
    latin = sum("LATIN" in unicodedata.name(c, "") for c in letters)
    if len(letters) > 3 and latin < len(letters) / 2:
        return not any(word in STOPWORDS for word in map(fold, _WORD.findall(question)))
    told = [word for n, word in enumerate(_WORD.findall(question)) if word[0].islower() or n == 0]
    words = [fold(word) for word in told]
    return any(_is_of(small, words) for small in _LANGUAGES)


def _is_of(small: frozenset[str], words: list[str]) -> bool:
    """Whether several words are small ones of a language, and hardly one of the others is English."""
    others = [word for word in words if word not in small]
    if any(word in STOPWORDS for word in others) or sum(zipf(word) >= _ENGLISH for word in others) > 1:
        return False
    own = [word for word in words if word in small]
    return len(own) >= (_LEAST if others else _LEAST - 1) and any(
        word not in STOPWORDS and zipf(word) < 5 for word in own
    )
