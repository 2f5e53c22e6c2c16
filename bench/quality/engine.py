"""The engine under test, and what is asked of it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from lists.entities import Entity, EntityType, IdentifierType
from lists.identifiers import identifier
from matching.index import Index
from matching.policy import DEFAULT_POLICY, Policy
from matching.query import Query
from matching.screen import screen


@dataclass(frozen=True, slots=True)
class Answer:
    """The alerts of one screening, in the service's order: each entity's id with decision and score."""

    decisions: dict[str, str]
    scores: dict[str, float]

    @property
    def has_match(self) -> bool:
        return "match" in self.decisions.values()


class Engine:
    """An index of entities, asked under the default policy or another."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.entities = tuple(entities)
        self.index = Index.build(self.entities)

    def ask(self, query: Query, policy: Policy = DEFAULT_POLICY) -> Answer:
        hits = screen(query, self.index, policy).hits
        return Answer(
            {hit.entity.id: str(hit.decision) for hit in hits}, {hit.entity.id: hit.score for hit in hits}
        )

    def ask_name(self, name: str, kind: EntityType | None, policy: Policy = DEFAULT_POLICY) -> Answer:
        return self.ask(Query(names=(name,), type=kind), policy)


def query_of(row: dict[str, str], *, only_names: bool = False) -> Query:
    """Make the query of a judged case, as the judge sends it: name, type, country, identifiers as JSON."""
    names = (row["name"],) if row.get("name") else ()
    kind = EntityType(row["type"]) if row.get("type") else None
    if only_names:
        return Query(names=names, type=kind)
    given = json.loads(row.get("identifiers") or "{}")
    read = (identifier(IdentifierType(type_), value) for type_, value in given.items())
    return Query(
        names=names,
        type=kind,
        country=row.get("country") or None,
        identifiers=tuple(one for one in read if one is not None),
    )
