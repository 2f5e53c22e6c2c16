"""What goes into a parser and what comes out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lists.entities import Entity


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFile:
    """A file as it was handed in."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that could not be loaded: 1-based line (or record number) and the reason for people."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRows:
    """What became of one file. `role` is the part it plays in its set ("sdn", "alt", …), not its name."""

    name: str
    role: str
    rows: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The reading of a set of files. Invariant: sum of rows = loaded + len(rejected).

    `published_at` is what the files themselves say, see lists.sources.published.
    """

    format: str
    files: tuple[FileRows, ...]
    entities: tuple[Entity, ...]
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[str, ...] = ()
    published_at: datetime | None = None

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)

    @property
    def loaded(self) -> int:
        return self.rows - len(self.rejected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A publisher's format: how to recognise a set of files by content, and how to parse it."""

    name: str
    recognises: Callable[[tuple[RawFile, ...]], bool]
    parse: Callable[[str, tuple[RawFile, ...]], Parsed]
    """`parse(list_id, files)`; raises DamagedFile, ConflictingRows."""
