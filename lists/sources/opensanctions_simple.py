"""OpenSanctions' targets.simple.csv: one row per target; several values of a cell joined by semicolons.

The file says less than entities.ftm.json: aliases do not tell weak and former names apart, identifiers come
without their type (they are told by shape), a ship's flags of all times stand together, and a sanction is one
text. A single flag is the ship's; of several none is taken as the present one.
"""

import csv
import io
from collections.abc import Iterator

from lists.entities import (
    Entity,
    EntityType,
    Identifier,
    Listing,
    Name,
    NameKind,
    PartialDate,
    Vessel,
)
from lists.sources.free_text import former_names
from lists.sources.ftm_words import (
    ENTITY_PAGE,
    TYPES,
    country_of_code,
    date_of,
    identifier_by_shape,
    measures_of,
)
from lists.sources.gathered import Outcome, gather
from lists.sources.lettered import address_in
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.stated_relations import with_stated_relations
from lists.sources.table import TableRow, header_of, read_csv

_COLUMNS = frozenset({"id", "schema", "name", "aliases", "countries", "identifiers", "sanctions", "dataset"})

_SELF = ("company", "enterprise", "plant", "ship", "vessel")


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file has the columns of the export."""
    return all(header_of(file) >= _COLUMNS for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the export; DamagedFile where a file is no CSV with its columns, or is cut off."""
    tables = [(file, read_csv(file, _COLUMNS)) for file in files]
    outcomes = [_outcome(list_id, row, fault) for _, table in tables for row, fault in table.rows]
    return gather(FORMAT.name, files, outcomes, filter(None, (table.warning for _, table in tables)))


def _outcome(list_id: str, row: TableRow, fault: str | None) -> Outcome:
    reason = fault or ("no id" if not row["id"] else None if row["name"] else "no name")
    if reason is None and row["schema"] not in TYPES:
        reason = f"schema {row['schema']!r} is no party"
    entity = None if reason else _entity(list_id, row)
    return Outcome(file=row.file, lines=(row.line,), entity=entity, reason=reason)


def _entity(list_id: str, row: TableRow) -> Entity:
    type_ = TYPES[row["schema"]]
    codes = _several(row["countries"])
    countries = tuple(dict.fromkeys(filter(None, map(country_of_code, codes))))
    dates = {text: date_of(text) for text in _several(row["birth_date"])}
    known = tuple(date for date in dates.values() if date)
    numbers = {text: _identifier(text, type_, countries) for text in _several(row["identifiers"])}
    reasons = tuple(text.strip(" ;\n") for text in _several(row["sanctions"]) if text.strip(" ;\n"))
    programmes = _several(row["program_ids"])
    return Entity(
        list_id=list_id,
        own_id=row["id"],
        type=type_,
        names=_names(row, type_, reasons),
        identifiers=tuple(number for number in numbers.values() if number),
        countries=countries,
        vessel=_vessel(countries, known) if type_ is EntityType.VESSEL else None,
        birth_dates=known if type_ in (EntityType.PERSON, None) else (),
        addresses=tuple(address_in(text) for text in _several(row["addresses"])),
        listing=Listing(
            programmes=programmes or _several(row["dataset"]),
            measures=measures_of(()) if programmes or row["sanctions"] else (),
            source_url=ENTITY_PAGE + row["id"],
        ),
        relations=with_stated_relations((), reasons, type_, (row["name"], *_several(row["aliases"]))),
        notes=(
            *reasons,
            *(f"{column} {text}" for column in ("phones", "emails") for text in _several(row[column])),
        ),
        unread=(
            *(f"birth_date {text}" for text, date in dates.items() if not date),
            *(f"country {code}" for code in codes if not country_of_code(code)),
            *(f"identifier {text}" for text, number in numbers.items() if not number),
        ),
        source=(row.source,),
    )


def _identifier(text: str, type_: EntityType | None, countries: tuple[str, ...]) -> Identifier | None:
    return identifier_by_shape(text, type_, "RU" if "RU" in countries else None)


def _names(row: TableRow, type_: EntityType | None, reasons: tuple[str, ...]) -> tuple[Name, ...]:
    listed = [row["name"], *(alias for alias in _several(row["aliases"]) if alias != row["name"])]
    formers = [former for text in reasons for former in former_names(text, type_, listed)]
    if type_ is not EntityType.PERSON:
        # A reason begins by saying what the party is: "The shipping company (formerly A LLC) carries goods."
        firsts = (text.partition(". ")[0] for text in reasons)
        formers += (former for text in firsts for former in former_names(text, type_, (*listed, *_SELF)))
    kinds = (NameKind.PRIMARY, *(NameKind.ALIAS for _ in listed[1:]))
    return (
        *(Name(text=text, kind=kind) for text, kind in zip(listed, kinds, strict=True)),
        *(Name(text=former, kind=NameKind.FORMER_NAME) for former in dict.fromkeys(formers)),
    )


def _vessel(countries: tuple[str, ...], built: tuple[PartialDate, ...]) -> Vessel:
    return Vessel(
        flag=countries[0] if len(countries) == 1 else None,
        built=built[0].earliest.year if built else None,
    )


def _several(cell: str) -> tuple[str, ...]:
    """Part a cell, which is itself a row of a CSV with semicolons."""
    return tuple(dict.fromkeys(filter(None, (value.strip() for value in _values(cell)))))


def _values(cell: str) -> Iterator[str]:
    if ";" not in cell and '"' not in cell:
        yield cell
        return
    try:
        for values in csv.reader(io.StringIO(cell, newline=""), delimiter=";"):
            yield from values
    except csv.Error:  # a value longer than the csv module's limit
        yield cell


FORMAT = Format(name="opensanctions-simple-csv", recognises=recognises, parse=parse)
