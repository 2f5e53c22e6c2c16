"""Normal forms and check digits: what makes two writings of one identifier the same.

A value that fails its check is kept and marked, never dropped: lists carry wrong digits, and so do callers.
"""

import re
import unicodedata
from collections.abc import Callable

from stdnum import bic, bitcoin, imo, lei
from stdnum.ru import inn, ogrn

from lists.entities import CheckDigit, EntityType, Identifier, IdentifierType

# What people write where there is no value; two of them must never meet as one identifier.
_PLACEHOLDERS = frozenset(
    {"NA", "NO", "NONE", "NIL", "NULL", "UNKNOWN", "TBA", "TBC", "NOTAVAILABLE", "NOTKNOWN"}
)

# Words before a value, by type: written by callers who paste a whole line of a form. Where letters may
# begin the value itself ("BICIGALX" is a bank's code) only a blank or a sign ends the words.
_NO_LETTER = r"(?![^\W\d_])"
_WORDS = {
    IdentifierType.CALL_SIGN: r"CALL ?SIGN\b",
    IdentifierType.LEI: r"(?:LEI|LEGAL ENTITY)\b",
    IdentifierType.SWIFT: r"(?:SWIFT ?/ ?BIC|SWIFT|BIC)\b",
    IdentifierType.PASSPORT: r"PASSPORT\b",
    IdentifierType.NATIONAL_ID: r"(?:NATIONAL (?:ID|IDENTIFICATION)|IDENTITY CARD)\b",
    IdentifierType.REGISTRATION_NUMBER: (
        r"(?:(?:COMPANY |BUSINESS )?(?:REGISTRATION|REG)|OGRN(?:IP)?|ОГРН(?:ИП)?)" + _NO_LETTER
    ),
    IdentifierType.TAX_NUMBER: r"(?:TAX(?: ID)?|VAT|TIN|INN|ИНН)" + _NO_LETTER,
}
_BEFORE = {
    type_: re.compile(rf"[\s.:#-]*(?:(?:{words}|(?:NUMBER|NO|NR|CODE)\b)[\s.:#-]*)*")
    for type_, words in _WORDS.items()
}
_DIGITS = {IdentifierType.IMO: 7, IdentifierType.COMPANY_IMO: 7, IdentifierType.MMSI: 9}


def identifier(
    type_: IdentifierType, text: str, country: str | None = None, label: str | None = None
) -> Identifier | None:
    """Read any text as an identifier; None only where nothing comparable is left of it.

    `country` is the ISO 3166 alpha-2 issuer, `label` the publisher's word for the type.

    >>> identifier(IdentifierType.IMO, "IMO-8861058").value
    '8861058'
    """
    value = normal_form(type_, text)
    if value is None:
        return None
    check = check_digit(type_, value, country)
    return Identifier(type=type_, value=value, country=country, check=check, label=label, published=text)


def normal_form(type_: IdentifierType, text: str) -> str | None:
    """Give the comparable form: no prefix, no separators, upper case, ASCII digits; wallets keep their case.

    >>> normal_form(IdentifierType.COMPANY_IMO, "IMO No. 6016988")
    '6016988'
    >>> normal_form(IdentifierType.SWIFT, "SWIFT/BIC HAVIGB2LXXX")
    'HAVIGB2L'
    """
    if type_ is IdentifierType.CRYPTO_WALLET:
        return _wallet(text)
    folded = _fold(text).upper()
    if type_ in _DIGITS:
        return _number(folded, type_)
    before = _BEFORE.get(type_)
    match = before.match(folded) if before else None
    value = _compact(folded[match.end() :] if match else folded)
    if type_ is IdentifierType.SWIFT and len(value) == 11:
        value = value.removesuffix("XXX")  # ISO 9362: XXX is the head office, the same as no branch at all
    return None if value in _PLACEHOLDERS or not value.strip("0") else value


def check_digit(type_: IdentifierType, value: str, country: str | None = None) -> CheckDigit:
    """Check a normal form against its scheme.

    WRONG where the scheme's digits or shape are violated; VALID where check digits agree; ABSENT where the
    scheme has none (MMSI, BIC, call signs) or the country that would tell the scheme is not known.
    """
    if type_ in (IdentifierType.TAX_NUMBER, IdentifierType.REGISTRATION_NUMBER):
        return _russian(type_, value, country) if country in (None, "RU") else CheckDigit.ABSENT
    if type_ is IdentifierType.CRYPTO_WALLET:
        return CheckDigit.VALID if bitcoin.is_valid(value) else CheckDigit.ABSENT
    passes = _CHECKS.get(type_)
    if passes is None:
        return CheckDigit.ABSENT
    if not passes(value):
        return CheckDigit.WRONG
    return CheckDigit.ABSENT if type_ in _SHAPE_ONLY else CheckDigit.VALID


def imo_type(entity_type: EntityType | None, text: str) -> IdentifierType:
    """Say whether an IMO number is a ship's or a company's: by who bears it, and only then by its digits.

    One ship-valid number in ten passes the company check too, so digits decide only for a bearer that may
    be either; a ship's number where they do not tell.
    """
    if entity_type is EntityType.VESSEL:
        return IdentifierType.IMO
    if entity_type is EntityType.COMPANY:
        return IdentifierType.COMPANY_IMO
    value = normal_form(IdentifierType.IMO, text) or ""
    return (
        IdentifierType.COMPANY_IMO
        if _is_company_imo(value) and not imo.is_valid(value)
        else IdentifierType.IMO
    )


def _fold(text: str) -> str:
    """Bring full-width and other compatibility forms, and every script's decimal digits, to ASCII."""
    if text.isascii():
        return text
    compatible = unicodedata.normalize("NFKC", text.replace("№", "No. "))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in compatible)


def _compact(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _number(folded: str, type_: IdentifierType) -> str | None:
    """Find the one number of the right length in the text; else all that is left after the prefix."""
    runs = re.findall(rf"(?<![0-9])[0-9]{{{_DIGITS[type_]}}}(?![0-9])", folded)
    value = str(runs[0]) if len(set(runs)) == 1 else _compact(re.sub(r"^[^0-9]*", "", folded))
    return value if any(c in "123456789" for c in value) else None


def _wallet(text: str) -> str | None:
    """Give a wallet address without its currency's name.

    Base58 (XBT, LTC, TRX, XRP …) tells upper from lower case, so those are kept as written. Hexadecimal
    addresses (EIP-55 uses case as a checksum only) and bech32 (BIP 173: either case) become lower case.
    """
    folded = _fold(text)
    tokens = set(re.findall(r"[0-9A-Za-z]{20,}", folded))
    value = tokens.pop() if len(tokens) == 1 else _compact(folded)
    if re.fullmatch(r"0x[0-9a-f]+|(?:bc|ltc|tb)1[0-9a-z]+", value, re.IGNORECASE):
        value = value.lower()
    return None if value.upper() in _PLACEHOLDERS or not value.strip("0") else value


def _is_company_imo(value: str) -> bool:
    """IMO company and registered owner numbers: weights 8, 6, 4, 2, 9, 7; (11 - sum mod 11) mod 10.

    >>> _is_company_imo("6016988"), _is_company_imo("8861058")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{7}", value):
        return False
    total = sum(weight * int(digit) for weight, digit in zip((8, 6, 4, 2, 9, 7), value, strict=False))
    return (11 - total % 11) % 10 == int(value[6])


def _russian(type_: IdentifierType, value: str, country: str | None) -> CheckDigit:
    """Check an INN (10 or 12 digits) or an OGRN (13 or 15), in whichever field it stands.

    Lists put either into the other's field, and 10 digits under registration may be an OKPO: a failure
    counts only for a Russian number in the field where its length belongs.
    """
    scheme = {10: inn, 12: inn, 13: ogrn, 15: ogrn}.get(len(value))
    if scheme is None:
        return CheckDigit.ABSENT
    if scheme.is_valid(value):
        return CheckDigit.VALID
    own_field = (scheme is inn) == (type_ is IdentifierType.TAX_NUMBER)
    return CheckDigit.WRONG if own_field and country == "RU" else CheckDigit.ABSENT


_CHECKS: dict[IdentifierType, Callable[[str], bool]] = {
    IdentifierType.IMO: imo.is_valid,
    IdentifierType.COMPANY_IMO: _is_company_imo,
    IdentifierType.LEI: lei.is_valid,
    # ITU-R M.585: nine digits, those of ships begin with the 2 to 7 of their country's MID.
    IdentifierType.MMSI: lambda value: re.fullmatch(r"[2-7][0-9]{8}", value) is not None,
    IdentifierType.SWIFT: bic.is_valid,
}
_SHAPE_ONLY = frozenset({IdentifierType.MMSI, IdentifierType.SWIFT})
