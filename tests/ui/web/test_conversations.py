from ui.web.conversations import LONGEST, Conversation, Conversations, Exchange, Session, Stage


def _over(question: str) -> Exchange:
    return Exchange(question, stage=Stage.STOPPED)


def test_a_conversation_keeps_its_order_and_replaces_in_place() -> None:
    talk = Conversation()
    first, second = _over("one"), _over("two")
    talk.place(first)
    talk.place(second)
    talk.place(_over("one again"), first.id)
    assert [e.question for e in talk.exchanges] == ["one again", "two"]
    assert talk.find(second.id) is second
    assert talk.find(first.id) is None
    assert talk.running is None


def test_a_conversation_is_bounded() -> None:
    talk = Conversation()
    for n in range(LONGEST + 5):
        talk.place(_over(str(n)))
    assert len(talk.exchanges) == LONGEST
    assert talk.exchanges[0].question == "5"


def test_the_longest_unused_conversation_is_forgotten_first_and_none_that_runs() -> None:
    talks = Conversations(kept=4)
    for name in "abc":
        talks.of(Session(name)).place(Exchange(name, stage=Stage.WAITING if name == "a" else Stage.DONE))
    talks.of(Session("b"))
    talks.of(Session("d")).place(_over("d"))
    talks.of(Session("e")).place(_over("e"))
    assert [e.question for e in talks.of(Session("a")).exchanges] == ["a"]
    assert [e.question for e in talks.of(Session("b")).exchanges] == ["b"]
    assert talks.of(Session("c")).exchanges == []


def test_ids_tell_nothing_and_differ() -> None:
    assert len({_over("same").id for _ in range(100)}) == 100
