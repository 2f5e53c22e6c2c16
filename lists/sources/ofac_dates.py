"""Dates as OFAC writes them."""

import re

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
