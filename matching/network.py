"""Owners and fleets: the relations of the live lists, resolved to entities."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from lists.entities import Direction, Entity, EntityType, PartyReference, Relation, RelationKind
from matching.parties import Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A party beside an entity.

    `direction` is seen from the entity asked about: FROM means that the related party is the subject
    ("the ship is linked to the company" on the company's answer). `entity` is None where the name that the
    list gives resolves to no entity; `ambiguous` where it fits several, each of which is then given.
    """

    relation: RelationKind
    direction: Direction
    name: str
    entity: Entity | None
    ambiguous: bool
    stated: Relation
    stated_by: str
    """Id of the entity whose record states the relation."""


class Network:
    """The relations of all live entities; immutable once built."""

    def __init__(self, related: Mapping[str, tuple[Related, ...]]) -> None:
        self._related = related

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Network":
        """Resolve every relation within its own list; see Parties.find for how a party is found.

        A relation stands beside both of its parties. One that is stated twice, or by both, stands once.
        """
        lists: dict[str, list[Entity]] = defaultdict(list)
        for entity in entities:
            lists[entity.list_id].append(entity)
        related: dict[str, list[Related]] = defaultdict(list)
        for members in lists.values():
            for entity_id, party in _resolve(members):
                related[entity_id].append(party)
        return cls({entity_id: tuple(_in_order(found)) for entity_id, found in related.items()})

    def related(self, entity_id: str) -> tuple[Related, ...]:
        """Give every party one step away: who stands above the entity, then other parties, then ships.

        Above it stand its owners, operators, managers, those who control it and those it is linked to or acts
        for. Each group is in the order of names. None for an id that is unknown.
        """
        return self._related.get(entity_id, ())

    def fleet(self, entity_id: str) -> tuple[Related, ...]:
        """Give the ships that are owned, operated, managed or controlled by the entity or linked to it.

        In the order of names; a ship in two relations to the entity is given with each.
        """
        return tuple(party for party in self.related(entity_id) if _is_of_fleet(party))


_POWERS = frozenset({RelationKind.OWNS, RelationKind.OPERATES, RelationKind.MANAGES, RelationKind.CONTROLS})
_DEPENDENCE = frozenset({RelationKind.LINKED_TO, RelationKind.ACTS_FOR})


def _resolve(members: list[Entity]) -> Iterator[tuple[str, Related]]:
    """Give each relation of one list from both of its sides, with the id of the entity on that side."""
    parties = Parties(members)
    for entity in members:
        for relation in entity.relations:
            found = parties.find(relation.party, named_by=entity)
            for party in found or (None,):
                there = _related(entity, relation, party, ambiguous=len(found) > 1)
                yield entity.id, there
                if party:
                    direction = relation.direction.reverse
                    yield party.id, replace(there, direction=direction, name=entity.name, entity=entity)


def _related(stating: Entity, stated: Relation, party: Entity | None, *, ambiguous: bool) -> Related:
    return Related(
        relation=stated.kind,
        direction=stated.direction,
        name=party.name if party else _as_stated(stated.party),
        entity=party,
        ambiguous=ambiguous,
        stated=stated,
        stated_by=stating.id,
    )


def _as_stated(party: PartyReference) -> str:
    """Give what a reference says for people: a name, else an identifier, else the list's own id."""
    return party.name or next((found.value for found in party.identifiers), party.own_id or "")


def _in_order(found: Iterable[Related]) -> list[Related]:
    """Sort as `Network.related` promises; of a relation that is stated twice keep the surer statement."""
    surest_first = sorted(found, key=lambda party: (party.ambiguous, party.stated.share is None))
    once: dict[tuple[RelationKind, Direction, str], Related] = {}
    for party in surest_first:
        once.setdefault(
            (party.relation, party.direction, party.entity.id if party.entity else party.name), party
        )
    return sorted(once.values(), key=lambda party: (_distance(party), party.name, party.relation))


def _distance(party: Related) -> int:
    """Rank a party: who stands above the entity, any other, a ship."""
    if _stands_above(party):
        return 0
    return 2 if party.entity and party.entity.type is EntityType.VESSEL else 1


def _stands_above(party: Related) -> bool:
    if party.direction is Direction.FROM:
        return party.relation in _POWERS or party.relation is RelationKind.PARENT_OF
    return party.relation in _DEPENDENCE


def _is_of_fleet(party: Related) -> bool:
    if party.entity is None or party.entity.type is not EntityType.VESSEL:
        return False
    if party.direction is Direction.TO:
        return party.relation in _POWERS
    return party.relation is RelationKind.LINKED_TO
