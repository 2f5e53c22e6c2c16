"""Who is meant where a list or an ownership file names another party."""

import re
import unicodedata
from array import array
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, reduce

import numpy as np

from lists.entities import Entity, EntityType, Identifier, IdentifierType, PartyReference
from matching.assess import is_weak
from matching.compare.identifiers import kinds_to_look_up
from matching.flat import Array, Keyed, key_of
from matching.normalise import name_key, read_name
from matching.packed import Packed
from matching.pairs import numbers_conflict, same_issuer
from matching.tables import read_table

_WORD = re.compile(r"[^\W_]+")
# What a text adds to a name: an acronym, or who the party is, as in "Defence Industries Organisation (DIO)".
_WORLDWIDE = frozenset({IdentifierType.IMO, IdentifierType.COMPANY_IMO, IdentifierType.LEI})
_LONG = 8  # characters; shorter numbers are given by many registers
_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")


class FoundBy(StrEnum):
    """The part of a reference that found its party, the surest first."""

    OWN_ID = "own_id"
    IDENTIFIER = "identifier"
    NAME = "name"
    OTHER_NAME = "other_name"
    NAME_ON_ANOTHER_LIST = "name_on_another_list"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Found:
    """The entities that a reference fits, and what found them; none where nothing did."""

    entities: tuple[Entity, ...] = ()
    by: FoundBy = FoundBy.NOTHING


_NOBODY = Found()


class Parties:
    """The entities of all lists, to be found as a list refers to them."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        own_ids, identifiers, primary, names, words = (_Numbers() for _ in range(5))
        for number, entity in enumerate(packed):
            own_ids.add(_own_key(entity.list_id, entity.own_id), number)
            if not entity.is_listed:
                continue
            for kind, value in map(_number, entity.identifiers):
                identifiers.add(f"{kind}:{value}", number)
            primary.add(_plain(entity.name), number)
            for plain in {_plain(name.text) for name in entity.names}:
                names.add(plain, number)
            for word in {word for name in entity.names for word in _words(name.text)}:
                words.add(word, number)
        self._by_own_id, self._by_identifier = own_ids.keyed(), identifiers.keyed()
        self._by_primary, self._by_name, self._by_word = primary.keyed(), names.keyed(), words.keyed()
        self._respelled: dict[str, tuple[list[Entity], list[Entity]]] = {}

    def find(self, party: PartyReference, *, named_by: Entity, not_meant: Collection[str]) -> Found:
        """Find the entities that a reference fits: several where it is ambiguous, none where it fits none.

        The id on a list decides, then identifiers, then the name: written as listed but for case and
        punctuation, then with another legal form or accents; each time as a primary name before any other,
        and on the naming list before all others. There a weak alias does not count. The party that names
        another (`not_meant`, its entities' ids) is never the one meant.
        """
        if party.own_id is not None:
            entity = self._with_own_id(party.list_id or named_by.list_id, party.own_id)
            if entity and entity.id not in not_meant:
                return Found((entity,), FoundBy.OWN_ID)
        for by, candidates in self._ways(party, named_by):
            meant = {e.id: e for e in candidates if e.id not in not_meant and _may_be(party, e)}
            if meant:
                return Found(tuple(meant[entity_id] for entity_id in sorted(meant)), by)
        return _NOBODY

    def _with_own_id(self, list_id: str, own_id: str) -> Entity | None:
        """Give the entity with an id on a list: of several the last."""
        found = self._read(self._by_own_id, _own_key(list_id, own_id))
        same = (one for one in reversed(found) if (one.list_id, one.own_id) == (list_id, own_id))
        return next(same, None)

    def _read(self, keyed: Keyed, key: str) -> list[Entity]:
        """Read the entities of a key, and seldom one of another."""
        return [self._packed[number] for number in dict.fromkeys(keyed.find(key).tolist())]

    def _ways(self, party: PartyReference, named_by: Entity) -> Iterator[tuple[FoundBy, Iterable[Entity]]]:
        """Give the entities that a reference's identifiers and its name fit, the surest part first."""
        list_id = named_by.list_id
        if party.identifiers:
            numbered = [self._numbered(one, party) for one in party.identifiers]
            yield from ((FoundBy.IDENTIFIER, _on(list_id, entities)) for entities in numbered)
            yield from ((FoundBy.IDENTIFIER, entities) for entities in numbered)
        for name in _written(party, named_by):
            respelled = self._spelled_otherwise(name)
            if not named_by.is_listed:
                respelled = _of_same_form(name, respelled)
            found = [bearers for bearers in (self._as_written(name), respelled) if bearers[1]]
            for primary, any_name in found:
                yield FoundBy.NAME, _on(list_id, primary)
                yield FoundBy.OTHER_NAME, _on(list_id, any_name)
            for primary, any_name in found:
                yield FoundBy.NAME_ON_ANOTHER_LIST, primary
                yield FoundBy.NAME_ON_ANOTHER_LIST, (e for e in any_name if _is_strong(e, name))

    def _numbered(self, identifier: Identifier, party: PartyReference) -> list[Entity]:
        """Give who carries a number; one that several registers may give counts beside an equal name only."""
        found = [
            entity
            for entity in self._read(self._by_identifier, ":".join(_number(identifier)))
            if any(
                _number(own) == _number(identifier) and same_issuer(own, identifier)
                for own in entity.identifiers
            )
        ]
        if is_unique(identifier) or not party.name:
            return found
        key = name_key(party.name)
        return [e for e in found if any(name_key(name.text) == key for name in e.names)]

    def _as_written(self, name: str) -> tuple[list[Entity], list[Entity]]:
        """Give the bearers of a name but for case and punctuation: as primary name, and as any name."""
        plain = _plain(name)
        primary = [one for one in self._read(self._by_primary, plain) if _plain(one.name) == plain]
        named = self._read(self._by_name, plain) if plain else []
        return primary, [one for one in named if any(_plain(name.text) == plain for name in one.names)]

    def _spelled_otherwise(self, name: str) -> tuple[list[Entity], list[Entity]]:
        """Give the bearers of a name but for its legal form: as primary name, and as any name.

        The key is dear: it is made once, and only of names that share all known words of the one sought.
        """
        if not self._may_be_listed(name):
            return [], []
        if name not in self._respelled:
            primary: list[Entity] = []
            any_name: list[Entity] = []
            key = name_key(name)
            bearers = {word: self._by_word.find(word) for word in _words(key)}
            wanted = {word for word, found in bearers.items() if len(found)}
            for entity in self._bearing([bearers[word] for word in wanted]):
                near = [other.text for other in entity.names if wanted <= set(_words(other.text))]
                same = [text for text in near if name_key(text) == key]
                if same:
                    any_name.append(entity)
                if entity.name in same:
                    primary.append(entity)
            self._respelled[name] = primary, any_name
        return self._respelled[name]

    def _bearing(self, bearers: list[Array]) -> Iterator[Entity]:
        """Read the entities that are among all of some bearers of words; nobody where there are none."""
        common = reduce(np.intersect1d, bearers) if bearers else ()
        return (self._packed[int(number)] for number in common)

    def _may_be_listed(self, name: str) -> bool:
        """Rule out, cheaply, a Latin name with a word that is neither in any listed name nor of a form."""
        if not name.isascii():
            return True
        forms = _words_of_forms()
        return all(word in forms or len(self._by_word.find(word)) for word in _words(name))


class _Numbers:
    """Entities by the keys of texts, in the making; numbers that were taken from one entity come together."""

    def __init__(self) -> None:
        self._keys, self._numbers = array("Q"), array("i")

    def add(self, text: str, number: int) -> None:
        self._keys.append(key_of(text))
        self._numbers.append(number)

    def keyed(self) -> Keyed:
        return Keyed.of(np.frombuffer(self._keys, np.uint64), np.frombuffer(self._numbers, np.int32))


def _own_key(list_id: str, own_id: str) -> str:
    return f"{list_id}:{own_id}"


def _written(party: PartyReference, named_by: Entity) -> Iterable[str]:
    """Give the name of a reference, and without what a list's text adds in brackets."""
    names = [party.name] if party.name else []
    if party.name and named_by.is_listed:
        names.append(_BRACKETS.sub("", party.name))
    return dict.fromkeys(names)


def _of_same_form(name: str, bearers: tuple[list[Entity], list[Entity]]) -> tuple[list[Entity], list[Entity]]:
    """Keep who bears a name in the same legal form: in ownership data "X Ltd" is a daughter of "X JSC"."""
    primary, any_name = bearers
    if not any_name:
        return bearers  # the key is dear
    key = name_key(name)
    return (
        [entity for entity in primary if _same_form(name, entity.name)],
        [
            entity
            for entity in any_name
            if any(name_key(one.text) == key and _same_form(name, one.text) for one in entity.names)
        ],
    )


def _may_be(party: PartyReference, entity: Entity) -> bool:
    """Say whether neither type nor numbers speak against an entity's being the party meant."""
    if party.type and entity.type and party.type is not entity.type:
        return False
    return not numbers_conflict(party.identifiers, entity.identifiers)


def _number(identifier: Identifier) -> tuple[IdentifierType, str]:
    """Give the key under which publishers' different words for one kind of number meet."""
    return min(kinds_to_look_up(identifier)), identifier.value


def is_unique(identifier: Identifier) -> bool:
    """Say whether a number is one party's in the world; others a register or a state gives for itself."""
    return identifier.country is not None or identifier.type in _WORLDWIDE or len(identifier.value) >= _LONG


def _same_form(one: str, other: str) -> bool:
    """Say whether two names have the same legal form, or one of them none."""
    forms = [set(read_name(name, EntityType.COMPANY).forms) for name in (one, other)]
    return not forms[0] or not forms[1] or forms[0] == forms[1]


def _on(list_id: str, entities: Iterable[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity.list_id == list_id]


def _is_strong(entity: Entity, written: str) -> bool:
    """Say whether a name is one of an entity's that its publisher does not call weak."""
    plain = _plain(written)
    same = [name for name in entity.names if _plain(name.text) == plain]
    return not same or any(not is_weak(name) for name in same)


@cache
def _words_of_forms() -> frozenset[str]:
    return frozenset(
        word for row in read_table("legal_forms.csv") for text in row.values() for word in _words(text)
    )


def _plain(text: str) -> str:
    """Fold a name to its letters and digits, without case and accents."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """Cut a name into words, without case and accents."""
    if text.isascii():
        return _WORD.findall(text.casefold())
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(plain.casefold())
