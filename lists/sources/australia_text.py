"""Numbers in the free text "Additional Information" of Australia's list.

A number counts where a label stands before it; the text also holds telephone numbers, resolutions and the
reference numbers of the United Nations. A company's own IMO number is told from that of a ship by its digits.
"""

import re
from collections.abc import Iterator

from lists.entities import EntityType, Identifier, IdentifierType
from lists.identifiers import identifier, imo_type
from lists.sources.company_numbers import numbered_type
from lists.sources.nationalities import ADJECTIVE, nationality

_LABELS = {
    IdentifierType.PASSPORT: r"passports?\b|travel document\b",
    IdentifierType.TAX_NUMBER: r"\btax (?:id|identification|number)\b|fiscal code\b|\bINN\b",
    IdentifierType.REGISTRATION_NUMBER: (
        r"compan(?:y|ies) (?:identification|registration|number|id|no)\b|state registration\b|\bOGRN\b"
        r"|registration (?:id|number|no\b)|business registration\b|government gazette\b|\bACN\b"
    ),
    IdentifierType.SWIFT: r"\bSWIFT(?:/BIC)?\b",
    IdentifierType.NATIONAL_ID: (
        r"(?:national|personal|civil|military service) (?:id\b|identi\w+|number\b)"
        r"|identi(?:ty|fication) card\b|\bid card\b|\bidentification (?:number|no\b)|\bcivil id\b|\bSSN\b"
    ),
}
_TYPES = tuple(_LABELS)
_LABEL = re.compile("|".join(f"({words})" for words in _LABELS.values()), re.IGNORECASE)
_FOR_COMPANIES = frozenset(
    {IdentifierType.TAX_NUMBER, IdentifierType.REGISTRATION_NUMBER, IdentifierType.SWIFT}
)
_VALUE = re.compile(
    r"(?<![\w/+-])(?<!\d\.)(?P<value>(?:[A-Z]{1,4}[ -]?)?\d[\dA-Z/-]{3,}|[A-Z]{4,8}\d[A-Z0-9]{4,})(?![\w@])"
)
_BANK_CODE = re.compile(r"(?<!\w)(?P<value>[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)(?!\w)")
_NO_VALUE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d|(?:19|20)\d\d")
_ENDS = re.compile(
    r"\.\s+[A-Z][a-z]{2,}|\b(?:tel(?:ephone)?|phone|fax|address|resolution)\b|\n\n", re.IGNORECASE
)
_ISSUER = re.compile(rf"({ADJECTIVE})\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(r"([A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*) (?:number )?$")
_PLACE_AFTER = re.compile(r"\s*\(([^(),;]+)")
_IMO = re.compile(r"\bIMO\b[^\d\n]{0,40}(\d{7})(?!\d)")
_REACH = 200  # characters behind a label


def numbers_in(text: str, type_: EntityType | None) -> tuple[Identifier, ...]:
    """Give the numbers that the text states of a person or a company, each once."""
    return tuple(dict.fromkeys((*_imo_numbers(text, type_), *_labelled(text, type_))))


def _imo_numbers(text: str, type_: EntityType | None) -> Iterator[Identifier]:
    for number in _IMO.findall(text):
        kind = imo_type(EntityType.VESSEL if type_ is EntityType.VESSEL else None, number)
        is_own = type_ is EntityType.VESSEL or kind is IdentifierType.COMPANY_IMO
        if is_own and (one := identifier(kind, number)):
            yield one


def _labelled(text: str, type_: EntityType | None) -> Iterator[Identifier]:
    labels = list(_LABEL.finditer(text))
    for place, label in enumerate(labels):
        kind = _TYPES[(label.lastindex or 1) - 1]
        if type_ is EntityType.COMPANY and kind not in _FOR_COMPANIES:
            continue
        until = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        span = text[label.end() : min(until, label.end() + _REACH)]
        ends = _ENDS.search(span)
        yield from _values(kind, label[0], text[: label.start()], span[: ends.start()] if ends else span)


def _values(kind: IdentifierType, label: str, before: str, span: str) -> Iterator[Identifier]:
    issuer = _ISSUER.search(before[-60:])
    pattern = _BANK_CODE if kind is IdentifierType.SWIFT else _VALUE
    for match in pattern.finditer(span):
        value = match["value"]
        if _NO_VALUE.fullmatch(value) or re.search(r"IMO\W*$", span[: match.start()]):
            continue
        country = (
            _country(_PLACE_AFTER.match(span, match.end()))
            or _country(_PLACE_BEFORE.search(span[: match.start()]))
            or _country(issuer)
        )
        own = numbered_type(kind, value, country) if kind in _FOR_COMPANIES else kind
        if one := identifier(own, value, country, label=label):
            yield one


def _country(match: re.Match[str] | None) -> str | None:
    return nationality(match[1]) if match else None
