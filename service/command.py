"""The `hullmark` command."""

import sys

import typer


def main() -> None:
    """Run the command; a refusal is one line on stderr and exit code 2."""
    try:
        _app()()
    except Exception as error:  # noqa: BLE001 -- raised again there, if it is no refusal
        from service.cli import refuse  # noqa: PLC0415

        refuse(error)


def _app() -> typer.Typer:
    """Give the commands; to serve, that one alone, which needs little of the others."""
    if sys.argv[1:2] != ["serve"]:
        from service.cli import app  # noqa: PLC0415

        return app
    from service.cli_serve import serve  # noqa: PLC0415

    alone = typer.Typer(add_completion=False)
    alone.callback()(lambda: None)  # or the command's name would be taken for an argument
    alone.command()(serve)
    return alone
