"""The commands on lists, straight on the data folder."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rich.console import Console

from lists.catalogue import load_catalogue
from lists.errors import UnknownList
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.version import ListVersion
from service.intake import check_list_id, take_in
from service.schemas.lists import ListsOut, VersionOut, VersionsOut
from service.settings import Settings
from service.tables import print_lists, print_loaded, print_versions

lists_app = typer.Typer(no_args_is_help=True, help="Load, follow, show and end lists.")

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
    parsed = take_in(list_id, raw, format_name)
    with open_store() as store:
        version, _ = store.replace(list_id, parsed, raw, datetime.now(UTC))
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
        standing, enabled = store.standing(), store.enabled()
    if list_id is not None:
        _show_list(list_id, standing.versions, as_json=as_json)
        return
    out = ListsOut.of(standing.versions, standing.missing, enabled, load_catalogue(settings.catalogue))
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
        store.enable(list_ids, datetime.now(UTC))


@lists_app.command("disable")
def disable_lists(list_ids: ListIds) -> None:
    """Follow lists no longer; what is loaded of them stays live until it is deleted."""
    with open_store() as store:
        store.disable(list_ids)


@lists_app.command("versions")
def show_versions(list_id: ListId, as_json: AsJson = False) -> None:
    """Show all versions of a list, newest first."""
    with open_store() as store:
        versions = [VersionOut.of(version) for version in store.versions(list_id)]
    print_json(VersionsOut(id=list_id, versions=versions)) if as_json else print_versions(Console(), versions)


@lists_app.command("delete")
def delete_list(list_id: ListId) -> None:
    """End a list, its history, and all that was learned from it."""
    with open_store() as store:
        store.delete(list_id)


@contextmanager
def open_store(settings: Settings | None = None) -> Iterator[ListStore]:
    """Open the store of the settings, and close it in the end."""
    store = ListStore((settings or Settings()).store_url())
    try:
        yield store
    finally:
        store.close()


def print_json(answer: BaseModel) -> None:
    """Print what the API would answer."""
    print(answer.model_dump_json(indent=2))
