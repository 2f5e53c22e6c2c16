"""Lists and their versions on the wire."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self

from pydantic import BaseModel

from lists.catalogue import Catalogue, Source
from lists.followed import FollowedLists
from lists.following import Outcome, Quarantined, Refreshed
from lists.version import EntityChange, ListVersion

REJECTED_SHOWN = 100


class ListRef(BaseModel):
    """Which version of a list an answer rests on. Times are UTC."""

    id: str
    version: str
    sha256: str
    published_at: datetime | None
    loaded_at: datetime

    @classmethod
    def of(cls, version: ListVersion) -> "ListRef":
        return ListRef(
            id=version.list_id,
            version=version.version,
            sha256=version.sha256,
            published_at=version.published_at,
            loaded_at=version.loaded_at,
        )


class RejectedOut(BaseModel):
    """A row that could not be loaded: 1-based line, or record number."""

    file: str
    line: int
    reason: str


class FileOut(BaseModel):
    """What became of one file; `role` is the part it plays in its set."""

    name: str
    role: str
    rows: int
    rejected: int


class VersionOut(ListRef):
    """One version of a list, who made it from where, and what was read: rows = loaded + rejected_count.

    `rejected` shows the first 100. added, changed and removed are entities against the version before.
    """

    made_by: str | None
    origin: str | None
    format: str
    files: list[FileOut]
    rows: int
    loaded: int
    rejected_count: int
    rejected: list[RejectedOut]
    warnings: list[str]
    entities: int
    names: int
    added: int
    changed: int
    removed: int

    @classmethod
    def of(cls, version: ListVersion) -> "VersionOut":
        return VersionOut(
            **ListRef.of(version).__dict__,
            made_by=version.made_by,
            origin=version.origin,
            format=version.format,
            files=[
                FileOut(name=file.name, role=file.role, rows=file.rows, rejected=file.rejected)
                for file in version.files
            ],
            rows=version.rows,
            loaded=version.loaded,
            rejected_count=version.rejected_count,
            rejected=[
                RejectedOut(file=row.file, line=row.line, reason=row.reason)
                for row in version.rejected[:REJECTED_SHOWN]
            ],
            warnings=list(version.warnings),
            entities=version.entities,
            names=version.names,
            added=version.added,
            changed=version.changed,
            removed=version.removed,
        )


class SourceOut(BaseModel):
    """A list of the catalogue; `by_hand` is one that has no address and can only be put.

    `uncertain` says why its address may be wrong.
    """

    id: str
    title: str
    publisher: str
    licence: str
    by_hand: bool
    uncertain: str | None

    @classmethod
    def of(cls, list_id: str, source: Source) -> "SourceOut":
        return SourceOut(
            id=list_id,
            title=source.title,
            publisher=source.publisher,
            licence=source.licence,
            by_hand=not source.files,
            uncertain=source.uncertain,
        )


class QuarantinedOut(BaseModel):
    """A fetched version that is not live until an operator accepts it, and why."""

    id: str
    sha256: str
    format: str
    reasons: list[str]
    entities: int
    names: int
    rows: int
    rejected_count: int
    published_at: datetime | None
    fetched_at: datetime

    @classmethod
    def of(cls, quarantined: Quarantined) -> "QuarantinedOut":
        return QuarantinedOut(
            id=quarantined.list_id,
            sha256=quarantined.sha256,
            format=quarantined.format,
            reasons=list(quarantined.reasons),
            entities=quarantined.counts.entities,
            names=quarantined.counts.names,
            rows=quarantined.rows,
            rejected_count=quarantined.rejected,
            published_at=quarantined.published_at,
            fetched_at=quarantined.fetched_at,
        )


class RefreshedOut(BaseModel):
    """What came of a refresh, `reasons` where it is `quarantined`, and the live version."""

    id: str
    outcome: Outcome
    version: VersionOut | None
    reasons: list[str]

    @classmethod
    def of(cls, refreshed: Refreshed) -> "RefreshedOut":
        return RefreshedOut(
            id=refreshed.list_id,
            outcome=refreshed.outcome,
            version=refreshed.version and VersionOut.of(refreshed.version),
            reasons=list(refreshed.reasons),
        )


class ListsOut(BaseModel):
    """The lists that are screened, each with its live version, and what of the catalogue is not.

    `missing` are the lists that are enabled and not loaded: nothing is screened until they are.
    """

    lists: list[VersionOut]
    missing: list[str]
    quarantined: list[QuarantinedOut]
    not_enabled: list[SourceOut]

    @classmethod
    def of(
        cls,
        versions: Iterable[ListVersion],
        missing: Iterable[str],
        followed: FollowedLists,
        catalogue: Catalogue,
    ) -> "ListsOut":
        enabled = {one.list_id for one in followed.all()}
        return ListsOut(
            lists=[VersionOut.of(version) for version in versions],
            missing=list(missing),
            quarantined=[QuarantinedOut.of(quarantined) for quarantined in followed.quarantined()],
            not_enabled=[
                SourceOut.of(list_id, source)
                for list_id, source in sorted(catalogue.sources.items())
                if list_id not in enabled
            ],
        )


class VersionsOut(BaseModel):
    """All versions of one list, newest first."""

    id: str
    versions: list[VersionOut]


class FieldChangeOut(BaseModel):
    """A field of the stored record that differs, null where it had its default."""

    field: str
    before: Any
    after: Any


class ChangeOut(BaseModel):
    """What became of one entity; `fields` names what differs in a changed one, `differences` tell it."""

    entity_id: str
    name: str
    change: str
    fields: list[str]
    differences: list[FieldChangeOut]


class ChangesOut(BaseModel):
    """What a version changed against another, null for the one before it."""

    id: str
    version: str
    since: str | None
    changes: list[ChangeOut]

    @classmethod
    def of(cls, list_id: str, version: str, since: str | None, changes: Sequence[EntityChange]) -> Self:
        return cls(
            id=list_id,
            version=version,
            since=since,
            changes=[
                ChangeOut(
                    entity_id=f"{list_id}:{change.own_id}",
                    name=change.name,
                    change=change.change,
                    fields=[difference.field for difference in change.differences],
                    differences=[
                        FieldChangeOut(field=one.field, before=one.before, after=one.after)
                        for one in change.differences
                    ],
                )
                for change in changes
            ],
        )
