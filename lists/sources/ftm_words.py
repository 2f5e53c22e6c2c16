"""The words of FollowTheMoney, OpenSanctions' model, that Hullmark reads (followthemoney.tech, schema).

Its three exports, targets.simple.csv, entities.ftm.json and senzing.json, use them. The few needed are
written here: the library of the same name needs a C++ library that has no wheel.
"""

import re
from collections.abc import Mapping

from lists.countries import country_code
from lists.entities import (
    EntityType,
    Identifier,
    IdentifierType,
    Measure,
    NameKind,
    PartialDate,
    RelationKind,
)
from lists.identifiers import identifier, imo_type
from lists.sources.company_numbers import numbered_type

TYPES: Mapping[str, EntityType | None] = {
    "Person": EntityType.PERSON,
    "Company": EntityType.COMPANY,
    "Organization": EntityType.COMPANY,
    "PublicBody": EntityType.COMPANY,
    "Vessel": EntityType.VESSEL,
    "Airplane": EntityType.AIRCRAFT,
    "LegalEntity": None,  # a person or a company: the publisher does not say
    "Vehicle": None,
    "Asset": None,
    "CryptoWallet": None,
    "Security": None,
}
"""Schemata of parties; all others say something of parties."""

NAMES = {
    "name": NameKind.ALIAS,  # all but the caption
    "alias": NameKind.ALIAS,
    "abbreviation": NameKind.ALIAS,
    "weakAlias": NameKind.WEAK_ALIAS,
    "previousName": NameKind.FORMER_NAME,
}
IDENTIFIERS = {
    "mmsi": IdentifierType.MMSI,
    "callSign": IdentifierType.CALL_SIGN,
    "registrationNumber": IdentifierType.REGISTRATION_NUMBER,
    "ogrnCode": IdentifierType.REGISTRATION_NUMBER,
    "okpoCode": IdentifierType.REGISTRATION_NUMBER,
    "uscCode": IdentifierType.REGISTRATION_NUMBER,
    "innCode": IdentifierType.TAX_NUMBER,
    "taxNumber": IdentifierType.TAX_NUMBER,
    "vatCode": IdentifierType.TAX_NUMBER,
    "irsCode": IdentifierType.TAX_NUMBER,
    "voenCode": IdentifierType.TAX_NUMBER,
    "jibCode": IdentifierType.REGISTRATION_NUMBER,
    "leiCode": IdentifierType.LEI,
    "swiftBic": IdentifierType.SWIFT,
    "passportNumber": IdentifierType.PASSPORT,
    "idNumber": IdentifierType.NATIONAL_ID,
    "socialSecurityNumber": IdentifierType.NATIONAL_ID,
    "publicKey": IdentifierType.CRYPTO_WALLET,
    "serialNumber": IdentifierType.AIRCRAFT_SERIAL_NUMBER,
    "icaoCode": IdentifierType.OTHER,
    "kppCode": IdentifierType.OTHER,
    "bikCode": IdentifierType.OTHER,
    "dunsCode": IdentifierType.OTHER,
    "uniqueEntityId": IdentifierType.OTHER,
    "npiCode": IdentifierType.OTHER,
    "isinCode": IdentifierType.OTHER,
    "isin": IdentifierType.OTHER,
    "cikCode": IdentifierType.OTHER,
    "licenseNumber": IdentifierType.OTHER,
    "crsNumber": IdentifierType.OTHER,
    "wikidataId": IdentifierType.OTHER,
}
"""By property, but for imoNumber: whose it is depends on its bearer."""

_ISSUERS = {"ogrnCode": "RU", "okpoCode": "RU", "innCode": "RU", "uscCode": "CN", "jibCode": None}
COUNTRIES = ("country", "nationality", "citizenship", "jurisdiction", "mainCountry", "flag")

EDGES = {
    # schema: (property of the subject, property of the other party, what the subject does)
    "Ownership": ("owner", "asset", RelationKind.OWNS),
    "Control": ("controller", "asset", RelationKind.CONTROLS),
    "Representation": ("agent", "client", RelationKind.ACTS_FOR),
    "Directorship": ("director", "organization", RelationKind.LINKED_TO),
    "Membership": ("member", "organization", RelationKind.LINKED_TO),
    "Employment": ("employee", "employer", RelationKind.LINKED_TO),
    "Associate": ("person", "associate", RelationKind.LINKED_TO),
    "Family": ("person", "relative", RelationKind.LINKED_TO),
    "UnknownLink": ("subject", "object", RelationKind.LINKED_TO),
    "Succession": ("predecessor", "successor", RelationKind.LINKED_TO),
}
_ROLES = (
    # What a role says beyond its schema; a ship's operator and managers are UnknownLinks.
    (re.compile(r"\boperator\b", re.IGNORECASE), RelationKind.OPERATES),
    (re.compile(r"\btechnical[ -]?manager\b", re.IGNORECASE), RelationKind.TECHNICALLY_MANAGES),
    (re.compile(r"\b(?:ship|ism|commercial)[ -]?manager\b", re.IGNORECASE), RelationKind.MANAGES),
    (re.compile(r"\b(?:beneficial|registered|legal)? ?owner\b", re.IGNORECASE), RelationKind.OWNS),
    (re.compile(r"\bacting for\b|\bacts for\b", re.IGNORECASE), RelationKind.ACTS_FOR),
)
_PROVISIONS = (
    (re.compile(r"asset|freez|block|заблок|блокування активів", re.IGNORECASE), Measure.ASSET_FREEZE),
    (re.compile(r"travel|visa|entry ban|в['’]їзд", re.IGNORECASE), Measure.TRAVEL_BAN),
    (re.compile(r"trust", re.IGNORECASE), Measure.TRUST_SERVICES),
    (re.compile(r"export", re.IGNORECASE), Measure.EXPORT_CONTROL),
    (re.compile(r"\bport\b|\bports\b", re.IGNORECASE), Measure.PORT_BAN),
)
ENTITY_PAGE = "https://www.opensanctions.org/entities/"


def identifier_of(property_: str, text: str, type_: EntityType | None) -> Identifier | None:
    """Make the identifier of a property's value; None for a property that is none or an empty value."""
    if property_ == "imoNumber":
        return identifier(imo_type(type_, text), text, label=property_)
    kind = IDENTIFIERS.get(property_)
    if kind is None:
        return None
    if type_ is EntityType.AIRCRAFT and property_ == "registrationNumber":
        kind = IdentifierType.AIRCRAFT_REGISTRATION
    if kind is IdentifierType.AIRCRAFT_SERIAL_NUMBER and type_ is not EntityType.AIRCRAFT:
        kind = IdentifierType.OTHER
    if kind is IdentifierType.NATIONAL_ID and type_ is EntityType.COMPANY:
        kind = IdentifierType.REGISTRATION_NUMBER
    return identifier(kind, text, _ISSUERS.get(property_), label=property_)


def identifier_by_shape(text: str, type_: EntityType | None, country: str | None) -> Identifier | None:
    """Make an identifier of a value that comes without its type, as in targets.simple.csv."""
    imo = re.fullmatch(r"IMO\s?(\d{7})", text)
    if imo:
        return identifier(imo_type(type_, imo[1]), imo[1])
    if type_ is EntityType.VESSEL:
        is_mmsi = re.fullmatch(r"[2-7]\d{8}", text) is not None
        is_sign = re.fullmatch(r"(?=.*[A-Z])[A-Z0-9]{3,7}", text) is not None
        other = IdentifierType.CALL_SIGN if is_sign else IdentifierType.OTHER
        return identifier(IdentifierType.MMSI if is_mmsi else other, text)
    unknown = IdentifierType.OTHER if type_ is EntityType.PERSON else IdentifierType.REGISTRATION_NUMBER
    kind = numbered_type(unknown, text, country)
    if type_ is EntityType.PERSON and country == "RU" and re.fullmatch(r"\d{12}", text):
        kind = IdentifierType.TAX_NUMBER
    known = kind in (IdentifierType.TAX_NUMBER, IdentifierType.REGISTRATION_NUMBER) and kind is not unknown
    return identifier(kind, text, country if known else None)


def country_of_code(code: str) -> str | None:
    """Give the ISO code of FollowTheMoney's; None for those it adds: areas, and states that are no more."""
    return country_code(code) if len(code) == 2 else None


def date_of(text: str) -> PartialDate | None:
    """Read a date of FollowTheMoney's, a prefix of YYYY-MM-DDThh:mm:ss; None where it is none."""
    try:
        return PartialDate.parse(text.strip()[:10])
    except ValueError:
        return None


def relation_kind(edge: RelationKind, role: str) -> RelationKind:
    """Give the verb that a role names, else the edge's own."""
    if edge is RelationKind.LINKED_TO:
        return next((kind for pattern, kind in _ROLES if pattern.search(role)), edge)
    return edge


def share_of(text: str) -> float | None:
    """Read a percentage: one number, 0..100; None for spans and words.

    >>> share_of("50"), share_of("33,3 %"), share_of("25-50")
    (0.5, 0.333, None)
    """
    match = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%?", text.strip())
    share = float(match[1].replace(",", ".")) / 100 if match else None
    return round(share, 6) if share is not None and share <= 1 else None


def measures_of(provisions: tuple[str, ...]) -> tuple[Measure, ...]:
    """Give the measures that provisions name; OTHER where a sanction names none that is known."""
    found = (kind for text in provisions for pattern, kind in _PROVISIONS if pattern.search(text))
    return tuple(dict.fromkeys(found)) or (Measure.OTHER,)
