"""Listed parties on the wire."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from lists.entities import Entity, Identifier, Name, NameKind, Vessel
from matching.network import Related

ListName = Annotated[str | None, Field(serialization_alias="list")]
"""A list's id; on the wire it is called `list`, which is no name for a field in Python."""


class SeenOut(BaseModel):
    """The load dates between which a list carried the name as primary."""

    first: date
    last: date


class NameOut(BaseModel):
    """A name; `published_as` is the publisher's own kind where the product knows better."""

    text: str
    kind: str
    published_as: str | None
    seen: SeenOut | None

    @classmethod
    def of(cls, name: Name) -> Self:
        return cls(
            text=name.text,
            kind=name.kind,
            published_as=name.published_as,
            seen=SeenOut(first=name.seen.first, last=name.seen.last) if name.seen else None,
        )


class VesselOut(BaseModel):
    """Facts of a ship; countries are ISO 3166 alpha-2."""

    flag: str | None
    former_flags: list[str]
    vessel_type: str | None
    built: int | None
    tonnage: str | None
    gross_tonnage: str | None

    @classmethod
    def of(cls, vessel: Vessel) -> Self:
        return cls(
            flag=vessel.flag,
            former_flags=list(vessel.former_flags),
            vessel_type=vessel.vessel_type,
            built=vessel.built,
            tonnage=vessel.tonnage,
            gross_tonnage=vessel.gross_tonnage,
        )


class EntityOut(BaseModel):
    """A listed party, as an alert shows it."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: str
    list_id: ListName
    type: str | None
    name: str
    names: list[NameOut]
    identifiers: dict[str, list[str]]
    vessel: VesselOut | None
    programmes: list[str]
    measures: list[str]
    listed_on: str | None
    countries: list[str]
    source_url: str | None

    @classmethod
    def of(cls, entity: Entity) -> "EntityOut":
        listing = entity.listing
        return EntityOut(
            id=entity.id,
            list_id=entity.list_id,
            type=entity.type,
            name=entity.name,
            names=[NameOut.of(name) for name in entity.names],
            identifiers=identifiers_out(entity.identifiers),
            vessel=VesselOut.of(entity.vessel) if entity.vessel else None,
            programmes=list(listing.programmes),
            measures=[str(measure) for measure in listing.measures],
            listed_on=str(listing.listed_on) if listing.listed_on else None,
            countries=list(entity.countries),
            source_url=listing.source_url,
        )


class RelatedOut(BaseModel):
    """A party one step away.

    `direction` is `from` where the related party is the subject of the relation. `entity_id` is null where
    no live list has the party; `ambiguous` where the stated name fits several, each of which is given.
    """

    relation: str
    direction: str
    entity_id: str | None
    type: str | None
    name: str
    former_names: list[str]
    identifiers: dict[str, list[str]]
    listed: bool
    share: float | None
    ambiguous: bool

    @classmethod
    def of(cls, related: Related) -> "RelatedOut":
        entity = related.entity
        identifiers = entity.identifiers if entity else related.stated.party.identifiers
        return RelatedOut(
            relation=related.relation,
            direction=related.direction,
            entity_id=entity.id if entity else None,
            type=entity.type if entity else None,
            name=entity.name if entity else related.name,
            former_names=former_names(entity),
            identifiers=identifiers_out(identifiers),
            listed=entity is not None,
            share=related.stated.share,
            ambiguous=related.ambiguous,
        )


class ShipOut(BaseModel):
    """A ship of a fleet, and how it belongs to it."""

    model_config = ConfigDict(serialize_by_alias=True)

    entity_id: str | None
    list_id: ListName
    name: str
    former_names: list[str]
    imo: str | None
    mmsi: str | None
    flag: str | None
    relation: str
    direction: str
    share: float | None
    ambiguous: bool

    @classmethod
    def of(cls, related: Related) -> Self:
        ship = related.entity
        identifiers = identifiers_out(ship.identifiers if ship else related.stated.party.identifiers)
        return cls(
            entity_id=ship.id if ship else None,
            list_id=ship.list_id if ship else None,
            name=ship.name if ship else related.name,
            former_names=former_names(ship),
            imo=next(iter(identifiers.get("imo", [])), None),
            mmsi=next(iter(identifiers.get("mmsi", [])), None),
            flag=ship.vessel.flag if ship and ship.vessel else None,
            relation=related.relation,
            direction=related.direction,
            share=related.stated.share,
            ambiguous=related.ambiguous,
        )


class FleetOut(BaseModel):
    """The ships that a party owns, operates, manages or is linked to."""

    entity_id: str
    fleet: list[ShipOut]


def identifiers_out(identifiers: Iterable[Identifier]) -> dict[str, list[str]]:
    """Group values by type, in the order of the record, each once."""
    grouped: dict[str, list[str]] = {}
    for identifier in identifiers:
        values = grouped.setdefault(identifier.type, [])
        if identifier.value not in values:
            values.append(identifier.value)
    return grouped


def former_names(entity: Entity | None) -> list[str]:
    """Give the names that an entity bore before."""
    return [name.text for name in entity.names if name.kind is NameKind.FORMER_NAME] if entity else []
