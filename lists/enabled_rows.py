"""Which lists are enabled, to and from the tables."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import col

from lists.tables import EnabledList


def enabled_lists(connection: Connection) -> tuple[str, ...]:
    """Read the ids of the lists that are enabled, in their order."""
    ids = select(col(EnabledList.list_id)).order_by(col(EnabledList.list_id))
    return tuple(connection.execute(ids).scalars())


def insert_enabled(connection: Connection, list_ids: Collection[str], now: datetime) -> bool:
    """Write lists as enabled, and say whether any was not enabled before."""
    new = sorted(set(list_ids) - set(enabled_lists(connection)))
    if new:
        rows = [{"list_id": list_id, "enabled_at": now} for list_id in new]
        connection.execute(insert(EnabledList), rows)
    return bool(new)


def delete_enabled(connection: Connection, list_ids: Collection[str]) -> None:
    """Write lists as not enabled."""
    connection.execute(delete(EnabledList).where(col(EnabledList.list_id).in_(list_ids)))
