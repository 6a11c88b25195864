"""How often the gate of drafts is wrong, counted on written claims and on the same made false."""

from pathlib import Path

import pytest

from evals import written
from evals.cases import bundled
from index.errors import WrongUse
from index.stores.archive import Archive
from qa.checker import RuleChecker

CLAIMS = bundled()[1].with_name("claims.jsonl")


def test_copies_pass_and_what_was_made_false_does_not(samples: Archive) -> None:
    some = [c for c in written.read(CLAIMS) if c.kind == "verbatim"][:20]
    quality, (swapped, turned, free, copied) = written.run(samples, some, RuleChecker())
    assert quality.judge == "gate, rule"
    assert (copied.hits, copied.n) == (0, 20)
    assert free.n == 0
    by_kind = {share.kind: share for share in quality.shares if not share.true}
    assert (swapped.n, turned.n) == tuple(
        sum(by_kind[kind].n for kind in kinds)
        for kinds in (("number", "date", "name", "speaker"), ("negation", "stronger"))
    )
    assert swapped.n > 10
    caught = quality.total(true=False)
    assert caught.n > 20
    assert caught.hits >= 0.9 * caught.n
    assert len(quality.missed) == caught.n - caught.hits
    assert written.run(samples, some, RuleChecker())[0] == quality


def test_what_is_reported_was_not_chosen_on(samples: Archive) -> None:
    every = written.read(CLAIMS)
    told = written.reported(every)
    assert 0.4 * len(every) < len(told) < 0.6 * len(every)
    assert {c.kind for c in told} == {"paraphrased", "joined", "reported", "verbatim"}


def test_false_claims_in_free_words_are_a_kind_of_their_own(samples: Archive) -> None:
    every = written.read(CLAIMS.with_name("worded.jsonl"))
    assert [c.reported for c in every].count(True) == 150
    false = [c for c in every if not c.supported][:10]
    quality, (_, _, free, _) = written.run(samples, false, RuleChecker())
    assert [(s.kind, s.true, s.n) for s in quality.shares if s.n] == [("worded", False, 10)]
    assert free.n == 0


def test_a_claim_that_is_neither_true_nor_false_is_said(tmp_path: Path) -> None:
    first = CLAIMS.read_text("utf-8").splitlines()[0]
    path = tmp_path / "claims.jsonl"
    path.write_text(first.replace("{", '{"supported": "no", ', 1), "utf-8")
    with pytest.raises(WrongUse, match="'supported' must be true or false"):
        written.read(path)


def test_a_claim_over_another_archive_is_said(tmp_path: Path) -> None:
    archive = Archive.read(tmp_path / "none")
    with pytest.raises(WrongUse, match="index the articles"):
        written.run(archive, written.read(CLAIMS)[:1], RuleChecker())
    archive.close()
