"""Who is meant where a list names another party."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from lists.entities import Entity, IdentifierType, PartyReference
from matching.normalise import name_key

Bearers = dict[str, Entity]
"""Entities by own id."""


_WORD = re.compile(r"[^\W_]+")


class Parties:
    """The entities of one list, to be found as the list itself refers to them."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._by_own_id: Bearers = {}
        self._by_identifier: dict[tuple[IdentifierType, str], Bearers] = defaultdict(dict)
        self._by_primary: dict[str, Bearers] = defaultdict(dict)
        self._by_other_name: dict[str, Bearers] = defaultdict(dict)
        self._by_word: dict[str, Bearers] = defaultdict(dict)
        self._respelled: dict[str, tuple[Bearers, Bearers]] = {}
        for entity in entities:
            self._add(entity)

    def find(self, party: PartyReference, *, named_by: Entity) -> tuple[Entity, ...]:
        """Give the entities that a reference fits: several where it is ambiguous, none where it fits none.

        The list's own id decides, then identifiers, then the name: written as listed but for case and
        punctuation, then with another legal form or accents; each time as a primary name before any other.
        The entity that names the party is never the one meant.
        """
        for bearers in self._ways(party):
            meant = tuple(entity for own_id, entity in sorted(bearers.items()) if own_id != named_by.own_id)
            if meant:
                return meant
        return ()

    def _add(self, entity: Entity) -> None:
        self._by_own_id[entity.own_id] = entity
        for identifier in entity.identifiers:
            self._by_identifier[identifier.type, identifier.value][entity.own_id] = entity
        self._by_primary[_plain(entity.name)][entity.own_id] = entity
        for name in entity.names:
            self._by_other_name[_plain(name.text)][entity.own_id] = entity
            for word in _words(name.text):
                self._by_word[word][entity.own_id] = entity

    def _ways(self, party: PartyReference) -> Iterator[Bearers]:
        """Give the bearers of each part of a reference, the surest part first."""
        if party.own_id in self._by_own_id:
            yield {party.own_id: self._by_own_id[party.own_id]}
        for identifier in party.identifiers:
            yield self._by_identifier.get((identifier.type, identifier.value), {})
        if party.name and (plain := _plain(party.name)):
            yield self._by_primary.get(plain, {})
            yield self._by_other_name.get(plain, {})
            yield from self._spelled_otherwise(party.name)

    def _spelled_otherwise(self, name: str) -> tuple[Bearers, Bearers]:
        """Give the bearers of a name but for its legal form: as primary name, and as any name.

        The key is dear, so it is made once, and only of names that have the rarest word of the one sought.
        """
        if name not in self._respelled:
            key = name_key(name)
            near = min(
                (self._by_word[word] for word in _words(key) if word in self._by_word), key=len, default={}
            )
            keys = {own_id: [name_key(other.text) for other in e.names] for own_id, e in near.items()}
            self._respelled[name] = (
                {own_id: near[own_id] for own_id, own_keys in keys.items() if own_keys[0] == key},
                {own_id: near[own_id] for own_id, own_keys in keys.items() if key in own_keys},
            )
        return self._respelled[name]


def _plain(text: str) -> str:
    """Fold a name to its letters and digits, without case and accents."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """Cut a name into words, without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(plain.casefold())
