"""A version before it is stored: read, counted and packed, so that storing it is all that is left to do.

A draft is a value of plain texts and bytes: it may be made in another process than the one that stores it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from lists.entities import Entity
from lists.errors import EmptyList
from lists.raw_files import KeptFile, fingerprint, keep
from lists.reading import read_list
from lists.records import EntityRecord, places_of, to_record
from lists.sources.parsed import Parsed, RawFile
from lists.unpack import upload_of
from lists.version import Counts, ListVersion


@dataclass(frozen=True, slots=True)
class Contents:
    """A version's records by own id, and the places of their source rows."""

    records: Mapping[str, EntityRecord]
    places: bytes

    @classmethod
    def of(cls, entities: Collection[Entity]) -> "Contents":
        """Pack entities. ValueError where two have one id."""
        records = {entity.own_id: to_record(entity) for entity in entities}
        if len(records) < len(entities):
            raise ValueError("a parser gave two entities with one id")
        return cls(records, places_of(entities))


@dataclass(frozen=True, slots=True)
class Draft:
    """A version as the first of its list, its files, and its contents."""

    version: ListVersion
    kept: tuple[KeptFile, ...]
    contents: Contents

    def told(self, **facts: Any) -> "Draft":
        """Give the draft with facts of its version that its files do not tell."""
        return replace(self, version=replace(self.version, **facts))


def read_draft(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
    """Read files as a version of a list; `format_name` is a format's name or `auto`.

    Raises UnknownFormat, DamagedFile, ConflictingRows and EmptyList.
    """
    return draft_of(list_id, read_list(list_id, files, format_name), files, now)


def draft_of(list_id: str, parsed: Parsed, files: Iterable[RawFile], now: datetime) -> Draft:
    """Pack what was parsed from files, at a moment aware of its offset.

    EmptyList where no entity is left to load; DamagedFile where two files have one name.
    """
    if not parsed.entities:
        raise EmptyList(list_id, parsed.rejected)
    kept = keep(files, parsed.files)
    return Draft(first_version(list_id, parsed, kept, now), kept, Contents.of(parsed.entities))


def first_version(list_id: str, parsed: Parsed, kept: Iterable[KeptFile], now: datetime) -> ListVersion:
    """Describe what was parsed as the first version of its list."""
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
        published_at=parsed.published_at,
    )
