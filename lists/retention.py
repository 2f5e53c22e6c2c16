"""Forgets versions that an operator wants to keep no longer."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update
from sqlmodel import col

from lists.tables import EntityRow, RawContent, SourcePlaces, VersionRow


def forget(connection: Connection, list_id: str, before: datetime) -> None:
    """Forget the versions of a list that ended before a moment, with the files that no other version has.

    What they taught stays. An entity that was older is, from now on, as old as the first version kept.
    """
    number = col(VersionRow.number)
    live_then = select(func.max(number)).where(
        col(VersionRow.list_id) == list_id, col(VersionRow.loaded_at) <= before
    )
    first = connection.execute(live_then).scalar_one()
    if first is None:
        return
    of_list = col(EntityRow.list_id) == list_id
    connection.execute(delete(EntityRow).where(of_list, col(EntityRow.until_number) <= first))
    older = update(EntityRow).where(of_list, col(EntityRow.from_number) < first)
    connection.execute(older.values(from_number=first))
    places = delete(SourcePlaces).where(col(SourcePlaces.list_id) == list_id)
    connection.execute(places.where(col(SourcePlaces.number) < first))
    connection.execute(delete(VersionRow).where(col(VersionRow.list_id) == list_id, number < first))
    _forget_files(connection, list_id)


def _forget_files(connection: Connection, list_id: str) -> None:
    of_versions = select(col(VersionRow.files_sha256)).where(col(VersionRow.list_id) == list_id)
    kept = {digest for digests in connection.execute(of_versions).scalars() for digest in digests}
    of_list = col(RawContent.list_id) == list_id
    stored = connection.execute(select(col(RawContent.sha256)).where(of_list)).scalars().all()
    for digest in set(stored) - kept:
        connection.execute(delete(RawContent).where(of_list, col(RawContent.sha256) == digest))
