"""Lists: new versions, history, rollback, end."""

from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile

from lists.sources.parsed import RawFile
from service.dependencies import ASK_TURN, WRITE_TURN, Caller, LogFacts, Wired
from service.errors import BadField
from service.list_ids import check_list_id
from service.schemas.lists import ChangesOut, ListsOut, RefreshedOut, VersionOut, VersionsOut
from service.schemas.query import RollbackIn

router = APIRouter(prefix="/lists", tags=["lists"])


async def _refuse_unknown_fields(request: Request) -> None:
    """A misspelt `files` would leave out a file of the set unseen, so an upload has its two fields only."""
    for name in await request.form():
        if name not in ("files", "format"):
            raise BadField(name, f"no field {name!r}: an upload has `files` and `format`")


@router.get("", summary="The lists that are screened")
def show_lists(parts: Wired) -> ListsOut:
    """Give every list that a screening meets, those that are missing, and those that could be enabled."""
    snapshot = parts.live.current()
    return ListsOut.of(snapshot.versions, snapshot.missing, parts.store.followed, parts.refresher.catalogue)


@router.get("/{list_id}", summary="One list")
def show_list(list_id: str, parts: Wired) -> VersionOut:
    """Give the live version of one list."""
    return VersionOut.of(parts.live.current().version(list_id))


@router.put(
    "/{list_id}",
    status_code=201,
    summary="A new version of a list",
    responses={200: {"model": VersionOut, "description": "The bytes are those of the live version"}},
    dependencies=[Depends(_refuse_unknown_fields), WRITE_TURN],
)
def put_list(
    *,
    list_id: str,
    files: Annotated[list[UploadFile], File(description="All files of the list")],
    response: Response,
    parts: Wired,
    facts: LogFacts,
    caller: Caller,
    format: Annotated[str, Form(description="`auto` or a format's name")] = "auto",  # noqa: A002 -- the contract's word
) -> VersionOut:
    """Read the files, make them the live version, and answer once every screening uses it."""
    raw = tuple(RawFile(name=_file_name(file), content=file.file.read()) for file in files)
    check_list_id(list_id)
    read = parts.refresher.read(list_id, raw, format, datetime.now(UTC))
    draft = read.told(made_by=caller, origin="upload")
    version, is_new = parts.live.write(list_id, lambda: parts.store.replace(draft))
    response.status_code = 201 if is_new else 200
    facts.update(list=list_id, version=version.version, rows=version.rows, rejected=version.rejected_count)
    return VersionOut.of(version)


@router.get("/{list_id}/versions", summary="A list's versions")
def show_versions(list_id: str, parts: Wired) -> VersionsOut:
    """Give all versions of a list, newest first."""
    versions = parts.store.versions(list_id)
    return VersionsOut(id=list_id, versions=[VersionOut.of(version) for version in versions])


@router.get("/{list_id}/versions/{version}/changes", summary="What a version changed")
def show_changes(list_id: str, version: str, parts: Wired, since: str | None = None) -> ChangesOut:
    """Give the entities that a version added, changed and removed against another, or the one before it."""
    return ChangesOut.of(list_id, version, since, parts.store.changes(list_id, version, since))


@router.post("/{list_id}/rollback", summary="Make an earlier version live again", dependencies=[WRITE_TURN])
def roll_back(
    list_id: str, parts: Wired, facts: LogFacts, caller: Caller, body: RollbackIn | None = None
) -> VersionOut:
    """Make the contents of an earlier version live, as a new version."""
    target = None if body is None else body.version
    version = parts.live.write(
        list_id, lambda: parts.store.rollback(list_id, target, datetime.now(UTC), caller)
    )
    facts.update(list=list_id, version=version.version)
    return VersionOut.of(version)


@router.post("/{list_id}/refresh", summary="Ask a list's publisher now", dependencies=[ASK_TURN])
def refresh_list(list_id: str, parts: Wired, facts: LogFacts, caller: Caller) -> RefreshedOut:
    """Fetch what is new, and answer once every screening uses it. `/health/lists` tells how far it is."""
    refreshed = parts.refresher.refresh(list_id, caller, by_hand=True)
    facts.update(list=list_id, outcome=refreshed.outcome)
    parts.events.refreshed(refreshed)
    return RefreshedOut.of(refreshed)


@router.post(
    "/{list_id}/quarantine/accept", summary="Make live what is in quarantine", dependencies=[WRITE_TURN]
)
def accept_list(list_id: str, parts: Wired, facts: LogFacts, caller: Caller) -> VersionOut:
    """Make the fetched version live, whatever was doubtful about it."""
    version = parts.refresher.accept(list_id, caller)
    facts.update(list=list_id, version=version.version)
    parts.events.accepted(version)
    return VersionOut.of(version)


@router.post(
    "/{list_id}/quarantine/discard",
    status_code=204,
    summary="Drop what is in quarantine",
    dependencies=[WRITE_TURN],
)
def discard_list(list_id: str, parts: Wired, facts: LogFacts, caller: Caller) -> None:
    """Drop the fetched version; the same files are not taken again, unless a refresh is asked for."""
    parts.store.followed.discard(list_id)
    facts.update(list=list_id)
    parts.events.discarded(list_id, caller)


@router.delete("/{list_id}", status_code=204, summary="End a list", dependencies=[WRITE_TURN])
def delete_list(list_id: str, parts: Wired, facts: LogFacts) -> None:
    """End a list, its history, and all that was learned from it."""
    parts.live.write(list_id, lambda: parts.store.delete(list_id))
    facts.update(list=list_id)


def _file_name(file: UploadFile) -> str:
    """Give the last part of the name that the client gave, without control characters."""
    name = PurePath((file.filename or "").replace("\\", "/")).name
    return "".join(character for character in name if character.isprintable())[:255] or "file"
