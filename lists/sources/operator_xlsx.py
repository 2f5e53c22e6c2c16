"""An operator's own list as an Excel workbook: the columns and rules of its CSV, on the first sheet."""

from collections.abc import Iterator
from dataclasses import replace

from lists.errors import DamagedFile
from lists.sources.delimited import Record
from lists.sources.operator_csv import parse_records
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.table import names_of_columns
from lists.sources.xlsx import first_sheet, is_workbook


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is a workbook whose first sheet has the column `name`."""
    return all(is_workbook(file) and "name" in _header(file) for file in files)


def _header(file: RawFile) -> tuple[str, ...]:
    try:
        records, _ = first_sheet(file)
        return names_of_columns(next(records, None))
    except DamagedFile:
        return ()


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read an operator's list; several workbooks are read as one after the other.

    Raises DamagedFile (no workbook, damaged, no usable header) and ConflictingRows.
    """
    sheets = [(file.name, *first_sheet(file)) for file in files]
    parsed = parse_records(FORMAT.name, list_id, ((name, _filled(rows)) for name, rows, _ in sheets))
    warnings = tuple(warning for *_, warning in sheets if warning)
    return replace(parsed, warnings=(*warnings, *parsed.warnings))


def _filled(records: Iterator[Record]) -> Iterator[Record]:
    """Give each row as many cells as the header: a sheet ends a row with its last filled cell."""
    width = 0
    for record in records:
        width = width or len(record.cells)
        yield replace(record, cells=(*record.cells, *("" for _ in range(width - len(record.cells)))))


FORMAT = Format(name="hullmark-xlsx", recognises=recognises, parse=parse)
