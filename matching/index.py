"""The in-memory index: every name and identifier of the live entities, immutable once built.

The candidate search is lossless: it returns every name that scoring the whole list would bring to the
threshold. It enumerates, through the vocabulary, each unit that `compare.words` could say agrees, and
drops a name only by an upper bound of its score.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

import numpy as np

from lists.entities import Entity, EntityType, IdentifierType, Name
from matching.normalise import SHORTEST_CUT, Reading, read_name
from matching.policy import Policy
from matching.query import Query
from matching.rarity import Rarity
from matching.vocabulary import Vocabulary

_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of an entity, read; `position` is the entity's place in the index."""

    position: int
    name: Name
    reading: Reading


class Partition:
    """The names of all entities of one type, searchable."""

    def __init__(self, entity_type: EntityType | None, names: tuple[ListedName, ...]) -> None:
        self.entity_type = entity_type
        self.names = names
        self.rarity = Rarity(listed.reading for listed in names)
        personal = entity_type in (EntityType.PERSON, None)
        self._vocabulary = Vocabulary([listed.reading for listed in names], self.rarity, personal=personal)
        self._by_flat = sorted((listed.reading.flat, number) for number, listed in enumerate(names))

    def candidates(self, asked: Reading, query: Query, policy: Policy) -> Iterator[ListedName]:
        """Yield every name whose comparison with one reading of the query may make an alert.

        `bound` is at least the score of the comparison: it leaves out what inexact agreement costs.
        """
        rules = policy.rules_for(self.entity_type or query.type)
        weights = [self.rarity.weight(word) for word in asked.words]
        total = sum({word.text: w for word, w in zip(asked.words, weights, strict=True)}.values()) or 1.0
        covered, met, heaviest = self._vocabulary.coverage(asked, weights)
        lost = 1.0 - np.minimum(1.0, covered)
        spare = 1.0 - np.minimum(1.0, met / total)
        bound = 1.0 - rules.missing * lost - rules.extra * spare - rules.replaced * np.minimum(lost, spare)
        generic = heaviest <= policy.generic_weight
        bound[generic & (lost > _NOTHING)] -= policy.generic_only
        may_be_whole = (lost <= _NOTHING) & ~generic & (self.entity_type is not EntityType.PERSON)
        may_be_whole[self._beginning_with(asked.flat)] = True
        lowest = policy.lowest_name_score(facts=query.facts, identifiers=len(query.identifiers))
        reachable = (met > 0) & ((bound >= lowest - _NOTHING) | may_be_whole)
        for number in np.flatnonzero(reachable):
            yield self.names[number]

    def _beginning_with(self, flat: str) -> list[int]:
        """Give the numbers of the names that begin with a text long enough to be a name cut off."""
        if len(flat) < SHORTEST_CUT:
            return []
        start = bisect_left(self._by_flat, (flat, 0))
        following = islice(self._by_flat, start, None)
        return [number for _, number in takewhile(lambda item: item[0].startswith(flat), following)]


class Index:
    """Entities, searchable by name and identifier."""

    def __init__(self, entities: tuple[Entity, ...], earlier: "Index | None" = None) -> None:
        known = earlier.readings() if earlier else {}
        self._entities = entities
        self._positions = {entity.id: position for position, entity in enumerate(entities)}
        self._identifiers: dict[tuple[IdentifierType, str], list[int]] = defaultdict(list)
        names: dict[EntityType | None, list[ListedName]] = defaultdict(list)
        self._names_of: list[tuple[ListedName, ...]] = []
        for position, entity in enumerate(entities):
            read = tuple(
                ListedName(position, n, known.get((n.text, entity.type)) or read_name(n.text, entity.type))
                for n in entity.names
            )
            self._names_of.append(read)
            names[entity.type].extend(listed for listed in read if listed.reading.words)
            for identifier in entity.identifiers:
                self._identifiers[identifier.type, identifier.value].append(position)
        self.partitions = {kind: Partition(kind, tuple(listed)) for kind, listed in names.items()}

    @classmethod
    def build(cls, entities: Iterable[Entity], earlier: "Index | None" = None) -> "Index":
        """Build the index of all live entities; names that an earlier index holds need no reading again."""
        return cls(tuple(entities), earlier)

    def readings(self) -> dict[tuple[str, EntityType | None], Reading]:
        """Give the reading of every name, by its text and its entity's type."""
        return {
            (listed.name.text, entity.type): listed.reading
            for entity, names in zip(self._entities, self._names_of, strict=True)
            for listed in names
        }

    def __contains__(self, entity_id: str) -> bool:
        return entity_id in self._positions

    def __len__(self) -> int:
        return len(self._entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities)

    def entity(self, entity_id: str) -> Entity:
        """Give an entity by its id. KeyError where there is none."""
        return self._entities[self._positions[entity_id]]

    def at(self, position: int) -> Entity:
        """Give the entity at a place in the index."""
        return self._entities[position]

    def position(self, entity_id: str) -> int:
        """Give the place of an entity. KeyError where there is none."""
        return self._positions[entity_id]

    def names_at(self, position: int) -> tuple[ListedName, ...]:
        """Give the names of the entity at a place, read."""
        return self._names_of[position]

    def with_identifier(self, kind: IdentifierType, value: str) -> tuple[int, ...]:
        """Give the places of the entities that carry an identifier."""
        return tuple(dict.fromkeys(self._identifiers.get((kind, value), ())))
