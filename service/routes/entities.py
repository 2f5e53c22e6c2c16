"""Parties: whole records, fleets and networks. An id in a path is percent-encoded."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import AfterValidator

from lists.entities import Entity
from lists.errors import UnknownEntity
from service.dependencies import Wired
from service.fleet_csv import fleet_csv
from service.middleware import EncodedSlashes
from service.network_svg import network_svg
from service.schemas.fleet import FleetOut
from service.schemas.network import NetworkOut
from service.schemas.records import EntityRecordOut
from service.snapshot import Snapshot

router = APIRouter(prefix="/entities", tags=["entities"])

NODES_SHOWN = 1_000
EntityId = Annotated[str, AfterValidator(EncodedSlashes.restore)]
Depth = Annotated[int, Query(ge=1, le=6, description="How many steps to go")]


@router.get("/{entity_id}/fleet", summary="A party's ships")
def show_fleet(entity_id: EntityId, parts: Wired) -> FleetOut:
    """Give the ships that a party owns, operates, manages or is linked to."""
    return _fleet(entity_id, parts.live.current())


@router.get("/{entity_id}/fleet.csv", summary="A party's ships as CSV", response_class=Response)
def download_fleet(entity_id: EntityId, parts: Wired) -> Response:
    """Give the same ships as a table: UTF-8, a header, one line a ship."""
    return Response(fleet_csv(_fleet(entity_id, parts.live.current())), media_type="text/csv; charset=utf-8")


@router.get("/{entity_id}/network", summary="What lies around a party")
def show_network(entity_id: EntityId, parts: Wired, depth: Depth = 1) -> NetworkOut:
    """Give all parties up to so many steps away as nodes, and the relations between them as edges."""
    return _network(entity_id, depth, parts.live.current())


@router.get("/{entity_id}/network.svg", summary="A picture of it", response_class=Response)
def draw_network(entity_id: EntityId, parts: Wired, depth: Depth = 1) -> Response:
    """Draw the same parties and relations."""
    picture = network_svg(_network(entity_id, depth, parts.live.current()))
    return Response(picture, media_type="image/svg+xml")


@router.get("/{entity_id}", summary="A party's whole record")
def show_entity(entity_id: EntityId, parts: Wired) -> EntityRecordOut:
    """Give the record with its source rows, learned names and resolved relations."""
    snapshot = parts.live.current()
    entity = _find(snapshot, entity_id)
    return EntityRecordOut.record(entity, snapshot.version(entity.list_id), snapshot.register)


def _fleet(entity_id: str, snapshot: Snapshot) -> FleetOut:
    return FleetOut.of(_find(snapshot, entity_id), snapshot.register.network)


def _network(entity_id: str, depth: int, snapshot: Snapshot) -> NetworkOut:
    entity = _find(snapshot, entity_id)
    around = snapshot.register.network.around(entity.id, depth, most=NODES_SHOWN)
    return NetworkOut.of(entity, depth, around)


def _find(snapshot: Snapshot, entity_id: str) -> Entity:
    try:
        party = snapshot.register.network.party(entity_id)
    except KeyError:
        raise UnknownEntity(entity_id) from None
    return next((entity for entity in party.entities if entity.id == entity_id), party.entities[0])
