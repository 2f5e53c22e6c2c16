"""Listed parties: whole records, fleets and networks. An id in a path is percent-encoded."""

from fastapi import APIRouter

from lists.entities import Entity
from lists.errors import UnknownEntity
from service.dependencies import Wired
from service.schemas.entities import FleetOut, ShipOut
from service.schemas.records import EntityRecordOut, NetworkOut
from service.snapshot import Snapshot

router = APIRouter(prefix="/entities", tags=["entities"])


@router.get("/{entity_id:path}/fleet", summary="A party's ships")
def show_fleet(entity_id: str, parts: Wired) -> FleetOut:
    """Give the ships that a party owns, operates, manages or is linked to."""
    snapshot = parts.live.current()
    entity = _find(snapshot, entity_id)
    fleet = snapshot.network.fleet(entity.id)
    return FleetOut(entity_id=entity.id, fleet=[ShipOut.of(related) for related in fleet])


@router.get("/{entity_id:path}/network", summary="What lies one step around a party")
def show_network(entity_id: str, parts: Wired) -> NetworkOut:
    """Give all parties one step away as nodes, and the relations to them as edges."""
    snapshot = parts.live.current()
    entity = _find(snapshot, entity_id)
    return NetworkOut.of(entity, snapshot.network.related(entity.id))


@router.get("/{entity_id:path}", summary="A party's whole record")
def show_entity(entity_id: str, parts: Wired) -> EntityRecordOut:
    """Give the record with its source rows, learned names and resolved relations."""
    snapshot = parts.live.current()
    entity = _find(snapshot, entity_id)
    relations = snapshot.network.related(entity.id)
    return EntityRecordOut.record(entity, snapshot.version(entity.list_id), relations)


def _find(snapshot: Snapshot, entity_id: str) -> Entity:
    try:
        return snapshot.index.entity(entity_id)
    except KeyError:
        raise UnknownEntity(entity_id) from None
