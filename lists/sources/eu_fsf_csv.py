"""The European Union's consolidated list of financial sanctions as CSV 1.1, separated by semicolons.

A row holds the party's columns and one or more of its parts: a name, an address, a birth date, a number, a
citizenship. All rows of an Entity_LogicalId are one entity; a part that stands in several rows is read once.
The CSV does not publish `strong`: weak aliases are told only where a remark tells them, so the XML is better.

No real file has proved this parser; its columns are those of public descriptions of the format.
"""

from contextlib import suppress
from itertools import islice

from lists.errors import DamagedFile
from lists.sources.delimited import any_text, read_records
from lists.sources.eu_entities import to_entity
from lists.sources.eu_subject import Part, Subject
from lists.sources.gathered import Outcome, gather
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.table import Table, TableRow, rows_under_header

_NEEDED = frozenset({"entity_logicalid", "entity_subjecttype", "namealias_wholename"})
# Where the CSV names a column otherwise than the XML its attribute.
_ATTRIBUTES = {
    "eu_referencenumber": "eureferencenumber",
    "day": "dayofmonth",
    "month": "monthofyear",
    "subjecttype": "code",
    "subjecttype_classificationcode": "classificationcode",
    "typecode": "identificationtypecode",
    "typedescription": "identificationtypedescription",
}


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file begins with the list's header."""
    return all(_header_of(file) >= _NEEDED for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; DamagedFile where a file is no CSV with its columns, or is cut off."""
    outcomes: list[Outcome] = []
    warnings: list[str] = []
    for file in files:
        text, warning = any_text(file)
        table = Table(rows_under_header(file.name, read_records(file.name, text, ";"), _NEEDED), warning)
        warnings += filter(None, [table.warning])
        subjects: dict[str, Subject] = {}
        for row, fault in table.rows:
            logical_id = row["entity_logicalid"]
            if fault or not logical_id:
                reason = fault or "no Entity_LogicalId"
                outcomes.append(Outcome(file=file.name, lines=(row.line,), reason=reason))
            else:
                entity = _part(row, "entity_")
                _add(subjects.setdefault(logical_id, Subject(logical_id=logical_id, entity=entity)), row)
        outcomes += (_outcome(list_id, file.name, subject) for subject in subjects.values())
    return gather(FORMAT.name, files, outcomes, warnings=warnings)


def _header_of(file: RawFile) -> frozenset[str]:
    with suppress(DamagedFile):
        text, _ = any_text(RawFile(name=file.name, content=file.content[:65536]))
        for record in islice(read_records(file.name, text, ";"), 1):
            return frozenset(cell.strip().casefold() for cell in record.cells)
    return frozenset()


def _outcome(list_id: str, file: str, subject: Subject) -> Outcome:
    entity = to_entity(list_id, subject)
    lines = tuple(source.line for source in subject.sources)
    reason = None if entity else f"{subject.logical_id} has no name"
    return Outcome(file=file, lines=lines, entity=entity, reason=reason)


def _add(subject: Subject, row: TableRow) -> None:
    subject.sources.append(row.source)
    for parts, prefix in (
        (subject.regulations, "entity_regulation_"),
        (subject.names, "namealias_"),
        (subject.addresses, "address_"),
        (subject.birth_dates, "birthdate_"),
        (subject.identifications, "identification_"),
        (subject.citizenships, "citizenship_"),
    ):
        part = _part(row, prefix)
        if part and part not in parts:
            parts.append(part)


def _part(row: TableRow, prefix: str) -> Part:
    """Give the columns of one part, without those of the regulation that published it."""
    columns = (column for column in row.values if column.startswith(prefix))
    names = {column: column.removeprefix(prefix) for column in columns}
    return {
        _ATTRIBUTES.get(name, name): row[column]
        for column, name in names.items()
        if not name.startswith("regulation_")
    }


FORMAT = Format(name="eu-fsf-csv", recognises=recognises, parse=parse)
