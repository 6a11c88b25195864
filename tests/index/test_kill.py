"""kill -9 in the middle of a run, also while a vector generation is built: the next run completes, nothing is wrong."""

import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from index.doctor import examine
from index.settings import Settings
from index.stores.archive import Archive
from index.types import ArticleKey

SHORT = Settings(passage_words=10)
"""Many passages from little text; the child uses the same."""
ARTICLES = 45
RUN = """
import sys
from pathlib import Path
from index import build
from index.settings import Settings
from index.stores.archive import Archive

def tell(stage, done, total, /):
    print(stage, done, total, flush=True)

print("imported", flush=True)
with Archive.write(Path(sys.argv[1]), Settings(passage_words=10)) as archive:
    report = build.index(archive, [Path(sys.argv[2])], progress=tell)
assert not report.rejected, report
print("done", report.added + report.updated + report.unchanged, report.published, flush=True)
"""


def version(number: int, round_: int) -> str:
    """The text of an article as it stands in a round: about forty passages."""
    return " ".join(f"Version {round_} of story {number} says that line {i} of the report is true." for i in range(40))


def write(news: Path, round_: int) -> dict[str, str]:
    """A third of the articles gets a new version, all of them in round 0; what stands in the folder, by key."""
    for number in range(ARTICLES):
        if round_ == 0 or number % 3 == round_ % 3:
            (news / f"{number}.txt").write_text(version(number, round_))
    return {f"news/{file.name}": file.read_text() for file in news.iterdir()}


def start(archive: Path, news: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, archive, news],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def killed(run: subprocess.Popen[str], while_publishing: bool, chance: random.Random) -> str:
    """Kill the run at a random moment, of its whole or of its last part; which moment, and what it had said."""
    awaited = f"indexing {ARTICLES} 0" if while_publishing else "imported"
    heard = []
    assert run.stdout is not None
    for line in run.stdout:
        heard.append(line.strip())
        if heard[-1] == awaited:
            break
    moment = chance.uniform(0.0, 2.5)
    time.sleep(moment)
    run.kill()
    rest, _ = run.communicate(timeout=60)
    return f"killed {moment:.3f} s after {heard}, then {rest.split()}"


def rounds(count: int, tmp_path: Path, environment: dict[str, str]) -> None:
    """One archive lives through all of it, so that damage would add up."""
    archive, news = tmp_path / "archive", tmp_path / "news"
    news.mkdir()
    chance = random.Random()
    before: dict[str, str] = {}
    for round_ in range(count):
        after = write(news, round_)
        told = killed(start(archive, news, environment), round_ % 2 == 1, chance)
        with closing(Archive.read(archive, SHORT)) as reader:
            reader.neighbours.exact_below = 0
            for article, passages in reader.database.articles():
                assert article.text in (before.get(article.key), after[article.key]), told
                assert passages > 30, told
            assert set(before) <= {r.key for r in reader.database.records()}, told
            vector = reader.encoder.encode(["the report is true"])[0]
            assert len(reader.nearest(vector, 5)) == min(5, reader.database.counts()[1]), told
        again = start(archive, news, environment)
        said, errors = again.communicate(timeout=240)
        assert again.returncode == 0, f"{told}\n{errors}"
        assert f"done {ARTICLES} " in said, told
        with Archive.write(archive, SHORT) as writer:
            assert writer.database.faults() == [], told
            assert {r.key for r in writer.database.records()} == set(after), told
            for key, text in after.items():
                article_now = writer.article(ArticleKey(key))
                assert article_now is not None
                assert article_now.text == text, told
        findings = examine(archive)
        assert findings.faults == (), told
        assert not list(archive.rglob("*.building")), told
        before = after


@pytest.mark.timeout(300)
def test_killed_three_times_at_random_moments(tmp_path: Path, environment: dict[str, str]) -> None:
    rounds(3, tmp_path, environment)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_killed_twenty_times_at_random_moments(tmp_path: Path, environment: dict[str, str]) -> None:
    rounds(20, tmp_path, environment)
