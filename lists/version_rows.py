"""Versions of lists and the bytes of their files, to and from the tables."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update
from sqlmodel import col

from lists.raw_files import KeptFile
from lists.sources.parsed import FileRows, RejectedRow
from lists.tables import RawContent, VersionRow, WatchedList
from lists.version import Counts, ListVersion

_COUNTS = tuple(field.name for field in fields(Counts))
_LIVE = select(VersionRow).join(
    WatchedList,
    (col(WatchedList.list_id) == col(VersionRow.list_id))
    & (col(WatchedList.live_number) == col(VersionRow.number)),
)


def live_versions(connection: Connection) -> tuple[ListVersion, ...]:
    """Read the live version of each list, in the order of list ids."""
    return _read(connection, _LIVE.order_by(col(VersionRow.list_id)))


def live_version(connection: Connection, list_id: str) -> ListVersion | None:
    """Read the live version of a list, None where there is no such list."""
    return next(iter(_read(connection, _LIVE.where(col(VersionRow.list_id) == list_id))), None)


def all_versions(connection: Connection, list_id: str) -> tuple[ListVersion, ...]:
    """Read all versions of a list, newest first; none where there is no such list."""
    of_list = select(VersionRow).where(col(VersionRow.list_id) == list_id)
    return _read(connection, of_list.order_by(col(VersionRow.number).desc()))


def write_version(connection: Connection, version: ListVersion) -> None:
    """Write a version and make it live."""
    live = {"list_id": version.list_id, "live_number": version.number}
    if version.number == 1:
        connection.execute(insert(WatchedList).values(live))
    else:
        watched = col(WatchedList.list_id) == version.list_id
        connection.execute(update(WatchedList).where(watched).values(live))
    values = asdict(version)
    connection.execute(insert(VersionRow).values(**values.pop("counts"), **values))


def write_contents(connection: Connection, list_id: str, files: Iterable[KeptFile]) -> None:
    """Write the bytes of files, but not again those that the list already has."""
    of_list = select(col(RawContent.sha256)).where(col(RawContent.list_id) == list_id)
    known = set(connection.execute(of_list).scalars())
    new = {file.sha256: asdict(file) for file in files if file.sha256 not in known}
    if new:
        connection.execute(insert(RawContent), [{"list_id": list_id, **file} for file in new.values()])


def _read(connection: Connection, statement: Select[Any]) -> tuple[ListVersion, ...]:
    return tuple(_version(dict(row)) for row in connection.execute(statement).mappings())


def _version(values: dict[str, Any]) -> ListVersion:
    return ListVersion(
        counts=Counts(**{count: values.pop(count) for count in _COUNTS}),
        files=tuple(FileRows(**file) for file in values.pop("files")),
        files_sha256=tuple(values.pop("files_sha256")),
        rejected=tuple(RejectedRow(**rejected) for rejected in values.pop("rejected")),
        parser_warnings=tuple(values.pop("parser_warnings")),
        losses=tuple(values.pop("losses")),
        **values,
    )
