"""From what the European Union publishes of one party to the entity.

- The own id is the logicalId, which both formats always have and which stays when names change.
- Numbers have the type that their own digits and labels tell, whatever the column: the EU puts OGRNs under
  tax numbers and "IMO 6016988" under registration numbers. A bare IMO number that can only be a ship's makes
  its bearer a ship, though the EU knows only persons and enterprises.
- The list is one of financial sanctions: its measure is the asset freeze.
- A date of birth in another calendar counts where the EU gives its Gregorian day beside it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lists.entities import (
    Address,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Measure,
    PartialDate,
    Vessel,
)
from lists.identifiers import identifier, imo_type
from lists.sources.company_numbers import company_numbers, has_label
from lists.sources.eu_names import read_names
from lists.sources.eu_subject import Part, Subject
from lists.sources.free_text import company_imo_numbers, ship_numbers, with_former_names
from lists.sources.once import once
from lists.sources.several import country_of
from lists.sources.stated_relations import with_stated_relations
from lists.sources.text_dates import dates_in

_TYPES = {
    "passport": IdentifierType.PASSPORT,
    "diplpassport": IdentifierType.PASSPORT,
    "travdoc": IdentifierType.PASSPORT,
    "id": IdentifierType.NATIONAL_ID,
    "ssn": IdentifierType.NATIONAL_ID,
    "electoral": IdentifierType.NATIONAL_ID,
    "birthcert": IdentifierType.NATIONAL_ID,
    "residentperm": IdentifierType.NATIONAL_ID,
    "fiscalcode": IdentifierType.TAX_NUMBER,
    "regnumber": IdentifierType.REGISTRATION_NUMBER,
    "tradelic": IdentifierType.REGISTRATION_NUMBER,
    "imo": IdentifierType.COMPANY_IMO,
    "swiftbic": IdentifierType.SWIFT,
}
_GENDERS = {"M": "male", "F": "female"}
_DESIGNATED = re.compile(r"Date of (?:UN |EU )?(?:designation|listing):?\s*([\d.\-/]+)", re.IGNORECASE)
_UNKNOWN = frozenset({"", "-", "00", "UNKNOWN"})


def to_entity(list_id: str, subject: Subject) -> Entity | None:
    """Make the entity of a subject; None where it has no name."""
    published = read_names(subject.names)
    if not published:
        return None
    type_ = _type(subject)
    remarks = [*_all([subject.entity], "remark"), *_all([subject.entity], "designationdetails")]
    notes = [*remarks, *_notes(subject)]
    addresses = once(_address(part) for part in subject.addresses)
    identifiers = tuple(dict.fromkeys(_identifiers(subject, type_, notes, addresses)))
    citizenships = (_country(part) for part in subject.citizenships)
    registers = (one.country for one in identifiers if type_ is EntityType.COMPANY)
    countries = (*citizenships, *(address.country for address in addresses), *registers)
    names = with_former_names(published, notes, type_)
    places = (_joined(part, "place", "city", "region") for part in subject.birth_dates)
    return Entity(
        list_id=list_id,
        own_id=subject.logical_id,
        type=type_,
        names=names,
        identifiers=identifiers,
        countries=once(countries),
        vessel=Vessel() if type_ is EntityType.VESSEL else None,
        birth_dates=tuple(dict.fromkeys(_birth_dates(subject.birth_dates))),
        birth_places=once(places),
        gender=next((_GENDERS[code] for code in _all(subject.names, "gender") if code in _GENDERS), None),
        titles=tuple(dict.fromkeys((*_all(subject.names, "title"), *_all(subject.names, "function")))),
        addresses=addresses,
        listing=_listing(subject, remarks),
        relations=with_stated_relations((), notes, type_, (name.text for name in names)),
        notes=tuple(dict.fromkeys(notes)),
        source=tuple(dict.fromkeys(subject.sources)),
    )


def _type(subject: Subject) -> EntityType | None:
    words = {subject.entity.get(key, "").casefold() for key in ("code", "classificationcode")}
    if words & {"person", "p"}:
        return EntityType.PERSON
    numbers = [part.get("number", "") for part in subject.identifications if _code(part) == "imo"]
    if any(imo_type(None, number) is IdentifierType.IMO for number in numbers):
        return EntityType.VESSEL
    return EntityType.COMPANY if words & {"enterprise", "e"} else None


def _identifiers(
    subject: Subject, type_: EntityType | None, notes: list[str], addresses: tuple[Address, ...]
) -> Iterator[Identifier]:
    homes = {address.country for address in addresses}
    home = homes.pop() if len(homes) == 1 else None
    published = [one for part in subject.identifications for one in _numbers(part, type_, home)]
    yield from published
    known = {(one.type, one.value) for one in published}
    if type_ in (EntityType.COMPANY, EntityType.VESSEL):
        read = company_imo_numbers if type_ is EntityType.COMPANY else ship_numbers
        found = (one for note in notes for one in read(note))
        yield from (one for one in found if (one.type, one.value) not in known)
    for key, label in (("eureferencenumber", "EU reference number"), ("unitednationid", "UN id")):
        yield from filter(None, [identifier(IdentifierType.OTHER, subject.entity.get(key, ""), label=label)])


def _numbers(part: Part, type_: EntityType | None, home: str | None) -> Iterator[Identifier]:
    """Read one identification, by its label where it has one, else by its type."""
    number = part.get("number") or part.get("latinnumber", "")
    country = _country(part)
    kind = _TYPES.get(_code(part), IdentifierType.OTHER)
    label = part.get("identificationtypedescription") or None
    if kind is IdentifierType.COMPANY_IMO:
        kind = imo_type(type_, number)
    elif type_ is not EntityType.PERSON and kind is not IdentifierType.SWIFT:
        remark = part.get("remark", "")
        written = number if has_label(number) or not has_label(remark) else f"{remark}: {number}"
        found = company_numbers(written, country or home, kind)
        yield from (_issued(one, country, label) for one in found)
        if found:
            return
    yield from filter(None, [identifier(kind, number, country, label)])


def _issued(one: Identifier, country: str | None, label: str | None) -> Identifier:
    """Add the published country and word to a number that did not bring its own."""
    if one.type in (IdentifierType.COMPANY_IMO, IdentifierType.LEI, IdentifierType.SWIFT):
        return one
    return replace(one, country=one.country or country, label=one.label or label)


def _code(part: Part) -> str:
    return part.get("identificationtypecode", "").casefold()


def _birth_dates(parts: Iterable[Part]) -> Iterator[PartialDate]:
    for part in parts:
        circa = part.get("circa", "").casefold() == "true"
        gregorian = part.get("calendartype", "GREGORIAN").upper() in ("", "GREGORIAN")
        first, last = part.get("yearrangefrom", ""), part.get("yearrangeto", "")
        if part.get("birthdate"):
            written = part["birthdate"]
        elif not gregorian:
            continue
        elif first or last:
            written = f"{first or last} to {last or first}"
        else:
            month, year = part.get("monthofyear", ""), part.get("year", "")
            written = f"{month}/{year}" if month.strip("0") else year
        for date in dates_in(written):
            yield PartialDate(earliest=date.earliest, latest=date.latest, circa=circa)


def _address(part: Part) -> Address | None:
    text = _joined(part, "street", "pobox", "zipcode", "city", "region", "place")
    return Address(text=text, country=_country(part)) if text else None


def _country(part: Part) -> str | None:
    code, name = part.get("countryiso2code", ""), part.get("countrydescription", "")
    return country_of(name if code in _UNKNOWN else code) if {code, name} - _UNKNOWN else None


def _joined(part: Part, *keys: str) -> str:
    values = [" ".join(part.get(key, "").split()) for key in (*keys, "countrydescription")]
    return ", ".join(dict.fromkeys(value for value in values if value not in _UNKNOWN))


def _listing(subject: Subject, remarks: list[str]) -> Listing:
    stated = " ".join(match for remark in remarks for match in _DESIGNATED.findall(remark))
    designated = dates_in(subject.entity.get("designationdate", "")) or dates_in(stated)
    published = [date for text in _all(subject.regulations, "publicationdate") for date in dates_in(text)]
    return Listing(
        programmes=_all(subject.regulations, "programme"),
        measures=(Measure.ASSET_FREEZE,),
        listed_on=min(designated, key=lambda date: date.earliest, default=None),
        amended_on=max(published, key=lambda date: date.latest, default=None),
        legal_basis=_all(subject.regulations, "numbertitle"),
        source_url=next(iter(_all(subject.regulations, "publicationurl")), None),
    )


def _notes(subject: Subject) -> Iterator[str]:
    """Keep the remarks of the parts, and how to reach an address."""
    for parts in (subject.names, subject.addresses, subject.birth_dates, subject.citizenships):
        for part in parts:
            yield from _all([part], "remark")
            yield from _all([part], "contactinfo")
    for part in subject.identifications:
        for remark in _all([part], "remark"):
            yield f"{part.get('number', '')}: {remark}"


def _all(parts: Iterable[Part], key: str) -> tuple[str, ...]:
    """Give the values of one attribute, each once, without empty ones."""
    return tuple(dict.fromkeys(filter(None, (" ".join(part.get(key, "").split()) for part in parts))))
