"""Queries and indexes in one line."""

from collections.abc import Iterable

from lists.entities import Entity, EntityType, Identifier, IdentifierType
from lists.identifiers import identifier
from matching.evidence import Hit, Screening
from matching.index import Index
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.screen import screen


def ask(index: Index, *names: str, kind: str | None = None, **fields: object) -> Screening:
    """Screen names of a type under the default policy; other fields are those of Query."""
    entity_type = EntityType(kind) if kind else None
    return screen(Query(names=names, type=entity_type, **fields), index, DEFAULT_POLICY)  # type: ignore[arg-type]


def index_of(*entities: Entity) -> Index:
    return Index.build(entities)


def number(kind: str, value: str) -> Identifier:
    """Build an identifier as the service does."""
    made = identifier(IdentifierType(kind), value)
    assert made is not None
    return made


def only_hit(screening: Screening) -> Hit:
    """Give the hit of a screening that must have exactly one."""
    assert len(screening.hits) == 1, [hit.entity.name for hit in screening.hits]
    return screening.hits[0]


def names_of(hits: Iterable[Hit]) -> list[str]:
    return [hit.entity.name for hit in hits]
