"""The index: every name and identifier of the live entities, as flat arrays; immutable once built.

The candidate search is lossless: it gives every name that scoring the whole list would bring to the
threshold. It enumerates each unit that `compare.words` could say agrees, and drops a name only by an upper
bound of its score.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from lists.entities import Entity, EntityType, IdentifierType
from matching.candidates import Candidates
from matching.compare.alignment import MayAgree
from matching.compare.weighed import Weighed
from matching.entities import Entities
from matching.flat import Array, Arrays, Keyed, key_of, keys_of, named, part_of, place_in
from matching.met import MayAlert
from matching.normalise import SHORTEST_CUT
from matching.packing import TextPacker
from matching.policy import Policy
from matching.postings import Postings
from matching.rarity import Rarity
from matching.reach import Reach
from matching.spelled import Spelled, Speller
from matching.units import Units

READ = 2_000
"""Names that are kept read, those last compared: some 3 KB each."""
_ANY = "any"
_ONLY_BEGUN = MayAlert(0.0, None)
_COMMON, _PERSONAL = _SHARED = ("common", "personal")


class Candidate(NamedTuple):
    """A name that may alert: the place of its entity in the index, and its own among the entity's names.

    `most` is an upper bound of its score. `may_agree` is None where the search did not find the name by its
    units.
    """

    position: int
    place: int
    most: float
    may_agree: MayAgree | None


class Partition:
    """The names of all entities of one type, by number, searchable."""

    def __init__(self, entity_type: EntityType | None, arrays: Mapping[str, Array], reach: Reach) -> None:
        self.entity_type = entity_type
        self.spelled = Spelled.of_arrays(part_of(arrays, "spelled"))
        self.rarity = Rarity.of_arrays(part_of(arrays, "rarity"))
        self.positions = arrays["positions"]
        """The place of each name's entity in the index, ascending."""
        self._places = arrays["places"]
        self._beginnings = Keyed.of_arrays(part_of(arrays, "beginnings"))
        postings = Postings(part_of(arrays, "postings"))
        self._candidates = Candidates(self.spelled, reach, postings)

    def candidates(
        self, asked: Weighed, kind: EntityType | None, policy: Policy, lowest: float
    ) -> Iterator[Candidate]:
        """Yield every name whose comparison with one reading of the query may reach the lowest score.

        `kind` is the type that the names are compared as. Those that may score most come first.
        """
        found = {**self._candidates.of(asked, kind, policy, lowest)}
        flat = asked.reading.flat
        if len(flat) >= SHORTEST_CUT and policy.cut_off_score >= lowest:
            for name in self._beginning_with(flat):
                most, may_agree = found.get(name, _ONLY_BEGUN)
                found[name] = MayAlert(max(most, policy.cut_off_score), may_agree)
        for name in sorted(found, key=lambda name: (-found[name].most, name)):
            yield Candidate(int(self.positions[name]), int(self._places[name]), *found[name])

    def _beginning_with(self, flat: str) -> list[int]:
        """Give the names that begin with a text long enough to be a name cut off."""
        alike = self._beginnings.find(flat[:SHORTEST_CUT]).tolist()
        return [name for name in alike if self.spelled.flats[name].startswith(flat)]


class Index:
    """Entities, searchable by name and identifier."""

    def __init__(self, entities: Entities, arrays: Mapping[str, Array]) -> None:
        self.entities = entities
        self.reaches = {part: Reach(found) for part in _SHARED if (found := part_of(arrays, part))}
        self.partitions = {
            kind: Partition(kind, found, self.reaches[_sharing(kind)])
            for kind in (*EntityType, None)
            if (found := part_of(arrays, kind or _ANY))
        }
        self._arrays = arrays
        self._identifiers = Keyed.of_arrays(part_of(arrays, "identifiers"))
        self.name_at = lru_cache(READ)(partial(_name_at, entities, self.partitions, self.reaches))
        """Give a name, read, by the place of its entity and its own place among that entity's names."""

    @classmethod
    def build(cls, entities: Iterable[Entity], earlier: "Index | None" = None) -> "Index":
        """Build the index of all live entities; names that an earlier index holds need no reading again."""
        packed = Entities.of(entities)
        return cls(packed, _arrays(packed, earlier))

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

    def names_at(self, position: int) -> tuple[Weighed, ...]:
        """Give the names of the entity at a place, read."""
        return tuple(self.name_at(position, place) for place in range(len(self.at(position).names)))

    def with_identifier(self, kind: IdentifierType, value: str) -> tuple[int, ...]:
        """Give the places of the entities that carry an identifier, and seldom of another."""
        return tuple(dict.fromkeys(self._identifiers.find(f"{kind}:{value}").tolist()))


def _sharing(kind: EntityType | None) -> str:
    """Say which types' units the names of one share: words of persons' names have other families."""
    return _PERSONAL if kind is EntityType.PERSON else _COMMON


def _name_at(
    entities: Entities,
    partitions: Mapping[EntityType | None, Partition],
    reaches: Mapping[str, Reach],
    position: int,
    place: int,
) -> Weighed:
    kind = entities.type_of(position)
    partition, units = partitions[kind], reaches[_sharing(kind)].units
    first = place_in(partition.positions, position)
    return Weighed(partition.spelled.reading(first + place, units), partition.rarity)


class _Gathered:
    """The names of one type, and where each stands: the place of its entity, and its own among its names."""

    def __init__(self) -> None:
        self.texts = TextPacker()
        self.positions, self.places = array("i"), array("i")

    def add(self, position: int, entity: Entity) -> None:
        for place, name in enumerate(entity.names):
            self.texts.add(name.text)
            self.positions.append(position)
            self.places.append(place)


def _arrays(entities: Entities, earlier: Index | None) -> Arrays:
    names: dict[EntityType | None, _Gathered] = defaultdict(_Gathered)
    identifiers, bearers = array("Q"), array("i")
    for position, entity in enumerate(entities):
        names[entity.type].add(position, entity)
        identifiers.extend(key_of(f"{one.type}:{one.value}") for one in entity.identifiers)
        bearers.extend(position for _ in entity.identifiers)
    keyed = Keyed.of(np.frombuffer(identifiers, np.uint64), np.frombuffer(bearers, np.int32))
    arrays = named("identifiers", keyed.arrays())
    for part in _SHARED:
        found = {kind: names.pop(kind) for kind in list(names) if _sharing(kind) == part}
        arrays |= _part(part, found, earlier)
    return arrays


def _part(part: str, names: Mapping[EntityType | None, _Gathered], earlier: Index | None) -> Arrays:
    """Give the arrays of the types that share their units."""
    if not names:
        return {}
    known = earlier.partitions if earlier else {}
    before = earlier.reaches.get(part) if earlier else None
    speller = Speller(before.units if before else None)
    spelled = {
        kind: speller.spell(found.texts.texts(), kind, known[kind].spelled if kind in known else None)
        for kind, found in names.items()
    }
    units = speller.units(spelled.values())
    may_be_persons = [spelled[kind].used() for kind in (EntityType.PERSON, None) if kind in spelled]
    personal = np.unique(np.concatenate([np.zeros(0, np.int32), *may_be_persons]))
    arrays = named(part, Reach.of(units, personal).arrays())
    for kind, found in names.items():
        partition = {
            "positions": np.frombuffer(found.positions, np.int32),
            "places": np.frombuffer(found.places, np.int32),
            **_partition(spelled[kind], units),
        }
        arrays |= named(kind or _ANY, partition)
    return arrays


def _partition(spelled: Spelled, units: Units) -> Arrays:
    rarity = Rarity(*spelled.families(units))
    long = [(name, flat) for name, flat in enumerate(spelled.flats) if len(flat) >= SHORTEST_CUT]
    beginnings = keys_of(flat[:SHORTEST_CUT] for _, flat in long)
    return {
        **named("spelled", spelled.arrays()),
        **named("rarity", rarity.arrays()),
        **named("postings", Postings.of(spelled, units, rarity).arrays()),
        **named("beginnings", Keyed.of(beginnings, np.array([name for name, _ in long], np.int32)).arrays()),
    }
