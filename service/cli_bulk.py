"""The command that screens a book from file to file."""

import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from service.bulk.columns import Columns, choose_columns
from service.bulk.desk import Order
from service.bulk.formats import open_book
from service.bulk.headings import FIELDS
from service.bulk.run import Run, Watch, screen_book
from service.settings import Settings

INTERRUPTED = 130
"""The exit code after Ctrl-C: 128 and the number of SIGINT."""


def screen_file(
    *,
    book: Annotated[Path, typer.Argument(metavar="IN", help="The book: a CSV, .xlsx or Parquet file.")],
    result: Annotated[Path, typer.Argument(metavar="OUT", help="The result: .csv, .xlsx or .parquet.")],
    column: Annotated[
        list[str],
        typer.Option(
            metavar="FIELD=HEADING", help="Which column gives a field; FIELD= uses none. May be repeated."
        ),
    ] = [],  # noqa: B006 -- typer copies it
    type_: Annotated[
        str | None, typer.Option("--type", help="What the rows are that do not say: company, vessel, …")
    ] = None,
    lists: Annotated[
        list[str], typer.Option(metavar="ID", help="Screen this list only; may be repeated.")
    ] = [],  # noqa: B006
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of a CSV that is not UTF-8, as cp1252.")
    ] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes; default: one a core.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Drop an unfinished result and begin anew.")
    ] = False,
) -> None:
    """Screen each row of a table; OUT is the table with the answers beside it.

    Stopped at any point, the same command goes on where it stopped.
    """
    opened = open_book(book, encoding)
    chosen = choose_columns(opened.header, _pairs(column))
    settings = Settings()
    run = Run(
        source=book,
        book=opened,
        result=result,
        order=Order(
            database_url=settings.store_url(),
            index_folder=settings.index_folder(),
            policy=settings.policy,
            log_level=settings.log_level,
            columns=Columns(fields=chosen, type=type_, lists=tuple(lists)),
        ),
        processes=workers or _cores(),
        force=force,
        restart=restart,
    )
    console = Console(stderr=True)
    for note in opened.notes:
        console.print(f"{escape(book.name)}: {escape(note)}", soft_wrap=True)
    used = (f"{field}: {', '.join(opened.header[place] for place in places)}" for field, places in chosen)
    console.print(f"screened by {escape('; '.join(used))}", soft_wrap=True)
    try:
        with _shown(console) as progress:
            started = time.monotonic()
            outcomes = screen_book(run, _watch(progress))
    except KeyboardInterrupt:
        print("hullmark: interrupted; the same command goes on", file=sys.stderr)
        raise typer.Exit(INTERRUPTED) from None
    _print_outcomes(result, outcomes, time.monotonic() - started)


def _pairs(options: list[str]) -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for option in options:
        field, equals, heading = option.partition("=")
        if not equals or field not in FIELDS:
            raise typer.BadParameter(f"{option!r} is not FIELD=HEADING, with one of {', '.join(FIELDS)}")
        chosen.setdefault(field, []).extend([heading] if heading else [])
    return chosen


def _cores() -> int:
    """Give the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _shown(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
    )


def _watch(progress: Progress) -> Watch:
    steps: dict[str, TaskID] = {}

    def watch(step: str, done: int, total: int | None) -> None:
        if step not in steps:
            steps[step] = progress.add_task(step, total=total)
        progress.update(steps[step], completed=done, total=total)

    return watch


def _print_outcomes(result: Path, outcomes: Counter[str], seconds: float) -> None:
    rows = outcomes.total()
    counted = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items()))
    print(f"{result}: {rows} {'row' if rows == 1 else 'rows'} in {seconds:.1f} s{counted and ': ' + counted}")
