"""From the rows about one party to the entity."""

import re

from lists.countries import country_code
from lists.entities import (
    Address,
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Name,
    NameKind,
    PartyReference,
    Relation,
    RelationKind,
    SourceRow,
    Vessel,
)
from lists.identifiers import identifier
from lists.sources.ofac_parties import Party
from lists.sources.ofac_remarks import Remarks, read_remarks
from lists.sources.ofac_rows import OfacRow, Role

_TYPES = {
    "": EntityType.COMPANY,
    "entity": EntityType.COMPANY,
    "individual": EntityType.PERSON,
    "vessel": EntityType.VESSEL,
    "aircraft": EntityType.AIRCRAFT,
}
_ALIAS_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER_NAME, "nka": NameKind.ALIAS}
_SEARCH = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id="


def to_entity(list_id: str, party: Party) -> tuple[Entity, Remarks]:
    """Make the entity of a party; its remarks as read are given for the counts of the whole list."""
    _, name, type_word, _, title, call_sign, *_ = (cell.strip() for cell in party.row.cells)
    type_ = _TYPES.get(type_word)
    titles = tuple(filter(None, re.split(r";\s*", title)))
    remarks = read_remarks(party.remarks, type_, titles=titles, cut=party.is_cut)
    if type_ is None:
        remarks.unread.append(f"type {type_word}")
    addresses = [_address(row) for row in party.joined[Role.ADD]]
    signs = [identifier(IdentifierType.CALL_SIGN, call_sign)] if call_sign else []
    identifiers = tuple(dict.fromkeys((*filter(None, signs), *remarks.identifiers)))
    vessel = _vessel(party.row, remarks) if type_ is EntityType.VESSEL else None
    entity = Entity(
        list_id=list_id,
        own_id=party.row.own_id,
        type=type_,
        names=_names(name, party.joined[Role.ALT], remarks),
        identifiers=identifiers,
        countries=_countries(type_, vessel, remarks, addresses, identifiers),
        vessel=vessel,
        birth_dates=tuple(dict.fromkeys(remarks.birth_dates)),
        birth_places=tuple(dict.fromkeys(remarks.birth_places)),
        established_on=remarks.established_on,
        gender=remarks.gender,
        titles=titles,
        addresses=tuple(address for address in addresses if address.text),
        listing=Listing(
            programmes=party.programmes,
            measures=party.measures,
            listed_on=min(remarks.listing_dates, key=lambda date: date.earliest, default=None),
            source_url=_SEARCH + party.row.own_id,
        ),
        relations=(*_owners(party.row), *dict.fromkeys(remarks.relations)),
        notes=(*remarks.notes, *_column_notes(party, vessel)),
        unread=tuple(remarks.unread),
        source=tuple(
            SourceRow(file=row.file, line=row.record.line, text=row.record.text) for row in party.rows
        ),
    )
    return entity, remarks


def _names(primary: str, aliases: list[OfacRow], remarks: Remarks) -> tuple[Name, ...]:
    """Put the primary name first, then the aliases file's, then those in quotes in the remarks."""
    published = (
        Name(text=row.cells[3].strip(), kind=_ALIAS_KINDS.get(row.cells[2].strip(), NameKind.ALIAS))
        for row in aliases
    )
    return tuple(dict.fromkeys((Name(text=primary), *published, *remarks.names)))


def _vessel(row: OfacRow, remarks: Remarks) -> Vessel:
    vessel_type, tonnage, gross, flag = (cell.strip() or None for cell in row.cells[6:10])
    return Vessel(
        flag=country_code(flag or ""),
        former_flags=tuple(dict.fromkeys(remarks.former_flags)),
        vessel_type=vessel_type,
        built=remarks.built,
        tonnage=tonnage,
        gross_tonnage=gross,
    )


def _address(row: OfacRow) -> Address:
    street, city, country = (cell.strip() for cell in row.cells[2:5])
    text = ", ".join(filter(None, (street, city, country)))
    return Address(text=text, country=country_code(country))


def _countries(
    type_: EntityType | None,
    vessel: Vessel | None,
    remarks: Remarks,
    addresses: list[Address],
    identifiers: tuple[Identifier, ...],
) -> tuple[str, ...]:
    """Gather flag, nationalities and addresses; for a company also the registers that number it."""
    registers = [one.country for one in identifiers] if type_ is EntityType.COMPANY else []
    found = (
        vessel.flag if vessel else None,
        *remarks.countries,
        *(address.country for address in addresses),
        *registers,
    )
    return tuple(dict.fromkeys(code for code in found if code))


def _owners(row: OfacRow) -> tuple[Relation, ...]:
    owner = row.cells[10].strip()
    if not owner:
        return ()
    return (
        Relation(
            kind=RelationKind.OWNS,
            direction=Direction.FROM,
            party=PartyReference(name=owner),
            quotation=f"Vess_owner {owner}",
        ),
    )


def _column_notes(party: Party, vessel: Vessel | None) -> tuple[str, ...]:
    """Keep what the columns say beyond the entity's fields."""
    flag = party.row.cells[9].strip()
    no_country = [f"Vess_flag {flag}"] if vessel and flag and not vessel.flag else []
    of_addresses = [row.cells[5].strip() for row in party.joined[Role.ADD]]
    of_aliases = [f"{row.cells[3]}: {row.cells[4].strip()}" for row in party.joined[Role.ALT] if row.cells[4]]
    return tuple(filter(None, (*no_country, *of_addresses, *of_aliases)))
