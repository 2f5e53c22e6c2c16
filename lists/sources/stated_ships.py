"""Ships in the text of another party: whose they are, by the sentence that names them.

A ship is named by an IMO number that passes a ship's check, or by a name in capitals or quotation marks
behind a word for a ship. A number in another party's text is that of a ship; whose, the sentence says.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lists.entities import (
    CheckDigit,
    Direction,
    EntityType,
    IdentifierType,
    PartyReference,
    Relation,
    RelationKind,
)
from lists.identifiers import identifier
from lists.sources.sentences import Subject

_SHIP = r"(?:vessels?|tankers?|ships?|carriers?|freighters?|boats?|yachts?|barges?|tugs?)"
_FLAG = re.compile(r"\bflag of\s[^,]*$")
_SHIP_WORD = re.compile(rf"\b{_SHIP}\b", re.IGNORECASE)
_IMO = re.compile(r"\b[IІ][MМ][OО]\b")
_NUMBER = re.compile(r"(?<![\d/-])\d{7}(?![\d/-])")
_LABEL = re.compile(
    r"[\s(\[,:;]*(?:with\s|International Maritime Organi[sz]ation\s?\(?)?(?:[IІ][MМ][OО]\b[^0-9]{0,25})?$"
)
_BRACKET_AT_END = re.compile(r"\s*\([^()]*\)\s*$")
_QUOTED_AT_END = re.compile(r"(?<!\w)[‘'“\"«]([^‘’'“”\"«»()]{2,40})[’'”\"»]?\s*$")
_RUN_AT_END = re.compile(r"(?<![\w.-])((?:[A-Z][\w.&/-]*)(?:\s(?:[A-Z][\w.&/'’-]*|\d{1,4}\b))*)\s*$")
_NO_NAME = re.compile(rf"(?:the\s|flag(?:ged)?\b.*)$|{_SHIP}$", re.IGNORECASE)

_ROLE = r"(?:\w+[\s-]){0,2}?(?:owner|operator|manager)s?"
_ROLES = re.compile(
    rf"\b(?P<nouns>{_ROLE}(?:(?:,|/|,?\sand|,?\sas\swell\sas)\s?(?:the\s)?{_ROLE})*)\sof\b"
    r"|\b(?P<verbs>(?:owns?|owned|operates?|operated|manages?|managed)"
    r"(?:(?:,|/|,?\sand)\s?(?:owns?|owned|operates?|operated|manages?|managed))*)\b(?!\sby\b)",
    re.IGNORECASE,
)
_KINDS = (
    (re.compile(r"\bown", re.IGNORECASE), RelationKind.OWNS),
    (re.compile(r"\boperat", re.IGNORECASE), RelationKind.OPERATES),
    (re.compile(r"\btechnical[\s-]manag", re.IGNORECASE), RelationKind.TECHNICALLY_MANAGES),
    (re.compile(r"(?<!technical[\s-])\bmanag", re.IGNORECASE), RelationKind.MANAGES),
)
_PAST = re.compile(
    r"\b(?:was|were|had|former(?:ly)?|previous(?:ly)?)\s(?:[\w-]+\s){0,3}?(?:own|operat|manag)", re.IGNORECASE
)
# What begins to speak of something else, unless a list of ships follows.
_OTHERWISE = re.compile(r",?\s(?:which|that|who|whose|where|while|with|from|by|to)\s", re.IGNORECASE)
_LIST_FOLLOWS = re.compile(r":|\bnamely\b|\bincluding\b|\bvessels\s?\(", re.IGNORECASE)

_REGISTERED = re.compile(r"registered owner", re.IGNORECASE)
_NAME_REACH = 100
"""Characters before a number within which its ship's name begins."""
_NEAR = 25
"""Characters before a role in which it is said to be past."""

_ITEM = (
    r"(?:[‘'“\"«][^‘’'“”\"«»]{2,40}[’'”\"»]"
    r"|(?!(?:DPRK|UN|US|EU|IMO)\b)[A-Z][A-Z.-]+(?:\s(?:[A-Z][A-Z.-]*|\d{1,4})\b)*)"
)
_NAMES = re.compile(
    rf"(?:(?i:\b{_SHIP}),?\s(?:namely\s)?|\bof\s(?:the\s)?(?:DPRK\s)?)(?P<names>{_ITEM}(?:(?:,|,?\sand)\s{_ITEM})*)"
)
_ITEMS = re.compile(_ITEM)
_QUOTES = "‘'“\"«’”»"


@dataclass(frozen=True, slots=True)
class _Ship:
    """A ship named in a sentence, at a place in it."""

    place: int
    reference: PartyReference


def ships_in(sentence: str, subject: Subject) -> Iterator[Relation]:
    """Give the relations of the party whose text it is to the ships that a sentence names.

    One that has an IMO number is linked to the party where no role is stated; one that only has a name
    counts with a role alone.
    """
    numbered = list(_numbered(sentence, subject))
    roles = list(_ROLES.finditer(sentence))
    is_of_ships = _SHIP_WORD.search(sentence) or _REGISTERED.match(sentence)
    ships = numbered or (list(_named(sentence)) if roles and is_of_ships else [])
    own = subject.end_in(sentence) is not None if ships and roles else False
    for ship in ships:
        role = _role(sentence, ship.place, roles, is_own=own)
        if role or numbered:
            for kind in _kinds(role):
                yield Relation(
                    kind=kind,
                    direction=Direction.TO,
                    party=ship.reference,
                    is_former=role is not None and _is_past(sentence, role),
                    quotation=sentence,
                )


def _numbered(sentence: str, subject: Subject) -> Iterator[_Ship]:
    if not _IMO.search(sentence):
        return
    is_of_ships = _SHIP_WORD.search(sentence) is not None
    for number in _NUMBER.finditer(sentence):
        one = identifier(IdentifierType.IMO, number[0])
        name = _name_before(sentence[max(0, number.start() - _NAME_REACH) : number.start()])
        is_ship = is_of_ships or (name is not None and not subject.is_named(name))
        if one and one.check is CheckDigit.VALID and is_ship:
            reference = PartyReference(type=EntityType.VESSEL, identifiers=(one,), name=name)
            yield _Ship(number.start(), reference)


def _name_before(text: str) -> str | None:
    """Give the ship's name right before its number; None where no name stands there."""
    text = _BRACKET_AT_END.sub("", _LABEL.sub("", text))
    if quoted := _QUOTED_AT_END.search(text):
        return quoted[1].strip()
    run = _RUN_AT_END.search(text)
    if run is None or _NO_NAME.search(run[1]) or _FLAG.search(text):
        return None
    return run[1].strip()


def _named(sentence: str) -> Iterator[_Ship]:
    for names in _NAMES.finditer(sentence):
        for item in _ITEMS.finditer(names["names"]):
            name = item[0].strip(_QUOTES).strip(" .,")
            reference = PartyReference(type=EntityType.VESSEL, name=name)
            yield _Ship(names.start("names") + item.start(), reference)


def _role(sentence: str, place: int, roles: list[re.Match[str]], *, is_own: bool) -> re.Match[str] | None:
    """Give the words that say what the party itself is to a ship at a place of the sentence."""
    role = next((role for role in reversed(roles) if role.end() <= place), None)
    if role is None or (not is_own and len(sentence[: role.start()].split()) > 1):
        return None
    other = _OTHERWISE.search(sentence, role.end(), place)
    return None if other and not _LIST_FOLLOWS.search(sentence, other.start(), place) else role


def _kinds(role: re.Match[str] | None) -> tuple[RelationKind, ...]:
    if role is None:
        return (RelationKind.LINKED_TO,)
    return tuple(kind for pattern, kind in _KINDS if pattern.search(role[0]))


def _is_past(sentence: str, role: re.Match[str]) -> bool:
    return _PAST.search(sentence, max(0, role.start() - _NEAR), role.end()) is not None
