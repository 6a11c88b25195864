from datetime import date

from index.types import Article, Span
from qa.days_told import told
from qa.types import cite

TEXT = "Talks ended on Thursday, she said. They began a day earlier and go on tomorrow. On Thursday rain fell."


def _told(published: date | None) -> list[str]:
    article = Article(key="a", text=TEXT, published=published)
    return [str(day) for day in told(cite(article, Span(0, len(TEXT)), "a"))]


def test_days_by_their_distance_from_the_articles_date() -> None:
    assert _told(date(2024, 6, 14)) == [
        "Thursday [13 June 2024]",
        "a day earlier [12 June 2024]",
        "tomorrow [15 June 2024]",
    ]


def test_an_undated_article_tells_none() -> None:
    assert _told(None) == []
