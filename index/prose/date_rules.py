"""What a date expression means, given the day of the text and the sentence around it. Pure.

Every rule takes a match and a Context and gives a calendar value (the format: index.prose.days), or None where it is no
date after all or cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import cast

from index.prose import days
from index.prose.date_context import Context
from index.prose.date_words import (
    BEFORE_MAY,
    BEFORE_MONTH,
    BEFORE_NOUN,
    BUSINESS,
    COUNTED,
    EVERY,
    GAME,
    LANDMARK_EVENT,
    LANDMARKS,
    MONTHS,
    NOUN,
    NUMBERS,
    ORDINALS,
    PATTERNS,
    SEASONS,
    STEPS,
    TITLE_AFTER,
    WEEKDAYS,
)

_FAR = 100
"""Days ahead from which a day without a year is of the year before, where a verb tells that it is over."""
_LONG = 9
"""Months back from which a month without a year is the coming one, where no verb tells."""


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["month"].rstrip(".").lower()]


def _step(match: re.Match[str]) -> int | None:
    word = match["step"]
    return None if word is None else STEPS.get(word.lower(), -1)


def _iso(match: re.Match[str], _: Context) -> str | None:
    day = days.exact(*map(int, match[0].split("-")))
    return None if day is None else day.isoformat()


def _slashed(match: re.Match[str], _: Context) -> str | None:
    first, second, year = map(int, match[0].split("/"))
    found = {days.exact(year, first, second), days.exact(year, second, first)} - {None}
    return str(found.pop()) if len(found) == 1 else None


def _month_day(match: re.Match[str], at: Context) -> str | None:
    month, number = _month(match), int(re.sub(r"\D", "", match["day"]))
    step = match["step"] if "step" in match.re.groupindex else None
    if match["year"]:
        day = days.exact(int(match["year"]), month, number)
    elif at.day is None:
        return f"XXXX-{month:02}-{number:02}" if days.exact(2000, month, number) else None
    elif step is not None:
        day = days.exact(at.day.year + STEPS[step], month, number)
    else:
        day = days.nearest(at.day, month, number)
        if day is not None and (day - at.day).days > _FAR and at.back:
            day = days.exact(day.year - 1, month, number)
        landmark = LANDMARKS.get((month, number))
        if landmark and at.day.year > landmark and LANDMARK_EVENT.match(at.after):
            day = days.exact(landmark, month, number)
    return None if day is None else day.isoformat()


def _month_year(match: re.Match[str], at: Context) -> str | None:
    if match["year"]:
        year = int(match["year"])
    elif at.day is not None:
        year = at.day.year + STEPS[match["step"]]
    else:
        return None
    return f"{year:04}-{_month(match):02}"


def _month_step(match: re.Match[str], at: Context) -> str | None:
    step = _step(match)
    if at.day is None or step is None:
        return None
    if step == 0:
        return f"{at.day.year:04}-{_month(match):02}"
    return days.month(at.day, _month(match), ahead=step > 0, other=True)


def _bare_month(match: re.Match[str], at: Context) -> str | None:
    if at.day is None:
        return None
    month = _month(match)
    modified = not match[0].startswith(match["month"])
    preposition = (BEFORE_MAY if month == 5 else BEFORE_MONTH).search(at.before)
    if not (modified or preposition or (BEFORE_NOUN.search(at.before) and NOUN.match(at.after))):
        return None
    ahead = at.ahead or (not at.back and (at.day.month - month) % 12 >= _LONG)
    return days.month(at.day, month, ahead=ahead, other=False)


def _nth_weekday(match: re.Match[str], at: Context) -> str | None:
    """As in "the last Saturday of December"; None for "the first Monday of each month"."""
    if match["any"]:
        return None
    nth = 0 if (word := match["nth"].lower()) in ("last", "final") else ORDINALS[word]
    if match["month"] is None:
        months = f"{match['year']}-{12 if nth == 0 else 1:02}" if match["year"] and nth < 2 else None
    elif match["year"]:
        months = f"{match['year']}-{_month(match):02}"
    else:
        ahead = at.ahead or (not at.back and at.day is not None and (at.day.month - _month(match)) % 12 >= _LONG)
        months = days.month(at.day, _month(match), ahead=ahead, other=False) if at.day else None
    if months is None:
        return None
    return days.nth_weekday(int(months[:4]), int(months[5:]), WEEKDAYS[match["weekday"].rstrip(".").lower()], nth)


def _weekday(match: re.Match[str], at: Context) -> str | None:
    if at.day is None or TITLE_AFTER.match(at.after) or (match["step"] is None and EVERY.search(at.before)):
        return None
    number = WEEKDAYS[match["weekday"].rstrip(".").lower()]
    step = _step(match)
    if step:
        return days.weekday(at.day, number, ahead=step > 0, other=True)
    if step is None and not at.ahead and number == (at.day.weekday() + 1) % 7:
        # Nobody calls the day six days ago so: it is tomorrow, or the report was brought up to date after its day.
        return None if at.back else days.moved(at.day, "day", 1)
    ahead = at.ahead if step is None or number == at.day.weekday() else number > at.day.weekday()
    return days.weekday(at.day, number, ahead=ahead, other=False)


def _relative_day(match: re.Match[str], at: Context) -> str | None:
    if at.day is None:
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get((match["word"] or "").lower(), -1 if match["night"] else 0)
    if match["side"] and step:
        step += -1 if match["side"] == "before" else 1
    return days.moved(at.day, "day", step)


def _quarter(match: re.Match[str], at: Context) -> str | None:
    number = int(match["digit"]) if match["digit"] else ORDINALS[match["number"].lower()]
    year, step = match["year"] or match["digit_year"], match["step"]
    if year:
        return f"{int(year):04}-Q{number}"
    around = at.before + at.after
    if at.day is None or (GAME.search(around) and not BUSINESS.search(around)):
        return None
    if step:
        return f"{at.day.year + STEPS[step]:04}-Q{number}"
    value = days.quarter(at.day, number, ahead=at.ahead)
    return days.years_on(value, -1) if match["ago"] else value


def _year_before(match: re.Match[str], at: Context) -> str | None:
    if at.period is not None:
        return days.years_on(at.period, -1)
    if at.told is not None and at.told[0] != "X" and "earlier" in match[0]:
        return days.years_on(at.told[:4], -1)
    return None if at.day is None else days.moved(at.day, "year", -1)


def _this_period(_: re.Match[str], at: Context) -> str | None:
    return at.period


def _year_end(_: re.Match[str], at: Context) -> str | None:
    return None if at.day is None else f"{at.day.year:04}-12-31"


def _this_year(_: re.Match[str], at: Context) -> str | None:
    return None if at.day is None else f"{at.day.year:04}"


def _ago(match: re.Match[str], at: Context) -> str | None:
    word, unit, way = match["count"].lower(), match["unit"], match["way"]
    count = int(word) if word.isdigit() else NUMBERS[word]
    if unit == "decade":
        unit, count = "year", count * 10
    if unit == "year" and count == 1 and way in ("ago", "earlier"):
        return _year_before(match, at)
    if at.day is None:
        return None
    size = cast(days.Unit, unit)
    if way in ("ago", "from now"):
        return days.moved(at.day, size, -count if way == "ago" else count)
    if at.told is None or days.unit(at.told) != "day":
        return None
    return days.moved(date.fromisoformat(at.told), size, -count if way == "earlier" else count)


def _season(match: re.Match[str], at: Context) -> str | None:
    name = SEASONS[match["season"].lower()]
    if match["year"]:
        return f"{int(match['year']):04}-{name}"
    step = _step(match)
    if at.day is None or (
        step is None and (name == "FA" or not match[0].lower().startswith(("the ", "early", "late")))
    ):
        return None
    return days.season(at.day, name, step or 0)


def _period(match: re.Match[str], at: Context) -> str | None:
    if at.day is None:
        return None
    unit, step = (match["in"], 0) if match["in"] else (match["unit"], _step(match))
    if unit == "year" and at.told is not None and len(at.told) == 4 and (match["step"] or "").lower() == "previous":
        return days.years_on(at.told, -1)
    size = cast(days.Unit, "week" if unit == "weekend" else unit)
    return days.moved(at.day, size, step or 0)


def _named(match: re.Match[str], at: Context) -> str | None:
    name = re.sub(r"['’]", "", match["name"]).lower().removeprefix("the ").removesuffix(" day")
    if match["year"]:
        day = days.holiday(name, int(match["year"]))
    elif at.day is not None:
        today, ahead = at.day, at.ahead
        found = [d for step in (-1, 0, 1) if (d := days.holiday(name, today.year + step)) is not None]
        day = min((d for d in found if (d >= today if ahead else d <= today)), key=lambda d: abs(d - today))
    else:
        return None
    return None if day is None else day.isoformat()


def _bare_year(match: re.Match[str], at: Context) -> str | None:
    return None if COUNTED.match(at.after) else match["year"]


COMPARED = frozenset({"year_ago_period", "this_period", "ago", "the_year"})
"""Kinds that are told relative to the period and do not become it."""
RULES: dict[str, Callable[[re.Match[str], Context], str | None]] = {
    "iso": _iso,
    "slashed": _slashed,
    "nth_weekday": _nth_weekday,
    "month_day": _month_day,
    "day_month": _month_day,
    "month_year": _month_year,
    "month_step": _month_step,
    "month": _bare_month,
    "weekday": _weekday,
    "relative_day": _relative_day,
    "quarter": _quarter,
    "year_ago_period": _year_before,
    "this_period": _this_period,
    "ago": _ago,
    "season": _season,
    "period": _period,
    "named": _named,
    "year_end": _year_end,
    "the_year": _this_year,
    "year": _bare_year,
}


def _bounded(pattern: str) -> str:
    """White space is one to three characters: a run of a million must not make a search quadratic."""
    return pattern.replace(r"[\s-]+", r"[\s-]{1,3}").replace(r"\s+", r"\s{1,3}").replace(r"\s*", r"\s{0,3}")


COMPILED = {kind: re.compile(_bounded(pattern)) for kind, pattern in PATTERNS.items()}
ANY = re.compile(
    r"(?<!\w)(?=[\dA-Zabcdeflmnopqrstwy])(?:"
    + "|".join(f"(?P<k_{kind}>{re.sub('[?]P<[a-z_]+>', '?:', c.pattern)})" for kind, c in COMPILED.items())
    + ")"
)
"""Finds where an expression is; the pattern of its kind then names its parts."""
