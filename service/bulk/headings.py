"""How books call what a screening asks for: our own name of a field first, then the usual ones."""

from collections.abc import Mapping

_NAMES: Mapping[str, str] = {
    "name": "full name, legal name, registered name, business name, account name, party, party name, entity, "
    "entity name, company, company name, organisation, organisation name, organization, organization name, "
    "counterparty, counterparty name, customer, customer name, client, client name, supplier, supplier name, "
    "vendor, vendor name, beneficiary, beneficiary name, vessel, vessel name, ship, ship name",
    "other_names": "other name, alias, aliases, aka, a k a, also known as, former name, former names, "
    "previous name, previous names, fka, f k a, trade name, trading name, trading as, dba, d b a",
    "type": "entity type, party type, customer type, counterparty type, subject type",
    "country": "country code, flag, flag state, nationality, jurisdiction, domicile, "
    "country of incorporation, country of registration, registration country, country of residence",
    "birth_date": "birthdate, date of birth, dob, birthday",
    "built": "year built, year of build, build year, built year",
    "vessel_type": "ship type, type of vessel, type of ship",
    "owners": "owner, registered owner, beneficial owner, group owner, parent, parent company, shareholder",
    "imo": "imo number, imo no, imo nr, ship imo, ship imo number, vessel imo, vessel imo number",
    "company_imo": "company imo number, company imo no, imo company number",
    "mmsi": "mmsi number, mmsi no",
    "call_sign": "callsign, radio call sign",
    "registration_number": "registration no, reg no, reg number, company number, company no, "
    "company registration number, commercial register number, register number, ogrn",
    "tax_number": "tax no, tax id, tax identification number, tin, inn, vat, vat no, vat number, vat id",
    "lei": "lei code, legal entity identifier",
    "swift": "swift code, bic, bic code, swift bic, bic swift",
    "passport": "passport no, passport number",
    "national_id": "national id number, national identity number, identity number, id card number",
    "crypto_wallet": "wallet, wallet address, crypto address, crypto wallet address",
}

FIELDS = tuple(_NAMES)

MANY_VALUED = frozenset(FIELDS) - {"name", "type", "country", "birth_date", "built", "vessel_type"}
"""Fields with several values: joined by ";" in a cell, and in as many columns as there are."""

_FIELD_OF = {heading: field for field, headings in _NAMES.items() for heading in headings.split(", ")}


def plain(heading: str) -> str:
    """Write a heading comparably: small letters, and a blank for anything between words.

    >>> plain(" IMO-No. "), plain("Date_of  Birth")
    ('imo no', 'date of birth')
    """
    return " ".join("".join(letter if letter.isalnum() else " " for letter in heading.casefold()).split())


def own_field(heading: str) -> str | None:
    """Give the field whose own name a heading is."""
    field = plain(heading).replace(" ", "_")
    return field if field in _NAMES else None


def usual_field(heading: str) -> str | None:
    """Give the field that a heading usually means."""
    return _FIELD_OF.get(plain(heading))
