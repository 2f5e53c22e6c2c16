"""An operator's own list as an Excel workbook: the columns and rules of its CSV, on the first sheet."""

from dataclasses import replace

from lists.sources.operator_csv import parse_records
from lists.sources.own_tables import sheets, workbook_has_columns
from lists.sources.parsed import Format, Parsed, RawFile


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is a workbook whose first sheet has the column `name`."""
    return all(workbook_has_columns(file, {"name"}) for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read an operator's list; several workbooks are read as one after the other.

    Raises DamagedFile (no workbook, damaged, no usable header) and ConflictingRows.
    """
    tables, warnings = sheets(files)
    parsed = parse_records(FORMAT.name, list_id, tables)
    return replace(parsed, warnings=(*warnings, *parsed.warnings))


FORMAT = Format(name="hullmark-xlsx", recognises=recognises, parse=parse)
