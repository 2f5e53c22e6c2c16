"""A book of made-up distinct company names, screened from file to file by `hullmark screen-file`.

The names are made after those of innocent_companies.csv, so that they are as unlike the lists as a bank's
customers are.
"""

import csv
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bench.quality.shared import cases
from bench.speed.made_up import Maker
from bench.speed.serving import command, put_lists
from bench.speed.sizes import SEED, make_size
from lists.entities import Entity, EntityType, Name

_ROWS = 60_000


def measure(names: int) -> dict[str, Any]:
    """Screen a book by one process and by one a core; gives the names a second. Raises SharedMissingError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        put_lists(folder / "data", make_size(names, folder).lists)
        book = folder / "book.csv"
        with book.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([("name",), *islice(_companies(), _ROWS)])
        command(folder / "data", "screen", "a name, so that the index is built and saved")
        return {
            "rows": _ROWS,
            **{
                f"{workers} processes": _screen(folder, book, workers) for workers in (1, os.cpu_count() or 1)
            },
        }


def _screen(folder: Path, book: Path, workers: int) -> dict[str, float]:
    started, worked = time.perf_counter(), os.times()
    options = ("--type", "company", "--workers", str(workers), "--force")
    command(folder / "data", "screen-file", str(book), str(folder / "result.csv"), *options)
    seconds, done = time.perf_counter() - started, os.times()
    processor = done.children_user + done.children_system - worked.children_user - worked.children_system
    return {
        "seconds": seconds,
        "names a second": _ROWS / seconds,
        "names a second of a processor": _ROWS / processor,
    }


def _companies() -> Iterator[tuple[str]]:
    real = [
        Entity(list_id="", own_id="", type=EntityType.COMPANY, names=(Name(text=row["name"]),))
        for row in cases("innocent_companies.csv")
    ]
    maker, made = Maker(real, SEED), set[str]()
    while True:
        name = maker.row(len(made))["name"]
        if name not in made:
            made.add(name)
            yield (name,)
