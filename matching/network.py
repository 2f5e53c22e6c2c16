"""Owners and fleets: the relations of all live lists and ownership files as one graph of parties."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from lists.entities import Direction, Entity, RelationKind
from matching.clusters import Clusters
from matching.entities import Entities
from matching.flat import Array, Arrays, named, part_of
from matching.graph import Graph
from matching.index import Index
from matching.packed import Packed
from matching.party_numbers import PartyNumbers
from matching.related import (
    POWERS,
    Party,
    Related,
    Statement,
    Surroundings,
    Tie,
    nearest_first,
    surest_first,
)
from matching.ties import TieRow, Ties

_OWNERSHIP = frozenset({RelationKind.OWNS, RelationKind.CONTROLS, RelationKind.PARENT_OF})


class Network:
    """The parties of all live lists and ownership files and what ties them; immutable once built.

    Flat arrays, so that millions of parties fit: objects are made of those that are asked for. A party is
    rows of records, numbered as in `Graph`.
    """

    def __init__(
        self, index: Index, clusters: Clusters, others: Entities, ties: Ties, parties: PartyNumbers
    ) -> None:
        self.clusters = clusters
        self._index = index
        self._others = others
        self._ties = ties
        self._parties = parties

    @classmethod
    def build(cls, packed: Packed, index: Index, clusters: Clusters) -> "Network":
        """Resolve every relation, by Parties.find; whoever is named and not found is a party by that name.

        The listed among the entities are those of the index.
        """
        graph = Graph(packed, clusters)
        return cls(
            index,
            clusters,
            Entities.of(graph.others),
            graph.ties.of(len(graph.parties)),
            PartyNumbers.of(graph, len(index)),
        )

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array], index: Index) -> "Network":
        """Take what `arrays` gave, and the index that it was built with."""
        return cls(
            index,
            Clusters(index, part_of(arrays, "clusters")),
            Entities.of_arrays(part_of(arrays, "others")),
            Ties.of_arrays(part_of(arrays, "ties")),
            PartyNumbers.of_arrays(part_of(arrays, "parties")),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save, but for those of the index."""
        return {
            **named("clusters", self.clusters.arrays()),
            **named("others", self._others.arrays()),
            **named("ties", self._ties.arrays()),
            **named("parties", self._parties.arrays()),
        }

    def __len__(self) -> int:
        return len(self._parties.records)

    def at(self, number: int) -> Party:
        """Give a party by its number, from 0 up to the number of parties."""
        return Party(tuple(self._record(record) for record in self._parties.records[number].tolist()))

    def party(self, entity_id: str) -> Party:
        """Give the party of an entity or of a `network:` id. KeyError where there is none."""
        numbers = self._numbers(entity_id)
        if not numbers:
            raise KeyError(entity_id)
        return self.at(numbers[0])

    def has(self, entity_id: str) -> bool:
        """Say whether it is the id of a party's record or of an unlisted party."""
        return entity_id in self._index or entity_id in self._others

    def related(self, entity_id: str) -> tuple[Related, ...]:
        """Give every party one step away, nearest first; none for an id that is unknown."""
        numbers = self._numbers(entity_id)
        return tuple(nearest_first(related for number in numbers for related in self._around(number)))

    def above(self, entity_id: str) -> tuple[Related, ...]:
        """Give who owns, controls or runs a party now, in no order; nobody for an id that is unknown."""
        numbers = self._numbers(entity_id)
        return tuple(
            related
            for number in numbers
            for related in self._around(number, down=False)
            if not related.tie.is_former
        )

    def fleet(self, entity_id: str) -> tuple[tuple[Related, ...], ...]:
        """Give the ships that are owned, operated, managed or controlled by a party or linked to it.

        In the order of names; each ship once, with all that ties it to the party.
        """
        ships: dict[str, list[Related]] = defaultdict(list)
        for related in self.related(entity_id):
            if related.is_of_fleet:
                ships[related.party.id].append(related)
        return tuple(tuple(ships[ship]) for ship in sorted(ships, key=lambda ship: ships[ship][0].party.name))

    def beside(self, entity_id: str) -> tuple[Related, ...]:
        """Give what an alert shows: each party one step away, by its foremost tie, and a ship's fleet."""
        once: dict[str, Related] = {}
        for related in self.related(entity_id):
            once.setdefault(related.party.id, related)
        near = tuple(once.values())
        seen = {entity.id for related in near for entity in related.party.entities} | {entity_id}
        further: dict[str, Related] = {}
        if self.has(entity_id) and self.party(entity_id).is_ship:
            for owner in self.fleet_owners(entity_id):
                for ship in (ties[0] for ties in self.fleet(owner)):
                    if ship.party.id not in seen and entity_id not in (one.id for one in ship.party.entities):
                        step = replace(ship, distance=2, via=self.party(owner))
                        further.setdefault(ship.party.id, step)
        return (*near, *nearest_first(further.values()))

    def fleet_owners(self, entity_id: str) -> tuple[str, ...]:
        """Give the parties, by id, whose fleet an alert shows: the party itself, of a ship those above it."""
        if not self.party(entity_id).is_ship:
            return (entity_id,)
        above = (
            related
            for related in self.related(entity_id)
            if related.stands_above and not related.tie.is_former
        )
        return tuple(dict.fromkeys(related.party.id for related in above))

    def around(self, entity_id: str, depth: int, *, most: int) -> Surroundings:
        """Give the parties up to so many steps away, at `most` so many, and all ties between them.

        KeyError where there is no such party.
        """
        start = self.party(entity_id)
        found: dict[str, Party] = {start.id: start}
        edge = [start]
        is_whole = True
        for _ in range(depth):
            reached: list[Party] = []
            for here in edge:
                for related in self.related(here.id):
                    if related.party.id in found:
                        continue
                    if len(found) == most:
                        is_whole = False
                        break
                    found[related.party.id] = related.party
                    reached.append(related.party)
            edge = reached
        ties = {
            (tie.subject.id, tie.object.id, tie.kind, tie.is_former): tie
            for here in found
            for tie in (related.tie for related in self.related(here))
            if tie.subject.id in found and tie.object.id in found
        }
        return Surroundings(tuple(found.values()), tuple(ties.values()), is_whole)

    def unlisted_below(self) -> Iterator[Entity]:
        """Give the parties that no list names and that a listed one owns, controls, operates or manages.

        What such a party owns or runs in turn belongs to them. Each is one entity with all its names.
        """
        below: dict[int, None] = {}
        listed = self._parties.are_listed()
        waiting = np.flatnonzero(listed).tolist()
        for here in waiting:
            for tie in self._ties.below(here):
                there = tie.object
                if not listed[there] and there not in below and self._descends(tie):
                    below[there] = None
                    waiting.append(there)
            for tie in self._ties.above(here) if listed[here] else ():
                there = tie.subject
                if not listed[there] and self._is_ship_of(tie, here, there):
                    below[there] = None
        return (_as_one(self.at(number)) for number in below)

    def _descends(self, tie: TieRow) -> bool:
        """Say whether a tie puts its object below a party that is listed or stands below a listed one."""
        if tie.is_former:
            return False
        is_power = tie.kind in _OWNERSHIP or tie.kind in POWERS
        return is_power or self._is_ship_of(tie, tie.subject, tie.object)

    def _is_ship_of(self, tie: TieRow, company: int, ship: int) -> bool:
        """Say whether a tie links a ship to a listed party that is no ship, now."""
        if tie.kind is not RelationKind.LINKED_TO or tie.is_former:
            return False
        above = self.at(company)
        return above.is_listed and not above.is_ship and self.at(ship).is_ship

    def _around(self, number: int, *, down: bool = True) -> Iterator[Related]:
        """Yield what is one step away, statements of the same relation together."""
        ends = [(self._ties.above(number), Direction.FROM)]
        if down:
            ends.append((self._ties.below(number), Direction.TO))
        here = self.at(number)
        for ties, direction in ends:
            same: dict[tuple[int, RelationKind, bool], list[Statement]] = defaultdict(list)
            for tie in ties:
                other = tie.subject if direction is Direction.FROM else tie.object
                same[other, tie.kind, tie.is_former].append(self._statement(tie))
            for (other, kind, is_former), statements in same.items():
                there = self.at(other)
                subject, object_ = (there, here) if direction is Direction.FROM else (here, there)
                whole = Tie(kind, subject, object_, is_former, surest_first(statements))
                yield Related(party=there, direction=direction, tie=whole)

    def _statement(self, tie: TieRow) -> Statement:
        by = self._record(tie.by)
        return Statement(by.relations[tie.place], by, tie.found_by, tie.ambiguous)

    def _record(self, number: int) -> Entity:
        listed = len(self._index)
        return self._index.at(number) if number < listed else self._others[number - listed]

    def _numbers(self, entity_id: str) -> list[int]:
        """Give the parties of an id, several where the name of an unlisted one fits them; none if unknown."""
        if entity_id in self._index:
            return [int(self._parties.of_listed[self._index.position(entity_id)])]
        if entity_id in self._others:
            numbers: list[int] = self._parties.of_others[self._others.number(entity_id)].tolist()
            return numbers
        return []


def _as_one(party: Party) -> Entity:
    """Give the records of an unlisted party as one entity with all their names and identifiers."""
    first = party.entities[0]
    names = {name.text: name for entity in party.entities for name in entity.names}
    identifiers = dict.fromkeys(one for entity in party.entities for one in entity.identifiers)
    return replace(first, names=tuple(names.values()), identifiers=tuple(identifiers))
