"""Owners and fleets: the relations of the live lists, resolved to entities."""

from collections.abc import Iterable
from dataclasses import dataclass

from lists.entities import Direction, Entity, Relation, RelationKind


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

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Network":
        """Resolve every relation: by the list's own id, then identifiers, then names, primary before alias."""
        raise NotImplementedError

    def related(self, entity_id: str) -> tuple[Related, ...]:
        """Give every party one step away, in the order: owners and operators, then ships by name."""
        raise NotImplementedError

    def fleet(self, entity_id: str) -> tuple[Related, ...]:
        """Give the ships that are owned, operated, managed by or linked to the entity."""
        raise NotImplementedError
