"""Fetched versions in quarantine, to and from the tables: one a list, apart from its versions."""

import zlib
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy import delete as delete_from
from sqlalchemy import insert as insert_into
from sqlmodel import col

from lists.draft import Draft
from lists.following import Quarantined
from lists.sources.parsed import RawFile
from lists.tables import QuarantinedFile, QuarantinedList
from lists.unpack import upload_of
from lists.version import Counts

_COUNTS = tuple(field.name for field in fields(Counts))


def insert(connection: Connection, draft: Draft, reasons: tuple[str, ...], now: datetime) -> None:
    """Write a draft and its files."""
    version = draft.version
    connection.execute(
        insert_into(QuarantinedList).values(
            list_id=version.list_id,
            sha256=version.sha256,
            format=version.format,
            reasons=list(reasons),
            **asdict(version.counts),
            rows=version.rows,
            rejected=version.rejected_count,
            fetched_at=now,
            published_at=version.published_at,
        )
    )
    files = {upload_of(rows.name): kept for rows, kept in zip(version.files, draft.kept, strict=True)}
    connection.execute(
        insert_into(QuarantinedFile),
        [
            {"list_id": version.list_id, "name": name, "compressed": kept.compressed}
            for name, kept in files.items()
        ],
    )


def delete(connection: Connection, list_id: str) -> bool:
    """Drop what is in quarantine of a list, and say whether there was anything."""
    connection.execute(delete_from(QuarantinedFile).where(col(QuarantinedFile.list_id) == list_id))
    found = connection.execute(delete_from(QuarantinedList).where(col(QuarantinedList.list_id) == list_id))
    return found.rowcount > 0


def read_all(connection: Connection) -> tuple[Quarantined, ...]:
    """Read what is in quarantine, in the order of list ids."""
    rows = connection.execute(select(QuarantinedList).order_by(col(QuarantinedList.list_id))).mappings()
    return tuple(_quarantined(row) for row in rows)


def read(connection: Connection, list_id: str) -> Quarantined | None:
    """Read what is in quarantine of a list, None where there is nothing."""
    of_list = select(QuarantinedList).where(col(QuarantinedList.list_id) == list_id)
    row = connection.execute(of_list).mappings().one_or_none()
    return None if row is None else _quarantined(row)


def read_files(connection: Connection, list_id: str) -> tuple[RawFile, ...]:
    """Read the files in quarantine of a list; none where there is nothing."""
    columns = select(col(QuarantinedFile.name), col(QuarantinedFile.compressed))
    rows = connection.execute(
        columns.where(col(QuarantinedFile.list_id) == list_id).order_by(col(QuarantinedFile.name))
    )
    return tuple(RawFile(name=name, content=zlib.decompress(compressed)) for name, compressed in rows)


def _quarantined(row: Mapping[Any, Any]) -> Quarantined:
    values = dict(row)
    counts = Counts(**{count: values.pop(count) for count in _COUNTS})
    return Quarantined(counts=counts, reasons=tuple(values.pop("reasons")), **values)
