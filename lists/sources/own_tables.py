"""Tables that an operator writes for this service: their columns are known, so nothing is passed over."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from lists.errors import DamagedFile
from lists.sources.delimited import Record
from lists.sources.parsed import RawFile
from lists.sources.table import TableRow, names_of_columns
from lists.sources.xlsx import first_sheet, is_workbook

Tables = Iterable[tuple[str, Iterator[Record]]]
"""The records of files by the files' names, each with its header first."""


def strict_rows(
    file: str, records: Iterator[Record], columns: Collection[str], needed: Collection[str]
) -> Iterator[tuple[TableRow, str | None]]:
    """Give each row under the header with the reason why it cannot be read, None where it can.

    A row has as many values as the header, and one in each needed column. DamagedFile where the header lacks
    a needed column, or has one that is not among `columns`, or one twice.
    """
    header = _header(file, next(records, Record(line=1, cells=(), text="")), columns, needed)
    for record in records:
        cells = zip(header, (cell.strip() for cell in record.cells), strict=False)
        row = TableRow(file, record, {column: cell for column, cell in cells if cell})
        reason = record.fault
        if reason is None and len(record.cells) != len(header):
            reason = f"{len(record.cells)} values for {len(header)} columns"
        if reason is None:
            reason = next((f"no {column}" for column in needed if not row[column]), None)
        yield row, reason


def _header(file: str, record: Record, allowed: Collection[str], needed: Collection[str]) -> tuple[str, ...]:
    columns = names_of_columns(record)
    reason = None
    if not set(needed) <= set(columns):
        reason = f"the first line must be a header with a column {' and a column '.join(needed)}"
    elif unknown := [column for column in columns if column not in allowed]:
        reason = f"unknown column {', '.join(map(repr, unknown))}; allowed are {', '.join(allowed)}"
    elif len(set(columns)) < len(columns):
        reason = f"a column stands twice in the header: {', '.join(columns)}"
    if reason:
        raise DamagedFile(file, reason, line=record.line)
    return columns


def csv_has_columns(file: RawFile, needed: Collection[str]) -> bool:
    """Say whether a file begins with a line of comma-separated names, the needed ones among them."""
    line = file.content[:8192].decode("utf-8-sig", errors="replace").lstrip().partition("\n")[0]
    return set(needed) <= {cell.strip().strip('"').strip().casefold() for cell in line.split(",")}


def workbook_has_columns(file: RawFile, needed: Collection[str]) -> bool:
    """Say whether a file is a workbook whose first sheet begins with the needed columns."""
    if not is_workbook(file):
        return False
    try:
        records, _ = first_sheet(file)
        return set(needed) <= set(names_of_columns(next(records, None)))
    except DamagedFile:
        return False


def sheets(files: Iterable[RawFile]) -> tuple[Tables, tuple[str, ...]]:
    """Give the first sheets of workbooks, and what is odd about these; DamagedFile for what is none.

    Each row has as many cells as its header: a sheet ends a row with its last filled cell.
    """
    read = [(file.name, *first_sheet(file)) for file in files]
    tables = ((name, _filled(records)) for name, records, _ in read)
    return tables, tuple(warning for *_, warning in read if warning)


def _filled(records: Iterator[Record]) -> Iterator[Record]:
    width = 0
    for record in records:
        width = width or len(record.cells)
        yield replace(record, cells=(*record.cells, *("" for _ in range(width - len(record.cells)))))
