"""When a publisher published a list, where its files say so in their first lines.

A date alone is midnight UTC: it says no more. Formats that are not named here have no date of their own.
"""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from lists.sources.parsed import RawFile

_HEAD = 4096
"""Bytes in which the date stands, in every format."""

_Reader = Callable[[re.Match[str]], datetime]


def _moment(found: re.Match[str]) -> datetime:
    moment = datetime.fromisoformat(found[1])
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _day_first(found: re.Match[str]) -> datetime:
    return datetime.strptime(found[1], "%d/%m/%Y").replace(tzinfo=UTC)


def _month_first(found: re.Match[str]) -> datetime:
    return datetime.strptime(found[1], "%m/%d/%Y").replace(tzinfo=UTC)


def _parts(found: re.Match[str]) -> datetime:
    year, month, day = map(int, found.groups())
    return datetime(year, month, day, tzinfo=UTC)


_DAY = r"(\d{2}/\d{2}/\d{4})"
_WHERE: dict[str, tuple[str, _Reader]] = {
    "un-xml": (r'<CONSOLIDATED_LIST\b[^>]*\bdateGenerated="([^"]+)"', _moment),
    "eu-fsf-xml": (r'<export\b[^>]*\bgenerationDate="([^"]+)"', _moment),
    "seco-xml": (r'<swiss-sanctions-list\b[^>]*\bdate="([^"]+)"', _moment),
    "uk-conlist": (rf"Last Updated\W{{1,3}}{_DAY}", _day_first),
    "uk-sanctions-list-xml": (rf"<DateGenerated>\s*{_DAY}", _day_first),
    "ofac-xml": (rf"<Publish_Date>\s*{_DAY}", _month_first),
    "ofac-advanced-xml": (
        r"<DateOfIssue\b[^>]*>\s*<Year>(\d+)</Year>\s*<Month>(\d+)</Month>\s*<Day>(\d+)</Day>",
        _parts,
    ),
    "ofac-enhanced-xml": (r"<dataAsOf>\s*([^<\s]+)", _moment),
}


def published_at(format_name: str, files: Iterable[RawFile]) -> datetime | None:
    """Give when the newest of a list's files was published, in UTC; None where none says so.

    >>> text = b'<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">'
    >>> published_at("un-xml", [RawFile(name="consolidated.xml", content=text)]).isoformat()
    '2026-02-27T00:00:09.554000+00:00'
    """
    if format_name not in _WHERE:
        return None
    pattern, read = _WHERE[format_name]
    moments = (_read(pattern, read, file.content[:_HEAD]) for file in files)
    return max((moment for moment in moments if moment is not None), default=None)


def _read(pattern: str, read: _Reader, head: bytes) -> datetime | None:
    found = re.search(pattern, head.decode("utf-8", errors="replace"))
    try:
        return read(found) if found else None
    except ValueError:
        return None
