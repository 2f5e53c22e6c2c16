"""The whole record of one entity."""

from typing import Any

from pydantic import BaseModel

from lists.entities import Entity, Identifier
from lists.version import ListVersion
from matching.owners import conclusions_out, ownership_of
from matching.register import Register
from service.schemas.entities import EntityOut
from service.schemas.lists import ListRef
from service.schemas.network import AlsoListedOut, NameElsewhereOut, RelationOut


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


class EntityRecordOut(EntityOut):
    """The whole record: what an alert shows, all else that the list publishes, and the rows it came from.

    `version` is that of its list, or of the list or ownership file that names a party which none lists.
    `ownership` is what each rule on ownership says of such a party.
    """

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
    also_listed: list[AlsoListedOut]
    former_names_elsewhere: list[NameElsewhereOut]
    relations: list[RelationOut]
    ownership: list[dict[str, Any]]
    source: list[SourceRowOut]

    @classmethod
    def record(cls, entity: Entity, version: ListVersion, register: Register) -> "EntityRecordOut":
        network = register.network
        ownership = None if entity.is_listed else ownership_of(entity.id, network, None)
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
            also_listed=AlsoListedOut.all_of(entity, network.clusters),
            former_names_elsewhere=NameElsewhereOut.all_of(network.party(entity.id), entity),
            relations=[RelationOut.of(related, entity.list_id) for related in network.related(entity.id)],
            ownership=conclusions_out(ownership, {entity.id: entity.name}) if ownership else [],
            source=[SourceRowOut(file=row.file, line=row.line, text=row.text) for row in entity.source],
        )
