"""SQLite: what is written is found, what is removed leaves nothing, and a damaged file is said to be one."""

import os
import sqlite3
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ArchiveDamaged, OtherVersion
from index.prose.words import stem
from index.stores.archive import Archive
from index.stores.database import Database
from index.stores.records import Entry, Filter, Name
from index.types import Article, ArticleKey, Period, Span

WORDS = ("bridge", "ferry", "council", "mayor", "harvest", "library")


def entry(key: str, text: str, *, day: date | None = None, names: tuple[Name, ...] = (), title: str = "") -> Entry:
    """An article cut in two passages, with vectors that nobody compares."""
    article = Article(ArticleKey(key), text, title=title or None, published=day)
    middle = text.find(" ", len(text) // 2) + 1
    spans = (Span(0, middle), Span(middle, len(text))) if middle else (Span(0, len(text)),)
    return Entry(article, spans, np.eye(len(spans), 4, dtype=np.float32), names, (len(text),))


def put(database: Database, *entries: Entry) -> None:
    for one in entries:
        with database.transaction():
            database.put(one, one.article.key)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "archive.sqlite3", write=True)


def test_an_article_comes_back_as_it_went_in(database: Database) -> None:
    article = Article(
        ArticleKey("k\u00e9y/1"),
        "Wörds \U0001f600 and\nlines.",
        title="Títle",
        published=date(2024, 2, 29),
        outlet="The Echo",
        authors=("A. One", "B, Two"),
        url="https://echo.example/a?b=1",
        source="/somewhere/a.txt",
    )
    text = article.text
    put(database, Entry(article, (Span(0, len(text)),), np.ones((1, 4), np.float32), (), ()))
    assert database.article(article.key) == article
    assert [a for a, passages in database.articles() if passages == 1] == [article]
    assert database.published() == (date(2024, 2, 29), date(2024, 2, 29))


def test_passages_are_slices_of_their_article(database: Database) -> None:
    text = "\U0001f600 Ferries ran on Monday. Nobody was hurt in the harbour."
    put(database, entry("a", text))
    rows = database.rows(database.ids(Filter()))
    assert [row.text for row in rows.values()] == [row.passage.span.of(text) for row in rows.values()]
    assert "".join(row.text for row in rows.values()) == text


def test_a_failing_transaction_changes_nothing(database: Database) -> None:
    put(database, entry("a", "The ferry ran."))

    def fail() -> None:
        with database.transaction():
            database.put(entry("b", "The bridge shut."), ArticleKey("b"))
            database.delete(ArticleKey("a"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [record.key for record in database.records()] == ["a"]
    assert database.frequency("bridg") == 0
    assert not database.faults()


def test_words_are_found_by_stem_without_accents_in_text_and_title(database: Database) -> None:
    put(database, entry("a", "Orbán agreed to nothing.", title="Ferries"), entry("b", "Two bridges were closed."))
    found = {
        word: {str(row.passage.key) for row in database.rows(database.lexical([word], Filter(), 9)).values()}
        for word in ("orban", "agree", "ferry", "bridge", "tunnel")
    }
    assert found == {"orban": {"a"}, "agree": {"a"}, "ferry": {"a"}, "bridge": {"b"}, "tunnel": set()}


def test_what_is_not_to_be_seen_is_seen_by_no_query(database: Database) -> None:
    name = Name("mara voss", "Mara Voss", "person", 2)
    old, new = date(2023, 5, 1), date(2024, 5, 1)
    put(
        database,
        entry("old", "The ferry of Mara Voss ran.", day=old, names=(name,)),
        entry("new", "The ferry of Mara Voss sank.", day=new, names=(name,)),
        entry("undated", "The ferry of Mara Voss is blue.", names=(name,)),
    )
    visible = {
        Filter(): {"old", "new", "undated"},
        Filter(Period(since=date(2024, 5, 1))): {"new"},
        Filter(Period(until=date(2024, 4, 30))): {"old"},
        Filter(Period(old, new), frozenset({ArticleKey("new")})): {"old"},
        Filter(without=frozenset({ArticleKey("new"), ArticleKey("absent")})): {"old", "undated"},
    }
    for only, keys in visible.items():
        assert {str(r.passage.key) for r in database.rows(database.lexical(["ferry"], only, 9)).values()} == keys
        assert {str(r.passage.key) for r in database.rows(database.ids(only)).values()} == keys
        assert database.counts(only) == (len(keys), 2 * len(keys))
        assert [n.times for n in database.names("mara voss", only)] == [2 * len(keys)]
        assert [n.times for n in database.names_ending("voss", only)] == [2 * len(keys)]
        assert database.phrase(["ferry", "of"], only) == len(keys)


def test_words_are_looked_up_once_whatever_may_be_seen(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    put(database, *(entry(f"a{i}", f"The ferry ran {i} times.", day=date(2024, 1, 1 + i)) for i in range(9)))
    asked: list[tuple[str, tuple[object, ...]]] = []
    rows = Database._rows

    def noting(self: Database, sql: str, values: tuple[object, ...] = ()) -> object:
        asked.append((sql, values))
        return rows(self, sql, values)

    monkeypatch.setattr(Database, "_rows", noting)
    for only in (Filter(Period(since=date(2024, 1, 5))), Filter(without=frozenset({ArticleKey("a3")}))):
        database.lexical(["ferry"], only, 9)
    database.frequency_in("ferri", [ArticleKey("a3")])
    monkeypatch.undo()
    assert len(asked) == 3
    for sql, values in asked:
        plan = [str(row[3]) for row in rows(database, f"EXPLAIN QUERY PLAN {sql}", values)]
        (words,) = (step for step in plan if step.startswith("SCAN passages_fts"))
        assert "=" not in words, plan  # "=": by passage, each time anew


def test_hostile_words_are_data(database: Database) -> None:
    put(database, entry("a", 'A "quoted" word, 100% sure_thing.'))
    for hostile in ('" OR 1=1 --', "a' OR 'a'='a", "NEAR(", "*", "%", "_", "!", "col:text"):
        database.names(hostile)
        assert database.names_ending(hostile) == []
        assert database.article(ArticleKey(hostile)) is None
        database.phrase([hostile])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from("abc"), st.none() | st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)),
        max_size=12,
    )
)
def test_after_any_history_the_index_is_that_of_the_articles_on_record(
    steps: list[tuple[str, list[str] | None]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    database = Database(tmp_path_factory.mktemp("history") / "archive.sqlite3", write=True)
    kept: dict[str, str] = {}
    used: set[int] = set()
    for key, words in steps:
        before = set(database.ids(Filter()))
        with database.transaction():
            if words is None:
                assert database.delete(ArticleKey(key)) == (key in kept)
                kept.pop(key, None)
            else:
                kept[key] = " ".join(words)
                database.put(entry(key, kept[key]), ArticleKey(key))
        fresh = set(database.ids(Filter())) - before
        assert not fresh & used, "a passage id was used twice"
        used |= fresh | before
    assert {str(r.key) for r in database.records()} == set(kept)
    for word in WORDS:
        found = {r.passage.key for r in database.rows(database.lexical([word], Filter(), 99)).values()}
        assert found == {k for k, text in kept.items() if word in text}
    assert database.faults() == []
    database.close()


def test_a_reader_sees_one_state_while_a_writer_writes(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    writer = Database(path, write=True)
    put(writer, entry("a", "The ferry ran."))
    reader = Database(path)
    with reader.snapshot():
        assert reader.counts() == (1, 2)
        put(writer, entry("b", "The ferry sank."), entry("a", "The bridge shut."))
        with reader.snapshot():
            assert reader.counts() == (1, 2)
        assert len(reader.lexical(["ferry"], Filter(), 9)) == 1
    assert reader.counts() == (2, 4)
    assert {str(r.passage.key) for r in reader.rows(reader.lexical(["ferry"], Filter(), 9)).values()} == {"b"}


def test_no_file_is_an_empty_archive_until_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    reader = Database(path)
    assert reader.counts() == (0, 0)
    assert reader.published() is None
    assert not path.exists()
    put(Database(path, write=True), entry("a", "The ferry ran."))
    assert reader.counts() == (1, 2)


def test_a_file_without_tables_is_an_empty_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    path.touch()
    reader = Database(path)
    assert reader.counts() == (0, 0)
    put(Database(path, write=True), entry("a", "The ferry ran."))
    assert reader.counts() == (1, 2)


@pytest.mark.parametrize("write", [False, True])
def test_a_newer_schema_is_refused(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "archive.sqlite3"
    database = Database(path, write=True)
    database.set_meta("schema", "99")
    database.close()
    before = path.read_bytes()
    with pytest.raises(OtherVersion, match=r"schema version 99.*attribune that wrote it"):
        Database(path, write=write)
    assert path.read_bytes() == before


@pytest.mark.parametrize("write", [False, True])
def test_a_database_of_something_else_is_refused(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "archive.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    with pytest.raises(ArchiveDamaged, match="schema version is missing"):
        Database(path, write=write)


@pytest.mark.parametrize("write", [False, True])
def test_junk_is_said_to_be_no_database(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "archive.sqlite3"
    path.write_bytes(os.urandom(9000))
    with pytest.raises(ArchiveDamaged, match="restore it from a copy"):
        Database(path, write=write)


def test_pages_overwritten_are_reported_never_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    database = Database(path, write=True)
    put(
        database, *(entry(f"k{i}", f"The ferry number {i} ran to the harbour. " * 60, title="Ferry") for i in range(40))
    )
    database.close()
    data = path.read_bytes()
    path.write_bytes(data[:12288] + os.urandom(len(data) - 24576) + data[-12288:])
    said = 0
    for ask in (
        Database.records,
        lambda d: list(d.articles()),
        lambda d: d.rows(range(1, 80)),
        lambda d: d.vectors(range(1, 80)),
        lambda d: d.vectors_after(0),
        lambda d: d.lexical(["ferry"], Filter(), 9),
        lambda d: d.article(ArticleKey("k9")),
    ):
        try:
            ask(Database(path))
        except ArchiveDamaged:
            said += 1
    assert said


def test_faults_are_found_and_a_rebuilt_index_has_none(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite3"
    database = Database(path, write=True)
    put(database, entry("a", "The ferry ran to the harbour.", title="Ferry"), entry("b", "The bridge shut."))
    assert database.faults() == []
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE articles SET text = 'Another text, of another length.' WHERE key = 'a'")
        connection.execute("DELETE FROM vectors WHERE passage = 1")
    found = database.faults()
    assert any("full-text" in fault for fault in found)
    assert "1 passages without a vector" in found
    database.rebuild()
    assert database.faults() == ["1 passages without a vector"]


def test_the_sample_archive_has_no_fault(samples: Archive) -> None:
    assert samples.database.faults() == []


def test_letters_that_unicode_does_not_take_apart_are_found_as_they_are_written_without(database: Database) -> None:
    put(database, entry("a", "The mayor of Łódź met Ørsted and a man called Weißmüller near Ærø.", title="Đorđe"))
    for word in ("lodz", "orsted", "weissmuller", "aero", "dorde"):
        assert database.phrase([word]), word
        assert database.frequency(stem(word)), word
    assert not database.faults()
    with database.transaction():
        database.delete(ArticleKey("a"))
    assert not database.phrase(["lodz"])
    assert not database.faults()
