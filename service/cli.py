"""The command line: the same calls from a terminal, straight on the data folder.

Exit codes: 0 done, 2 wrong usage or refused; `screen-file` also 130, interrupted.
"""

import sqlite3
import sys
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from lists.errors import ListError
from lists.worker import Worker
from service.cli_bulk import screen_file
from service.cli_lists import AsJson, lists_app, print_json
from service.cli_serve import serve
from service.errors import ServiceError, problem_of
from service.held import HeldSnapshot
from service.policy_file import load_policy
from service.schemas.answer import ExplanationOut, ScreeningOut
from service.schemas.fleet import FleetOut, FleetsOut
from service.schemas.query import ScreeningIn
from service.screener import Screener
from service.settings import Settings
from service.tables import print_explanation, print_fleets, print_screening

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Hullmark: sanctions screening.")
app.add_typer(lists_app, name="lists")
app.command("screen-file")(screen_file)
app.command()(serve)

Names = Annotated[str, typer.Argument(metavar="NAME", help="The name to screen.")]
Type = Annotated[str | None, typer.Option("--type", help="company, vessel, person or aircraft.")]
Country = Annotated[str | None, typer.Option(help="ISO 3166 alpha-2; a vessel's is its flag.")]
Imo = Annotated[list[str], typer.Option(help="Ship IMO number; may be repeated.")]
Identifiers = Annotated[
    list[str],
    typer.Option("--identifier", metavar="TYPE=VALUE", help="Any identifier, as in company_imo=6016988."),
]
Lists = Annotated[list[str], typer.Option(metavar="ID", help="Screen this list only; may be repeated.")]


def refuse(error: Exception) -> NoReturn:
    """End with one line on stderr and exit code 2; raise again what is no refusal."""
    if isinstance(error, OSError | SQLAlchemyError | sqlite3.Error):
        reason = str(error)
    elif isinstance(error, ListError | ServiceError | ValidationError):
        problem = problem_of(error)
        reason = f"{problem.title}: {problem.detail}"
    else:
        raise error
    print(f"hullmark: {reason.splitlines()[0]}", file=sys.stderr)
    raise SystemExit(2)


@app.command()
def screen(
    *,
    name: Names,
    type_: Type = None,
    country: Country = None,
    imo: Imo = [],  # noqa: B006 -- typer copies it
    identifier: Identifiers = [],  # noqa: B006
    lists: Lists = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Screen a name against the live lists."""
    body = _query(name=name, type_=type_, country=country, imo=imo, pairs=identifier, lists=lists)
    screened = _open_screener().screen(body.to_query())
    answer = ScreeningOut.of(screened, limit=body.limit, reference=None, warnings=body.warnings())
    print_json(answer) if as_json else print_screening(Console(), answer)


@app.command()
def explain(
    *,
    name: Names,
    entity_id: Annotated[str, typer.Argument(help="The listed party asked about.")],
    type_: Type = None,
    country: Country = None,
    imo: Imo = [],  # noqa: B006
    identifier: Identifiers = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Say why a listed party is, or is not, an alert on a name."""
    body = _query(name=name, type_=type_, country=country, imo=imo, pairs=identifier, lists=[])
    explained = _open_screener().explain(body.to_query(), entity_id)
    answer = ExplanationOut.of(explained, warnings=body.warnings())
    print_json(answer) if as_json else print_explanation(Console(), answer)


@app.command()
def fleet(name: Names, type_: Type = None, lists: Lists = [], *, as_json: AsJson = False) -> None:  # noqa: B006
    """Print the ships of the listed parties that a name may mean; of a ship, those of the fleet it is of."""
    body = _query(name=name, type_=type_, country=None, imo=[], pairs=[], lists=lists)
    screened = _open_screener().screen(body.to_query())
    network = screened.snapshot.register.network
    fleets = [
        FleetOut.of(network.party(owner).record(hit.entity.list_id), network)
        for hit in screened.screening.hits
        for owner in network.fleet_owners(hit.entity.id)
    ]
    once = {tuple(ship.entity_id for ship in found.fleet): found for found in reversed(fleets)}
    shown = list(reversed(once.values()))
    print_json(FleetsOut(fleets=shown)) if as_json else print_fleets(Console(), name, shown)


def _query(
    *, name: str, type_: str | None, country: str | None, imo: list[str], pairs: list[str], lists: list[str]
) -> ScreeningIn:
    identifiers: dict[str, list[str]] = {"imo": list(imo)}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not of the form TYPE=VALUE")
        identifiers.setdefault(key, []).append(value)
    return ScreeningIn.model_validate(
        {"name": name, "type": type_, "country": country, "identifiers": identifiers, "lists": lists or None}
    )


def _open_screener() -> Screener:
    settings = Settings()
    held = HeldSnapshot.open(settings.store_url(), settings.index_folder(), Worker(), settings.log_level)
    return Screener(held, load_policy(settings.policy))
