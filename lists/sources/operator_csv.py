"""An operator's own list: one CSV, UTF-8, a header and a row per party.

Nothing is dropped silently: an unknown column refuses the file, an unreadable value rejects its row, and an
identifier that fails its check is kept and said in the warnings.
"""

from collections import Counter
from collections.abc import Iterable

from lists.countries import country_code
from lists.entities import (
    CheckDigit,
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Measure,
    Name,
    NameKind,
    PartialDate,
    PartyReference,
    Relation,
    RelationKind,
    SourceRow,
    Vessel,
)
from lists.identifiers import identifier
from lists.sources.delimited import read_records, utf8_text
from lists.sources.operator_rows import Row, orphans, read_rows, tell_apart
from lists.sources.own_tables import Tables, csv_has_columns
from lists.sources.parsed import FileRows, Format, Parsed, RawFile

_NAMES = {
    "name": NameKind.PRIMARY,
    "aliases": NameKind.ALIAS,
    "weak_aliases": NameKind.WEAK_ALIAS,
    "former_names": NameKind.FORMER_NAME,
}
_IDENTIFIERS = {
    "imo": IdentifierType.IMO,
    "company_imo": IdentifierType.COMPANY_IMO,
    "mmsi": IdentifierType.MMSI,
    "call_sign": IdentifierType.CALL_SIGN,
    "registration_number": IdentifierType.REGISTRATION_NUMBER,
    "tax_number": IdentifierType.TAX_NUMBER,
}
_ISSUED_BY_COUNTRIES = frozenset({IdentifierType.REGISTRATION_NUMBER, IdentifierType.TAX_NUMBER})


class _UnreadableError(ValueError):
    """A value that rejects its row; the text is the reason for people."""


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read an operator's list; several files are read as one after the other.

    Raises DamagedFile (no text, not UTF-8, no usable header, a quote never closed) and ConflictingRows.
    """
    return parse_records(
        FORMAT.name, list_id, ((file.name, read_records(file.name, utf8_text(file))) for file in files)
    )


def parse_records(format_name: str, list_id: str, files: Tables) -> Parsed:
    """Read the records of an operator's list, a header first in each file; files are given by name.

    Raises DamagedFile where there is no usable header, and ConflictingRows.
    """
    read = [(name, *read_rows(name, records)) for name, records in files]
    rejected = [rejection for _, _, faulty in read for rejection in faulty]
    rows, repeats = tell_apart([row for _, found, _ in read for row in found])
    entities: dict[str, Entity] = {}
    for own_id, row in rows.items():
        try:
            entities[own_id] = _entity(list_id, row)
        except _UnreadableError as error:
            rejected += [again.rejected(str(error)) for again in repeats[own_id]]
    for own_id, owner in orphans({own_id: rows[own_id] for own_id in entities}).items():
        del entities[own_id]
        reason = f"owner {owner!r} is the id of no other loaded row"
        rejected += [again.rejected(reason) for again in repeats[own_id]]
    lost = Counter(rejection.file for rejection in rejected)
    return Parsed(
        format=format_name,
        files=tuple(
            FileRows(name=name, role="list", rows=len(found) + len(faulty), rejected=lost[name])
            for name, found, faulty in read
        ),
        entities=tuple(entities.values()),
        rejected=tuple(rejected),
        warnings=_warnings([(rows[own_id], entity) for own_id, entity in entities.items()]),
    )


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file begins with a header that has the column `name`."""
    return all(csv_has_columns(file, {"name"}) for file in files)


def _entity(list_id: str, row: Row) -> Entity:
    type_ = _type(row.values.get("type", ""))
    countries = tuple(_country(text) for text in row.many("country"))
    vessel = Vessel(flag=countries[0] if countries else None) if type_ is EntityType.VESSEL else None
    return Entity(
        list_id=list_id,
        own_id=row.own_id,
        type=type_,
        names=tuple(
            Name(text=text, kind=kind)
            for column, kind in _NAMES.items()
            for text in ((row.values["name"],) if column == "name" else row.many(column))
        ),
        identifiers=_identifiers(row, countries[0] if len(countries) == 1 and vessel is None else None),
        countries=countries,
        vessel=vessel,
        listing=Listing(
            programmes=row.many("programmes"),
            measures=tuple(_measure(text) for text in row.many("measures")),
            listed_on=_date(row.values.get("listed_on", "")),
        ),
        relations=tuple(
            Relation(
                kind=RelationKind.OWNS,
                direction=Direction.FROM,
                party=PartyReference(own_id=owner),
                quotation=f"owner {owner}",
            )
            for owner in row.many("owner")
        ),
        notes=tuple(note for note in (row.values.get("notes", ""),) if note),
        source=(SourceRow(file=row.file, line=row.record.line, text=row.record.text),),
    )


def _type(text: str) -> EntityType | None:
    try:
        return EntityType(text.casefold()) if text else None
    except ValueError:
        raise _UnreadableError(f"unknown type {text!r}; allowed are {', '.join(EntityType)}") from None


def _country(text: str) -> str:
    code = country_code(text)
    if code is None:
        raise _UnreadableError(f"unknown country {text!r}")
    return code


def _measure(text: str) -> Measure:
    try:
        return Measure(text.casefold().replace(" ", "_"))
    except ValueError:
        raise _UnreadableError(f"unknown measure {text!r}; allowed are {', '.join(Measure)}") from None


def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except (ValueError, TypeError, OverflowError):
        raise _UnreadableError(f"listed_on {text!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None


def _identifiers(row: Row, country: str | None) -> tuple[Identifier, ...]:
    found = (
        identifier(type_, text, country if type_ in _ISSUED_BY_COUNTRIES else None)
        for column, type_ in _IDENTIFIERS.items()
        for text in row.many(column)
    )
    return tuple(one for one in found if one is not None)


def _warnings(entities: Iterable[tuple[Row, Entity]]) -> tuple[str, ...]:
    wrong: list[str] = []
    empty: list[str] = []
    for row, entity in entities:
        wrong += [
            f"line {row.record.line} {one.type} {one.published}"
            for one in entity.identifiers
            if one.check is CheckDigit.WRONG
        ]
        read = {one.published for one in entity.identifiers}
        empty += [
            f"line {row.record.line} {column} {text}"
            for column in _IDENTIFIERS
            for text in row.many(column)
            if text not in read
        ]
    said = (
        (wrong, "fail their check digit and are kept"),
        (empty, "hold nothing that could be compared and are left out"),
    )
    return tuple(f"{len(found)} identifiers {what}: {_some(found)}" for found, what in said if found)


def _some(found: list[str], most: int = 10) -> str:
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")


FORMAT = Format(name="hullmark-csv", recognises=recognises, parse=parse)
