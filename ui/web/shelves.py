"""The library as markup: what is indexed, what came of an upload, whether the archive is sound. Pure.

Counts and lists come from index; nothing is counted here but the bars that are drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.doctor import Findings
from index.stores.catalogue import Listed
from index.text import one_line
from index.uploads import Outcome
from ui.tags import Html, tag

PAGE = 50
"""Articles of the table that are shown at once."""
_OUTLETS = 10
_BARS = 48
"""Months that are drawn as such; a longer time is drawn by years."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What an archive holds: counts, first and last day, articles by outlet and month, the names in most of them."""

    articles: int
    passages: int
    days: tuple[date, date] | None
    outlets: Sequence[tuple[str | None, int]]
    months: Mapping[tuple[int, int], int]
    names: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Table:
    """A part of the list of articles: what was searched for, how many there are, where it begins (0: the first)."""

    search: str
    total: int
    skip: int
    rows: Sequence[Listed]


def library(overview: Overview, table: Table, *, may_write: bool) -> Html:
    """The whole page but the forms."""
    return tag(
        "div",
        _figures(overview),
        tag("div", _timeline(overview.months), _outlets(overview.outlets), class_="charts"),
        _names(overview.names),
        _table(table, may_write=may_write),
        class_="library shelves",
    )


def head(*, may_write: bool) -> Html:
    """The heading, the form to add files, and the one to search the list."""
    add = tag(
        "div",
        tag("label", "Add articles", for_="files", class_="add-label"),
        tag("p", "Drop files here or choose them: .txt .md .html .json .jsonl, also .gz and .xz.", id="files-hint"),
        tag("input", type="file", id="files", multiple=True, aria_describedby="files-hint"),
        tag("p", "", id="upload-told", role="status"),
        class_="drop",
    )
    closed = tag("p", "Articles are added and removed only from the machine that this server runs on.", class_="closed")
    return tag(
        "div",
        tag("h2", "Library", tabindex=-1),
        add if may_write else closed,
        class_="library head",
    )


def working(text: str) -> Html:
    """A line while something is done."""
    return tag("div", tag("p", text, role="status", class_="working"), class_="library outcome")


def outcomes(found: Sequence[Outcome]) -> Html:
    """What became of each file."""
    return tag(
        "div", tag("ul", *(_outcome(one) for one in found), role="status", class_="outcomes"), class_="library outcome"
    )


def health(found: Findings | None) -> Html:
    """The button that has the archive looked at, and what was found."""
    told: list[Html] = []
    if found is not None:
        sound = f"{_count(found.articles, 'article')} looked at: nothing is wrong."
        told = (
            [tag("p", sound)]
            if not found.faults
            else [tag("li", _bare(f.why), " ", tag("b", _bare(f.do))) for f in found.faults]
        )
        told += [tag("p", _bare(notice)) for notice in found.notices]
    return tag(
        "div",
        tag("h3", "Index health"),
        tag("button", "Check the archive", type="button", class_="examine"),
        tag("div", *told, role="status", class_="findings"),
        class_="library health",
    )


def _figures(overview: Overview) -> Html:
    days = f"{overview.days[0]:%-d %B %Y} \u2013 {overview.days[1]:%-d %B %Y}" if overview.days else "no dated article"
    known = sum(outlet is not None for outlet, _ in overview.outlets)
    figures = (
        ("Articles", f"{overview.articles:,}"),
        ("Passages", f"{overview.passages:,}"),
        ("Outlets", f"{known:,}"),
        ("Published", days),
    )
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in figures), class_="figures")


def _timeline(months: Mapping[tuple[int, int], int]) -> Html | None:
    if not months:
        return None
    bars = _bars(months)
    most = max(count for _, count in bars)
    drawn = (
        tag(
            "li",
            tag("span", class_="bar", style=f"height:{100 * count / most:.1f}%"),
            tag("span", f"{name}: {_count(count, 'article')}", class_="sr"),
            title=f"{name}: {_count(count, 'article')}",
        )
        for name, count in bars
    )
    first_and_last = dict.fromkeys((bars[0][0], bars[-1][0]))
    ends = tag("p", *(tag("span", name) for name in first_and_last), class_="ends", aria_hidden="true")
    return tag("section", tag("h3", "When they were published"), tag("ol", *drawn, class_="timeline"), ends)


def _bars(months: Mapping[tuple[int, int], int]) -> list[tuple[str, int]]:
    """A bar for each month from the first to the last, empty ones too; for each year where there would be too many."""
    (year, month), last = min(months), max(months)
    if (last[0] - year) * 12 + last[1] - month >= _BARS:
        years = range(year, last[0] + 1)
        return [(str(y), sum(n for (at, _), n in months.items() if at == y)) for y in years]
    bars = []
    while (year, month) <= last:
        bars.append((f"{date(year, month, 1):%B %Y}", months.get((year, month), 0)))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return bars


def _outlets(outlets: Sequence[tuple[str | None, int]]) -> Html | None:
    if not outlets:
        return None
    most = max(count for _, count in outlets)
    rows = [
        tag(
            "li",
            tag("span", one_line(outlet, 60) if outlet else "outlet unknown", class_="name"),
            tag(
                "span",
                tag("span", class_="bar", style=f"width:{100 * count / most:.1f}%"),
                class_="track",
                aria_hidden="true",
            ),
            tag("span", f"{count:,}", class_="n"),
        )
        for outlet, count in outlets[:_OUTLETS]
    ]
    left = len(outlets) - _OUTLETS
    more = tag("p", f"and {left:,} more", class_="more") if left > 0 else None
    return tag("section", tag("h3", "Outlets"), tag("ul", *rows, class_="outlets"), more)


def _names(names: Sequence[tuple[str, int]]) -> Html | None:
    if not names:
        return None
    rows = (
        tag(
            "li",
            tag(
                "button",
                one_line(name, 60),
                tag("span", f" {count:,}", class_="n"),
                type="button",
                class_="name",
                data_name=one_line(name, 60),
            ),
        )
        for name, count in names
    )
    return tag("section", tag("h3", "Names that occur most"), tag("ul", *rows, class_="names"))


def _table(table: Table, *, may_write: bool) -> Html:
    search = tag(
        "form",
        tag("label", "Search the list", for_="search", class_="sr"),
        tag(
            "input",
            type="search",
            id="search",
            name="search",
            placeholder="Search titles, outlets, files",
            autocomplete="off",
        ),
        tag("button", "Search", type="submit", class_="ask"),
        class_="search",
        role="search",
    )
    head = ["Title", "Outlet", "Published", "Passages", *(["Remove"] if may_write else [])]
    rows = [_row(row, may_write=may_write) for row in table.rows]
    body = tag(
        "table",
        tag("caption", _told(table), class_="told"),
        tag("thead", tag("tr", *(tag("th", name, scope="col") for name in head))),
        tag("tbody", *rows),
    )
    steps = tag("div", _step("Newer", table, -PAGE), _step("Older", table, PAGE), class_="steps-of-list")
    shown = tag("div", body, class_="scroll", tabindex=0, role="region", aria_label="Articles")
    return tag(
        "section",
        tag("h3", "Articles"),
        search,
        shown,
        steps,
        class_="list",
        data_search=one_line(table.search),
        data_skip=table.skip,
    )


def _told(table: Table) -> str:
    if not table.total:
        return (
            "No article has that in its title, outlet or file name." if table.search else "There are no articles yet."
        )
    last = table.skip + len(table.rows)
    about = f" with \u201c{one_line(table.search, 60)}\u201d" if table.search else ""
    return f"{table.skip + 1:,} to {last:,} of {_count(table.total, 'article')}{about}"


def _step(label: str, table: Table, by: int) -> Html:
    to = table.skip + by
    return tag(
        "button", label, type="button", class_="turn-page", data_skip=to, disabled=not 0 <= to < max(table.total, 1)
    )


def _row(row: Listed, *, may_write: bool) -> Html:
    title = one_line(row.title, 160) if row.title else "Untitled"
    cells = [
        tag(
            "th", tag("span", title, class_="row-title"), tag("span", one_line(row.key, 160), class_="key"), scope="row"
        ),
        tag("td", one_line(row.outlet, 60) if row.outlet else tag("span", "unknown", class_="unknown")),
        tag("td", row.published.isoformat() if row.published else tag("span", "undated", class_="unknown")),
        tag("td", f"{row.passages:,}", class_="n"),
    ]
    if may_write:
        sure = tag(
            "details",
            tag("summary", "Remove", tag("span", f" {title}", class_="sr")),
            tag("button", "Yes, remove", type="button", class_="remove", data_key=row.key),
            class_="sure",
        )
        cells.append(tag("td", sure))
    return tag("tr", *cells)


def _outcome(one: Outcome) -> Html:
    counts = ((one.added, "added"), (one.updated, "updated"), (one.unchanged, "unchanged"))
    done = ", ".join(f"{n:,} {word}" for n, word in counts if n)
    told = f"{done}; {one.fault}" if done and one.fault else one.fault or done
    return tag("li", tag("b", one.name), ": ", one_line(told, 300), class_="bad" if one.fault else "good")


def _bare(text: str) -> str:
    """A line of the doctor's without the backquotes that stand around a command."""
    return one_line(text.replace("`", ""), 300)


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"
