"""Versions of lists in SQL: what is acknowledged is there after a restart, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from threading import Lock

from sqlalchemy import Connection, delete
from sqlalchemy.exc import SQLAlchemyError

from lists import quarantine_rows
from lists.checks import losses
from lists.database import GENERATION, advance, open_database
from lists.draft import Contents, Draft
from lists.entity_rows import live_entities, places_at, records_at, write_places, write_records
from lists.errors import NotQuarantined, UnknownList, UnknownVersion
from lists.followed import FollowedLists
from lists.followed_rows import check_lease, followed_ids, settle
from lists.following import Checked, Lease, Outcome, Refreshed
from lists.history import Difference, describe, difference, teaches
from lists.learned_rows import learn
from lists.retention import forget
from lists.tables import ListsTable
from lists.version import EntityChange, ListVersion, LiveLists, Standing
from lists.version_rows import all_versions, live_version, live_versions, write_contents, write_version

Doubts = Callable[[ListVersion | None, ListVersion], tuple[str, ...]]
"""Says why a fetched version should not take the place of the live one by itself; see lists.guards."""


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
        self._question = str(GENERATION.compile(dialect=self._watcher.dialect))

    def replace(self, draft: Draft) -> tuple[ListVersion, bool]:
        """Make a draft the live version of its list, in one transaction or not at all.

        The flag is False where the bytes are those already live, and no version is written. What waits in
        quarantine is dropped: it was measured against what was live before.
        """
        with self._database.writing() as connection:
            return self._replace(connection, draft)

    def accept(self, draft: Draft) -> ListVersion:
        """Make live what is in quarantine, read again as a draft.

        NotQuarantined where it is no longer what waits there: decided upon, replaced, or ended meanwhile.
        """
        list_id = draft.version.list_id
        with self._database.writing() as connection:
            waiting = quarantine_rows.read(connection, list_id)
            if waiting is None or waiting.sha256 != draft.version.sha256:
                raise NotQuarantined(list_id, replaced=waiting is not None)
            return self._replace(connection, draft)[0]

    def take(self, draft: Draft, lease: Lease, doubts: Doubts, checked: Checked) -> Refreshed:
        """End a refresh with what was fetched: make it live, or put it in quarantine where there are doubts.

        `doubts` is given the live version as it is now and the fetched one as the next. An older version in
        quarantine is dropped. All is written in one transaction, with the end of the refresh. LostLease.
        """
        list_id = draft.version.list_id
        with self._database.writing() as connection:
            check_lease(connection, lease)
            quarantine_rows.delete(connection, list_id)
            live = live_version(connection, list_id)
            refreshed = Refreshed(list_id=list_id, outcome=Outcome.UNCHANGED, version=live)
            if live is None or live.sha256 != draft.version.sha256:
                step = _step(connection, live, draft.version, draft.contents)
                if reasons := doubts(live, step.version):
                    quarantine_rows.insert(connection, draft, reasons, checked.at)
                    refreshed = replace(refreshed, outcome=Outcome.QUARANTINED, reasons=reasons)
                else:
                    self._go_live(connection, draft, step)
                    refreshed = replace(refreshed, outcome=Outcome.UPDATED, version=step.version)
            settle(connection, list_id, checked)
            return refreshed

    def _replace(self, connection: Connection, draft: Draft) -> tuple[ListVersion, bool]:
        list_id = draft.version.list_id
        quarantine_rows.delete(connection, list_id)
        live = live_version(connection, list_id)
        if live and live.sha256 == draft.version.sha256:
            return live, False
        step = _step(connection, live, draft.version, draft.contents)
        self._go_live(connection, draft, step)
        return step.version, True

    def _go_live(self, connection: Connection, draft: Draft, step: "_Step") -> None:
        list_id, version, before = draft.version.list_id, step.version, step.before
        _write(connection, step, draft.contents)
        write_contents(connection, list_id, draft.kept)
        if before and teaches(before.files, version.files):
            learn(connection, list_id, version.number)
        if self._keep is not None:
            forget(connection, list_id, version.loaded_at - self._keep)

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
            step = _step(connection, live, again, contents)
            _write(connection, step, contents)
            return step.version

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

    @contextmanager
    def read_live(self) -> Iterator[LiveLists]:
        """Give all that is live at one moment, in one transaction, read as long as this lasts."""
        with self._database.reader.begin() as connection:
            standing = _standing(connection)
            yield LiveLists(
                generation=standing.generation,
                versions=standing.versions,
                missing=standing.missing,
                entities=live_entities(connection),
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
        """Give a number that grows with every write; cheap, asked before screenings."""
        with self._watching:
            try:
                return self._ask_driver()
            except self._watcher.dialect.loaded_dbapi.Error:
                return self._ask_again()

    def _ask_driver(self) -> int:
        """Ask the driver itself, in a tenth of the time that SQLAlchemy takes."""
        with closing(self._watcher.connection.cursor()) as cursor:
            cursor.execute(self._question)
            (generation,) = cursor.fetchall()[0]
            return int(generation)

    def _ask_again(self) -> int:
        """Ask by SQLAlchemy, which knows a connection that was lost, and makes it again the next time."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """A version as the next after the live one (None: it is the first), and what it changes."""

    before: ListVersion | None
    version: ListVersion
    found: Difference


def _step(connection: Connection, live: ListVersion | None, draft: ListVersion, contents: Contents) -> _Step:
    records = records_at(connection, draft.list_id, live.number) if live else {}
    found = difference(records, contents.records)
    version = replace(
        draft,
        number=live.number + 1 if live else 1,
        added=len(found.added),
        changed=len(found.changed),
        removed=len(found.removed),
    )
    if live:
        version = replace(version, losses=losses(live, version))
    return _Step(before=live, version=version, found=found)


def _write(connection: Connection, step: _Step, contents: Contents) -> None:
    """Write a version and make it live."""
    list_id, number = step.version.list_id, step.version.number
    write_version(connection, step.version)
    write_records(connection, list_id, number, contents.records, step.found)
    write_places(connection, list_id, number, contents.places)
    advance(connection)
