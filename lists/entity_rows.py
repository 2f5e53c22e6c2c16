"""Entities to and from the tables: as intervals of versions, so that each version writes only its changes."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlmodel import col

from lists.entities import Entity
from lists.history import Difference, with_former_names
from lists.learned_rows import learned_names
from lists.records import EntityRecord, Places, read_places, to_entity
from lists.tables import EntityRow, SourcePlaces, WatchedList

_list_id, _own_id = col(EntityRow.list_id), col(EntityRow.own_id)
_AT_A_TIME = 1_000
"""Rows that are read from the database at a time where there may be millions."""
_from_number, _until_number = col(EntityRow.from_number), col(EntityRow.until_number)


def records_at(connection: Connection, list_id: str, number: int) -> dict[str, EntityRecord]:
    """Read the records of one version of a list, by own id; none where there is no such version."""
    columns = select(_own_id, col(EntityRow.name), col(EntityRow.payload), col(EntityRow.content_hash))
    of_version = columns.where(
        _list_id == list_id, _from_number <= number, _until_number.is_(None) | (_until_number > number)
    )
    return {row["own_id"]: EntityRecord(**row) for row in connection.execute(of_version).mappings()}


def write_records(
    connection: Connection, list_id: str, number: int, records: Mapping[str, EntityRecord], found: Difference
) -> None:
    """End the records that a version changes or lacks, and begin those that it changes or adds."""
    live = (_list_id == list_id, _own_id == bindparam("ended"), _until_number.is_(None))
    if ended := [{"ended": own_id} for own_id in found.changed | found.removed]:
        connection.execute(update(EntityRow).where(*live).values(until_number=number), ended)
    interval = {"list_id": list_id, "from_number": number, "until_number": None}
    if begun := [interval | asdict(records[own_id]) for own_id in found.added | found.changed]:
        connection.execute(insert(EntityRow), begun)


def write_places(connection: Connection, list_id: str, number: int, compressed: bytes) -> None:
    """Write where the entities of a version stand in its files."""
    connection.execute(insert(SourcePlaces).values(list_id=list_id, number=number, compressed=compressed))


def places_at(connection: Connection, list_id: str, number: int) -> bytes:
    """Read what `write_places` wrote."""
    of_version = (col(SourcePlaces.list_id) == list_id, col(SourcePlaces.number) == number)
    compressed: bytes = connection.execute(
        select(col(SourcePlaces.compressed)).where(*of_version)
    ).scalar_one()
    return compressed


def live_entities(connection: Connection) -> Iterator[Entity]:
    """Read the entities of all live versions, with the former names that the lists' histories taught."""
    learned = learned_names(connection)
    places = _live_places(connection)
    live = (
        select(_list_id, _own_id, col(EntityRow.payload))
        .where(_until_number.is_(None))
        .order_by(_list_id, _own_id)
        .execution_options(yield_per=_AT_A_TIME)
    )
    for list_id, own_id, payload in connection.execute(live):
        entity = to_entity(payload, places[list_id].get(own_id, ()))
        former = learned.get((list_id, own_id))
        yield with_former_names(entity, former) if former else entity


def _live_places(connection: Connection) -> dict[str, Places]:
    live = (col(WatchedList.list_id) == col(SourcePlaces.list_id)) & (
        col(WatchedList.live_number) == col(SourcePlaces.number)
    )
    rows = select(col(SourcePlaces.list_id), col(SourcePlaces.compressed)).join(WatchedList, live)
    return {list_id: read_places(compressed) for list_id, compressed in connection.execute(rows)}
