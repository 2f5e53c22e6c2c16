"""Listed parties on the wire."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from lists.entities import Entity, Identifier, Name, Vessel

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
    """A party, as an alert shows it; `list` is null for one that no list names."""

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
            list_id=entity.list_id if entity.is_listed else None,
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


def identifiers_out(identifiers: Iterable[Identifier]) -> dict[str, list[str]]:
    """Group values by type, in the order of the record, each once."""
    grouped: dict[str, list[str]] = {}
    for identifier in identifiers:
        values = grouped.setdefault(identifier.type, [])
        if identifier.value not in values:
            values.append(identifier.value)
    return grouped
