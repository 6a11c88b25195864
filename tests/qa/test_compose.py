"""The few sentences that answer: no padding, no fact twice, several articles under one claim, 110 words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from evals import cases
from index.stores.archive import Archive
from qa.bot import Bot
from qa.compose import WORDS
from qa.types import Answer, Reply

Told = Callable[..., Bot]


def claims(reply: Reply) -> list[str]:
    assert isinstance(reply, Answer), reply
    return [claim.text for claim in reply.claims]


def test_one_sentence_for_one_fact(told: Told) -> None:
    bot = told(
        "The market of Orla opens on May 4. It has forty stalls. The council paid for the roof. Parking is free. "
        "The old market burned down in the winter."
    )
    assert claims(bot.ask("When does the market of Orla open?")) == ["The market of Orla opens on May 4."]


def test_a_figure_glued_to_its_unit_brings_no_claim_twice(told: Told) -> None:
    path = "The council of Orla mended the 620-mile (1,000km) coast path in the summer."
    bot = told(
        f"{path} The coast path of Orla had been washed away in many places by the storm.",
        "The quay was closed in the storm. Nobody was hurt, and the fishermen went home.",
    )
    assert claims(bot.ask("How long is the coast path of Orla?")) == [path]


def test_the_same_fact_of_several_articles_is_one_claim_with_each_cited(told: Told) -> None:
    bot = told(
        "The market of Orla opens on May 4, the council said.",
        "The council said on Tuesday that the market of Orla opens on May 4.",
        "Stall holders in Orla wait for the day: on May 4 the market opens, the council said.",
    )
    reply = bot.ask("When does the market of Orla open?")
    assert isinstance(reply, Answer)
    (claim,) = reply.claims
    cited = [str(citation.key) for citation in claim.citations]
    assert len(cited) == len(set(cited)) >= 2
    assert claim.text == claim.citations[0].quote


def test_what_denies_a_claim_is_not_cited_for_it(told: Told) -> None:
    yes, no = "The council of Orla will close the pool in May.", "The council of Orla will not close the pool in May."
    reply = told(yes, no).ask("What will the council of Orla close in May?")
    assert isinstance(reply, Answer)
    assert all(len(claim.citations) == 1 for claim in reply.claims)


def test_several_points_none_of_them_twice(told: Told) -> None:
    bot = told(
        "Mayor Ada Pym promised to mend the clock. Pym promised to plant a hundred trees along the quay. Pym promised "
        "to lower the rent of the stalls by a tenth. The weather was fine, and the band of the fire brigade played.",
        "Pym, the mayor, promised to plant one hundred trees along the quay of Orla.",
    )
    found = claims(bot.ask("What did Pym promise?"))
    text = " ".join(found)
    assert all(point in text for point in ("clock", "trees", "rent"))
    assert sum("trees" in claim for claim in found) == 1
    assert "weather" not in text


def test_different_figures_are_different_facts(told: Told) -> None:
    bot = told(
        "Mayor Ada Pym promised to plant 100 trees along the quay of Orla.",
        "Mayor Ada Pym promised to plant 40 trees along the quay of Orla.",
    )
    reply = bot.ask("What did Pym promise?")
    assert isinstance(reply, Answer)
    for claim in reply.claims:
        assert len({("100" in c.quote, "40" in c.quote) for c in claim.citations}) == 1


def test_a_topic_is_told_newest_first(told: Told) -> None:
    bot = told(
        spring=("The ferry of Orla got a new engine, which the line had paid for itself.", "2024-03-02"),
        autumn=("Passengers of the ferry of Orla complain about a smell of oil on deck.", "2024-10-05"),
        summer=("A regatta kept the ferry of Orla in port for the whole of a weekend.", "2024-07-20"),
    )
    reply = bot.ask("What is the latest on the ferry of Orla?", asked=date(2024, 10, 6))
    assert isinstance(reply, Answer)
    days = [claim.citations[0].published for claim in reply.claims]
    assert 1 < len(days) <= 3
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)


def test_the_latest_is_what_is_newest_of_three_stories_that_begin_with_the_topic(samples: Archive) -> None:
    reply = Bot(samples).ask("What is the latest on Mellbridge?")
    assert isinstance(reply, Answer)
    cited = [claim.citations[0] for claim in reply.claims]
    assert len({citation.key for citation in cited}) == 3
    assert all("mellbridge" in citation.quote.lower() for citation in cited)
    days = [citation.published or date.min for citation in cited]
    assert days[0] == date(2024, 9, 11)
    assert days == sorted(days, reverse=True)
    assert days[-1] > date(2024, 4, 26)


def test_a_topic_is_told_by_the_sentences_that_begin_its_stories(samples: Archive) -> None:
    bot = Bot(samples)
    told = claims(bot.ask("Tell me about Mellbridge"))
    assert len(told) == 3
    assert all("mellbridge" in text.lower() for text in told)
    first = claims(bot.ask("What happened with the bridge?"))[0]
    assert first.startswith("The Old Weir Bridge has not reopened by the end of August")


def test_the_latest_is_not_what_has_most_of_the_words(told: Told) -> None:
    bot = told(
        loud=("The ferry of Orla, the ferry of Orla: a song about the ferry of Orla won the prize.", "2023-01-05"),
        undated="The ferry of Orla has a new cook. The ferry of Orla smells of onions now.",
        first=("A storm tore the flag from the mast while the ferry of Orla lay in port.", "2024-03-02"),
        second=("Nobody was hurt when the ferry of Orla struck a swan.", "2024-07-20"),
        third=("Ida Berg, who is 91, has bought the ferry of Orla for one pound.", "2024-10-05"),
    )
    reply = bot.ask("What is the latest on the ferry of Orla?")
    assert isinstance(reply, Answer)
    assert [claim.citations[0].key for claim in reply.claims] == ["third", "second", "first"]


def test_a_dated_story_is_newer_than_undated_ones(told: Told) -> None:
    bot = told(
        undated="The ferry of Orla has a new cook. The ferry of Orla smells of onions. The ferry of Orla is late.",
        dated=("Nobody was hurt when the ferry of Orla struck a swan.", "2024-07-20"),
    )
    reply = bot.ask("Any news about the ferry of Orla?")
    assert isinstance(reply, Answer)
    assert reply.claims[0].citations[0].key == "dated"


def test_long_points_stop_at_the_limit(told: Told) -> None:
    things = ("clock", "quay", "chapel", "library", "harbour", "tower", "market", "school")
    text = " ".join(
        f"Mayor Ada Pym promised to mend the {thing}, which stands {number} steps away and "
        + "has been waiting ever so long for somebody to look after it " * 2
        + "."
        for number, thing in enumerate(things, 3)
    )
    found = claims(told(text).ask("What did Pym promise?"))
    assert sum(len(claim.split()) for claim in found) <= WORDS
    assert len(found) > 1


def test_a_single_sentence_may_be_longer(told: Told) -> None:
    text = "Mayor Ada Pym promised to mend the clock" + ", and the next one" * 60 + "."
    (claim,) = claims(told(text).ask("What did Pym promise?"))
    assert claim == text


def test_no_short_answer_without_its_sentence(samples: Archive) -> None:
    """Over all bundled questions: what is said on top stands in a sentence that is shown."""
    bot = Bot(samples)
    asked = [case.question for case in cases.read(cases.bundled()[1], samples.article)]
    replies = [reply for question in asked if isinstance(reply := bot.ask(question), Answer)]
    short = [reply for reply in replies if reply.short is not None]
    assert len(short) > 10
    for reply in short:
        assert reply.short is not None
        shown = " ".join(" ".join(c.quote.split()) for claim in reply.claims for c in claim.citations)
        assert " ".join(reply.short.text.split()) in shown, reply.question.text


def test_a_quotation_and_a_report_of_it_are_the_same_fact(told: Told) -> None:
    reported = (
        "Ada Pym said that the council will plant a hundred trees along the quay of Orla. It rained all day there."
    )
    quoted = (
        '"The council will plant a hundred trees along the quay of Orla," said Ada Pym. Nobody had asked for that many.'
    )
    reply = told(reported, quoted).ask("What did Ada Pym say about the trees along the quay?")
    assert isinstance(reply, Answer)
    assert len(reply.claims) == 1
    assert len(reply.claims[0].citations) == 2


def test_quotations_of_two_people_are_two_facts(told: Told) -> None:
    pym = (
        '"The council will plant a hundred trees along the quay of Orla," said Ada Pym. Nobody had asked for that many.'
    )
    solheim = '"The council will plant a hundred trees along the quay of Orla," Berit Solheim said. It rained all day.'
    reply = told(pym, solheim).ask("What is said about the trees along the quay of Orla?")
    assert isinstance(reply, Answer)
    assert all(len(claim.citations) == 1 for claim in reply.claims)


def test_figures_with_the_same_digits_are_different_facts(told: Told) -> None:
    bot = told(
        "Mayor Ada Pym promised to spend 2.1 million crowns on the quay of Orla.",
        "Mayor Ada Pym promised to spend 1.2 million crowns on the quay of Orla.",
    )
    reply = bot.ask("What did Pym promise?")
    assert isinstance(reply, Answer)
    assert all(len(claim.citations) == 1 for claim in reply.claims)


def test_a_vote_against_is_not_cited_for_one_in_favour(told: Told) -> None:
    bot = told(
        "Councillor Ada Pym voted for the plan to build a quay in Orla.",
        "Councillor Ada Pym voted against the plan to build a quay in Orla.",
    )
    reply = bot.ask("What did Ada Pym vote for?")
    assert isinstance(reply, Answer)
    for claim in reply.claims:
        assert len({"against" in c.quote for c in claim.citations}) == 1


def test_a_denied_report_is_not_cited_for_what_it_reports(told: Told) -> None:
    bot = told(
        "Fire chief Ada Pym has denied a report that she wants to close the fire station at Little Tarn.",
        "The fire station at Little Tarn could close next year, according to a draft paper that was seen on Monday.",
    )
    reply = bot.ask("Does Ada Pym want to close the fire station at Little Tarn?")
    assert isinstance(reply, Answer)
    assert all(len(claim.citations) == 1 for claim in reply.claims)


def test_the_same_few_words_of_two_matters_are_two_facts(told: Told) -> None:
    repair = (
        "The repair of the bridge over the Orla began on Monday. It would take two weeks, engineers said. Cars wait."
    )
    trial = "A fraud trial opened in Velmora. It would take two weeks, lawyers said. Judges heard the first witness."
    again = "Engineers began to mend the bridge in Orla. It would take two weeks, they said. Cars queue at the bridge."
    (claim,) = answer(told(repair, again)).claims
    assert len(claim.citations) == 2
    (claim,) = answer(told(repair, trial)).claims
    assert len(claim.citations) == 1


def answer(bot: Bot) -> Answer:
    reply = bot.ask("How many weeks will the repair of the bridge in Orla take?")
    assert isinstance(reply, Answer)
    return reply
