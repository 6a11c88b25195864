"""Questions in other languages are told apart surely, and refused in words that say why."""

import pytest

from index.stores.archive import Archive
from qa.bot import Bot
from qa.foreign import ENGLISH_ONLY, foreign
from qa.types import Reason, Refusal


@pytest.mark.parametrize(
    "question",
    [
        "Wann ist der Gipfel in Washington?",
        "Warum ist die Brücke gesperrt und wie lange?",
        "¿Cuándo es la cumbre de la OTAN en Washington?",
        "Quand aura lieu le sommet de l'OTAN à Washington ?",
        "Quando è il vertice della NATO a Washington?",
        "Wanneer is de top van de NAVO in Washington?",
        "Kto i kiedy był w Budapeszcie?",
        "Wer ist Orban?",
        "¿Qué acordó Orban?",
        "Когда состоится саммит НАТО?",
        "北约峰会何时举行？",
    ],
)
def test_another_language_is_seen(question: str) -> None:
    assert foreign(question)


@pytest.mark.parametrize(
    "question",
    [
        "When is the Washington summit?",
        "what did orban agree to",
        "Was die the last word?",
        "Who sang La vie en rose?",
        "Rio de la Plata flood",
        "Who is Oscar de la Hoya?",
        "In Den Haag, what was decided?",
        "El Al flights",
        "Ursula von der Leyen",
        "Who directed Das Leben der Anderen?",
        "Orban?",
        "Зеленский said what?",
        "",
    ],
)
def test_english_is_left_alone(question: str) -> None:
    assert not foreign(question)


def test_it_is_refused_as_such_with_examples(samples: Archive) -> None:
    reply = Bot(samples).ask("Wann ist der Gipfel in Washington?")
    assert isinstance(reply, Refusal)
    assert reply.reason is Reason.QUESTION_UNCLEAR
    assert reply.explanation == ENGLISH_ONLY
    assert not reply.nearest
    assert len(reply.examples) == 3
