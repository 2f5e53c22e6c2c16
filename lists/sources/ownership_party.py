"""A party as a cell of an ownership file names it.

Either the id of an entity on another list, alone in its cell (`us-ofac-sdn:37049`), or names and identifiers
separated by semicolons (`Acme Shipping Ltd; IMO 6016988`). An identifier is a word for its type and the
number behind it; what has no such word is a name, the first one the primary.
"""

import re
from dataclasses import dataclass

from lists.entities import EntityType, Identifier, IdentifierType
from lists.identifiers import identifier, imo_type
from lists.names import comparable
from lists.sources.gathered import UnreadableError
from lists.sources.several import several

_LISTED = re.compile(r"(?P<list_id>[a-z0-9][a-z0-9._-]{0,63}):(?P<own_id>\S+)")
_TYPES = {
    "company imo": IdentifierType.COMPANY_IMO,
    "imo": IdentifierType.IMO,
    "lei": IdentifierType.LEI,
    "ogrn": IdentifierType.REGISTRATION_NUMBER,
    "inn": IdentifierType.TAX_NUMBER,
    "registration number": IdentifierType.REGISTRATION_NUMBER,
    "tax number": IdentifierType.TAX_NUMBER,
    "passport": IdentifierType.PASSPORT,
    "national id": IdentifierType.NATIONAL_ID,
}
_RUSSIAN = frozenset({"ogrn", "inn"})
# Each word of a number holds a digit or is a few capitals (a register, a series), the last one a digit:
# "Inn at the Park" and "Lei 8 Holding" are names.
_NUMBERED = re.compile(
    rf"(?P<word>{'|'.join(_TYPES)})(?: number| no\.?)?(?:[\s.:#-]+|(?=\d))"
    r"(?P<number>(?:(?:(?-i:[A-Z]{1,4})|\S*\d\S*) )*\S*\d\S*)",
    re.IGNORECASE | re.ASCII,
)
_BEARERS = {
    IdentifierType.IMO: EntityType.VESSEL,
    IdentifierType.COMPANY_IMO: EntityType.COMPANY,
    IdentifierType.LEI: EntityType.COMPANY,
    IdentifierType.REGISTRATION_NUMBER: EntityType.COMPANY,
    IdentifierType.PASSPORT: EntityType.PERSON,
    IdentifierType.NATIONAL_ID: EntityType.PERSON,
}


@dataclass(frozen=True, slots=True)
class ListedParty:
    """A party given by its id on another list."""

    list_id: str
    own_id: str

    @property
    def id(self) -> str:
        return f"{self.list_id}:{self.own_id}"


@dataclass(frozen=True, slots=True)
class NamedParty:
    """A party given by names and identifiers, by one of them at least; the first name is the primary."""

    names: tuple[str, ...]
    identifiers: tuple[Identifier, ...]


def read_party(cell: str) -> ListedParty | NamedParty:
    """Read a cell; UnreadableError where it names no party.

    >>> read_party("us-ofac-sdn:37049").own_id, read_party("Acme Ltd; LEI 5493001KJTIIGC8Y1R12").names
    ('37049', ('Acme Ltd',))
    """
    parts = dict.fromkeys(filter(None, (" ".join(part.split()) for part in cell.split(";"))))
    numbered = {part: match for part in parts if (match := _NUMBERED.fullmatch(part))}
    listed = [match for part in parts if part not in numbered and (match := _LISTED.fullmatch(part))]
    if listed and len(parts) > 1:
        raise UnreadableError(f"{listed[0][0]!r} is an entity's id, which stands alone in its cell")
    if listed:
        return ListedParty(listed[0]["list_id"], listed[0]["own_id"])
    names = tuple(part for part in parts if part not in numbered)
    for name in names if parts else (cell,):
        if not several(name) or not comparable(name):
            raise UnreadableError(f"{name!r} names no party")
    return NamedParty(names, tuple(_identifier(part, match) for part, match in numbered.items()))


def type_of(identifiers: tuple[Identifier, ...]) -> EntityType | None:
    """Tell what kind of party bears identifiers; None where they do not tell, or tell different kinds."""
    bearers = {_BEARERS[one.type] for one in identifiers if one.type in _BEARERS}
    return bearers.pop() if len(bearers) == 1 else None


def _identifier(part: str, match: re.Match[str]) -> Identifier:
    word, number = match["word"].casefold(), match["number"]
    type_ = imo_type(None, number) if word == "imo" else _TYPES[word]
    one = identifier(type_, number, "RU" if word in _RUSSIAN else None, label=match["word"])
    if one is None:
        raise UnreadableError(f"{part!r} holds no number that could be compared")
    return one
