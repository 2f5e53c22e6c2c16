"""Versions of lists in SQL: what is acknowledged is there after a restart, whole or not at all."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock

from sqlalchemy import Connection, delete, select, update
from sqlmodel import col

from lists.checks import losses
from lists.database import open_database
from lists.enabled_rows import delete_enabled, enabled_lists, insert_enabled
from lists.entities import Entity
from lists.entity_rows import live_entities, places_at, records_at, write_places, write_records
from lists.errors import EmptyList, NotEnabled, UnknownList, UnknownVersion
from lists.history import describe, difference, teaches
from lists.learned_rows import learn
from lists.raw_files import KeptFile, fingerprint, keep
from lists.records import EntityRecord, places_of, to_record
from lists.sources.parsed import Parsed, RawFile
from lists.tables import ListsTable, StoreState
from lists.unpack import upload_of
from lists.version import Change, Counts, EntityChange, ListVersion, LiveLists, Standing
from lists.version_rows import all_versions, live_version, live_versions, write_contents, write_version

__all__ = ["Change", "Counts", "EntityChange", "ListStore", "ListVersion", "LiveLists", "first_version"]

_GENERATION = select(col(StoreState.generation))


class ListStore:
    """Lists, their versions and what their history teaches; for any number of threads and processes.

    The files of every version are kept as they came, so that a list can be read again after an upgrade of its
    parser, and so that an audit can prove what a version was made from. Moments given to the store are aware
    of their offset; it keeps them in UTC.
    """

    def __init__(self, database_url: str) -> None:
        """Open the database at an SQLAlchemy URL, and make or migrate its tables."""
        self._database = open_database(database_url)
        self._watcher = self._database.watcher.connect()
        self._watching = Lock()

    def replace(
        self, list_id: str, parsed: Parsed, files: Iterable[RawFile], now: datetime
    ) -> tuple[ListVersion, bool]:
        """Make a new version live, in one transaction or not at all.

        The flag is False where the bytes are those already live, and nothing is written. EmptyList where no
        entity is left to load; DamagedFile where two files have one name.
        """
        if not parsed.entities:
            raise EmptyList(list_id, parsed.rejected)
        kept = keep(files, parsed.files)
        draft = first_version(list_id, parsed, kept, now)
        contents = _Contents.of(parsed.entities)
        with self._writing() as connection:
            live = live_version(connection, list_id)
            if live and live.sha256 == draft.sha256:
                return live, False
            version = _append(connection, live, draft, contents)
            write_contents(connection, list_id, kept)
            if live and teaches(live.files, version.files):
                learn(connection, list_id, version.number)
            return version, True

    def rollback(self, list_id: str, version: str | None, now: datetime) -> ListVersion:
        """Make the contents of an earlier version (None: the one before the live one) live again.

        They become a new version, unless they are those already live. A rollback teaches no former names: it
        takes back a mistake. UnknownList, UnknownVersion.
        """
        with self._writing() as connection:
            history = _history(connection, list_id)
            live, target = history[0], _find(history, version) if version else _before(history)
            if live.sha256 == target.sha256:
                return live
            contents = _Contents(
                records=records_at(connection, list_id, target.number),
                places=places_at(connection, list_id, target.number),
            )
            return _append(connection, live, replace(target, loaded_at=now.astimezone(UTC)), contents)

    def enable(self, list_ids: Collection[str], now: datetime) -> None:
        """Have lists followed: from now on each must be loaded before anything is screened."""
        with self._writing() as connection:
            if insert_enabled(connection, list_ids, now):
                _advance(connection)

    def disable(self, list_ids: Collection[str]) -> None:
        """Follow lists no longer. Their live versions stay until they are deleted. NotEnabled."""
        with self._writing() as connection:
            enabled = enabled_lists(connection)
            for list_id in list_ids:
                if list_id not in enabled:
                    raise NotEnabled(list_id)
            delete_enabled(connection, list_ids)
            _advance(connection)

    def enabled(self) -> tuple[str, ...]:
        """Give the lists that are followed, in the order of their ids."""
        with self._database.reader.begin() as connection:
            return enabled_lists(connection)

    def delete(self, list_id: str) -> None:
        """End a list, its history, its files and what it taught; it is followed no longer. UnknownList."""
        with self._writing() as connection:
            _history(connection, list_id)
            for table in reversed(ListsTable.metadata.sorted_tables):
                if "list_id" in table.columns:
                    connection.execute(delete(table).where(table.columns["list_id"] == list_id))
            _advance(connection)

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

    def changes(self, list_id: str, version: str) -> tuple[EntityChange, ...]:
        """Give what a version changed against the one before it, by own id. UnknownList, UnknownVersion."""
        with self._database.reader.begin() as connection:
            number = _find(_history(connection, list_id), version).number
            before = records_at(connection, list_id, number - 1)
            return describe(before, records_at(connection, list_id, number))

    def generation(self) -> int:
        """Give a number that grows with every write; cheap, asked before every screening."""
        with self._watching:
            return self._watcher.execute(_GENERATION).scalar_one()

    def close(self) -> None:
        """Close all connections."""
        self._watcher.close()
        self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Begin a transaction that waits for all other writes and that they wait for."""
        with self._database.writer.begin() as connection:
            connection.execute(_GENERATION.with_for_update())
            yield connection


@dataclass(frozen=True, slots=True)
class _Contents:
    """A version's records by own id, and the places of their source rows."""

    records: Mapping[str, EntityRecord]
    places: bytes

    @classmethod
    def of(cls, entities: Collection[Entity]) -> "_Contents":
        records = {entity.own_id: to_record(entity) for entity in entities}
        if len(records) < len(entities):
            raise ValueError("a parser gave two entities with one id")
        return cls(records, places_of(entities))


def first_version(list_id: str, parsed: Parsed, kept: Iterable[KeptFile], now: datetime) -> ListVersion:
    """Describe what was parsed as the first version of its list; nothing is stored by it."""
    files_sha256 = tuple(file.sha256 for file in kept)
    uploads = {upload_of(rows.name): sha for rows, sha in zip(parsed.files, files_sha256, strict=True)}
    return ListVersion(
        list_id=list_id,
        number=1,
        sha256=fingerprint(uploads.values()),
        format=parsed.format,
        files=parsed.files,
        files_sha256=files_sha256,
        rejected=parsed.rejected,
        parser_warnings=parsed.warnings,
        losses=(),
        counts=Counts.of(parsed.entities),
        added=len(parsed.entities),
        changed=0,
        removed=0,
        loaded_at=now.astimezone(UTC),
    )


def _standing(connection: Connection) -> Standing:
    versions = live_versions(connection)
    loaded = {version.list_id for version in versions}
    return Standing(
        generation=connection.execute(_GENERATION).scalar_one(),
        versions=versions,
        missing=tuple(list_id for list_id in enabled_lists(connection) if list_id not in loaded),
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
    connection: Connection, live: ListVersion | None, draft: ListVersion, contents: _Contents
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
    _advance(connection)
    return version


def _advance(connection: Connection) -> None:
    connection.execute(update(StoreState).values(generation=col(StoreState.generation) + 1))
