"""From an entry of OFAC's, whatever the format it was published in, to the entity.

Every format carries the same statements. The delimited files join them to sentences, the classic XML some of
them, Advanced and Enhanced XML publish label and value; all are read by the rules of ofac_remarks, so that
one entry gives one entity. Where formats differ:

- Names in their original script, legal basis, notes on facts and addresses in other scripts are published in
  Advanced and Enhanced XML alone, and so is the day of listing but for that of some directives.
- Advanced and Enhanced XML tell all lists that a party stands on, and so all its measures; they tell the
  number of a relation's other party, and who acts for whom, where the others have "Linked To" and a name.
- The delimited files begin repeated sentences with "alt." and end the last one with a full stop.
"""

from dataclasses import dataclass

from lists.countries import country_code
from lists.entities import (
    Address,
    Direction,
    Entity,
    EntityType,
    IdentifierType,
    Listing,
    Measure,
    Name,
    PartialDate,
    PartyReference,
    Relation,
    RelationKind,
    SourceRow,
    Vessel,
)
from lists.identifiers import identifier
from lists.sources.ofac_remarks import Remarks

TYPES = {
    "": EntityType.COMPANY,
    "entity": EntityType.COMPANY,
    "other entity": EntityType.COMPANY,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
"""OFAC's word for the type, in small letters; the delimited files have none for organisations."""

_SEARCH = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What stands in columns of its own about a ship (call sign of an aircraft too), empty where nothing."""

    call_sign: str = ""
    vessel_type: str = ""
    tonnage: str = ""
    gross_tonnage: str = ""
    flag: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: `names` has the primary name first and lacks those in the remarks; `type_word` is OFAC's."""

    own_id: str
    type_word: str
    names: tuple[Name, ...]
    programmes: tuple[str, ...]
    measures: tuple[Measure, ...]
    remarks: Remarks
    columns: Columns = Columns()
    titles: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    listed_on: tuple[PartialDate, ...] = ()
    legal_basis: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    notes: tuple[str, ...] = ()
    source: tuple[SourceRow, ...] = ()


def to_entity(list_id: str, entry: Entry) -> Entity:
    """Make the entity of an entry."""
    type_ = TYPES.get(entry.type_word.casefold())
    remarks, columns = entry.remarks, entry.columns
    signs = [identifier(IdentifierType.CALL_SIGN, columns.call_sign)] if columns.call_sign else []
    vessel = _vessel(columns, remarks) if type_ is EntityType.VESSEL else None
    no_country = [f"Vess_flag {columns.flag}"] if vessel and columns.flag and not vessel.flag else []
    no_type = [] if type_ else [f"type {entry.type_word}"]
    dates = (*entry.listed_on, *remarks.listing_dates)
    return Entity(
        list_id=list_id,
        own_id=entry.own_id,
        type=type_,
        names=tuple(dict.fromkeys((*entry.names, *remarks.names))),
        identifiers=tuple(dict.fromkeys((*filter(None, signs), *remarks.identifiers))),
        countries=_countries(type_, vessel, entry),
        vessel=vessel,
        birth_dates=tuple(dict.fromkeys(remarks.birth_dates)),
        birth_places=tuple(dict.fromkeys(remarks.birth_places)),
        established_on=remarks.established_on,
        gender=remarks.gender,
        titles=entry.titles,
        addresses=tuple(address for address in entry.addresses if address.text),
        listing=Listing(
            programmes=entry.programmes,
            measures=entry.measures,
            listed_on=min(dates, key=lambda date: date.earliest, default=None),
            legal_basis=entry.legal_basis,
            source_url=_SEARCH + entry.own_id,
        ),
        relations=(*_owners(columns), *dict.fromkeys((*remarks.relations, *entry.relations))),
        notes=(*remarks.notes, *no_country, *entry.notes),
        unread=(*remarks.unread, *no_type),
        source=entry.source,
    )


def titles_of(text: str) -> tuple[str, ...]:
    """Part the titles of a person, which OFAC joins by semicolons."""
    return tuple(filter(None, (title.strip() for title in text.split(";"))))


def address_of(street: str, city: str, country: str) -> Address:
    """Make an address of the three columns that OFAC gives it; any of them may be empty."""
    text = ", ".join(filter(None, (street, city, country)))
    return Address(text=text, country=country_code(country))


def _vessel(columns: Columns, remarks: Remarks) -> Vessel:
    return Vessel(
        flag=country_code(columns.flag),
        former_flags=tuple(dict.fromkeys(remarks.former_flags)),
        vessel_type=columns.vessel_type or None,
        built=remarks.built,
        tonnage=columns.tonnage or None,
        gross_tonnage=columns.gross_tonnage or None,
    )


def _countries(type_: EntityType | None, vessel: Vessel | None, entry: Entry) -> tuple[str, ...]:
    """Gather flag, nationalities and addresses; for a company also the registers that number it."""
    numbers = entry.remarks.identifiers if type_ is EntityType.COMPANY else []
    found = (
        vessel.flag if vessel else None,
        *entry.remarks.countries,
        *(address.country for address in entry.addresses),
        *(one.country for one in numbers),
    )
    return tuple(dict.fromkeys(code for code in found if code))


def _owners(columns: Columns) -> tuple[Relation, ...]:
    if not columns.owner:
        return ()
    return (
        Relation(
            kind=RelationKind.OWNS,
            direction=Direction.FROM,
            party=PartyReference(name=columns.owner),
            quotation=f"Vess_owner {columns.owner}",
        ),
    )
