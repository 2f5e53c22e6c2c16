"""Parties and ties gathered from all live lists and ownership files, each reference resolved."""

from array import array
from collections.abc import Iterable

from lists.entities import Direction, Entity, PartyReference, unlisted_party
from matching.clusters import Clusters
from matching.parties import FoundBy, Parties, is_unique
from matching.related import Party, Statement


class Graph:
    """Parties by number, the numbers of each entity's parties, and each tie's ends and statement."""

    def __init__(self, entities: tuple[Entity, ...], clusters: Clusters) -> None:
        self.parties: list[Party] = []
        self.numbers: dict[str, tuple[int, ...]] = {}
        self.subjects = array("i")
        self.objects = array("i")
        self.statements: list[Statement] = []
        self._clusters = clusters
        self._known = Parties(entities)
        self._numbered: dict[tuple[str, str], int] = {}
        for entity in entities:
            if entity.is_listed:
                self._place_listed(entity)
        for entity in entities:
            if not entity.is_listed:
                self._place_unlisted(entity)
        for entity in entities:
            if entity.relations:
                self._tie(entity)

    def _place_listed(self, entity: Entity) -> None:
        if entity.id not in self.numbers:
            members = self._clusters.members(entity)
            number = (len(self.parties),)
            self.parties.append(Party(members))
            self.numbers.update(dict.fromkeys(map(_id, members), number))

    def _place_unlisted(self, entity: Entity) -> None:
        """Put a party of an ownership file where the listed party is that it names, else beside the others.

        Of several that its name fits, each is it: its relations are then ambiguous.
        """
        numbers = self._numbers_of(self._meant_by(entity))
        if numbers:
            self.numbers.setdefault(entity.id, numbers)
        else:
            self._place_alone(entity)

    def _place_alone(self, entity: Entity) -> tuple[int, ...]:
        """Give an unlisted entity's party: that with its id, or with a number that only one party has."""
        worldwide = [(one.type.value, one.value) for one in entity.identifiers if is_unique(one)]
        known = self.numbers.get(entity.id)
        if known is None:
            same = next((self._numbered[number] for number in worldwide if number in self._numbered), None)
            known = (len(self.parties) if same is None else same,)
            self.numbers[entity.id] = known
        if known[0] == len(self.parties):
            self.parties.append(Party((entity,)))
        elif not (party := self.parties[known[0]]).is_listed and not party.knows(entity):
            self.parties[known[0]] = Party((*party.entities, entity))
        for number in worldwide:
            self._numbered.setdefault(number, known[0])
        return known

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
        return tuple(dict.fromkeys(number for one in entities for number in self.numbers[one.id]))

    def _tie(self, entity: Entity) -> None:
        """Add each of an entity's statements between all parties that it fits."""
        ours = self.numbers[entity.id]
        own = tuple(map(_id, self._clusters.members(entity)))
        for relation in entity.relations:
            theirs, found_by = self._other_party(entity, relation.party, own)
            statement = Statement(relation, entity, found_by, len(ours) * len(theirs) > 1)
            for one in ours:
                for other in theirs:
                    if one != other:
                        subject, object_ = (
                            (one, other) if relation.direction is Direction.TO else (other, one)
                        )
                        self.subjects.append(subject)
                        self.objects.append(object_)
                        self.statements.append(statement)

    def _other_party(
        self, entity: Entity, party: PartyReference, own: tuple[str, ...]
    ) -> tuple[tuple[int, ...], FoundBy]:
        found = self._known.find(party, named_by=entity, not_meant=own)
        if not found.entities:
            return self._place_alone(unlisted_party(entity.list_id, party)), FoundBy.NOTHING
        if len(found.entities) == 1:
            return self.numbers[found.entities[0].id], found.by
        return self._numbers_of(found.entities), found.by


def _id(entity: Entity) -> str:
    return entity.id
