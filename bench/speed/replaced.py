"""A list of 20,000 parties replaced under full load: `bench.speed --only replaced --sizes 200000`."""

import csv
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from bench.speed.load import Load, begin, finish
from bench.speed.over_http import Bodies
from bench.speed.queries import Asking
from bench.speed.serving import Serving, hullmark, put_lists
from bench.speed.sizes import REPLACED, SEED, Size, make_size
from matching.packed import Packed

_BODIES = 20_000
_CHANGED = 20
"""One party in so many is changed."""
_LONGEST = 3_600
_ADDED = "Holding"


def measure(names: int) -> dict[str, Any]:
    """Put another version of the list while sixteen connections screen; nothing where a size has it not.

    Raises SharedMissingError and WrkMissingError.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make_size(names, folder)
        if REPLACED not in size.lists:
            return {}
        drawn = Asking(Packed.of(size.entities()), SEED).everyday(_BODIES)
        put_lists(folder / "data", size.lists)
        bodies, warm = Bodies(folder / "measured", drawn.measured), Bodies(folder / "warm", drawn.warm)
        with hullmark(folder / "data") as server:
            warm.play(server)
            before = bodies.play(server)
            during, seconds = _replace(server, bodies, _next_version(size, folder / "next.csv"))
            return {"before": before, "during": during, "after": bodies.play(server), "seconds": seconds}


def _next_version(size: Size, path: Path) -> Path:
    (present,) = size.lists[REPLACED]
    with present.open(encoding="utf-8", newline="") as file, path.open("w", encoding="utf-8") as out:
        reader = csv.DictReader(file)
        writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
        writer.writeheader()
        for number, row in enumerate(reader):
            changed = {"name": f"{row['name']} {_ADDED}"} if number % _CHANGED == 0 else {}
            writer.writerow(row | changed)
    return path


def _replace(server: Serving, bodies: Bodies, version: Path) -> tuple[dict[str, Any], float]:
    running = begin(Load("/screen", bodies.path), server.url, _LONGEST, start=bodies.place)
    started = time.perf_counter()
    with version.open("rb") as file:
        answer = httpx.put(f"{server.url}/lists/{REPLACED}", files={"files": file}, timeout=_LONGEST)
    seconds = time.perf_counter() - started
    during = finish(running, now=True)
    answer.raise_for_status()
    return during, seconds
