"""From a UK designation to the entity.

- A parent company of which OFSI tells the share in brackets owns that share.
- Owner or operator: the UK gives both in one column, so each is said to operate the ship, and the quotation
  keeps the words; ConList's "Current owners" own it.
- A ship's number in a statement of reasons belongs to the designated ship only where the IMO column is empty.
- What has no field of its own is kept as a note under its column's name.
"""

import re
from collections.abc import Iterator

from lists.entities import (
    Address,
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Relation,
    RelationKind,
    Vessel,
)
from lists.identifiers import identifier
from lists.sources.company_numbers import company_numbers
from lists.sources.free_text import company_imo_numbers, ship_numbers, with_former_names
from lists.sources.ftm_words import share_of
from lists.sources.named_party import named_party
from lists.sources.once import once
from lists.sources.several import country_in, country_of
from lists.sources.stated_relations import with_stated_relations
from lists.sources.uk_designation import FREE_TEXTS, Designation, earliest, latest, read_date, read_names
from lists.sources.uk_measures import read_measures

_NOTES = (
    *("Designation source", "Type of entity", "Phone number", "Website", "Email address"),
    *("Length of ship", "Parent company", "Subsidiaries", "Fax"),
)
_REFERENCES = ("UK Sanctions List Ref", "OFSI Group ID", "UN Reference Number", "UN Ref")
_PARTIES = (
    ("Current owner/operator (s)", RelationKind.OPERATES, Direction.FROM, False),
    ("Previous owner/operator (s)", RelationKind.OPERATES, Direction.FROM, True),
    ("Current owners", RelationKind.OWNS, Direction.FROM, False),
    ("Parent company", RelationKind.PARENT_OF, Direction.FROM, False),
    ("Subsidiaries", RelationKind.PARENT_OF, Direction.TO, False),
)
# "(subsidiary)" and the address that OFSI writes behind some names are not part of them.
_REMARK = re.compile(
    r"\((?:parent|subsidiary|a subsidiary of [^)]*|also subject to [^)]*|alternate spellings?:.*)(?:\).*)?$",
    re.IGNORECASE,
)
_NO_PARTY = re.compile(
    r"(?:is|owned|established|subsidiary|parent|part|branch|a |the parent)\b|\d+$", re.IGNORECASE
)
_STAKE = re.compile(r"\s*\((\d{1,3}(?:[.,]\d+)?\s?%)\)")
# A point ends a party behind a word or a bracket, but for "St." and for "Co." before another legal form.
_BETWEEN = re.compile(
    r";\s*|\s*\n\s*|(?<=[^\W\d_][^\W\d_]|.[)”\"])(?<!\bSt)(?<!\bNo)\.+\s+(?=[A-Z(“\"])(?!(?:Ltd|Limited|Inc|LLC|Pte|KG)\b)"
)


def to_entity(list_id: str, designation: Designation) -> Entity | None:
    """Make the entity of a designation; None where it has no name at all."""
    type_ = designation.type
    texts = [text for column in FREE_TEXTS for text in designation.all(column)]
    names = with_former_names(read_names(designation.names, designation.original_names), texts, type_)
    if not names:
        return None
    addresses = _addresses(designation)
    vessel = _vessel(designation) if type_ is EntityType.VESSEL else None
    dates = [date for text in designation.all("D.O.B") if (date := read_date(text))]
    identifiers = tuple(dict.fromkeys(_identifiers(designation, type_, addresses)))
    return Entity(
        list_id=list_id,
        own_id=designation.own_id,
        type=type_,
        names=names,
        identifiers=identifiers,
        countries=_countries(designation, type_, vessel, addresses, identifiers),
        vessel=vessel,
        birth_dates=tuple(dict.fromkeys(dates)),
        birth_places=_birth_places(designation),
        gender=next((text.casefold() for text in designation.all("Gender")), None),
        titles=(*designation.all("Title"), *designation.all("Position")),
        addresses=addresses,
        listing=_listing(designation),
        relations=with_stated_relations(_relations(designation), texts, type_, (name.text for name in names)),
        notes=tuple(_notes(designation)),
        source=tuple(dict.fromkeys(designation.sources)),
    )


def _addresses(designation: Designation) -> tuple[Address, ...]:
    found = (
        Address(text=", ".join(filter(None, lines)), country=country_of(lines[-1]))
        for lines in designation.addresses
        if any(lines)
    )
    return tuple(dict.fromkeys(found))


def _vessel(designation: Designation) -> Vessel:
    flags = [country_of(text) for text in _places(designation, "Current believed flag of ship")]
    former = (country_of(text) for text in _places(designation, "Previous flags"))
    years = (re.search(r"\b(\d{4})\b", text) for text in designation.all("Year Built"))
    return Vessel(
        flag=next(filter(None, flags), None),
        former_flags=once(former),
        vessel_type=", ".join(designation.all("Type of ship")) or None,
        built=next((int(year[1]) for year in years if year), None),
        tonnage=", ".join(designation.all("Tonnage of ship")) or None,
    )


def _places(designation: Designation, column: str) -> Iterator[str]:
    for text in designation.all(column):
        yield from re.split(r"[.;]\s+", text) if country_of(text) is None else (text,)


def _identifiers(
    designation: Designation, type_: EntityType | None, addresses: tuple[Address, ...]
) -> Iterator[Identifier]:
    texts = [text for column in FREE_TEXTS for text in designation.all(column)]
    yield from _ship_numbers(designation, type_, texts)
    countries = {address.country for address in addresses}
    country = countries.pop() if len(countries) == 1 else None
    for text in designation.all("Business registration number (s)"):
        yield from company_numbers(text, country)
    if type_ is EntityType.COMPANY:
        yield from (one for text in texts for one in company_imo_numbers(text))
    for number, details in designation.passports:
        yield from _document(IdentifierType.PASSPORT, number, details)
    for number, details in designation.national_ids:
        is_tax = re.search(r"\b(?:INN|TIN|TRN|[Tt]ax)\b", details)
        yield from _document(
            IdentifierType.TAX_NUMBER if is_tax else IdentifierType.NATIONAL_ID, number, details
        )
    for column in _REFERENCES:
        for text in designation.all(column):
            yield from filter(None, [identifier(IdentifierType.OTHER, text, label=column)])


def _ship_numbers(
    designation: Designation, type_: EntityType | None, texts: list[str]
) -> Iterator[Identifier]:
    numbers = [identifier(IdentifierType.IMO, text) for text in designation.all("IMO number")]
    hulls = designation.all("Hull identification number (HIN)")
    numbers += [identifier(IdentifierType.OTHER, text, label="Hull identification number") for text in hulls]
    found = list(filter(None, numbers))
    if not found and type_ is EntityType.VESSEL:
        found = [one for text in texts for one in ship_numbers(text)]
    yield from found


def _document(type_: IdentifierType, number: str, details: str) -> Iterator[Identifier]:
    """Read a number with its details; where the number stands in the details, they must name its type."""
    if re.search(r"\d", number):
        yield from filter(None, [identifier(type_, number, country_in(details), details or None)])
    else:
        yield from (one for one in company_numbers(details) if one.label)


def _countries(
    designation: Designation,
    type_: EntityType | None,
    vessel: Vessel | None,
    addresses: tuple[Address, ...],
    identifiers: tuple[Identifier, ...],
) -> tuple[str, ...]:
    """Gather flag, nationalities and addresses; for a company also the registers that number it."""
    registers = [one.country for one in identifiers] if type_ is EntityType.COMPANY else []
    found = (
        vessel.flag if vessel else None,
        *(country_of(text) for text in designation.all("Nationality(/ies)")),
        *(address.country for address in addresses),
        *registers,
    )
    return once(found)


def _birth_places(designation: Designation) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(", ".join(filter(None, place)) for place in designation.birth_places if any(place))
    )


def _listing(designation: Designation) -> Listing:
    """ConList tells since when it lists a party; in the other formats the designation is the listing."""
    regimes = designation.all("Regime Name")
    listed = designation.all("Listed On") or designation.all("Date Designated")
    return Listing(
        programmes=regimes,
        measures=read_measures(designation.all("Sanctions Imposed")),
        listed_on=earliest(read_date(text) for text in listed),
        amended_on=latest(read_date(text) for text in designation.all("Last Updated")),
        legal_basis=tuple(regime for regime in regimes if "Regulations" in regime),
    )


def _relations(designation: Designation) -> Iterator[Relation]:
    for column, kind, direction, is_former in _PARTIES:
        for text in designation.all(column):
            for name in _BETWEEN.split(text):
                share = _STAKE.search(name)
                party = _REMARK.sub("", _STAKE.sub("", name)).strip(" .,;")
                if party and not _NO_PARTY.match(party):
                    yield Relation(
                        kind=RelationKind.OWNS if share else kind,
                        direction=direction,
                        party=named_party(party),
                        share=share_of(share[1]) if share else None,
                        is_former=is_former,
                        quotation=f"{column}: {text}",
                    )


def _notes(designation: Designation) -> Iterator[str]:
    for column in (*FREE_TEXTS, *_NOTES):
        for text in designation.all(column):
            yield f"{column}: {text}"
    if designation.all("Listed On"):
        yield from (f"Date Designated: {text}" for text in designation.all("Date Designated"))
    for text in designation.all("D.O.B"):
        if read_date(text) is None:
            yield f"D.O.B: {text}"
    for number, details in (*designation.passports, *designation.national_ids):
        if not re.search(r"\d", number):
            yield f"Document: {details}"
