"""OpenSanctions' export for Senzing: one JSON object a line, features in lists by their kind.

It holds the listed parties and others that they point to: owners, relatives, offices. Those bear no risk and
are not listed, unless the file tells no risk of anybody. Record types other than person, organisation, vessel
and aircraft have no type here. Aliases do not tell weak and former names apart. Identifiers keep
FollowTheMoney's property in their type where the export tells it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lists.entities import (
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
    Vessel,
)
from lists.identifiers import identifier
from lists.sources.ftm_words import (
    EDGES,
    country_of_code,
    date_of,
    identifier_of,
    measures_of,
    relation_kind,
)
from lists.sources.gathered import Outcome, gather
from lists.sources.json_records import JsonRecord, first_object, objects_of, read_lines, texts_of
from lists.sources.lettered import address_in
from lists.sources.once import once
from lists.sources.parsed import Format, Parsed, RawFile

_TYPES = {
    "PERSON": EntityType.PERSON,
    "ORGANIZATION": EntityType.COMPANY,
    "VESSEL": EntityType.VESSEL,
    "AIRCRAFT": EntityType.AIRCRAFT,
}
_NAMES = ("NAME_FULL", "NAME_ORG")
_COUNTRIES = ("NATIONALITY", "CITIZENSHIP", "REGISTRATION_COUNTRY", "COUNTRY_OF_ASSOCIATION")
_GENDERS = {"M": "male", "F": "female"}
# Feature: FollowTheMoney's property, and the key that may name a more exact one.
_NUMBERS = {
    "PASSPORT_NUMBER": ("passportNumber", "PASSPORT_TYPE"),
    "NATIONAL_ID_NUMBER": ("idNumber", "NATIONAL_ID_TYPE"),
    "TAX_ID_NUMBER": ("taxNumber", "TAX_ID_TYPE"),
    "SSN_NUMBER": ("socialSecurityNumber", ""),
    "LEI_NUMBER": ("leiCode", ""),
    "DUNS_NUMBER": ("dunsCode", ""),
    "NPI_NUMBER": ("npiCode", ""),
    "ISIN_NUMBER": ("isinCode", ""),
    "IMO_NUMBER": ("imoNumber", ""),
    "MMSI_NUMBER": ("mmsi", ""),
    "CALL_SIGN": ("callSign", ""),
    "OFAC_ID": ("", ""),
    "TRUSTED_ID_NUMBER": ("", "TRUSTED_ID_TYPE"),
    "OTHER_ID_NUMBER": ("", "OTHER_ID_TYPE"),
}
_ISSUERS = ("PASSPORT_COUNTRY", "NATIONAL_ID_COUNTRY", "TAX_ID_COUNTRY")
_OWN_IDS = "OPEN_SANCTIONS"
_VERBS = {schema: verb for schema, (_, _, verb) in EDGES.items()}
_OFFICES = frozenset({"Occupancy"})


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file begins with a record of a data source, with names."""
    return all(_is_senzing(first_object(file)) for file in files)


def _is_senzing(value: dict[str, Any] | None) -> bool:
    return value is not None and {"DATA_SOURCE", "RECORD_ID", "NAMES"} <= value.keys()


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the export; DamagedFile where a file is no UTF-8 text, or cut off."""
    records = [record for file in files for record in read_lines(file)]
    tells_risks = any("RISKS" in record.value for record in records)
    unlisted = {
        own_id: _reference(record, names[0])
        for record in records
        for own_id in record.texts("RECORD_ID")
        if tells_risks and "RISKS" not in record.value and (names := _names(record))
    }
    outcomes = (_outcome(list_id, record, unlisted) for record in records)
    return gather(FORMAT.name, files, outcomes)


def _outcome(list_id: str, record: JsonRecord, unlisted: Mapping[str, PartyReference]) -> Outcome:
    own_id = next(iter(record.texts("RECORD_ID")), "")
    reason = record.fault or (None if own_id else "no RECORD_ID")
    names = _names(record)
    if reason is None and not names:
        reason = "no name"
    listed = None if reason or own_id in unlisted else _entity(list_id, record, names, unlisted)
    return Outcome(file=record.file, lines=(record.line,), entity=listed, reason=reason)


def _entity(
    list_id: str, record: JsonRecord, names: tuple[Name, ...], unlisted: Mapping[str, PartyReference]
) -> Entity:
    type_ = _type(record)
    codes = _features(record, "COUNTRIES", *_COUNTRIES)
    births = _features(record, "DATES", "DATE_OF_BIRTH")
    numbers = tuple(_identifiers(record, type_))
    topics = _features(record, "RISKS", "TOPIC")
    return Entity(
        list_id=list_id,
        own_id=record.texts("RECORD_ID")[0],
        type=type_,
        names=names,
        identifiers=once(number for _, number in numbers),
        countries=once(country_of_code(code) for code in codes),
        vessel=Vessel() if type_ is EntityType.VESSEL else None,
        birth_dates=once(date_of(text) for text in births),
        birth_places=_features(record, "ADDRESSES", "PLACE_OF_BIRTH"),
        established_on=next(
            iter(once(date_of(text) for text in _features(record, "DATES", "REGISTRATION_DATE"))), None
        ),
        gender=_GENDERS.get(_text(record.value, "GENDER")),
        addresses=tuple(address_in(text) for text in _features(record, "ADDRESSES", "ADDR_FULL")),
        listing=Listing(
            programmes=record.texts("DATA_SOURCE"),
            measures=measures_of(()) if any(topic.startswith("sanction") for topic in topics) else (),
            source_url=_text(record.value, "URL") or None,
        ),
        relations=once(_relations(record, unlisted)),
        notes=(*(f"topic {topic}" for topic in topics), *_contacts(record)),
        unread=(
            *(f"DATE_OF_BIRTH {text}" for text in births if not date_of(text)),
            *(f"country {code}" for code in codes if not country_of_code(code)),
            *(text for text, number in numbers if number is None),
        ),
        source=(record.source,),
    )


def _type(record: JsonRecord) -> EntityType | None:
    return _TYPES.get(_text(record.value, "RECORD_TYPE"))


def _contacts(record: JsonRecord) -> Iterator[str]:
    """Keep ways to reach a party, sources, and the day of death."""
    for section in ("CONTACTS", "SOURCE_LINKS"):
        for one in objects_of(record.value.get(section)):
            yield from (f"{key} {text}" for key in one for text in texts_of(one[key]))
    yield from (f"DATE_OF_DEATH {text}" for text in _features(record, "DATES", "DATE_OF_DEATH"))


def _names(record: JsonRecord) -> tuple[Name, ...]:
    """Give the names, the primary one first."""
    found = [
        (feature.get("NAME_TYPE") != "PRIMARY", text)
        for feature in objects_of(record.value.get("NAMES"))
        for key in _NAMES
        for text in texts_of(feature.get(key))
    ]
    texts = tuple(dict.fromkeys(text for _, text in sorted(found, key=lambda one: one[0])))
    return tuple(
        Name(text=text, kind=NameKind.ALIAS if place else NameKind.PRIMARY)
        for place, text in enumerate(texts)
    )


def _identifiers(record: JsonRecord, type_: EntityType | None) -> Iterator[tuple[str, Identifier | None]]:
    """Give each number as published and as read; the record's own id in OpenSanctions is none."""
    for feature in objects_of(record.value.get("IDENTIFIERS")):
        for key, (property_, type_key) in _NUMBERS.items():
            for text in texts_of(feature.get(key)):
                told = _text(feature, type_key)
                if told != _OWN_IDS:
                    yield f"{told or key} {text}", _identifier(feature, key, told or property_, text, type_)
        if not feature.keys() & _NUMBERS.keys():
            yield f"IDENTIFIERS {feature}", None


def _identifier(
    feature: Mapping[str, Any], key: str, property_: str, text: str, type_: EntityType | None
) -> Identifier | None:
    country = next(
        (country_of_code(_text(feature, issuer)) for issuer in _ISSUERS if issuer in feature), None
    )
    one = identifier_of(property_, text, type_)
    if one is None:
        return identifier(IdentifierType.OTHER, text, country, label=property_ or key)
    return identifier(one.type, text, country or one.country, label=property_)


def _relations(record: JsonRecord, unlisted: Mapping[str, PartyReference]) -> Iterator[Relation]:
    """Read the pointers; what points here is told by the record that points. An office is no party."""
    for feature in objects_of(record.value.get("RELATIONSHIPS")):
        role = _text(feature, "REL_POINTER_ROLE")
        for own_id in texts_of(feature.get("REL_POINTER_KEY")):
            if role not in _OFFICES:
                yield Relation(
                    kind=_VERBS.get(role) or relation_kind(RelationKind.LINKED_TO, role),
                    direction=Direction.TO,
                    party=unlisted.get(own_id) or PartyReference(own_id=own_id),
                    quotation=role or None,
                )


def _reference(record: JsonRecord, name: Name) -> PartyReference:
    """Name a party that is not listed."""
    type_ = _type(record)
    return PartyReference(
        type=type_, identifiers=once(number for _, number in _identifiers(record, type_)), name=name.text
    )


def _features(record: JsonRecord, section: str, *keys: str) -> tuple[str, ...]:
    """Give the texts under any of the keys in the features of a section, each once."""
    features = objects_of(record.value.get(section))
    return once(text for feature in features for key in keys for text in texts_of(feature.get(key)))


def _text(feature: Mapping[str, Any], key: str) -> str:
    return next(iter(texts_of(feature.get(key))), "")


FORMAT = Format(name="senzing-json", recognises=recognises, parse=parse)
