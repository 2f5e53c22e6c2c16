"""The numbers of a company out of one cell in which a publisher puts them all.

"(1) OGRN: 1027700456024 (2) INN: 7725075060", "1117746568829 (Russia). Tax ID No. 7735579027 (Russia)",
"IMO 6016988": each number gets the type that its label or its own digits give it, whatever the column.
"""

import re

from stdnum import lei
from stdnum.ru import inn, ogrn

from lists.entities import Identifier, IdentifierType
from lists.identifiers import identifier
from lists.sources.several import country_in, several

_LABELS = {
    IdentifierType.COMPANY_IMO: r"IMO",
    IdentifierType.TAX_NUMBER: (
        r"INN|TIN|ИНН|IPN|ІПН|VAT|NIT|RUC|UNP|Fiscal Code"
        r"|Tax(?:payer)?(?: ?ID| Identification| Registration| Reg)?"
    ),
    IdentifierType.REGISTRATION_NUMBER: (
        r"(?:P?S?R?N )?OGRN(?:IP)?|PSRN|ОГРН|BIN|BR|CR|OKPO|ОКПО|EDRPOU|ЄДРПОУ|HRB"
        r"|(?:Un[a-z]+ )?Social Credit(?: Code)?|USCC"
        r"|(?:Company|Registration|Reg|Business Reg|Register(?:ed)?)(?: Number| No)?"
    ),
    IdentifierType.LEI: r"LEI|Legal Entity Identifier",
    IdentifierType.SWIFT: r"SWIFT(?: ?/ ?BI[CN])?|BIC",
    IdentifierType.OTHER: r"KPP|КПП|OKTMO|ICP|Licen[cs]e|D-?U-?N-?S|OKVED|BIK",
}
_TYPES = tuple(_LABELS)
_LABEL = re.compile(
    "|".join(f"(?<![^\\W\\d_])({words})(?![^\\W\\d_])" for words in _LABELS.values()), re.IGNORECASE
)
# Groups of digits may stand apart ("552 100 554"); INN and KPP stand joined by a stroke.
_TOKEN = re.compile(
    r"(?<![\w@])(?:\d{1,4}(?: \d{2,4}){2,8}(?!\w)|\d{10}(?=/\d{9}\b)|[A-Za-z0-9][A-Za-z0-9./-]*)"
    r"|(?<=\d{10}/)\d{9}\b"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d")
_FEWEST_DIGITS = 5  # fewer, among other words, are years and house numbers
_RUSSIAN_LABEL = re.compile(r"INN|OGRN|ИНН|ОГРН", re.IGNORECASE)


def company_numbers(
    text: str,
    country: str | None = None,
    unlabelled: IdentifierType = IdentifierType.REGISTRATION_NUMBER,
) -> tuple[Identifier, ...]:
    """Read all numbers of a cell, each once; one without a label is `unlabelled` unless its digits tell more.

    `country` is where the company is, as far as that is known: it tells the scheme of a number without a
    label, never its issuer.

    >>> [(one.type.value, one.value) for one in company_numbers("INN: 7704366170 (2) IMO 6016988")]
    [('tax_number', '7704366170'), ('company_imo', '6016988')]
    """
    found: dict[Identifier, None] = {}
    for part in several(text):
        numbers = [token for token in _TOKEN.finditer(part) if _is_number(token[0], part)]
        ends = [0, *(token.end() for token in numbers)]
        for place, token in enumerate(numbers):
            before = part[ends[place] : token.start()]
            after = part[token.end() : numbers[place + 1].start() if place + 1 < len(numbers) else None]
            trailing = after if place + 1 == len(numbers) else ""
            one = _identifier(token[0], before, trailing, (_place(before, after), country, unlabelled))
            if one:
                found[one] = None
    return tuple(found)


def has_label(text: str) -> bool:
    """Say whether a text names a kind of number that is known here."""
    return _LABEL.search(text) is not None


def numbered_type(type_: IdentifierType, value: str, country: str | None) -> IdentifierType:
    """Give the type that a company's number has by its own digits, where a publisher mixes the columns.

    A 13-digit number that passes the check of the OGRN is a registration number, a 10-digit one that passes
    that of the INN a tax number, 20 letters and digits that pass that of ISO 17442 an LEI. The Russian ones
    only for a Russian company; the OGRN also where the country is not known.

    >>> numbered_type(IdentifierType.TAX_NUMBER, "1053001124483", "RU").value
    'registration_number'
    """
    if country in (None, "RU") and value[:1] in "15" and len(value) == 13 and ogrn.is_valid(value):
        return IdentifierType.REGISTRATION_NUMBER
    if country == "RU" and len(value) == 10 and inn.is_valid(value):
        return IdentifierType.TAX_NUMBER
    return IdentifierType.LEI if len(value) == 20 and lei.is_valid(value) else type_


def _is_number(token: str, part: str) -> bool:
    digits = sum(c.isdigit() for c in token)
    if _DATE.fullmatch(token.rstrip(".")):
        return False
    return digits >= _FEWEST_DIGITS or (digits > 0 and token == part) or _is_bank_code(token, part)


def _is_bank_code(token: str, part: str) -> bool:
    """Say whether a word without digits is the code behind "SWIFT" (ISO 9362: 8 or 11 letters or digits)."""
    shaped = re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", token)
    return shaped is not None and re.search(rf"SWIFT\W[^\d]*{token}", part) is not None


def _identifier(
    token: str, before: str, after: str, known: tuple[str | None, str | None, IdentifierType]
) -> Identifier | None:
    """Make the identifier of a number from the words before it, or else those that end the cell."""
    issuer, country, unlabelled = known
    label = _last(_LABEL, before) or _LABEL.search(after)
    value = token.rstrip(". /-")
    if label is None:
        type_ = numbered_type(unlabelled, value, issuer or country)
        recognised = "RU" if type_ is IdentifierType.TAX_NUMBER else None
        return identifier(type_, value, issuer or recognised)
    type_ = _TYPES[(label.lastindex or 1) - 1]
    if type_ is IdentifierType.SWIFT and not re.fullmatch(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", value):
        type_ = IdentifierType.OTHER
    if type_ in (IdentifierType.TAX_NUMBER, IdentifierType.REGISTRATION_NUMBER):
        issuer = issuer or ("RU" if _RUSSIAN_LABEL.search(label[0]) else None)
        type_ = numbered_type(type_, value, issuer or country)
    else:
        issuer = None
    return identifier(type_, value, issuer, label=label[0])


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text):  # noqa: B007 -- the last one is wanted
        pass
    return last


def _place(before: str, after: str) -> str | None:
    """Give the country in brackets behind a number, or the one its label names."""
    bracket = re.match(r"\W*\(([^()]*)\)", after)
    return (country_in(bracket[1]) if bracket else None) or country_in(re.sub(r"\([^()]*\)", "", before))
