"""Dates in cells of free form: "a) 4 Dec. 1968; b) Between 1958 and 1963", "Approximately 1955"."""

import re
from collections.abc import Iterator

from lists.entities import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*"
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = re.compile(
    rf"""(?<![\d/-])(?:
    (?P<y1>{_YEAR})-(?P<m1>\d\d)-(?P<d1>\d\d)
    | (?P<d2>\d{{1,2}})[/.](?P<m2>\d{{1,2}})\s?[/.]\s?(?P<y2>{_YEAR})
    | (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[\s.-]*(?P<m3>{_MONTH})[\s.,-]*(?P<y3>{_YEAR})
    | (?P<m4>{_MONTH})\.?\s(?P<d4>\d{{1,2}}),?\s(?P<y4>{_YEAR})
    | (?P<m5>{_MONTH})[\s.,-]*(?P<y5>{_YEAR})
    | (?P<m6>\d\d?)/(?P<y6>{_YEAR})
    | (?P<y7>{_YEAR})\s?[/–-]\s?(?P<e7>{_YEAR})
    | (?P<y8>{_YEAR})
    )(?![\d/])""",
    re.IGNORECASE | re.VERBOSE,
)
_CIRCA = re.compile(r"(?:approx\w*|circa|c\.|about|around|estimated)[\s:,(]*(?:between\s*)?$", re.IGNORECASE)
_BEFORE = 40  # characters before a date that may qualify it
_BETWEEN = re.compile(r"(?:between|from)\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|–|—|to|until|through)\s*(?:approximately\s*)?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|-|–)\s*", re.IGNORECASE)


def dates_in(text: str) -> tuple[PartialDate, ...]:
    """Give the dates that a text states, in its order, each once; days come before months.

    >>> [str(date) for date in dates_in("a) 4 Dec. 1968; b) Approximately 1955- 1958 c) 09/11/1954")]
    ['1968-12-04', '~1955/1958', '1954-11-09']
    """
    return tuple(dict.fromkeys(_read(text)))


def _read(text: str) -> Iterator[PartialDate]:
    found = [(match, _single(match)) for match in _DATE.finditer(text)]
    place = 0
    while place < len(found):
        match, date = found[place]
        place += 1
        if date is None:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        circa = _CIRCA.search(before) is not None
        if place < len(found):
            next_match, end = found[place]
            joint = text[match.end() : next_match.start()]
            joined = (_AND if _BETWEEN.search(before) else _TO).fullmatch(joint)
            if joined and end and date.earliest <= end.latest:
                date = PartialDate.between(date, end)
                place += 1
        yield PartialDate(earliest=date.earliest, latest=date.latest, circa=circa)


def _single(match: re.Match[str]) -> PartialDate | None:
    parts = {key[0]: value for key, value in match.groupdict().items() if value}
    month = parts.get("m")
    number = None
    if month:
        number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].casefold()) + 1
    try:
        date = PartialDate.of(int(parts["y"]), number, int(parts["d"]) if "d" in parts else None)
        return PartialDate.between(date, PartialDate.of(int(parts["e"]))) if "e" in parts else date
    except ValueError:  # 31 February, or a span that ends before it starts: no date at all
        return None
