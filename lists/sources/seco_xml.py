"""Switzerland's sanctions list (SECO, "Gesamtliste") as XML.

The own id is the target's ssid. A target that its latest modification de-lists stands in the file all the
same; it is sanctioned no more and is rejected with that reason. The file tells a target's programme by the
number of a set of sanctions, and its places by theirs: they are read first. Measures are those that the set's
title names; where it names persons and entities, assets are frozen.

No real file has proved this parser; its elements are those of public descriptions of the format.
"""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from lists.entities import (
    Address,
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    PartialDate,
    PartyReference,
    Relation,
    RelationKind,
)
from lists.identifiers import identifier
from lists.sources.free_text import with_former_names
from lists.sources.gathered import Outcome, gather
from lists.sources.once import once
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.seco_facts import read_numbers, read_parties, read_vessel
from lists.sources.seco_names import read_names
from lists.sources.seco_register import Register, SanctionsSet, country_at, read_register
from lists.sources.several import country_of
from lists.sources.stated_relations import with_stated_relations
from lists.sources.text_dates import dates_in
from lists.sources.xml import XmlRecord, read_xml, root_of, text_of, texts_of

_TYPES = {"individual": EntityType.PERSON, "entity": EntityType.COMPANY}
_OBJECTS = {"vessel": EntityType.VESSEL, "aircraft": EntityType.AIRCRAFT}
_DOCUMENTS = {
    "passport": IdentifierType.PASSPORT,
    "diplomatic-passport": IdentifierType.PASSPORT,
    "travel-document": IdentifierType.PASSPORT,
    "id-card": IdentifierType.NATIONAL_ID,
    "residence-permit": IdentifierType.NATIONAL_ID,
}


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file's outermost element is swiss-sanctions-list."""
    roots = (root_of(file) for file in files)
    return all(root is not None and root.tag == "swiss-sanctions-list" for root in roots)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list. Raises DamagedFile where a file is no XML, or is cut off."""
    return gather(FORMAT.name, files, _outcomes(list_id, files))


def _outcomes(list_id: str, files: tuple[RawFile, ...]) -> Iterator[Outcome]:
    for file in files:
        register = read_register(file)
        for record in read_xml(file, {"target"}):
            yield _outcome(list_id, register, record)


def _outcome(list_id: str, register: Register, record: XmlRecord) -> Outcome:
    element = record.element
    own_id = element.get("ssid", "").strip()
    party = next((child for child in element if child.tag in (*_TYPES, "object")), None)
    latest = max(element.iterfind("modification"), key=_effective, default=None)
    names = read_names(party) if party is not None else ()
    reason = None if own_id else "no ssid"
    if reason is None and latest is not None and latest.get("modification-type") == "de-listed":
        reason = f"{own_id} is de-listed since {_effective(latest)}"
    if reason is None and not names:
        reason = f"{own_id} has no name"
    entity = None
    if reason is None and party is not None:
        entity = _entity(list_id, register, record, party)
    return Outcome(file=record.file, lines=(record.line,), entity=entity, reason=reason)


def _entity(list_id: str, register: Register, record: XmlRecord, party: Element) -> Entity:
    element = record.element
    type_ = _TYPES.get(party.tag) or _OBJECTS.get(party.get("object-type", ""))
    texts = texts_of(party, "other-information")
    notes = (*texts_of(party, "justification"), *texts, *_attributes(party))
    names = with_former_names(read_names(party), texts, type_)
    addresses = tuple(dict.fromkeys(_addresses(party, register)))
    vessel = read_vessel(texts) if type_ is EntityType.VESSEL else None
    nationalities = (country_at(country) for country in party.iterfind("identity/nationality/country"))
    countries = (vessel.flag if vessel else None, *nationalities, *(one.country for one in addresses))
    sets = [register.sets[one] for one in texts_of(element, "sanctions-set-id") if one in register.sets]
    births = (one.get("place-id", "") for one in party.iterfind("identity/place-of-birth"))
    return Entity(
        list_id=list_id,
        own_id=element.get("ssid", "").strip(),
        type=type_,
        names=names,
        identifiers=tuple(dict.fromkeys((*_documents(element, party), *read_numbers(texts, type_)))),
        countries=once(countries),
        vessel=vessel,
        birth_dates=tuple(dict.fromkeys(_birth_dates(party))),
        birth_places=tuple(
            dict.fromkeys(register.places[one].text for one in births if one in register.places)
        ),
        gender=party.get("sex"),
        addresses=addresses,
        listing=_listing(element, sets),
        relations=with_stated_relations(
            (*(read_parties(texts) if type_ is EntityType.VESSEL else ()), *_relations(party)),
            (*texts_of(party, "justification"), *texts),
            type_,
            (name.text for name in names),
        ),
        notes=notes,
        source=(record.source,),
    )


def _addresses(party: Element, register: Register) -> Iterator[Address]:
    for address in party.iterfind("identity/address"):
        place = register.places.get(address.get("place-id", ""))
        tags = ("c-o", "address-details", "p-o-box", "zip-code")
        parts = [text for tag in tags for text in texts_of(address, tag)]
        remarks = [f"({text})" for text in texts_of(address, "remarks")]
        text = " ".join([", ".join(filter(None, (*parts, place.text if place else ""))), *remarks]).strip()
        if text:
            yield Address(text=text, country=place.country if place else None)


def _documents(element: Element, party: Element) -> Iterator[Identifier]:
    for document in party.iterfind("identity/identification-document"):
        word = document.get("document-type", "")
        issuer = document.find("issuer")
        code = country_of(issuer.get("code", "")) if issuer is not None else None
        country = code or country_of(text_of(document, "issuer"))
        kind = _DOCUMENTS.get(word, IdentifierType.OTHER)
        yield from filter(None, [identifier(kind, text_of(document, "number"), country, word or None)])
    for reference in texts_of(element, "foreign-identifier"):
        yield from filter(None, [identifier(IdentifierType.OTHER, reference, label="foreign identifier")])


def _birth_dates(party: Element) -> Iterator[PartialDate]:
    for date in party.iterfind("identity/day-month-year"):
        if date.get("calendar", "Gregorian") != "Gregorian":
            continue
        day, month, year = (date.get(key, "").strip() for key in ("day", "month", "year"))
        first, last = date.get("year-range-from", ""), date.get("year-range-to", "")
        written = f"{first} to {last}" if first and last else "/".join(filter(None, (day, month, year)))
        if month and not day:
            written = f"{month}/{year}"
        for found in dates_in(written):
            circa = date.get("quality", "good") == "low"
            yield PartialDate(earliest=found.earliest, latest=found.latest, circa=circa)


def _listing(element: Element, sets: list[SanctionsSet]) -> Listing:
    modified = sorted(element.iterfind("modification"), key=_effective)
    listed = [one for one in modified if one.get("modification-type") == "listed"]
    return Listing(
        programmes=tuple(dict.fromkeys(one.programme for one in sets if one.programme)),
        measures=tuple(dict.fromkeys(measure for one in sets for measure in one.measures)),
        listed_on=_first_date(listed[-1:]),
        amended_on=_first_date(modified[-1:]),
        legal_basis=tuple(dict.fromkeys(one.ordinance for one in sets if one.ordinance)),
    )


def _relations(party: Element) -> Iterator[Relation]:
    """Read relations to other targets; the list's own word for them stays in the quotation."""
    for relation in party.iterfind("relation"):
        target = relation.get("target-id", "").strip()
        if target:
            words = (relation.get("relation-type", ""), *texts_of(relation, "remark"))
            yield Relation(
                kind=RelationKind.LINKED_TO,
                direction=Direction.TO,
                party=PartyReference(own_id=target),
                quotation=": ".join(filter(None, words)) or None,
            )


def _attributes(party: Element) -> Iterator[str]:
    for attribute in party.iterfind("generic-attribute"):
        yield f"{attribute.get('name', '')}: {(attribute.text or '').strip()}"


def _first_date(modifications: Iterable[Element]) -> PartialDate | None:
    return next((date for one in modifications for date in dates_in(_effective(one))), None)


def _effective(modification: Element) -> str:
    """Give the day from which a modification counts, YYYY-MM-DD."""
    days = (modification.get(key, "") for key in ("effective-date", "publication-date", "enactment-date"))
    return next(filter(None, days), "")


FORMAT = Format(name="seco-xml", recognises=recognises, parse=parse)
