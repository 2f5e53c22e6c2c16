"""Parties and ties gathered from all live lists and ownership files, each reference resolved."""

from collections.abc import Iterable
from itertools import count

import numpy as np

from lists.entities import Direction, Entity, PartyReference, unlisted_party
from matching.clusters import Clusters
from matching.packed import Packed
from matching.parties import FoundBy, Parties, is_unique
from matching.ties import TieRow, TieRows


class Graph:
    """Each party's records, the numbers of the parties of each id, and the ties between them.

    Records are numbered: those of listed parties by their place in the index, behind them the `others`.
    """

    def __init__(self, packed: Packed, clusters: Clusters) -> None:
        listed = packed.listed
        self.others = list(packed.others)
        self.parties: list[list[int]] = []
        self.numbers: dict[str, tuple[int, ...]] = {}
        """The parties of each id of the `others`."""
        self.ties = TieRows()
        self._listed = listed
        self._of_listed = np.full(len(listed), -1, dtype=np.int32)
        self._clusters = clusters
        self._known = Parties(packed)
        self._numbered: dict[tuple[str, str], int] = {}
        for position in range(len(listed)):
            self._place_listed(listed.number(listed.id_of(position)))
        for record, entity in enumerate(packed.others, len(listed)):
            self._place_unlisted(entity, record)
        unlisted = count(len(listed))
        for entity in packed:
            record = listed.number(entity.id) if entity.is_listed else next(unlisted)
            if entity.relations:
                self._tie(entity, record)

    def _add(self, entity: Entity) -> int:
        """Give the number of a new record, of a party that no list names."""
        self.others.append(entity)
        return len(self._listed) + len(self.others) - 1

    def _place_listed(self, position: int) -> None:
        if self._of_listed[position] < 0:
            members = self._clusters.members_at(position)
            self._of_listed[members] = len(self.parties)
            self.parties.append(members)

    def _place_unlisted(self, entity: Entity, record: int) -> None:
        """Put a party of an ownership file where the listed party is that it names, else beside the others.

        Of several that its name fits, each is it: its relations are then ambiguous.
        """
        numbers = self._numbers_of(self._meant_by(entity))
        if numbers:
            self.numbers.setdefault(entity.id, numbers)
        else:
            self._place_alone(entity, record)

    def _place_alone(self, entity: Entity, record: int | None = None) -> tuple[int, ...]:
        """Give an unlisted entity's party: that with its id, or with a number that only one party has.

        `record` is its number, None where a text names it: it gets one if it says anything new.
        """
        worldwide = [(one.type.value, one.value) for one in entity.identifiers if is_unique(one)]
        known = self.numbers.get(entity.id)
        if known is None:
            same = next((self._numbered[number] for number in worldwide if number in self._numbered), None)
            known = (len(self.parties) if same is None else same,)
            self.numbers[entity.id] = known
            record = self._add(entity) if record is None else record
        party = known[0]
        if party == len(self.parties):
            self.parties.append([])
        if not self._is_held(party, entity):
            self.parties[party].append(self._add(entity) if record is None else record)
        for number in worldwide:
            self._numbered.setdefault(number, party)
        return known

    def _is_held(self, party: int, entity: Entity) -> bool:
        """Say whether a party is listed, or one of its records has an entity's names, numbers and list."""
        places = [record - len(self._listed) for record in self.parties[party]]
        return any(
            place < 0
            or (
                (one := self.others[place]).list_id == entity.list_id
                and (one.names, one.identifiers) == (entity.names, entity.identifiers)
            )
            for place in places
        )

    def _meant_by(self, entity: Entity) -> tuple[Entity, ...]:
        """Find the listed parties that an unlisted one is, by the first of its names that finds any.

        An own id with a colon is that of the listed entity that it stands in for.
        """
        list_id, colon, own_id = entity.own_id.partition(":")
        stands_for = PartyReference(list_id=list_id, own_id=own_id) if colon else None
        references = (
            [stands_for]
            if stands_for
            else [
                PartyReference(identifiers=entity.identifiers, name=name.text, type=entity.type)
                for name in entity.names
            ]
        )
        for reference in references:
            found = self._known.find(reference, named_by=entity, not_meant=(entity.id,))
            listed = tuple(one for one in found.entities if one.is_listed)
            if listed:
                return listed
        return ()

    def _numbers_of(self, entities: Iterable[Entity]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(number for one in entities for number in self._parties_of(one)))

    def _parties_of(self, entity: Entity) -> tuple[int, ...]:
        if entity.is_listed:
            return (int(self._of_listed[self._listed.number(entity.id)]),)
        return self.numbers[entity.id]

    def _tie(self, entity: Entity, record: int) -> None:
        """Add each of an entity's statements between all parties that it fits."""
        ours = self._parties_of(entity)
        own = tuple(map(_id, self._clusters.members(entity))) if entity.is_listed else (entity.id,)
        for place, relation in enumerate(entity.relations):
            theirs, found_by = self._other_party(entity, relation.party, own)
            ambiguous = len(ours) * len(theirs) > 1
            for one in ours:
                for other in theirs:
                    if one != other:
                        ends = (one, other) if relation.direction is Direction.TO else (other, one)
                        self.ties.add(
                            TieRow(
                                *ends, relation.kind, relation.is_former, found_by, ambiguous, record, place
                            )
                        )

    def _other_party(
        self, entity: Entity, party: PartyReference, own: tuple[str, ...]
    ) -> tuple[tuple[int, ...], FoundBy]:
        found = self._known.find(party, named_by=entity, not_meant=own)
        if not found.entities:
            return self._place_alone(unlisted_party(entity.list_id, party)), FoundBy.NOTHING
        if len(found.entities) == 1:
            return self._parties_of(found.entities[0]), found.by
        return self._numbers_of(found.entities), found.by


def _id(entity: Entity) -> str:
    return entity.id
