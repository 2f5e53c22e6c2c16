"""The commands on lists, straight on the data folder."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Console

from lists.catalogue import load_catalogue
from lists.draft import read_draft
from lists.errors import ListError, NotEnabled, NotInCatalogue, UnknownList
from lists.following import Followed
from lists.refresh import Refresher, commit_alone
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.version import ListVersion
from service.following import make_refresher
from service.list_ids import check_list_id
from service.schemas.lists import ChangesOut, ListsOut, RefreshedOut, VersionOut, VersionsOut
from service.settings import Settings
from service.tables import print_changes, print_lists, print_loaded, print_refreshed, print_versions

lists_app = typer.Typer(no_args_is_help=True, help="Load, follow, show and end lists.")

COMMAND_LINE = "command line"
"""Who makes the versions that are made here."""

AsJson = Annotated[bool, typer.Option("--json", help="Print what the API answers.")]
ListId = Annotated[str, typer.Argument(metavar="ID", help="The list's id.")]
ListIds = Annotated[list[str], typer.Argument(metavar="ID…", help="Ids of lists in the catalogue.")]


@lists_app.command("put")
def put_list(
    list_id: ListId,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="All files of the list.")],
    format_name: Annotated[str, typer.Option("--format", help="auto, or a format's name.")] = "auto",
    as_json: AsJson = False,
) -> None:
    """Load files as a new version of a list."""
    raw = tuple(RawFile(name=path.name, content=path.read_bytes()) for path in files)
    check_list_id(list_id)
    draft = read_draft(list_id, raw, format_name, datetime.now(UTC))
    with open_store() as store:
        version, _ = store.replace(draft.told(made_by=COMMAND_LINE, origin="upload"))
    out = VersionOut.of(version)
    print_json(out) if as_json else print_loaded(Console(), out)


@lists_app.command("show")
def show_lists(
    list_id: Annotated[str | None, typer.Argument(metavar="[ID]", help="One list only.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the stored lists and what of the catalogue is missing, or one list."""
    settings = Settings()
    with open_store(settings) as store:
        standing, catalogue = store.standing(), load_catalogue(settings.catalogue)
        out = ListsOut.of(standing.versions, standing.missing, store.followed, catalogue)
    if list_id is not None:
        _show_list(list_id, standing.versions, as_json=as_json)
        return
    print_json(out) if as_json else print_lists(Console(), out)


def _show_list(list_id: str, versions: Iterable[ListVersion], *, as_json: bool) -> None:
    shown = [VersionOut.of(version) for version in versions if version.list_id == list_id]
    if not shown:
        raise UnknownList(list_id)
    print_json(shown[0]) if as_json else print_versions(Console(), shown)


@lists_app.command("enable")
def enable_lists(list_ids: ListIds) -> None:
    """Follow lists of the catalogue: nothing is screened until each of them is loaded."""
    settings = Settings()
    catalogue = load_catalogue(settings.catalogue)
    for list_id in list_ids:
        catalogue.source(list_id)
        check_list_id(list_id)
    with open_store(settings) as store:
        store.followed.enable(list_ids, datetime.now(UTC))


@lists_app.command("disable")
def disable_lists(list_ids: ListIds) -> None:
    """Follow lists no longer; what is loaded of them stays live until it is deleted."""
    with open_store() as store:
        store.followed.disable(list_ids)


@lists_app.command("refresh")
def refresh_lists(
    list_ids: Annotated[list[str] | None, typer.Argument(metavar="[ID…]", help="None: all enabled.")] = None,
) -> None:
    """Ask publishers now what is new; exit code 1 where a list could not be refreshed."""
    failed = False
    with _open_refresher() as refresher:
        followed = refresher.store.followed.all()
        for list_id in list_ids or [one.list_id for one in followed if _is_fetched(refresher, one)]:
            print(f"{list_id}: asking its publisher", file=sys.stderr)
            try:
                refreshed = refresher.refresh(list_id, COMMAND_LINE, by_hand=True)
            except (NotInCatalogue, NotEnabled):
                raise
            except ListError as error:
                failed = True
                print(f"{list_id}: failed: {error}", file=sys.stderr)
            else:
                print_refreshed(Console(), RefreshedOut.of(refreshed))
    if failed:
        raise typer.Exit(1)


@lists_app.command("accept")
def accept_list(list_id: ListId) -> None:
    """Make live what is in quarantine of a list."""
    with _open_refresher() as refresher:
        version = refresher.accept(list_id, COMMAND_LINE)
    print_loaded(Console(), VersionOut.of(version))


@lists_app.command("discard")
def discard_list(list_id: ListId) -> None:
    """Drop what is in quarantine of a list."""
    with open_store() as store:
        store.followed.discard(list_id)


@lists_app.command("versions")
def show_versions(list_id: ListId, as_json: AsJson = False) -> None:
    """Show all versions of a list, newest first."""
    with open_store() as store:
        versions = [VersionOut.of(version) for version in store.versions(list_id)]
    print_json(VersionsOut(id=list_id, versions=versions)) if as_json else print_versions(Console(), versions)


@lists_app.command("changes")
def show_changes(
    list_id: ListId,
    version: Annotated[str, typer.Argument(metavar="VERSION", help="A version of the list.")],
    since: Annotated[
        str | None, typer.Option("--since", help="Another version; default: the one before.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what a version changed against another, field by field."""
    with open_store() as store:
        changes = ChangesOut.of(list_id, version, since, store.changes(list_id, version, since))
    print_json(changes) if as_json else print_changes(Console(), changes)


@lists_app.command("rollback")
def roll_back(
    list_id: ListId,
    version: Annotated[
        str | None, typer.Argument(metavar="[VERSION]", help="None: the one before the live one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the contents of an earlier version live, as a new version."""
    with open_store() as store:
        out = VersionOut.of(store.rollback(list_id, version, datetime.now(UTC), COMMAND_LINE))
    print_json(out) if as_json else print_versions(Console(), [out])


@lists_app.command("delete")
def delete_list(list_id: ListId) -> None:
    """End a list, its history, and all that was learned from it."""
    with open_store() as store:
        store.delete(list_id)


def _is_fetched(refresher: Refresher, followed: Followed) -> bool:
    source = refresher.catalogue.sources.get(followed.list_id)
    return source is not None and bool(source.files)


@contextmanager
def _open_refresher() -> Iterator[Refresher]:
    settings = Settings()
    with open_store(settings) as store:
        catalogue = load_catalogue(settings.catalogue)
        yield make_refresher(settings, store, catalogue, read_draft, commit_alone)


@contextmanager
def open_store(settings: Settings | None = None) -> Iterator[ListStore]:
    """Open the store of the settings, and close it in the end."""
    settings = settings or Settings()
    store = ListStore(settings.store_url(), settings.keep())
    try:
        yield store
    finally:
        store.close()


def print_json(answer: BaseModel) -> None:
    """Print what the API would answer."""
    print(answer.model_dump_json(indent=2))
