"""Former names that the history of a list teaches, to and from the tables."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, delete, insert, select
from sqlmodel import col

from lists.entities import Name, NameKind, SeenBetween
from lists.history import renamed
from lists.names import comparable
from lists.records import ship_imos
from lists.tables import EntityRow, LearnedName, VersionRow

_own_id, _name = col(EntityRow.own_id), col(EntityRow.name)
_from_number, _until_number = col(EntityRow.from_number), col(EntityRow.until_number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Former:
    """A name that an entity of a list had, and the versions that it was seen in: first and last."""

    own_id: str
    text: str
    first: int
    last: int


def learn(connection: Connection, list_id: str, number: int) -> None:
    """Keep the primary names that the entities of a version, just written, had before.

    They are those of the same own id. A ship that the version adds also takes those of entities that the list
    had with its IMO number and has no more. Each is dated by the loading of the first and of the last version
    that had it as primary.
    """
    former = _once([*_renamed(connection, list_id, number), *_listed_again(connection, list_id, number)])
    if not former:
        return
    of_list = select(col(VersionRow.number), col(VersionRow.loaded_at))
    of_list = of_list.where(col(VersionRow.list_id) == list_id)
    loaded = {number: loaded_at.date() for number, loaded_at in connection.execute(of_list)}
    same = (col(LearnedName.own_id) == bindparam("own"), col(LearnedName.text) == bindparam("name"))
    known = delete(LearnedName).where(col(LearnedName.list_id) == list_id, *same)
    connection.execute(known, [{"own": one.own_id, "name": one.text} for one in former])
    rows = [_row(one, loaded) for one in former]
    connection.execute(insert(LearnedName).values(list_id=list_id), rows)


def learned_names(connection: Connection) -> Mapping[tuple[str, str], list[Name]]:
    """Read what the histories of all lists taught, by list id and own id, the earliest name first."""
    names: dict[tuple[str, str], list[Name]] = defaultdict(list)
    rows = select(LearnedName).order_by(col(LearnedName.first_seen), col(LearnedName.text))
    for row in connection.execute(rows).mappings():
        seen = SeenBetween(first=row["first_seen"], last=row["last_seen"])
        former = Name(text=row["text"], kind=NameKind.FORMER_NAME, seen=seen)
        names[row["list_id"], row["own_id"]].append(former)
    return names


def _row(one: _Former, loaded: Mapping[int, date]) -> dict[str, object]:
    return {
        "own_id": one.own_id,
        "text": one.text,
        "first_seen": loaded[one.first],
        "last_seen": loaded[one.last],
    }


def _renamed(connection: Connection, list_id: str, number: int) -> Iterator[_Former]:
    """Give the names that the version took from entities that it has too, with all their time."""
    names = select(_own_id, _name).where(col(EntityRow.list_id) == list_id)
    ended = dict(connection.execute(names.where(_until_number == number)).all())
    former = renamed(ended, dict(connection.execute(names.where(_from_number == number)).all()))
    if not former:
        return
    of_ended = _own_id.in_(select(_own_id).where(col(EntityRow.list_id) == list_id, _until_number == number))
    for row in _ended(connection, list_id, of_ended):
        if former.get(row["own_id"]) == row["name"]:
            yield _seen(row["own_id"], row)


def _listed_again(connection: Connection, list_id: str, number: int) -> Iterator[_Former]:
    """Give the names under which the list had the ships that a version adds."""
    ships = col(EntityRow.payload).contains('"type":"vessel"')
    columns = select(_own_id, _name, col(EntityRow.payload)).where(col(EntityRow.list_id) == list_id)
    ended = set(connection.execute(columns.where(_until_number == number)).scalars())
    added: dict[str, dict[str, str]] = defaultdict(dict)
    for own_id, name, payload in connection.execute(columns.where(_from_number == number, ships)):
        for imo in ship_imos(payload) if own_id not in ended else ():
            added[imo][own_id] = name
    if not added:
        return
    live = set(connection.execute(columns.where(_until_number.is_(None))).scalars())
    for row in _ended(connection, list_id, ships):
        for imo in ship_imos(row["payload"]) & added.keys():
            for own_id, name in added[imo].items():
                is_same = row["own_id"] == own_id or row["own_id"] not in live
                if is_same and comparable(row["name"]) != comparable(name):
                    yield _seen(own_id, row)


def _ended(connection: Connection, list_id: str, *which: ColumnElement[bool]) -> Iterable[RowMapping]:
    rows = select(_own_id, _name, col(EntityRow.payload), _from_number, _until_number)
    of_list = rows.where(col(EntityRow.list_id) == list_id, _until_number.is_not(None), *which)
    return connection.execute(of_list).mappings()


def _seen(own_id: str, row: RowMapping) -> _Former:
    return _Former(own_id=own_id, text=row["name"], first=row["from_number"], last=row["until_number"] - 1)


def _once(found: Iterable[_Former]) -> list[_Former]:
    """Join what is said of one name of one entity."""
    once: dict[tuple[str, str], _Former] = {}
    for one in found:
        known = once.get((one.own_id, one.text), one)
        once[one.own_id, one.text] = replace(
            known, first=min(known.first, one.first), last=max(known.last, one.last)
        )
    return list(once.values())
