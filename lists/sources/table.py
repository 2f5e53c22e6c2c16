"""Rows under a header, from a CSV or from a sheet: values by the column's name."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice

from lists.entities import SourceRow
from lists.errors import DamagedFile
from lists.sources.delimited import Record, any_text, read_records
from lists.sources.parsed import RawFile

_HEADER_WITHIN = 10  # records


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row; `row["column"]` is its stripped value, empty where there is none or no such column."""

    file: str
    record: Record
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    @property
    def line(self) -> int:
        return self.record.line

    @property
    def source(self) -> SourceRow:
        return SourceRow(file=self.file, line=self.record.line, text=self.record.text)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and of its faulty ones the reason; `warning` says what is odd about the file."""

    rows: Iterable[tuple[TableRow, str | None]]
    warning: str | None = None


def read_csv(file: RawFile, needed: Collection[str]) -> Table:
    """Read a CSV with a header; DamagedFile, then or while rows are read, where it is none or cut off."""
    text, warning = any_text(file)
    return Table(rows_under_header(file.name, read_records(file.name, text), needed), warning)


def rows_under_header(
    file: str, records: Iterator[Record], needed: Collection[str]
) -> Iterator[tuple[TableRow, str | None]]:
    """Give each row under the first with the reason why its values cannot be read, None where they can.

    Names of columns are compared in small letters, without blanks around. DamagedFile where a needed one is
    missing.
    """
    header = next(records, Record(line=1, cells=(), text=""))
    columns = names_of_columns(header)
    if missing := sorted(set(needed) - set(columns)):
        raise DamagedFile(file, f"the header lacks the column {', '.join(missing)}", line=header.line)
    for record in records:
        reason = record.fault
        if reason is None and len(record.cells) > len(columns) and any(record.cells[len(columns) :]):
            reason = f"{len(record.cells)} values for {len(columns)} columns"
        values = {
            column: cell.strip()
            for column, cell in zip(columns, record.cells, strict=False)
            if column and cell.strip()
        }
        yield TableRow(file, record, values), reason


def header_of(file: RawFile) -> frozenset[str]:
    """Give the names of the columns in a CSV's first line, in small letters; none for what is no text."""
    with suppress(DamagedFile):
        text, _ = any_text(RawFile(name=file.name, content=file.content[:65536]))
        # A beginning may end inside a value, but hardly inside the header.
        return frozenset(names_of_columns(next(read_records(file.name, text), None)))
    return frozenset()


def names_of_columns(header: Record | None) -> tuple[str, ...]:
    """Give the names that a header's cells are, in small letters; none where there is no header."""
    return tuple(" ".join(cell.split()).casefold() for cell in header.cells) if header else ()


def from_header(records: Iterator[Record], needed: Collection[str]) -> Iterator[Record]:
    """Skip what stands before the header, a date or a title; nothing where no header is found soon."""
    first = list(islice(records, _HEADER_WITHIN))
    headers = [place for place, record in enumerate(first) if set(needed) <= set(names_of_columns(record))]
    return chain(first[headers[0] if headers else 0 :], records)


def has_header(records: Iterator[Record], needed: Collection[str]) -> bool:
    """Say whether a header with the needed columns stands at the beginning, or soon after it."""
    first = islice(records, _HEADER_WITHIN)
    return any(set(needed) <= set(names_of_columns(record)) for record in first)
