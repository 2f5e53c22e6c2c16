"""Identifiers, each with its own type."""

from dataclasses import dataclass
from enum import StrEnum


class IdentifierType(StrEnum):
    """What a number identifies. The first eleven are those of the API contract."""

    IMO = "imo"
    COMPANY_IMO = "company_imo"
    MMSI = "mmsi"
    CALL_SIGN = "call_sign"
    REGISTRATION_NUMBER = "registration_number"
    TAX_NUMBER = "tax_number"
    LEI = "lei"
    SWIFT = "swift"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    CRYPTO_WALLET = "crypto_wallet"
    AIRCRAFT_REGISTRATION = "aircraft_registration"
    AIRCRAFT_SERIAL_NUMBER = "aircraft_serial_number"
    OTHER = "other"


class CheckDigit(StrEnum):
    """Whether a value passes its scheme's check; `absent` where the scheme has none or is not known."""

    VALID = "valid"
    WRONG = "wrong"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """One identifier in its normal form.

    `value` is comparable text made by lists.identifiers.normal_form (letters upper case, no separators).
    `country` is the ISO 3166 alpha-2 issuer, None where unknown. `label` keeps the publisher's own word
    for the type ("Government Gazette Number"), `published` the value as written.
    """

    type: IdentifierType
    value: str
    country: str | None = None
    check: CheckDigit = CheckDigit.ABSENT
    label: str | None = None
    published: str | None = None
