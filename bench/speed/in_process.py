"""One screening in process, without HTTP: `python -m bench.speed.in_process --sizes 60000 --parts classes`.

For each size: what the register costs to build, the distribution of times over the usual queries and over
each class of them, and beside them, in the same run, rapidfuzz's `process.extract` over the same names and
the exhaustive scan. Prints a table; `--json FILE` keeps the figures.
"""

import argparse
import gc
import json
import resource
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process, utils

from bench.quality.exhaustive import exhaustive_alerts
from bench.speed.queries import Asking, Body, Drawn, query_of
from bench.speed.sizes import SEED, Size, make_size
from bench.speed.timing import Figures, Timed, distribution, take_times
from matching.evidence import Screening
from matching.packed import Packed
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.register import Register
from matching.subject import screen_subject
from service.live_register import set_survivors_aside
from service.saved_registers import SavedRegisters

PARTS = ("classes", "hard", "beside")
_MANY_HITS = 10
_USUAL, _OF_A_CLASS = 1_200, 60
_COMPARISONS = {"rapidfuzz process.extract(WRatio)": 600_000, "exhaustive scan": 120_000}
"""Names that each comparison goes through in all, so that it ends: fewer queries over more names."""


def measure(names: int, parts: Collection[str] = PARTS) -> dict[str, Any]:
    """Build a register of so many names and time what it is asked. Raises SharedMissingError."""
    with tempfile.TemporaryDirectory() as folder:
        size = make_size(names, Path(folder))
        packed = Packed.of(size.entities())
        register, life = _register(packed, Path(folder))
        asking = Asking(packed, SEED)
        screened = partial(_screen, register)
        return {
            "names": sum(len(part.positions) for part in register.index.partitions.values()),
            "real names": size.real_names,
            "parties": len(packed),
            "life": life,
            "classes": _classes(screened, asking) if "classes" in parts else {},
            "hard": _hard(screened, asking) if "hard" in parts else {},
            "beside": _comparisons(packed, register, asking) if "beside" in parts else {},
        }


def mean_of(size: Size, warm: Sequence[Body], measured: Sequence[Body]) -> float:
    """Give the mean time of a screening, in milliseconds of the processor, after others to warm up."""
    with tempfile.TemporaryDirectory() as folder:
        register, _ = _register(Packed.of(size.entities()), Path(folder))
        return distribution(_timed(partial(_screen, register), Drawn([*warm], [*measured])))["mean"]


def _register(packed: Packed, folder: Path) -> tuple[Register, dict[str, float]]:
    """Build a register, save it, and map it as the service does; with the seconds of each, and megabytes."""
    saved = SavedRegisters(folder)
    gc.disable()  # as where the service builds
    started, worked = time.perf_counter(), time.process_time()
    built = Register.of(packed)
    life = {"build": time.perf_counter() - started, "build, processor": time.process_time() - worked}
    gc.enable()
    life["MB at most"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    started = time.perf_counter()
    saved.save((), built)
    life["save"] = time.perf_counter() - started
    life["MB saved"] = sum(path.stat().st_size for path in folder.glob("*.register")) / 2**20
    del built
    started = time.perf_counter()
    register = saved.open(())
    life["load"] = time.perf_counter() - started
    if register is None:
        raise OSError(f"what was saved in {folder} cannot be read")
    gc.collect()
    gc.freeze()  # as where the service swaps
    gc.callbacks.append(set_survivors_aside)  # as in the service, or whole collections count as screenings
    return register, life


def _screen(register: Register, query: Query) -> Screening:
    return screen_subject(query, register, DEFAULT_POLICY)


def _classes(screened: Callable[[Query], Screening], asking: Asking) -> dict[str, Figures]:
    usual = _timed(screened, asking.everyday(_USUAL))
    groups = {
        "usual": usual,
        "of these, without a hit": [one for one in usual if not one.result.hits],
        "of these, with a hit": [one for one in usual if one.result.hits],
    }
    groups |= {title: _timed(screened, bodies) for title, bodies in asking.classes(_OF_A_CLASS).items()}
    many = [one for timed in groups.values() for one in timed if len(one.result.hits) >= _MANY_HITS]
    groups[f"of all, with {_MANY_HITS} hits and more"] = many
    return {title: distribution(timed) for title, timed in groups.items() if timed}


def _timed(screened: Callable[[Query], Screening], drawn: Drawn) -> list[Timed]:
    for body in drawn.warm:
        screened(query_of(body))
    return take_times(screened, [query_of(body) for body in drawn.measured])


def _hard(screened: Callable[[Query], Screening], asking: Asking) -> dict[str, Figures]:
    """Ask each hard query once: it is the first time that anybody does."""
    return {
        title: distribution(take_times(screened, [query_of(body)])) for title, body in asking.hard().items()
    }


def _comparisons(packed: Packed, register: Register, asking: Asking) -> dict[str, Figures]:
    names = [utils.default_process(name.text) for entity in packed for name in entity.names]
    bodies = [body for body in asking.everyday(_USUAL).measured if body.get("name")]

    def extract(body: Body) -> object:
        return process.extract(utils.default_process(body["name"]), names, scorer=fuzz.WRatio, limit=10)

    def scan(body: Body) -> object:
        query = query_of(body)
        return exhaustive_alerts(register.index, query.names[0], query.type)

    calls = zip(_COMPARISONS.items(), (extract, scan), strict=True)
    return {
        title: distribution(take_times(call, bodies[: max(1, most // len(names))]))
        for (title, most), call in calls
    }


def table(measured: dict[str, Any]) -> str:
    """Write the figures of one size for the terminal."""
    life = ", ".join(f"{what} {figure:.2f}" for what, figure in measured["life"].items())
    lines = [
        f"{measured['names']:,} names of {measured['parties']:,} parties; {life}",
        f"{'ms of the processor':44} {'n':>5} " + " ".join(f"{name:>9}" for name in _SHOWN),
    ]
    for part in PARTS:
        for title, figures in measured[part].items():
            shown = " ".join(f"{figures[name]:9.2f}" for name in _SHOWN)
            lines.append(f"{title:44} {figures['n']:5} {shown}")
    return "\n".join(lines)


_SHOWN = ("mean", "p50", "p95", "p99", "max", "clock p99")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure each size in a process of its own, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed.in_process", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[60_000], metavar="NAMES")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as alone:
        measured = []
        for found in alone.map(partial(measure, parts=options.parts), options.sizes):
            print(table(found), flush=True)
            measured.append(found)
    if options.json:
        options.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
