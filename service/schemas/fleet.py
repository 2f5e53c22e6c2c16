"""Fleets on the wire."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from lists.entities import Entity
from matching.network import Network
from matching.related import Related
from service.schemas.entities import ListName, identifiers_out
from service.schemas.network import SourceOut, former_names, lists_of


class ShipOut(BaseModel):
    """A ship of a fleet, on which lists it stands, and all that ties it to the fleet.

    `flag` is the present one, `flags` all that any list gives, also of the past. `share` is the largest known
    one of an owner's relation.
    """

    model_config = ConfigDict(serialize_by_alias=True)

    entity_id: str
    list_id: ListName
    lists: list[str]
    listed: bool
    name: str
    former_names: list[str]
    imo: str | None
    mmsi: str | None
    flag: str | None
    flags: list[str]
    relation: str
    relations: list[str]
    share: float | None
    ambiguous: bool
    sources: list[SourceOut]

    @classmethod
    def of(cls, ties: Sequence[Related], list_id: str | None) -> "ShipOut":
        """Show one ship by its record on a list, if it has one there."""
        party = ties[0].party
        entity = party.record(list_id)
        numbers = identifiers_out(one for record in (entity, *party.entities) for one in record.identifiers)
        vessels = [record.vessel for record in (entity, *party.entities) if record.vessel]
        flags = [flag for vessel in vessels for flag in (vessel.flag, *vessel.former_flags) if flag]
        shares = [tie.tie.share for tie in ties if tie.tie.share is not None]
        return ShipOut(
            entity_id=entity.id,
            list_id=entity.list_id if entity.is_listed else None,
            lists=lists_of(party),
            listed=entity.is_listed,
            name=entity.name,
            former_names=former_names(party, entity),
            imo=next(iter(numbers.get("imo", [])), None),
            mmsi=next(iter(numbers.get("mmsi", [])), None),
            flag=next((vessel.flag for vessel in vessels if vessel.flag), None),
            flags=list(dict.fromkeys(flags)),
            relation=ties[0].relation,
            relations=list(dict.fromkeys(str(tie.relation) for tie in ties)),
            share=max(shares, default=None),
            ambiguous=all(tie.tie.ambiguous for tie in ties),
            sources=[SourceOut.of(statement) for tie in ties for statement in tie.tie.statements],
        )


class FleetOut(BaseModel):
    """The ships that a party owns, operates, manages or is linked to, each once."""

    entity_id: str
    name: str
    fleet: list[ShipOut]

    @classmethod
    def of(cls, entity: Entity, network: Network) -> "FleetOut":
        ships = network.fleet(entity.id)
        return FleetOut(
            entity_id=entity.id,
            name=entity.name,
            fleet=[ShipOut.of(ties, entity.list_id) for ties in ships],
        )


class FleetsOut(BaseModel):
    """The fleets of the parties that a name may mean."""

    fleets: list[FleetOut]
