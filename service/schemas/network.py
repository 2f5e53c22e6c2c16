"""Parties beside a party on the wire: networks, and what an alert shows of them."""

from pydantic import BaseModel, ConfigDict

from lists.entities import Entity, NameKind
from matching.clusters import Clusters
from matching.related import Party, Related, Statement, Surroundings
from service.schemas.entities import ListName, identifiers_out


class RelatedOut(BaseModel):
    """A party beside another.

    `direction` is `from` where the related party is the subject of the relation. `entity_id` is `network:…`
    where no list has the party; `lists` are all that have it. `ambiguous` says that the source's words fit
    several parties, each of which is given; `former` that the relation is one of the past. `distance` counts
    the steps, from the second on `via` names the party before it.
    """

    relation: str
    direction: str
    entity_id: str
    type: str | None
    name: str
    former_names: list[str]
    identifiers: dict[str, list[str]]
    listed: bool
    lists: list[str]
    share: float | None
    as_of: str | None
    former: bool
    ambiguous: bool
    distance: int
    via: str | None

    @classmethod
    def of(cls, related: Related, list_id: str | None) -> "RelatedOut":
        """Show a related party by its record on a list, if it has one there."""
        entity, tie = related.party.record(list_id), related.tie
        return RelatedOut(
            relation=related.relation,
            direction=related.direction,
            entity_id=entity.id,
            type=entity.type,
            name=entity.name,
            former_names=former_names(related.party, entity),
            identifiers=identifiers_out(entity.identifiers),
            listed=entity.is_listed,
            lists=lists_of(related.party),
            share=tie.share,
            as_of=str(tie.as_of) if tie.as_of else None,
            former=tie.is_former,
            ambiguous=tie.ambiguous,
            distance=related.distance,
            via=related.via.record(list_id).id if related.via else None,
        )


class SourceOut(BaseModel):
    """Who states a relation: the record, its list, its own words, and what in them found the other party."""

    model_config = ConfigDict(serialize_by_alias=True)

    stated_by: str
    list_id: ListName
    quotation: str | None
    share: float | None
    as_of: str | None
    found_by: str

    @classmethod
    def of(cls, statement: Statement) -> "SourceOut":
        relation = statement.relation
        return SourceOut(
            stated_by=statement.by.id,
            list_id=statement.by.list_id,
            quotation=relation.quotation,
            share=relation.share,
            as_of=str(relation.as_of) if relation.as_of else None,
            found_by=statement.found_by,
        )


class RelationOut(RelatedOut):
    """A relation with its grounds."""

    sources: list[SourceOut]

    @classmethod
    def of(cls, related: Related, list_id: str | None) -> "RelationOut":
        return RelationOut(
            **RelatedOut.of(related, list_id).__dict__,
            sources=[SourceOut.of(statement) for statement in related.tie.statements],
        )


class NodeOut(BaseModel):
    """A party in a network: by its record on the list asked from, if it has one there."""

    id: str
    type: str | None
    name: str
    former_names: list[str]
    identifiers: dict[str, list[str]]
    listed: bool
    lists: list[str]


class EdgeOut(BaseModel):
    """A relation between two nodes, by their ids: its subject, its object, and who states it."""

    subject: str
    object: str
    relation: str
    share: float | None
    as_of: str | None
    former: bool
    ambiguous: bool
    sources: list[SourceOut]


class NetworkOut(BaseModel):
    """A party and all parties up to `depth` steps away, the nearest first, with all relations between them.

    `truncated` says that there are more parties than are shown.
    """

    entity_id: str
    depth: int
    truncated: bool
    nodes: list[NodeOut]
    edges: list[EdgeOut]

    @classmethod
    def of(cls, entity: Entity, depth: int, around: Surroundings) -> "NetworkOut":
        records = {
            party.id: entity if entity in party.entities else party.record(entity.list_id)
            for party in around.parties
        }
        return NetworkOut(
            entity_id=entity.id,
            depth=depth,
            truncated=not around.is_whole,
            nodes=[_node(party, records[party.id]) for party in around.parties],
            edges=[
                EdgeOut(
                    subject=records[tie.subject.id].id,
                    object=records[tie.object.id].id,
                    relation=tie.kind,
                    share=tie.share,
                    as_of=str(tie.as_of) if tie.as_of else None,
                    former=tie.is_former,
                    ambiguous=tie.ambiguous,
                    sources=[SourceOut.of(statement) for statement in tie.statements],
                )
                for tie in around.ties
            ],
        )


class AlsoListedOut(BaseModel):
    """Another record of the same party, and the numbers that say that it is the same, step by step."""

    model_config = ConfigDict(serialize_by_alias=True)

    entity_id: str
    list_id: ListName
    name: str
    shared: list[dict[str, str]]

    @classmethod
    def all_of(cls, entity: Entity, clusters: Clusters) -> "list[AlsoListedOut]":
        chains = clusters.how(entity)
        return [
            AlsoListedOut(
                entity_id=other.id,
                list_id=other.list_id,
                name=other.name,
                shared=[
                    {"type": link.shared.type.value, "value": link.shared.value} for link in chains[other.id]
                ],
            )
            for other in clusters.others(entity)
        ]


class NameElsewhereOut(BaseModel):
    """A former name by another record of the party, or another name of a ship with this IMO number."""

    model_config = ConfigDict(serialize_by_alias=True)

    text: str
    entity_id: str
    list_id: ListName

    @classmethod
    def all_of(cls, party: Party, entity: Entity) -> "list[NameElsewhereOut]":
        return [
            NameElsewhereOut(text=name.text, entity_id=record.id, list_id=record.list_id)
            for name, record in party.former_names(entity)
        ]


def lists_of(party: Party) -> list[str]:
    """Give the lists that a party stands on."""
    return list(dict.fromkeys(entity.list_id for entity in party.entities if entity.is_listed))


def former_names(party: Party, entity: Entity) -> list[str]:
    """Give the names that a party bore before, those of one of its records first."""
    own = [name.text for name in entity.names if name.kind is NameKind.FORMER_NAME]
    return [*own, *(name.text for name, _ in party.former_names(entity))]


def _node(party: Party, entity: Entity) -> NodeOut:
    return NodeOut(
        id=entity.id,
        type=entity.type,
        name=entity.name,
        former_names=former_names(party, entity),
        identifiers=identifiers_out(entity.identifiers),
        listed=entity.is_listed,
        lists=lists_of(party),
    )
