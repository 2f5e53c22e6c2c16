"""The tables of the lists. Types are dialect-neutral; lists/migrations makes and changes them."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKeyConstraint, Index, LargeBinary, MetaData, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC without an offset, since SQLite has no type that keeps one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        return value and value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class ListsTable(SQLModel):
    """The tables of this room have metadata of their own: other rooms migrate theirs."""

    metadata = MetaData()


class StoreState(ListsTable, table=True):
    """One row. Every write locks it first, so writes follow one another, and raises `generation` last."""

    __tablename__ = "store_state"
    id: int = Field(primary_key=True)
    generation: int


class WatchedList(ListsTable, table=True):
    """A list and which of its versions is live: always the newest, a rollback being a version too."""

    __tablename__ = "watched_list"
    list_id: str = Field(primary_key=True)
    live_number: int


class VersionRow(ListsTable, table=True):
    """A version of a list; see ListVersion."""

    __tablename__ = "list_version"
    list_id: str = Field(primary_key=True, foreign_key="watched_list.list_id")
    number: int = Field(primary_key=True)
    sha256: str
    format: str
    files: list[dict[str, Any]] = Field(sa_type=JSON)
    files_sha256: list[str] = Field(sa_type=JSON)
    rejected: list[dict[str, Any]] = Field(sa_type=JSON)
    parser_warnings: list[str] = Field(sa_type=JSON)
    losses: list[str] = Field(sa_type=JSON)
    entities: int
    names: int
    vessels: int
    identifiers: int
    added: int
    changed: int
    removed: int
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    published_at: datetime | None = Field(sa_type=UtcDateTime)
    made_by: str | None
    origin: str | None


class RawContent(ListsTable, table=True):
    """The bytes of a file, zlib-compressed: once per list, however many of its versions have them."""

    __tablename__ = "raw_content"
    list_id: str = Field(primary_key=True, foreign_key="watched_list.list_id")
    sha256: str = Field(primary_key=True)
    size: int
    compressed: bytes = Field(sa_type=LargeBinary)


class SourcePlaces(ListsTable, table=True):
    """Where each entity stands in the files of one version; see lists.records.Places."""

    __tablename__ = "source_places"
    __table_args__ = (
        ForeignKeyConstraint(["list_id", "number"], ["list_version.list_id", "list_version.number"]),
    )
    list_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    compressed: bytes = Field(sa_type=LargeBinary)


class EntityRow(ListsTable, table=True):
    """An entity as it was from one version on until another, which had it no more (None while it is live)."""

    __tablename__ = "entity_record"
    __table_args__ = (Index("ix_entity_record_until", "list_id", "until_number", "own_id"),)
    list_id: str = Field(primary_key=True, foreign_key="watched_list.list_id")
    own_id: str = Field(primary_key=True)
    from_number: int = Field(primary_key=True)
    until_number: int | None
    name: str
    content_hash: str
    payload: str = Field(sa_type=Text)


class LearnedName(ListsTable, table=True):
    """A former primary name that the list's own history taught; see lists.history."""

    __tablename__ = "learned_name"
    list_id: str = Field(primary_key=True, foreign_key="watched_list.list_id")
    own_id: str = Field(primary_key=True)
    text: str = Field(primary_key=True)
    first_seen: date
    last_seen: date


class FollowedList(ListsTable, table=True):
    """An enabled list of the catalogue, and what came of asking its publisher; see lists.followed.

    It may not be loaded yet, so it refers to no version.
    """

    __tablename__ = "followed_list"
    list_id: str = Field(primary_key=True)
    enabled_at: datetime = Field(sa_type=UtcDateTime)
    lease_token: str | None
    leased_until: datetime | None = Field(sa_type=UtcDateTime)
    stage: str | None
    next_check_at: datetime = Field(sa_type=UtcDateTime)
    checked_at: datetime | None = Field(sa_type=UtcDateTime)
    fetched_at: datetime | None = Field(sa_type=UtcDateTime)
    fetched_sha256: str | None
    validators: dict[str, Any] = Field(sa_type=JSON)
    failed_at: datetime | None = Field(sa_type=UtcDateTime)
    failures: int
    error: str | None


class QuarantinedList(ListsTable, table=True):
    """A fetched version that an operator must look at before it may go live; see lists.followed."""

    __tablename__ = "quarantined_list"
    list_id: str = Field(primary_key=True)
    sha256: str
    format: str
    reasons: list[str] = Field(sa_type=JSON)
    entities: int
    names: int
    vessels: int
    identifiers: int
    rows: int
    rejected: int
    fetched_at: datetime = Field(sa_type=UtcDateTime)
    published_at: datetime | None = Field(sa_type=UtcDateTime)


class QuarantinedFile(ListsTable, table=True):
    """A file of a version in quarantine, whole, zlib-compressed."""

    __tablename__ = "quarantined_file"
    list_id: str = Field(primary_key=True, foreign_key="quarantined_list.list_id")
    name: str = Field(primary_key=True)
    compressed: bytes = Field(sa_type=LargeBinary)
