"""Versions of lists in SQL; what is acknowledged is there after a restart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lists.entities import Entity
from lists.sources.parsed import FileRows, Parsed, RawFile, RejectedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """One version of a list. `version` is `<number in the list's history>-<first 8 hex of sha256>`.

    `sha256` is over all files in the order of their names; `names` counts names of all entities; added,
    changed and removed are entities against the version before. Times are UTC.
    """

    list_id: str
    version: str
    sha256: str
    format: str
    files: tuple[FileRows, ...]
    rows: int
    loaded: int
    rejected_count: int
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[str, ...]
    entities: int
    names: int
    added: int
    changed: int
    removed: int
    loaded_at: datetime
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChange:
    """What became of one entity between two versions; `fields` names what differs in a changed one."""

    own_id: str
    name: str
    change: str
    fields: tuple[str, ...] = ()


class ListStore:
    """Lists, their versions and what their history teaches."""

    def __init__(self, database_url: str) -> None: ...

    def replace(
        self, list_id: str, parsed: Parsed, files: Iterable[RawFile], now: datetime
    ) -> tuple[ListVersion, bool]:
        """Make a new version live in one transaction. The flag is False where the bytes are those already live."""
        raise NotImplementedError

    def rollback(self, list_id: str, version: str | None, now: datetime) -> ListVersion:
        """Make the contents of an earlier version (None: the one before the live one) live again, as a new version."""
        raise NotImplementedError

    def delete(self, list_id: str) -> None:
        """End a list, its history and what it taught."""
        raise NotImplementedError

    def live(self) -> tuple[ListVersion, ...]:
        """Give the live version of each list, by list id."""
        raise NotImplementedError

    def versions(self, list_id: str) -> tuple[ListVersion, ...]:
        """Give all versions of a list, newest first."""
        raise NotImplementedError

    def changes(self, list_id: str, version: str) -> tuple[EntityChange, ...]:
        """Give what a version changed against the one before it."""
        raise NotImplementedError

    def entities(self) -> Iterator[Entity]:
        """Give all entities of all live versions, with the former names that history taught."""
        raise NotImplementedError

    def generation(self) -> int:
        """Give a number that grows with every write; cheap, asked before every screening."""
        raise NotImplementedError

    def close(self) -> None: ...
