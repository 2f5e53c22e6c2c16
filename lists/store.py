"""Versions of lists in SQL: what is acknowledged is there after a restart, whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, delete
from sqlalchemy.exc import SQLAlchemyError

from lists.checks import losses
from lists.database import GENERATION, advance, open_database
from lists.draft import Contents, Draft
from lists.entity_rows import live_entities, places_at, records_at, write_places, write_records
from lists.errors import UnknownList, UnknownVersion
from lists.followed import FollowedLists
from lists.followed_rows import check_lease, followed_ids
from lists.following import Lease
from lists.history import describe, difference, teaches
from lists.learned_rows import learn
from lists.quarantine_rows import delete as drop_quarantined
from lists.retention import forget
from lists.tables import ListsTable
from lists.version import EntityChange, ListVersion, LiveLists, Standing
from lists.version_rows import all_versions, live_version, live_versions, write_contents, write_version


class ListStore:
    """Lists, their versions and what their history teaches; for any number of threads and processes.

    The files of every version are kept as they came, so that a list can be read again after an upgrade of its
    parser, and so that an audit can prove what a version was made from. Moments given to the store are aware
    of their offset; it keeps them in UTC.
    """

    def __init__(self, database_url: str, keep: timedelta | None = None) -> None:
        """Open the database at an SQLAlchemy URL, and make or migrate its tables.

        With each new version, those of its list are forgotten that ended longer than `keep` ago; None: none.
        """
        self._database = open_database(database_url)
        self._keep = keep
        self.followed = FollowedLists(self._database)
        self._watcher = self._database.watcher.connect()
        self._watching = Lock()

    def replace(self, draft: Draft, lease: Lease | None = None) -> tuple[ListVersion, bool]:
        """Make a draft the live version of its list, in one transaction or not at all.

        The flag is False where the bytes are those already live, and nothing is written. With a lease:
        LostLease where it is not held any more; an older version in quarantine is dropped.
        """
        list_id = draft.version.list_id
        with self._database.writing() as connection:
            if lease:
                check_lease(connection, lease)
                drop_quarantined(connection, list_id)
            live = live_version(connection, list_id)
            if live and live.sha256 == draft.version.sha256:
                return live, False
            version = _append(connection, live, draft.version, draft.contents)
            write_contents(connection, list_id, draft.kept)
            if live and teaches(live.files, version.files):
                learn(connection, list_id, version.number)
            if self._keep is not None:
                forget(connection, list_id, version.loaded_at - self._keep)
            return version, True

    def rollback(
        self, list_id: str, version: str | None, now: datetime, made_by: str | None = None
    ) -> ListVersion:
        """Make the contents of an earlier version (None: the one before the live one) live again.

        They become a new version, unless they are those already live. A rollback teaches no former names: it
        takes back a mistake. UnknownList, UnknownVersion.
        """
        with self._database.writing() as connection:
            history = _history(connection, list_id)
            live, target = history[0], _find(history, version) if version else _before(history)
            if live.sha256 == target.sha256:
                return live
            contents = Contents(
                records=records_at(connection, list_id, target.number),
                places=places_at(connection, list_id, target.number),
            )
            again = replace(
                target,
                loaded_at=now.astimezone(UTC),
                made_by=made_by,
                origin=f"version {target.version}",
            )
            return _append(connection, live, again, contents)

    def delete(self, list_id: str) -> None:
        """End a list, its history, its files and what it taught; it is followed no longer. UnknownList."""
        with self._database.writing() as connection:
            _history(connection, list_id)
            for table in reversed(ListsTable.metadata.sorted_tables):
                if "list_id" in table.columns:
                    connection.execute(delete(table).where(table.columns["list_id"] == list_id))
            advance(connection)

    def live(self) -> tuple[ListVersion, ...]:
        """Give the live version of each list, in the order of list ids."""
        return self.standing().versions

    def standing(self) -> Standing:
        """Give which versions are live, and which lists are missing."""
        with self._database.reader.begin() as connection:
            return _standing(connection)

    def read_live(self) -> LiveLists:
        """Give all that is live, read in one transaction."""
        with self._database.reader.begin() as connection:
            standing = _standing(connection)
            return LiveLists(
                generation=standing.generation,
                versions=standing.versions,
                missing=standing.missing,
                entities=tuple(live_entities(connection)),
            )

    def versions(self, list_id: str) -> tuple[ListVersion, ...]:
        """Give all versions of a list, newest first. UnknownList."""
        with self._database.reader.begin() as connection:
            return _history(connection, list_id)

    def changes(self, list_id: str, version: str, since: str | None = None) -> tuple[EntityChange, ...]:
        """Give what a version changed against another (None: the one before it), by own id.

        UnknownList, UnknownVersion.
        """
        with self._database.reader.begin() as connection:
            history = _history(connection, list_id)
            number = _find(history, version).number
            earlier = number - 1 if since is None else _find(history, since).number
            if earlier and all(known.number != earlier for known in history):
                raise UnknownVersion(list_id, f"before {version}")
            before = records_at(connection, list_id, earlier)
            return describe(before, records_at(connection, list_id, number))

    def generation(self) -> int:
        """Give a number that grows with every write; cheap, asked before every screening."""
        with self._watching:
            try:
                return self._watcher.execute(GENERATION).scalar_one()
            except SQLAlchemyError:
                self._watcher.rollback()  # otherwise a connection that was lost is never made again
                raise

    def close(self) -> None:
        """Close all connections."""
        self._watcher.close()
        self._database.close()


def _standing(connection: Connection) -> Standing:
    versions = live_versions(connection)
    loaded = {version.list_id for version in versions}
    return Standing(
        generation=connection.execute(GENERATION).scalar_one(),
        versions=versions,
        missing=tuple(list_id for list_id in followed_ids(connection) if list_id not in loaded),
    )


def _history(connection: Connection, list_id: str) -> tuple[ListVersion, ...]:
    history = all_versions(connection, list_id)
    if not history:
        raise UnknownList(list_id)
    return history


def _find(history: tuple[ListVersion, ...], version: str) -> ListVersion:
    for candidate in history:
        if candidate.version == version:
            return candidate
    raise UnknownVersion(history[0].list_id, version)


def _before(history: tuple[ListVersion, ...]) -> ListVersion:
    """Give the version before the live one."""
    if len(history) == 1:
        raise UnknownVersion(history[0].list_id, f"before {history[0].version}")
    return history[1]


def _append(
    connection: Connection, live: ListVersion | None, draft: ListVersion, contents: Contents
) -> ListVersion:
    """Write a draft as the version after the live one, and make it live."""
    list_id = draft.list_id
    before = records_at(connection, list_id, live.number) if live else {}
    found = difference(before, contents.records)
    version = replace(
        draft,
        number=live.number + 1 if live else 1,
        losses=losses(live, draft.counts, draft.files, draft.format) if live else (),
        added=len(found.added),
        changed=len(found.changed),
        removed=len(found.removed),
    )
    write_version(connection, version)
    write_records(connection, list_id, version.number, contents.records, found)
    write_places(connection, list_id, version.number, contents.places)
    advance(connection)
    return version
