"""Owners and fleets: the relations of all live lists and ownership files as one graph of parties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lists.entities import Direction, Entity, RelationKind
from matching.clusters import Clusters
from matching.graph import Graph
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

_OWNERSHIP = frozenset({RelationKind.OWNS, RelationKind.CONTROLS, RelationKind.PARENT_OF})


class Network:
    """The parties of all live lists and ownership files and what ties them; immutable once built.

    Ties are flat arrays (a tie's subject and object by the number of their party) with the statements beside
    them, so that millions of them fit: objects are made of those that are asked for.
    """

    def __init__(self, graph: Graph, clusters: Clusters) -> None:
        self.clusters = clusters
        self._parties = graph.parties
        self._numbers = graph.numbers
        self._statements = graph.statements
        self._subjects = np.frombuffer(graph.subjects, dtype=np.int32)
        self._objects = np.frombuffer(graph.objects, dtype=np.int32)
        self._from = _Ends(self._subjects, len(self._parties))
        self._to = _Ends(self._objects, len(self._parties))

    @classmethod
    def build(cls, entities: Iterable[Entity], clusters: Clusters) -> "Network":
        """Resolve every relation, by Parties.find; whoever is named and not found is a party by that name."""
        graph = Graph(tuple(entities), clusters)
        return cls(graph, clusters)

    def __len__(self) -> int:
        return len(self._parties)

    def at(self, number: int) -> Party:
        """Give a party by its number, from 0 up to the number of parties."""
        return self._parties[number]

    def party(self, entity_id: str) -> Party:
        """Give the party of an entity or of a `network:` id. KeyError where there is none."""
        return self._parties[self._numbers[entity_id][0]]

    def has(self, entity_id: str) -> bool:
        """Say whether it is the id of a party's record or of an unlisted party."""
        return entity_id in self._numbers

    def related(self, entity_id: str) -> tuple[Related, ...]:
        """Give every party one step away, nearest first; none for an id that is unknown."""
        numbers = self._numbers.get(entity_id, ())
        return tuple(nearest_first(related for number in numbers for related in self._around(number)))

    def above(self, entity_id: str) -> tuple[Related, ...]:
        """Give who owns, controls or runs a party now, in no order; nobody for an id that is unknown."""
        numbers = self._numbers.get(entity_id, ())
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
        if entity_id in self._numbers and self.party(entity_id).is_ship:
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

    def unlisted_below(self) -> tuple[Entity, ...]:
        """Give the parties that no list names and that a listed one owns, controls, operates or manages.

        What such a party owns or runs in turn belongs to them. Each is one entity with all its names.
        """
        below: dict[int, None] = {}
        listed = [party.is_listed for party in self._parties]
        waiting = [number for number, is_listed in enumerate(listed) if is_listed]
        for here in waiting:
            for tie in self._from.ties(here):
                there = int(self._objects[tie])
                if not listed[there] and there not in below and self._descends(tie, here):
                    below[there] = None
                    waiting.append(there)
            for tie in self._to.ties(here) if listed[here] else ():
                there = int(self._subjects[tie])
                if not listed[there] and self._is_ship_of(tie, here, there):
                    below[there] = None
        return tuple(_as_one(self._parties[number]) for number in below)

    def _descends(self, tie: int, subject: int) -> bool:
        """Say whether a tie puts its object below a party that is listed or stands below a listed one."""
        relation = self._statements[tie].relation
        if relation.is_former:
            return False
        is_power = relation.kind in _OWNERSHIP or relation.kind in POWERS
        return is_power or self._is_ship_of(tie, subject, int(self._objects[tie]))

    def _is_ship_of(self, tie: int, company: int, ship: int) -> bool:
        """Say whether a tie links a ship to a listed party that is no ship, now."""
        relation = self._statements[tie].relation
        if relation.kind is not RelationKind.LINKED_TO or relation.is_former:
            return False
        above = self._parties[company]
        return above.is_listed and not above.is_ship and self._parties[ship].is_ship

    def _around(self, number: int, *, down: bool = True) -> Iterator[Related]:
        """Yield what is one step away, statements of the same relation together."""
        ends = [(self._to, self._subjects, Direction.FROM)]
        if down:
            ends.append((self._from, self._objects, Direction.TO))
        for near, far, direction in ends:
            same: dict[tuple[int, RelationKind, bool], list[Statement]] = defaultdict(list)
            for place in near.ties(number):
                statement = self._statements[place]
                relation = statement.relation
                same[int(far[place]), relation.kind, relation.is_former].append(statement)
            here = self._parties[number]
            for (other, kind, is_former), statements in same.items():
                there = self._parties[other]
                subject, object_ = (there, here) if direction is Direction.FROM else (here, there)
                tie = Tie(kind, subject, object_, is_former, surest_first(statements))
                yield Related(party=there, direction=direction, tie=tie)


class _Ends:
    """The numbers of the ties that end at each party, found by the party's number."""

    def __init__(self, parties: NDArray[np.int32], count: int) -> None:
        self._order = np.argsort(parties, kind="stable").astype(np.int32)
        self._starts = np.concatenate(([0], np.cumsum(np.bincount(parties, minlength=count))))

    def ties(self, party: int) -> list[int]:
        found: list[int] = self._order[self._starts[party] : self._starts[party + 1]].tolist()
        return found


def _as_one(party: Party) -> Entity:
    """Give the records of an unlisted party as one entity with all their names and identifiers."""
    first = party.entities[0]
    names = {name.text: name for entity in party.entities for name in entity.names}
    identifiers = dict.fromkeys(one for entity in party.entities for one in entity.identifiers)
    return replace(first, names=tuple(names.values()), identifiers=tuple(identifiers))
