"""What the product is for: the points that somebody agreed to, a date, and a name that no article has.

Asked of the two shared articles where they stand, of a story of the same kind that always stands, with the sample
articles around either, and (soak) among 5,692 articles of national news.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from index import build
from index.prose import furniture, sentences
from index.stores.archive import Archive
from qa.bot import Bot
from qa.reader import TrainedReader
from qa.types import Answer, Reason, Refusal, Reply

Child = Callable[..., subprocess.CompletedProcess[str]]

COMMAND = "import sys, attribune; sys.exit(attribune.main())"

QUARRY = """Water chief Berit Solheim says Eastmere will not block the Dale Water Union's new reservoir, \
though it will use its exemption and send neither workers nor money.
Solheim has been visiting the member towns before a congress in Aldbury next month, at which the union wants to pass \
the plan.
Sign up for our newsletter and get the valley's news every morning.
Eastmere, led by Mayor András Halász, has long doubted that the reservoir is needed.
"Eastmere will not take part in the reservoir and I respect that," Solheim told reporters in Eastmere after a meeting \
with Halasz on May 7.
"At the same time, the mayor has assured me that Eastmere will not oppose the work, so that the other towns can go \
ahead, and he has confirmed that Eastmere will continue to meet its obligations to the union in full."
Since the drought of 2022 Halász has quarrelled with the union about the price of water, and its members are tired \
of him.
SEE ALSO: Rival Of Halász Gains Ground In Eastmere
The union decides by consensus, so that each town has a veto.
"""
DELEGATES = """The delegates of the Dale Water Union met on Wednesday and hoped to agree on a reservoir above the \
valley, after Eastmere promised not to veto the plan as long as it is not forced to take part.

It was the last meeting before the congress that Chairwoman Nora Quill will host in Aldbury on June 4-6, where the \
towns are expected to pledge money.

Chairwoman Nora Quill with delegates before the meeting in the union's hall (Tom Reed/AP)

Quill said that the work has to begin before the winter. She put the cost at about 12 million pounds.

Mayor András Halász said Eastmere would not veto the plan as long as it is not forced to take part \
(Tom Reed/AP)

The union has 14 member towns, and most of them fear another dry summer.
"""


@dataclass(frozen=True)
class Story:
    """A folder of articles, how they are asked, and what an answer must tell."""

    folder: Path
    who: tuple[str, ...]
    also: tuple[str, ...]
    when: str
    day: str
    points: tuple[str, ...]
    asked: tuple[date | None, ...]


FURNITURE = re.compile(r"see also|click here|live briefing|newsletter|/AP\)", re.IGNORECASE)

SAID = re.compile(r"\b(?:said|says|told|announced|confirmed|assured)\b")


def story(shared: Path | None, folder: Path) -> Story:
    """The shared two where they stand, else those above."""
    if shared is not None:
        return Story(
            shared / "seeds",
            ("Orban", "Orbán", "orban"),
            ("ORBÁN", "Viktor Orban", "Prime Minister Viktor Orban"),
            "When is the Washington summit?",
            "July 9-11",
            (
                r"(?:not|won[’']t) (?:block|veto|oppose)|let NATO go ahead",
                r"not participate|opt-out|nonparticipation|soldiers or funds|no part in|keeps out of the plan",
                r"continue to meet its NATO commitments",
            ),
            (None, date(2024, 6, 14), date(2034, 6, 13)),
        )
    folder.mkdir()
    (folder / "solheim.txt").write_text(f"By Ada Pym, The Dale Courier\n8 May 2024\n\n{QUARRY}", "utf-8")
    (folder / "delegates.txt").write_text(f" date 2024-05-08 {DELEGATES}", "utf-8")
    return Story(
        folder,
        ("Halasz", "Halász", "halasz"),
        ("HALÁSZ", "Andras Halasz", "Mayor András Halász"),
        "When is the Aldbury congress?",
        "June 4-6",
        (
            r"(?:not|won't) (?:block|veto|oppose)",
            r"not take part|exemption|neither workers nor money",
            r"continue to meet its obligations",
        ),
        (None, date(2024, 5, 9), date(2034, 5, 8)),
    )


@pytest.fixture(scope="module", params=["hand-made", "seeds"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Story:
    shared = request.getfixturevalue("shared") if request.param == "seeds" else None
    return story(shared, tmp_path_factory.mktemp("story") / "dale")


def indexed(folder: Path, *given: Path) -> Path:
    with Archive.write(folder) as archive:
        report = build.index(archive, list(given))
        assert not report.rejected
    return folder


@pytest.fixture(scope="module")
def alone(told: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the story's two articles."""
    return indexed(tmp_path_factory.mktemp("alone") / "archive", told.folder)


@pytest.fixture(scope="module")
def among(told: Story, sample_articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same two, and the sample articles."""
    return indexed(tmp_path_factory.mktemp("among") / "archive", told.folder, sample_articles)


@pytest.fixture
def bot(alone: Path) -> Iterator[Bot]:
    archive = Archive.read(alone)
    yield Bot(archive)
    archive.close()


@pytest.fixture
def crowded(among: Path) -> Iterator[Bot]:
    archive = Archive.read(among)
    yield Bot(archive)
    archive.close()


def claims_of(reply: Reply) -> list[str]:
    assert isinstance(reply, Answer), reply
    return [claim.text for claim in reply.claims]


def grounded(reply: Reply, archive: Archive) -> None:
    """Every citation is a slice of the article's own prose."""
    assert isinstance(reply, Answer)
    for citation in (c for claim in reply.claims for c in claim.citations):
        article = archive.article(citation.key)
        assert article is not None
        assert citation.quote == citation.span.of(article.text)
        spans = sentences.split(article.text)
        section = dict(zip(spans, furniture.sections(article.text, spans), strict=True))[citation.span]
        assert section == "prose"
        assert not FURNITURE.search(citation.quote)


def told_points(reply: Reply, told: Story) -> None:
    text = " ".join(claims_of(reply))
    missing = [point for point in told.points if not re.search(point, text)]
    assert not missing, text
    assert len(text.split()) <= 110


def test_what_was_agreed_to_is_told_with_its_speaker_and_nothing_else(bot: Bot, told: Story) -> None:
    for who in told.who:
        for asked in told.asked:
            reply = bot.ask(f"What did {who} agree to?", asked=asked)
            told_points(reply, told)
            grounded(reply, bot.archive)
            assert isinstance(reply, Answer)
            for claim in reply.claims:
                assert claim.speaker or not SAID.search(claim.text), claim.text
                assert any(re.search(point, claim.text) for point in told.points), claim.text


def test_the_points_are_told_among_the_sample_articles_too(crowded: Bot, told: Story) -> None:
    for who in told.who:
        for asked in told.asked:
            reply = crowded.ask(f"What did {who} agree to?", asked=asked)
            told_points(reply, told)
            grounded(reply, crowded.archive)


def test_however_the_name_is_written_a_point_is_told_and_nobody_else_s(bot: Bot, crowded: Bot, told: Story) -> None:
    for asker in (bot, crowded):
        for who in told.also:
            reply = asker.ask(f"What did {who} agree to?")
            assert any(re.search(told.points[0], text) or re.search(told.points[1], text) for text in claims_of(reply))
            grounded(reply, asker.archive)


def test_all_in_lower_case_and_without_a_question_mark(bot: Bot, crowded: Bot, told: Story) -> None:
    for asker in (bot, crowded):
        told_points(asker.ask(f"what did {told.who[0].lower()} agree to"), told)


def test_the_day_is_a_short_answer(bot: Bot, told: Story) -> None:
    for question in (told.when, told.when.lower().rstrip("?")):
        for asked in told.asked:
            reply = bot.ask(question, asked=asked)
            assert isinstance(reply, Answer)
            assert reply.short is not None
            assert reply.short.text == told.day
            assert any(told.day in text for text in claims_of(reply))
            grounded(reply, bot.archive)


def test_the_day_is_the_same_among_the_sample_articles(crowded: Bot, told: Story) -> None:
    reply = crowded.ask(told.when)
    assert isinstance(reply, Answer)
    assert reply.short is not None
    first, last = re.findall(r"\d+", told.day)
    assert re.fullmatch(rf"{told.day.split()[0]} {first}(?:-| to (?:\w+ )?){last}", reply.short.text)


def test_a_name_that_no_article_has_is_refused_whenever_and_however_it_is_asked(
    bot: Bot, crowded: Bot, told: Story
) -> None:
    for asker in (bot, crowded):
        for question in ("What did Macron agree to?", "what did macron agree to", "WHAT DID MACRON AGREE TO?"):
            for asked in told.asked:
                reply = asker.ask(question, asked=asked)
                assert isinstance(reply, Refusal), question
                assert reply.reason is Reason.NAME_MISSING
                assert "macron" in reply.explanation.lower()
                assert reply.nearest


def test_what_somebody_else_agreed_to_is_no_answer(bot: Bot, told: Story) -> None:
    """A speaker who reports the promise of another has not made it."""
    hosts = "Joe Biden" if "seeds" in told.folder.name else "Nora Quill"
    reply = bot.ask(f"What did {hosts} agree to?")
    promise = told.points[2]
    assert not (isinstance(reply, Answer) and re.search(promise, reply.text))


def test_who_only_speaks_of_a_promise_or_gains_by_it_has_not_made_it(bot: Bot, told: Story) -> None:
    seeds = "seeds" in told.folder.name
    teller, others = ("Stoltenberg", ("Umerov", "Biden")) if seeds else ("Solheim", ())
    for name in others:
        reply = bot.ask(f"What did {name} agree to?")
        assert isinstance(reply, Refusal), reply
        assert reply.reason is Reason.NAME_MISSING
    reply = bot.ask(f"What did {teller} agree to?")
    assert not (isinstance(reply, Answer) and re.search(told.points[0], reply.claims[0].text)), reply


def asked_by_command(child: Child, archive: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    ran = child(COMMAND, "--archive", archive, "ask", *arguments)
    assert "Traceback" not in ran.stderr
    return ran


def test_the_command_answers_refuses_and_says_so_by_its_exit_status(child: Child, alone: Path, told: Story) -> None:
    points = asked_by_command(child, alone, f"What did {told.who[0]} agree to?")
    assert points.returncode == 0, points.stderr
    plain = " ".join(points.stdout.split())
    assert all(re.search(point, plain) for point in told.points)
    assert not FURNITURE.search(plain)

    day = asked_by_command(child, alone, told.when, "--json")
    assert day.returncode == 0
    assert json.loads(day.stdout)["short"]["text"] == told.day

    for question in ("What did Macron agree to?", "what did macron agree to"):
        refused = asked_by_command(child, alone, question, "--json")
        assert refused.returncode == 4
        reply = json.loads(refused.stdout)
        assert reply["refusal"]["reason"] == "name_missing"
        assert reply["claims"] == []
        assert reply["refusal"]["nearest"]


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_the_points_are_told_inside_national_news(shared: Path, tmp_path: Path) -> None:
    seeds = story(shared, tmp_path)
    subprocess.run([sys.executable, shared / "measure" / "sets.py", tmp_path / "sets"], check=True, capture_output=True)
    folder = indexed(tmp_path / "archive", tmp_path / "sets" / "news" / "articles.jsonl", seeds.folder)
    archive = Archive.read(folder)
    try:
        for bot in (Bot(archive), Bot(archive, TrainedReader())):
            for asked in seeds.asked:
                for name in seeds.who:
                    told_points(bot.ask(f"What did {name} agree to?", asked=asked), seeds)
                day = bot.ask(seeds.when, asked=asked)
                assert isinstance(day, Answer)
                assert day.short is not None
                assert day.short.text == seeds.day
                assert not day.conflicts
            refused = bot.ask("What did Zoltan Fekete-Varga agree to?")
            assert isinstance(refused, Refusal)
            assert refused.reason is Reason.NAME_MISSING
    finally:
        archive.close()
