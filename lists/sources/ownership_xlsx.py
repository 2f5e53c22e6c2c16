"""An operator's ownership file as an Excel workbook: the columns and rules of its CSV, on the first sheet."""

from dataclasses import replace

from lists.sources.own_tables import sheets, workbook_has_columns
from lists.sources.ownership_csv import NEEDED, parse_records
from lists.sources.parsed import Format, Parsed, RawFile


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is a workbook whose first sheet has the columns `owner` and `owned`."""
    return all(workbook_has_columns(file, NEEDED) for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read ownership workbooks as one; DamagedFile (no workbook, damaged, no usable header)."""
    tables, warnings = sheets(files)
    parsed = parse_records(FORMAT.name, list_id, tables)
    return replace(parsed, warnings=(*warnings, *parsed.warnings))


FORMAT = Format(name="ownership-xlsx", recognises=recognises, parse=parse)
