"""Entities and their parts in one line, all made up or public facts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lists.entities import (
    Direction,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Name,
    NameKind,
    PartyReference,
    Relation,
    RelationKind,
    SourceRow,
    Vessel,
)
from lists.sources.parsed import FileRows, Parsed, RawFile
from lists.store import ListStore

FIRST_DAY = datetime(2022, 11, 5, 12, 30, tzinfo=UTC)


def day(number: int) -> datetime:
    """Give noon or so of a day; the first is day 0."""
    return FIRST_DAY + timedelta(days=number)


def company(name: str, own_id: str = "1", *, aliases: tuple[str, ...] = (), **fields: Any) -> Entity:
    """Build a company on the list "flot"."""
    return _entity(EntityType.COMPANY, name, own_id, aliases, fields)


def vessel(name: str, own_id: str = "2", *, imo: str | None = None, **fields: Any) -> Entity:
    """Build a vessel on the list "flot"."""
    identifiers = (Identifier(type=IdentifierType.IMO, value=imo),) if imo else ()
    return _entity(
        EntityType.VESSEL, name, own_id, (), {"identifiers": identifiers, "vessel": Vessel()} | fields
    )


def person(name: str, own_id: str = "3", **fields: Any) -> Entity:
    """Build a person on the list "flot"."""
    return _entity(EntityType.PERSON, name, own_id, (), fields)


def linked_to(name: str) -> Relation:
    """Build OFAC's "Linked To: NAME."."""
    return relation(RelationKind.LINKED_TO, Direction.TO, PartyReference(name=name))


def relation(kind: RelationKind, direction: Direction, party: PartyReference) -> Relation:
    """Build a relation without share or date."""
    return Relation(kind=kind, direction=direction, party=party)


def parsed(*entities: Entity, roles: tuple[str, ...] = ("list",)) -> Parsed:
    """Build the reading of files that hold entities: a file `<role>.csv` for each role."""
    rows = tuple(FileRows(name=f"{role}.csv", role=role, rows=len(entities), rejected=0) for role in roles)
    return Parsed(format="made-up", files=rows, entities=entities)


def files_of(reading: Parsed) -> tuple[RawFile, ...]:
    """Give files whose bytes differ whenever the entities of a reading do."""
    text = repr(reading.entities)
    return tuple(RawFile(name=file.name, content=f"{file.role} {text}".encode()) for file in reading.files)


def _entity(
    kind: EntityType, name: str, own_id: str, aliases: tuple[str, ...], fields: dict[str, Any]
) -> Entity:
    names = (Name(text=name), *(Name(text=alias, kind=NameKind.ALIAS) for alias in aliases))
    source = (SourceRow(file="list.csv", line=int(own_id), text=f"{own_id},{name}"),)
    given: dict[str, Any] = {"list_id": "flot", "source": source} | fields
    return Entity(own_id=own_id, type=kind, names=names, **given)


def live_entities(store: ListStore) -> tuple[Entity, ...]:
    """Give all entities that are live."""
    with store.read_live() as live:
        return tuple(live.entities)
