"""Arithmetic on calendar values: the nearest Friday, the quarter before, a year earlier. Pure.

A value is a string: `2024-06-13`, `2024-06`, `2024-W24`, `2024-Q2`, `2024-SU` (SP, SU, FA, WI) or `2024`.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

FIRST_YEAR, LAST_YEAR = 1800, 2100
Unit = Literal["day", "week", "month", "quarter", "year"]


def exact(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such or the year is not in 1800 to 2100."""
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def unit(value: str) -> Unit:
    """How much time a value spans; a season counts as a quarter."""
    if len(value) == 4:
        return "year"
    if len(value) == 10:
        return "day"
    return "week" if value[5] == "W" and value[6:].isdigit() else "month" if value[5:].isdigit() else "quarter"


def of(day: date, size: Unit) -> str:
    """The value of the given size that holds `day`."""
    if size == "day":
        return day.isoformat()
    if size == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    if size == "month":
        return f"{day.year:04}-{day.month:02}"
    return f"{day.year:04}-Q{(day.month + 2) // 3}" if size == "quarter" else f"{day.year:04}"


def moved(day: date, size: Unit, count: int) -> str | None:
    """The value of the given size `count` units after the one that holds `day`; None outside the calendar."""
    try:
        if size in ("day", "week"):
            return of(day + timedelta(days=count * (7 if size == "week" else 1)), size)
        months = day.year * 12 + day.month - 1 + count * {"month": 1, "quarter": 3, "year": 12}[size]
        return of(date(months // 12, months % 12 + 1, 1), size)
    except (ValueError, OverflowError):
        return None


def years_on(value: str, count: int) -> str | None:
    """The same value `count` years later; None outside 1800 to 2100."""
    year = int(value[:4]) + count
    return f"{year:04}{value[4:]}" if FIRST_YEAR <= year <= LAST_YEAR else None


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a value; None for a season, whose edges nobody agrees on, and a day of an unknown year."""
    if value.startswith("X"):
        return None
    year, rest = int(value[:4]), value[5:]
    try:
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if rest[0] == "W":
            first = date.fromisocalendar(year, int(rest[1:]), 1)
            return first, first + timedelta(6)
        if rest[0] == "Q":
            return _months(year, 3 * int(rest[1:]) - 2, 3)
        if unit(value) == "month":
            return _months(year, int(rest), 1)
        return (date.fromisoformat(value),) * 2 if unit(value) == "day" else None
    except ValueError:
        return None


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    after = month + count
    return date(year, month, 1), date(year + (after > 12), (after - 1) % 12 + 1, 1) - timedelta(1)


def weekday(day: date, number: int, *, ahead: bool, other: bool) -> str | None:
    """The nearest weekday (Monday: 0) on or before `day`, on or after it where `ahead`; `other`: not `day` itself."""
    step = (number - day.weekday()) % 7 if ahead else -((day.weekday() - number) % 7)
    if step == 0 and other:
        step = 7 if ahead else -7
    return moved(day, "day", step)


def nth_weekday(year: int, month: int, number: int, nth: int) -> str | None:
    """The nth Monday (`number` 0) and so on of a month, the last one for 0; None outside 1800 to 2100."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    first, length = calendar.monthrange(year, month)
    day = 1 + (number - first) % 7
    return date(year, month, day + 7 * (nth - 1) if nth else day + 7 * ((length - day) // 7)).isoformat()


def nearest(day: date, month: int, number: int) -> date | None:
    """The day of this month and number that is least far from `day`."""
    found = [exact(day.year + step, month, number) for step in (-1, 0, 1)]
    return min((d for d in found if d is not None), key=lambda d: abs(d - day), default=None)


def month(day: date, number: int, *, ahead: bool, other: bool) -> str:
    """The month that last began, or comes next where `ahead`; `other`: not the month of `day` itself."""
    step = (number - day.month) % 12 if ahead else -((day.month - number) % 12)
    if step == 0 and other:
        step = 12 if ahead else -12
    return str(moved(day, "month", step))


def quarter(day: date, number: int, *, ahead: bool) -> str:
    """The quarter that last began, or comes next where `ahead`; the one that just ended is still reported on."""
    back = ((day.month + 2) // 3 - number) % 4
    step = 4 - back if ahead and back > 1 else -back
    return str(moved(day, "quarter", step))


def season(day: date, name: str, step: int) -> str:
    """The season (SP, SU, FA, WI) of this year (0), or the last (-1) or next (1) one; a winter has its first year."""
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[name]
    year = day.year if day.month >= begins else day.year - 1  # the one that last began
    running = (day.month - begins) % 12 < 3
    if step < 0:
        year -= running
    elif step > 0 or (step == 0 and not running and (begins - day.month) % 12 <= 3):
        year += 1
    return f"{year:04}-{name}"


def holiday(name: str, year: int) -> date | None:
    """The day of a holiday, named in lower case without apostrophes and "day"; None where it is none of these."""
    fixed = {
        "christmas": (12, 25), "christmas eve": (12, 24), "new years": (1, 1), "new years eve": (12, 31),
        "halloween": (10, 31), "valentines": (2, 14), "fourth of july": (7, 4), "independence": (7, 4),
        "veterans": (11, 11), "boxing": (12, 26), "juneteenth": (6, 19),
    }  # fmt: skip
    if name in fixed:
        return exact(year, *fixed[name])
    month, number = {"thanksgiving": (11, 28), "labor": (9, 7), "memorial": (5, 31)}.get(name, (0, 0))
    latest = exact(year, month, number)  # the fourth Thursday of its month, the first Monday, the last Monday
    if latest is None:
        return None
    return latest - timedelta(days=(latest.weekday() - (3 if name == "thanksgiving" else 0)) % 7)
