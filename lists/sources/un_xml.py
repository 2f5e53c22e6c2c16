"""The United Nations Security Council's consolidated list as XML.

The own id is the reference number (QDi.001), which the Council calls permanent and every state's list quotes;
the DATAID is a number of the database, kept as an identifier. Names: see `un_names`. Ships of resolution 1718
are in no file of this format: its entities are companies.

Measures are those of the regime, unless the comments tell them (Libya: "Travel Ban", "Asset Freeze"): an
asset freeze for everyone (Guinea-Bissau, resolution 2048: a travel ban only); a travel ban for persons, but
not under resolution 1518 (Iraq); an arms embargo against each listed party under resolutions 2255 and 2368
(Taliban, ISIL and Al-Qaida).
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lists.entities import (
    Address,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Measure,
    PartialDate,
)
from lists.identifiers import identifier
from lists.sources.free_text import company_imo_numbers, with_former_names
from lists.sources.gathered import Outcome, gather
from lists.sources.once import once
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.several import country_in, country_of
from lists.sources.stated_relations import with_stated_relations
from lists.sources.text_dates import dates_in
from lists.sources.un_names import read_alias, read_primary
from lists.sources.xml import XmlRecord, read_xml, root_of, text_of, texts_of

_TYPES = {"INDIVIDUAL": EntityType.PERSON, "ENTITY": EntityType.COMPANY}
_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")
_NO_TRAVEL_BAN, _NO_FREEZE, _ARMS_EMBARGO = {"Iraq"}, {"GB"}, {"Al-Qaida", "Taliban"}


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file's outermost element is CONSOLIDATED_LIST."""
    roots = (root_of(file) for file in files)
    return all(root is not None and root.tag == "CONSOLIDATED_LIST" for root in roots)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list. Raises DamagedFile where a file is no XML, or is cut off."""
    records = ((file, record) for file in files for record in read_xml(file, _TYPES))
    return gather(FORMAT.name, files, (_outcome(list_id, file.name, record) for file, record in records))


def _outcome(list_id: str, file: str, record: XmlRecord) -> Outcome:
    own_id = text_of(record.element, "REFERENCE_NUMBER") or text_of(record.element, "DATAID")
    name = _words(record.element, _NAME_PARTS, " ")
    reason = None if own_id and name else "no REFERENCE_NUMBER" if name else "no name"
    entity = None if reason else _entity(list_id, own_id, name, record)
    return Outcome(file=file, lines=(record.line,), entity=entity, reason=reason)


def _entity(list_id: str, own_id: str, name: str, record: XmlRecord) -> Entity:
    element, type_ = record.element, _TYPES[record.element.tag]
    prefix = element.tag
    comments = " ".join(text_of(element, "COMMENTS1").split())
    names = [*read_primary(name)]
    names += read_alias(text_of(element, "NAME_ORIGINAL_SCRIPT"), "", "")
    for alias in element.iterfind(f"{prefix}_ALIAS"):
        names += read_alias(text_of(alias, "ALIAS_NAME"), text_of(alias, "QUALITY"), text_of(alias, "NOTE"))
    all_names = with_former_names(tuple(dict.fromkeys(names)), (comments,), type_)
    addresses = tuple(_addresses(element, prefix))
    nationalities = (country_of(text) for text in texts_of(element, "NATIONALITY/VALUE"))
    countries = (*nationalities, *(address.country for address in addresses))
    gender = text_of(element, "GENDER") or _found(r"Gender: (male|female)", comments)
    return Entity(
        list_id=list_id,
        own_id=own_id,
        type=type_,
        names=all_names,
        identifiers=tuple(dict.fromkeys(_identifiers(element, type_, comments))),
        countries=once(countries),
        birth_dates=tuple(dict.fromkeys(_birth_dates(element))),
        birth_places=_joined(element, "INDIVIDUAL_PLACE_OF_BIRTH"),
        gender=gender.casefold() or None,
        titles=(*texts_of(element, "TITLE/VALUE"), *texts_of(element, "DESIGNATION/VALUE")),
        addresses=addresses,
        listing=_listing(element, type_, comments),
        relations=with_stated_relations((), (comments,), type_, (name.text for name in all_names)),
        notes=tuple(_notes(element, prefix, comments)),
        source=(record.source,),
    )


def _identifiers(element: Element, type_: EntityType, comments: str) -> Iterator[Identifier]:
    for document in element.iterfind("INDIVIDUAL_DOCUMENT"):
        kind = f"{text_of(document, 'TYPE_OF_DOCUMENT')} {text_of(document, 'TYPE_OF_DOCUMENT2')}".strip()
        number = re.sub(r"\s*\([^()]*\)$", "", text_of(document, "NUMBER"))
        issuer = country_of(text_of(document, "ISSUING_COUNTRY") or text_of(document, "COUNTRY_OF_ISSUE"))
        if re.search(r"[A-Za-z]{3,}\W+[A-Za-z]{3,}", number):  # "Congo service passport number SA0020249"
            issuer = issuer or country_in(number)
            number = _found(r"(\S*\d\S*)\W*$", number)
        yield from filter(None, [identifier(_document_type(kind), number, issuer, " ".join(kind.split()))])
    if type_ is EntityType.COMPANY:
        yield from company_imo_numbers(comments)
    yield from filter(None, [identifier(IdentifierType.OTHER, text_of(element, "DATAID"), label="DATAID")])


def _document_type(kind: str) -> IdentifierType:
    if re.search(r"pas+[ae]?port", kind, re.IGNORECASE):
        return IdentifierType.PASSPORT
    is_tax = re.search(r"fiscal|tax", kind, re.IGNORECASE)
    return IdentifierType.TAX_NUMBER if is_tax else IdentifierType.NATIONAL_ID


def _birth_dates(element: Element) -> Iterator[PartialDate]:
    """Read dates as precise as published: a day, a year, a range, or what the note tells ("Nov. 1973")."""
    for birth in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        note = text_of(birth, "NOTE")
        year, day = text_of(birth, "YEAR"), text_of(birth, "DATE")
        between = f"{text_of(birth, 'FROM_YEAR')} to {text_of(birth, 'TO_YEAR')}"
        written = day or f"{note} {year}".strip() if not re.search(r"\d", between) else between
        circa = "approx" in f"{text_of(birth, 'TYPE_OF_DATE')} {note}".casefold()
        for date in dates_in(written) or dates_in(year):
            yield PartialDate(earliest=date.earliest, latest=date.latest, circa=circa or date.circa)


def _addresses(element: Element, prefix: str) -> Iterator[Address]:
    for address in element.iterfind(f"{prefix}_ADDRESS"):
        place, note = _words(address, _PLACE_PARTS, ", "), _words(address, ("NOTE",), "")
        text = f"{place} ({note.strip('()')})" if place and note else place or note
        if text:
            country = country_of(text_of(address, "COUNTRY"))
            yield Address(text=text, country=country or (None if place else country_in(note)))


def _listing(element: Element, type_: EntityType, comments: str) -> Listing:
    regime = text_of(element, "UN_LIST_TYPE")
    changed = [date for text in texts_of(element, "LAST_DAY_UPDATED/VALUE") for date in dates_in(text)]
    return Listing(
        programmes=tuple(filter(None, (regime,))),
        measures=tuple(_measures(regime, type_, comments)),
        listed_on=next(iter(dates_in(text_of(element, "LISTED_ON"))), None),
        amended_on=max(changed, key=lambda date: date.latest, default=None),
    )


def _measures(regime: str, type_: EntityType, comments: str) -> Iterator[Measure]:
    stated = " ".join(re.findall(r"\(([^()]*(?:travel ban|asset freeze)[^()]*)\)", comments.casefold()))
    if stated:
        yield from [Measure.ASSET_FREEZE] if "asset freeze" in stated else []
        yield from [Measure.TRAVEL_BAN] if "travel ban" in stated else []
        return
    if regime not in _NO_FREEZE:
        yield Measure.ASSET_FREEZE
    if type_ is EntityType.PERSON and regime not in _NO_TRAVEL_BAN:
        yield Measure.TRAVEL_BAN
    if regime in _ARMS_EMBARGO:
        yield Measure.EXPORT_CONTROL


def _notes(element: Element, prefix: str, comments: str) -> Iterator[str]:
    """Keep the comments, and what aliases, documents and birth dates say beyond their fields."""
    yield from filter(None, (comments,))
    for alias in element.iterfind(f"{prefix}_ALIAS"):
        parts = ("DATE_OF_BIRTH", "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", "NOTE")
        if said := _words(alias, parts, ", "):
            yield f"{text_of(alias, 'ALIAS_NAME')}: {said}"
    for document in element.iterfind("INDIVIDUAL_DOCUMENT"):
        if said := _words(document, ("DATE_OF_ISSUE", "CITY_OF_ISSUE", "NOTE"), ", "):
            yield f"{text_of(document, 'NUMBER') or text_of(document, 'TYPE_OF_DOCUMENT2')}: {said}"
    for birth in element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
        if said := text_of(birth, "NOTE"):
            yield f"Date of birth: {said}"


def _joined(element: Element, path: str) -> tuple[str, ...]:
    places = (_words(place, (*_PLACE_PARTS, "NOTE"), ", ") for place in element.iterfind(path))
    return once(places)


def _words(element: Element, tags: tuple[str, ...], between: str) -> str:
    texts = (" ".join(text_of(element, tag).split()) for tag in tags)
    return between.join(text for text in texts if text and text != "na")  # "na" fills an empty part


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.IGNORECASE)
    return str(match[1]) if match else ""


FORMAT = Format(name="un-xml", recognises=recognises, parse=parse)
