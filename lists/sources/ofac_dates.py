"""Dates as OFAC writes them."""

import re
from datetime import date

from lists.entities import PartialDate

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(rf"(?:(?:(\d\d?) )?({'|'.join(_MONTHS)}) )?(\d{{4}})")


def read_date(text: str) -> PartialDate | None:
    """Read a day, a month, a year or a range of them; None where the text is no date.

    >>> str(read_date("14 Sep 1965")), str(read_date("Sep 1965")), str(read_date("circa 1951"))
    ('1965-09-14', '1965-09', '~1951')
    >>> str(read_date("1951 to 1953")), str(read_date("circa 1956-1958"))
    ('1951/1953', '~1956/1958')
    """
    plain = text.strip().rstrip(".")
    circa = plain.startswith("circa ")
    ends = [_single(end, circa=circa) for end in re.split(r" to |-", plain.removeprefix("circa "))]
    first, last = ends[0], ends[-1]
    if first is None or last is None or len(ends) > 2 or first.earliest > last.latest:
        return None
    return PartialDate.between(first, last)


def write_date(period: PartialDate) -> str:
    """Write a date as OFAC's remarks have it; `read_date` reads it back.

    >>> write_date(PartialDate.of(1965, 9, 4)), write_date(PartialDate.parse("~1951/1953"))
    ('04 Sep 1965', 'circa 1951 to 1953')
    """
    first, last = period.earliest, period.latest
    circa = "circa " if period.circa else ""
    ends = (_day(first), _day(last))
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        ends = (f"{first.year:04d}", f"{last.year:04d}")
    elif period == PartialDate.of(first.year, first.month, circa=period.circa):
        ends = (_month(first), _month(first))
    return circa + " to ".join(dict.fromkeys(ends))


def _day(day: date) -> str:
    return f"{day.day:02d} {_month(day)}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.year:04d}"


def _single(text: str, *, circa: bool) -> PartialDate | None:
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = match.groups()
    try:
        return PartialDate.of(
            int(year),
            _MONTHS.index(month) + 1 if month else None,
            int(day) if day else None,
            circa=circa,
        )
    except ValueError:  # 31 Feb: no date at all
        return None
