"""What the store tells of a list's versions."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from lists.entities import Entity, EntityType
from lists.sources.parsed import FileRows, RejectedRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a version holds; what checks compare between two versions."""

    entities: int
    names: int
    vessels: int
    identifiers: int

    @classmethod
    def of(cls, entities: Collection[Entity]) -> "Counts":
        """Count what entities hold."""
        return cls(
            entities=len(entities),
            names=sum(len(entity.names) for entity in entities),
            vessels=sum(entity.type is EntityType.VESSEL for entity in entities),
            identifiers=sum(len(entity.identifiers) for entity in entities),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListVersion:
    """One version of a list; its first has the number 1.

    `sha256` is lists.raw_files.fingerprint of the files: of their contents alone, whatever their names and
    order; `files_sha256` are in the order of `files`, a file out of an archive has that of its archive.
    `counts` are over all entities; added, changed and removed are entities against the version before, as
    are the `losses`, in words. Times are UTC.

    `made_by` is who made it: a key's fingerprint, the schedule, the command line. `origin` is where it came
    from: an upload, the host that it was fetched from, quarantine, or the version that a rollback repeats.
    """

    list_id: str
    number: int
    sha256: str
    format: str
    files: tuple[FileRows, ...]
    files_sha256: tuple[str, ...]
    rejected: tuple[RejectedRow, ...]
    parser_warnings: tuple[str, ...]
    losses: tuple[str, ...]
    counts: Counts
    added: int
    changed: int
    removed: int
    loaded_at: datetime
    published_at: datetime | None = None
    made_by: str | None = None
    origin: str | None = None

    @property
    def version(self) -> str:
        """The version's name: its number and the first 8 hex digits of `sha256`, as in `3-9f86d081`."""
        return f"{self.number}-{self.sha256[:8]}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the parser warns of, and what was lost against the version before."""
        return self.parser_warnings + self.losses

    @property
    def rows(self) -> int:
        """The rows of all files."""
        return sum(file.rows for file in self.files)

    @property
    def rejected_count(self) -> int:
        return len(self.rejected)

    @property
    def loaded(self) -> int:
        return self.rows - self.rejected_count

    @property
    def entities(self) -> int:
        return self.counts.entities

    @property
    def names(self) -> int:
        return self.counts.names


class Change(StrEnum):
    """What became of an entity between two versions."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of Entity that differs: its value before and after as JSON, None for its default."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChange:
    """What became of one entity between two versions.

    `name` is its primary name after the change (of a removed one: before it). `differences` are those of a
    changed one; a row that only moved to another line or file is no change.
    """

    own_id: str
    name: str
    change: Change
    differences: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Which versions are live at one moment, read in one transaction.

    `versions` are in the order of list ids; `missing` are the lists that are enabled and have no version.
    `generation` is the store's at that moment.
    """

    generation: int
    versions: tuple[ListVersion, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveLists(Standing):
    """All that is live at one moment, while the transaction lasts that reads it.

    `entities` are in the order of list ids and own ids, read one by one; names that a history taught are
    merged in.
    """

    entities: Iterator[Entity]
