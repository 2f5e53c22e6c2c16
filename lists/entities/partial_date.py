"""Dates as precise as published."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"\d{4}(-\d\d){0,2}(/\d{4}(-\d\d){0,2})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A closed interval of days: a year alone is 1 January to 31 December, never 1 January.

    >>> str(PartialDate.of(1966)), str(PartialDate.of(1966, 3)), str(PartialDate.of(1966, 3, 10))
    ('1966', '1966-03', '1966-03-10')
    >>> str(PartialDate.between(PartialDate.of(1951), PartialDate.of(1953)))
    '1951/1953'
    """

    earliest: date
    latest: date
    circa: bool = False

    def __post_init__(self) -> None:
        if self.earliest > self.latest:
            raise ValueError(f"a date interval that ends before it starts: {self.earliest} > {self.latest}")

    @classmethod
    def of(
        cls, year: int, month: int | None = None, day: int | None = None, *, circa: bool = False
    ) -> "PartialDate":
        """Build the interval of a year, a month or a day. ValueError where no such day exists."""
        if month is None:
            return cls(earliest=date(year, 1, 1), latest=date(year, 12, 31), circa=circa)
        if day is None:
            last = calendar.monthrange(year, month)[1]
            return cls(earliest=date(year, month, 1), latest=date(year, month, last), circa=circa)
        return cls(earliest=date(year, month, day), latest=date(year, month, day), circa=circa)

    @classmethod
    def between(cls, start: "PartialDate", end: "PartialDate") -> "PartialDate":
        """Build the interval from the start of one date to the end of another."""
        return cls(earliest=start.earliest, latest=end.latest, circa=start.circa or end.circa)

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read the form that `str` writes: YYYY, YYYY-MM, YYYY-MM-DD, or two of them joined by "/".

        ValueError where the text is of none of these forms.
        """
        circa, text = text.startswith("~"), text.removeprefix("~")
        if not _WRITTEN.fullmatch(text):
            raise ValueError(f"not a date of the form YYYY[-MM[-DD]][/YYYY[-MM[-DD]]]: {text!r}")
        start, _, end = text.partition("/")
        first = cls.of(*(int(part) for part in start.split("-")))
        last = cls.of(*(int(part) for part in end.split("-"))) if end else first
        return cls(earliest=first.earliest, latest=last.latest, circa=circa)

    def overlaps(self, other: "PartialDate") -> bool:
        """Say whether some day lies in both intervals."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def __str__(self) -> str:
        prefix = "~" if self.circa else ""
        whole = _single(self.earliest, self.latest)
        if whole:
            return prefix + whole
        return prefix + _edge(self.earliest, start=True) + "/" + _edge(self.latest, start=False)


def _single(first: date, last: date) -> str | None:
    """Write the interval as one year, month or day; None where it is no such thing."""
    if first == last:
        return first.isoformat()
    if first.year == last.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04d}"
    whole_month = (first.year, first.month, first.day) == (last.year, last.month, 1)
    if whole_month and last.day == calendar.monthrange(last.year, last.month)[1]:
        return f"{first.year:04d}-{first.month:02d}"
    return None


def _edge(day: date, *, start: bool) -> str:
    """Write one end of an interval as shortly as `parse` reads it back."""
    if (day.month, day.day) == ((1, 1) if start else (12, 31)):
        return f"{day.year:04d}"
    return day.isoformat()
