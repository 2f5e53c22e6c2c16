"""The US Consolidated Screening List as CSV: thirteen lists of Treasury, Commerce and State in one file.

A party that stands on several of Treasury's lists has one id and a row for each: one entity, with the
programmes and measures of all. Other lists' ids are hashes of the entry, so that a changed entry is a new
one. Aliases bear no strength here: OFAC's own files tell weak ones, this file does not. Entries of Commerce
and State have no type.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from lists.countries import country_code
from lists.entities import Entity, PartialDate
from lists.sources.gathered import Outcome, UnreadableError, gather
from lists.sources.ofac_dates import read_date
from lists.sources.ofac_entities import Columns, Entry, to_entity
from lists.sources.ofac_remarks import read_sentences
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.table import TableRow, header_of, read_csv
from lists.sources.us_csl_rows import (
    COLUMNS,
    TYPES,
    address_of,
    measures_of,
    names_of,
    parts_of,
    sentences_of,
)

_NOTES = ("end_date", "standard_order", "license_requirement", "license_policy")


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file has the list's columns."""
    return all(header_of(file) >= COLUMNS for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; DamagedFile where a file is no CSV with its columns, or is cut off."""
    outcomes: list[Outcome] = []
    by_id = defaultdict[tuple[str, str], list[TableRow]](list)
    tables = [(file, read_csv(file, COLUMNS)) for file in files]
    for file, table in tables:
        for row, fault in table.rows:
            reason = fault or ("no name" if not row["name"] else None if row["_id"] else "no _id")
            if reason:
                outcomes.append(Outcome(file=file.name, lines=(row.line,), reason=reason))
            else:
                by_id[file.name, row["_id"]].append(row)
    outcomes += (_outcome(list_id, rows) for rows in by_id.values())
    return gather(FORMAT.name, files, outcomes, filter(None, (table.warning for _, table in tables)))


def _outcome(list_id: str, rows: list[TableRow]) -> Outcome:
    lines = tuple(row.line for row in rows)
    try:
        entity = _joined([_entity(list_id, row) for row in rows])
    except UnreadableError as error:
        return Outcome(file=rows[0].file, lines=lines, reason=str(error))
    return Outcome(file=rows[0].file, lines=lines, entity=entity)


def _joined(entities: list[Entity]) -> Entity:
    """Join what several lists say of one party: every value, once."""
    first, *others = entities
    if any((other.names[0], other.type) != (first.names[0], first.type) for other in others):
        raise UnreadableError(f"one id, {first.own_id}, with different names or types")
    several = [one.name for one in fields(Entity) if isinstance(getattr(first, one.name), tuple)]
    joined: dict[str, Any] = {name: _all(getattr(entity, name) for entity in entities) for name in several}
    listings = [entity.listing for entity in entities]
    joined["listing"] = replace(
        first.listing,
        programmes=_all(listing.programmes for listing in listings),
        measures=_all(listing.measures for listing in listings),
    )
    return replace(first, **joined)


def _all(values: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(value for several in values for value in several))


def _entity(list_id: str, row: TableRow) -> Entity:
    """Read a row: Treasury's as OFAC's own entries are, for the file repeats their contents."""
    type_ = TYPES.get(row["type"])
    of_treasury = bool(row["entity_number"])
    sentences = sentences_of(row["ids"], row["remarks"]) if of_treasury else ()
    remarks = read_sentences(sentences, type_)
    remarks.birth_dates += _dates(row, "dates_of_birth")
    remarks.birth_places += parts_of(row["places_of_birth"])
    remarks.countries += filter(
        None, (country_code(code) for code in parts_of(f"{row['citizenships']}; {row['nationalities']}"))
    )
    entity = to_entity(
        list_id,
        Entry(
            own_id=row["_id"],
            type_word=row["type"],
            names=names_of(row["name"], row["alt_names"]),
            programmes=parts_of(row["programs"]) or (row["source"],),
            measures=measures_of(row["source"], sentences),
            remarks=remarks,
            columns=Columns(
                call_sign=row["call_sign"],
                vessel_type=row["vessel_type"],
                tonnage=row["gross_tonnage"],
                gross_tonnage=row["gross_registered_tonnage"],
                flag=row["vessel_flag"],
                owner=row["vessel_owner"],
            ),
            titles=parts_of(row["title"]),
            addresses=tuple(address_of(text) for text in parts_of(row["addresses"])),
            listed_on=tuple(_dates(row, "start_date")),
            legal_basis=tuple(filter(None, (row["federal_register_notice"],))),
            notes=tuple(_notes(row, of_treasury=of_treasury)),
            source=(row.source,),
        ),
    )
    return replace(
        entity,
        type=type_,
        listing=replace(entity.listing, source_url=row["source_information_url"] or None),
    )


def _notes(row: TableRow, *, of_treasury: bool) -> Iterable[str]:
    """Keep what has no field; Treasury's remarks are read already."""
    if row["remarks"] and not of_treasury:
        yield f"remarks {row['remarks']}"
    yield from (f"{column} {row[column]}" for column in _NOTES if row[column])


def _dates(row: TableRow, column: str) -> Iterable[PartialDate]:
    for text in parts_of(row[column]):
        date = read_date(text) if " " in text or len(text) == 4 else _iso(text)
        if date is None:
            raise UnreadableError(f"{column} {text!r} is no date")
        yield date


def _iso(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


FORMAT = Format(name="us-csl", recognises=recognises, parse=parse)
