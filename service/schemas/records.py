"""The whole record of one entity, and what lies one step around it."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from lists.entities import Entity, Identifier
from lists.version import ListVersion
from matching.network import Related
from service.schemas.entities import EntityOut, ListName, RelatedOut
from service.schemas.lists import ListRef


class IdentifierOut(BaseModel):
    """An identifier with all that is known of it."""

    type: str
    value: str
    country: str | None
    check: str
    label: str | None
    published: str | None

    @classmethod
    def of(cls, identifier: Identifier) -> "IdentifierOut":
        return IdentifierOut(
            type=identifier.type,
            value=identifier.value,
            country=identifier.country,
            check=identifier.check,
            label=identifier.label,
            published=identifier.published,
        )


class AddressOut(BaseModel):
    """An address as published."""

    text: str
    country: str | None


class SourceRowOut(BaseModel):
    """Where the record was read: file, 1-based line or record number, and the text as published."""

    file: str
    line: int
    text: str


class RelationOut(RelatedOut):
    """A relation with its grounds: the source's own words, and the entity whose record has them."""

    as_of: str | None
    quotation: str | None
    stated_by: str

    @classmethod
    def of(cls, related: Related) -> "RelationOut":
        stated = related.stated
        return RelationOut(
            **RelatedOut.of(related).__dict__,
            as_of=str(stated.as_of) if stated.as_of else None,
            quotation=stated.quotation,
            stated_by=related.stated_by,
        )


class EntityRecordOut(EntityOut):
    """The whole record: what an alert shows, all else that the list publishes, and the rows it came from."""

    version: ListRef
    identifier_details: list[IdentifierOut]
    birth_dates: list[str]
    birth_places: list[str]
    established_on: str | None
    gender: str | None
    titles: list[str]
    addresses: list[AddressOut]
    legal_basis: list[str]
    notes: list[str]
    unread: list[str]
    relations: list[RelationOut]
    source: list[SourceRowOut]

    @classmethod
    def record(cls, entity: Entity, version: ListVersion, relations: Sequence[Related]) -> "EntityRecordOut":
        return EntityRecordOut(
            **EntityOut.of(entity).__dict__,
            version=ListRef.of(version),
            identifier_details=[IdentifierOut.of(identifier) for identifier in entity.identifiers],
            birth_dates=[str(day) for day in entity.birth_dates],
            birth_places=list(entity.birth_places),
            established_on=str(entity.established_on) if entity.established_on else None,
            gender=entity.gender,
            titles=list(entity.titles),
            addresses=[
                AddressOut(text=address.text, country=address.country) for address in entity.addresses
            ],
            legal_basis=list(entity.listing.legal_basis),
            notes=list(entity.notes),
            unread=list(entity.unread),
            relations=[RelationOut.of(related) for related in relations],
            source=[SourceRowOut(file=row.file, line=row.line, text=row.text) for row in entity.source],
        )


class NodeOut(BaseModel):
    """A party in a network; `id` is null where no live list has it."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: str | None
    list_id: ListName
    type: str | None
    name: str


class NetworkOut(BaseModel):
    """A party and all parties one step away. `edges` are seen from the party, in the order of `nodes[1:]`."""

    entity_id: str
    nodes: list[NodeOut]
    edges: list[RelationOut]

    @classmethod
    def of(cls, entity: Entity, relations: Sequence[Related]) -> "NetworkOut":
        return NetworkOut(
            entity_id=entity.id,
            nodes=[
                _node(entity, entity.name),
                *(_node(related.entity, related.name) for related in relations),
            ],
            edges=[RelationOut.of(related) for related in relations],
        )


def _node(entity: Entity | None, name: str) -> NodeOut:
    if entity is None:
        return NodeOut(id=None, list_id=None, type=None, name=name)
    return NodeOut(id=entity.id, list_id=entity.list_id, type=entity.type, name=entity.name)
