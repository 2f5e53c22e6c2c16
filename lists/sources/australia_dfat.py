"""Australia's Consolidated List (DFAT) as its Excel sheet, of 2024 and with the columns added since.

A party is a block of rows with one reference number: "7965" the primary name, "7965a", "7965b" its other
names. A number that the publisher used again for another party ("Primary Name" a second time) becomes "#2".
Rules of the mapping:

- Names: "aka" is an alias, weak where the column Alias Strength says so; "Original Script" is that; "Formerly
  known as", "Previously listed as" and a name with "(previously listed as)" behind it are former names.
- Measures: the list is that of targeted financial sanctions (Regulation 8). Today's columns for travel ban,
  arms embargo and maritime restriction count where the file has them.
- The Control Date is that of the row's last change. Where the listing information names the day of listing,
  that is `listed_on`; else the earliest control date. A later one is `amended_on`.
- A Type of "Entity" is an organisation; its IMO number in the text is its own only where the digits say so.
"""

import re
from collections.abc import Iterable, Iterator

from lists.entities import (
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Measure,
    Name,
    NameKind,
    Vessel,
)
from lists.errors import DamagedFile
from lists.identifiers import identifier
from lists.sources.australia_text import numbers_in
from lists.sources.delimited import Record
from lists.sources.free_text import former_names
from lists.sources.gathered import Outcome, gather
from lists.sources.lettered import address_in, lettered
from lists.sources.nationalities import nationality
from lists.sources.once import once
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.stated_relations import with_stated_relations
from lists.sources.table import TableRow, names_of_columns, rows_under_header
from lists.sources.text_dates import dates_in
from lists.sources.xlsx import first_sheet, is_workbook

_NEEDED = frozenset({"reference", "name of individual or entity", "type", "name type"})
_TYPES = {
    "individual": EntityType.PERSON,
    "person": EntityType.PERSON,
    "entity": EntityType.COMPANY,
    "vessel": EntityType.VESSEL,
    "ship": EntityType.VESSEL,
}
_PRIMARY = frozenset({"primary name", "primary", "primay name", ""})
_KINDS = {
    "aka": NameKind.ALIAS,
    "a": NameKind.ALIAS,
    "original script": NameKind.ORIGINAL_SCRIPT,
    "formerly known as": NameKind.FORMER_NAME,
    "previously listed as": NameKind.FORMER_NAME,
}
_FORMER = re.compile(r"\s*\((?:previously|formerly) listed as[^)]*\)\s*$", re.IGNORECASE)
_MEASURES = {
    "targeted financial sanction": Measure.ASSET_FREEZE,
    "travel ban": Measure.TRAVEL_BAN,
    "arms embargo": Measure.EXPORT_CONTROL,
    "maritime restriction": Measure.PORT_BAN,
}
_NO = frozenset({"", "0", "false", "no", "n", "na", "n/a"})
_LISTED = re.compile(
    r"\b(?:listed|designated)\b[^.;]{0,60}?\bon:?\s*(?P<date>\d{1,2} \w+\.? \d{4})", re.IGNORECASE
)


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is a workbook whose first sheet has the list's columns."""
    return all(is_workbook(file) and _has_columns(file) for file in files)


def _has_columns(file: RawFile) -> bool:
    try:
        records, _ = first_sheet(file)
        return set(names_of_columns(next(records, None))) >= _NEEDED
    except DamagedFile:
        return False


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; DamagedFile where a file is no workbook with its columns, or is damaged."""
    sheets = [(file, *first_sheet(file)) for file in files]
    outcomes = [one for file, records, _ in sheets for one in _outcomes(list_id, file.name, records)]
    return gather(FORMAT.name, files, outcomes, filter(None, (warning for *_, warning in sheets)))


def _outcomes(list_id: str, file: str, records: Iterator[Record]) -> Iterator[Outcome]:
    parties: dict[str, list[TableRow]] = {}
    newest: dict[str, str] = {}
    for row, fault in rows_under_header(file, records, _NEEDED):
        number = re.match(r"\d+", row["reference"])
        reason = fault or (None if row["name of individual or entity"] else "no name")
        if number is None:
            reason = f"reference {row['reference']!r} does not begin with a number"
        if number is None or reason:
            yield Outcome(file=file, lines=(row.line,), reason=reason)
            continue
        own_id = newest.setdefault(number[0], number[0])
        if _is_primary(row) and any(map(_is_primary, parties.get(own_id, ()))):
            own_id = newest[number[0]] = _next_id(number[0], parties)
        parties.setdefault(own_id, []).append(row)
    for own_id, rows in parties.items():
        lines = tuple(row.line for row in rows)
        yield Outcome(file=file, lines=lines, entity=_entity(list_id, own_id, rows))


def _is_primary(row: TableRow) -> bool:
    return row["name type"].casefold() in _PRIMARY


def _next_id(number: str, taken: Iterable[str]) -> str:
    again = sum(1 for own_id in taken if own_id.partition("#")[0] == number)
    return f"{number}#{again + 1}"


def _entity(list_id: str, own_id: str, rows: list[TableRow]) -> Entity:
    type_ = _TYPES.get(rows[0]["type"].casefold())
    texts = _each(rows, "additional information")
    names = _names(rows)
    own_names = [name.text for name in names]
    formers = (former for text in texts for former in former_names(text, type_, own_names))
    addresses = tuple(
        dict.fromkeys(address_in(value) for cell in _each(rows, "address") for value in lettered(cell))
    )
    birth = [dates_in(cell) for cell in _each(rows, "date of birth")]
    countries = [nationality(one) for cell in _each(rows, "citizenship") for one in _nationalities(cell)]
    return Entity(
        list_id=list_id,
        own_id=own_id,
        type=type_,
        names=(*names, *(Name(text=former, kind=NameKind.FORMER_NAME) for former in dict.fromkeys(formers))),
        identifiers=_identifiers(rows, texts, type_),
        countries=once((*countries, *(address.country for address in addresses))),
        vessel=Vessel() if type_ is EntityType.VESSEL else None,
        birth_dates=once(date for dates in birth for date in dates) if type_ is EntityType.PERSON else (),
        birth_places=once(
            value for cell in _each(rows, "place of birth") for value in lettered(cell.strip())
        ),
        addresses=addresses,
        listing=_listing(rows),
        relations=with_stated_relations((), texts, type_, own_names),
        notes=texts,
        unread=tuple(_unread(rows)),
        source=tuple(row.source for row in rows),
    )


def _each(rows: list[TableRow], column: str) -> tuple[str, ...]:
    """The different values of a column, in their order."""
    return once(row[column] for row in rows)


def _names(rows: list[TableRow]) -> tuple[Name, ...]:
    """Give the names, the primary one first."""
    found: dict[Name, None] = {}
    for row in sorted(rows, key=lambda row: not _is_primary(row)):
        text = " ".join(row["name of individual or entity"].split())
        plain = _FORMER.sub("", text)
        kind = _KINDS.get(row["name type"].casefold(), NameKind.ALIAS)
        if not found:
            kind = NameKind.PRIMARY
        elif plain != text:
            kind = NameKind.FORMER_NAME
        elif row["alias strength"].casefold() == "weak":
            kind = NameKind.WEAK_ALIAS
        found[Name(text=plain if found else text, kind=kind)] = None
    return tuple(found)


def _identifiers(
    rows: list[TableRow], texts: tuple[str, ...], type_: EntityType | None
) -> tuple[Identifier, ...]:
    """Give the numbers of the text, and of the column that today's file has for ships."""
    numbers = [identifier(IdentifierType.IMO, cell) for cell in _each(rows, "imo number")]
    in_column = tuple(one for one in numbers if one and type_ is EntityType.VESSEL)
    return once((*in_column, *(one for text in texts for one in numbers_in(text, type_))))


def _nationalities(cell: str) -> tuple[str, ...]:
    """Part "Russian and Ukrainian", "Malian / Mauritanian", but not "Bosnia and Herzegovina"."""
    parts = (re.sub(r"\([^()]*\)|^possibly\s", "", one, flags=re.I).strip() for one in lettered(cell))
    return tuple(
        nation
        for part in parts
        for nation in ((part,) if nationality(part) else re.split(r",\s*|\s+and\s+|\s*/\s*", part))
    )


def _listing(rows: list[TableRow]) -> Listing:
    controlled = sorted(
        (date for cell in _each(rows, "control date") for date in dates_in(cell)),
        key=lambda date: date.earliest,
    )
    information = (*_each(rows, "listing information"), *_each(rows, "instrument of designation"))
    said = [
        date for text in information for match in _LISTED.finditer(text) for date in dates_in(match["date"])
    ]
    listed_on = min((*said, *controlled[:1]), key=lambda date: date.earliest, default=None)
    last = controlled[-1] if controlled else None
    return Listing(
        programmes=_each(rows, "committees"),
        measures=_measures(rows),
        listed_on=listed_on,
        amended_on=last if last != listed_on else None,
        legal_basis=once(information),
    )


def _measures(rows: list[TableRow]) -> tuple[Measure, ...]:
    columns = [column for column in _MEASURES if any(column in row.values for row in rows)]
    if not columns:
        return (Measure.ASSET_FREEZE,)
    return once(_MEASURES[column] for column in columns for row in rows if row[column].casefold() not in _NO)


def _unread(rows: list[TableRow]) -> Iterator[str]:
    """Keep the values of which nothing could be read."""
    for cell in _each(rows, "date of birth"):
        if lettered(cell) and not dates_in(cell):
            yield f"Date of Birth {cell}"
    for cell in _each(rows, "citizenship"):
        for one in _nationalities(cell):
            if not nationality(one):
                yield f"Citizenship {one}"
    for cell in _each(rows, "name type"):
        if cell.casefold() not in _KINDS and cell.casefold() not in _PRIMARY:
            yield f"Name Type {cell}"
    if rows[0]["type"].casefold() not in _TYPES:
        yield f"Type {rows[0]['type']}"


FORMAT = Format(name="au-dfat-xlsx", recognises=recognises, parse=parse)
