"""The index: every name and identifier of the live entities, as flat arrays; immutable once built.

The candidate search is lossless: it gives every name that scoring the whole list would bring to the
threshold. It enumerates each unit that `compare.words` could say agrees, and drops a name only by an upper
bound of its score.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from lists.entities import Entity, EntityType, IdentifierType, Name
from matching.candidates import Candidates
from matching.entities import Entities
from matching.flat import Array, Arrays, Keyed, keys_of, named, part_of
from matching.lexicon import Lexicon
from matching.links import Links
from matching.normalise import SHORTEST_CUT, Reading, read_name
from matching.policy import Policy
from matching.postings import Postings
from matching.query import Query
from matching.rarity import Rarity
from matching.units import JOINED, Units

READ = 20_000
"""Entities whose names are kept read, those last compared: some 6 KB each."""
_ANY = "any"


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name of an entity, read; `position` is the entity's place in the index."""

    position: int
    name: Name
    reading: Reading


class Partition:
    """The names of all entities of one type, by number, searchable."""

    def __init__(self, entity_type: EntityType | None, arrays: Mapping[str, Array], lexicon: Lexicon) -> None:
        self.entity_type = entity_type
        self.units = Units.of_arrays(part_of(arrays, "units"))
        self.rarity = Rarity.of_arrays(part_of(arrays, "rarity"))
        self._arrays = arrays
        self._positions = arrays["positions"]
        self._places = arrays["places"]
        self._beginnings = Keyed.of_arrays(part_of(arrays, "beginnings"))
        links = Links(
            self.units,
            Keyed.of_arrays(part_of(arrays, "keyed")),
            lexicon,
            arrays["unit_of"],
            postings := Postings(part_of(arrays, "postings")),
            personal=entity_type in (EntityType.PERSON, None),
        )
        self._candidates = Candidates(entity_type, links, postings, self.rarity)

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return dict(self._arrays)

    def candidates(self, asked: Reading, query: Query, policy: Policy) -> Iterator[tuple[int, int]]:
        """Yield every name whose comparison with one reading of the query may make an alert.

        As the place of its entity in the index, and its own place among the entity's names.
        """
        kind = self.entity_type or query.type
        lowest = policy.lowest_name_score(facts=query.facts, identifiers=len(query.identifiers))
        found = self._candidates.of(asked, kind, policy, lowest)
        if len(asked.flat) >= SHORTEST_CUT and policy.cut_off_score >= lowest:
            found = np.union1d(found, self._beginning_with(asked.flat))
        found = np.sort(found)  # of names that compare alike the first counts
        return zip(self._positions[found].tolist(), self._places[found].tolist(), strict=True)

    def _beginning_with(self, flat: str) -> NDArray[np.int64]:
        """Give the names that begin with a text long enough to be a name cut off."""
        alike = self._beginnings.find(flat[:SHORTEST_CUT]).tolist()
        return np.array([name for name in alike if self.units.flats[name].startswith(flat)], dtype=np.int64)


class Index:
    """Entities, searchable by name and identifier."""

    def __init__(self, entities: Entities, arrays: Mapping[str, Array]) -> None:
        self.entities = entities
        self._arrays = arrays
        self._identifiers = Keyed.of_arrays(part_of(arrays, "identifiers"))
        lexicon = Lexicon.of_arrays(part_of(arrays, "lexicon")) if len(entities) else Lexicon.of(())
        kinds = [kind for kind in (*EntityType, None) if part_of(arrays, kind or _ANY)]
        self.partitions = {kind: Partition(kind, part_of(arrays, kind or _ANY), lexicon) for kind in kinds}
        self._names_of = lru_cache(READ)(partial(_names_of, entities))

    @classmethod
    def build(cls, entities: Iterable[Entity], earlier: "Index | None" = None) -> "Index":
        """Build the index of all live entities; names that an earlier index holds need no reading again."""
        return cls.of(Entities.of(entities), earlier)

    @classmethod
    def of(cls, entities: Entities, earlier: "Index | None" = None) -> "Index":
        """Build the index of packed entities."""
        return cls(entities, _arrays(entities, earlier))

    def arrays(self) -> Arrays:
        """Give the arrays to save, those of the entities not among them."""
        return dict(self._arrays)

    def __contains__(self, entity_id: str) -> bool:
        return entity_id in self.entities

    def __len__(self) -> int:
        return len(self.entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def entity(self, entity_id: str) -> Entity:
        """Give an entity by its id. KeyError where there is none."""
        return self.entities[self.entities.number(entity_id)]

    def at(self, position: int) -> Entity:
        """Give the entity at a place in the index."""
        return self.entities[position]

    def list_id_at(self, position: int) -> str:
        """Give the list that the entity at a place is on."""
        return self.entities.list_id_of(position)

    def position(self, entity_id: str) -> int:
        """Give the place of an entity. KeyError where there is none."""
        return self.entities.number(entity_id)

    def names_at(self, position: int) -> tuple[ListedName, ...]:
        """Give the names of the entity at a place, read."""
        return self._names_of(position)

    def with_identifier(self, kind: IdentifierType, value: str) -> tuple[int, ...]:
        """Give the places of the entities that carry an identifier, and seldom of another."""
        return tuple(dict.fromkeys(self._identifiers.find(f"{kind}:{value}").tolist()))


def _names_of(entities: Entities, position: int) -> tuple[ListedName, ...]:
    entity = entities[position]
    return tuple(ListedName(position, name, read_name(name.text, entity.type)) for name in entity.names)


def _arrays(entities: Entities, earlier: Index | None) -> Arrays:
    names: dict[EntityType | None, list[str]] = defaultdict(list)
    positions: dict[EntityType | None, list[int]] = defaultdict(list)
    places: dict[EntityType | None, list[int]] = defaultdict(list)
    identifiers: list[str] = []
    bearers: list[int] = []
    for position, entity in enumerate(entities):
        names[entity.type] += [name.text for name in entity.names]
        positions[entity.type] += [position] * len(entity.names)
        places[entity.type] += range(len(entity.names))
        identifiers += [f"{one.type}:{one.value}" for one in entity.identifiers]
        bearers += [position] * len(entity.identifiers)
    known = earlier.partitions if earlier else {}
    units = {
        kind: Units.of(texts, kind, known[kind].units if kind in known else None)
        for kind, texts in names.items()
    }
    words = {kind: _words(found) for kind, found in units.items()}
    lexicon = Lexicon.of(text for texts in words.values() for text in texts)
    arrays = {
        **named("identifiers", Keyed.of(keys_of(identifiers), np.array(bearers, dtype=np.int32)).arrays()),
        **named("lexicon", lexicon.arrays()),
    }
    everything = list(lexicon)
    for kind, found in units.items():
        partition = {
            "positions": np.array(positions[kind], dtype=np.int32),
            "places": np.array(places[kind], dtype=np.int32),
            "unit_of": np.array([words[kind].get(text, -1) for text in everything], dtype=np.int32),
            **_partition(found),
        }
        arrays |= named(kind or _ANY, partition)
    return arrays


def _words(units: Units) -> dict[str, int]:
    """Give the units that are single words, by their text."""
    alone = np.flatnonzero((units.bits & JOINED) == 0).tolist()
    return {units.texts[unit]: unit for unit in alone}


def _partition(units: Units) -> Arrays:
    rarity = Rarity(*units.families_of_names())
    count = np.diff(units.roads.starts)
    keyed = Keyed.of(units.roads.values, np.repeat(np.arange(len(count), dtype=np.int32), count))
    flats = list(units.flats)
    long = [number for number, flat in enumerate(flats) if len(flat) >= SHORTEST_CUT]
    beginnings = Keyed.of(
        keys_of(flats[number][:SHORTEST_CUT] for number in long), np.array(long, dtype=np.int32)
    )
    return {
        **named("units", units.arrays()),
        **named("rarity", rarity.arrays()),
        **named("keyed", keyed.arrays()),
        **named("postings", Postings.of(units, rarity).arrays()),
        **named("beginnings", beginnings.arrays()),
    }
