"""Measures the network and writes bench/results/network.md: `python -m bench.network`.

What a screening costs with the network and without it, in turns over the same queries in one run; and how
long a graph of a million parties takes to build, and how much memory.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from bench.quality.shared import REPOSITORY, SHARED, SharedMissingError, cases, judged_lists, load_list
from lists.entities import EntityType
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.register import Register
from matching.screen import screen
from matching.subject import screen_subject

_RESULTS = REPOSITORY / "bench" / "results" / "network.md"
_QUERIES = 400
_ROUNDS = 3
_PARTIES, _STAKES = 1_000_000, 3_000_000


def main() -> int:
    """Measure, print, write; 1 where the lists are not there."""
    try:
        lines = [*_cost(), "", *_big_graph()]
    except SharedMissingError as error:
        print(error, file=sys.stderr)
        return 1
    text = "\n".join(("# The network measured", "", "`make bench-network`", "", *lines)) + "\n"
    _RESULTS.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _cost() -> Iterator[str]:
    data = SHARED / "data"
    lists = (
        *judged_lists(),
        *load_list("gb-conlist", data / "uk" / "ConList_2025-04-10.csv"),
        *load_list("au-dfat", data / "au" / "regulation8_consolidated_2024-11.xlsx"),
        *load_list("ua-ws", data / "opensanctions" / "ua_war_sanctions_2026-03" / "targets.simple.csv"),
    )
    started = time.perf_counter()
    register = Register.build(lists)
    built = time.perf_counter() - started
    queries = list(_queries())
    without: list[float] = []
    with_network: list[float] = []
    for round_ in range(_ROUNDS + 1):
        # A pass over all queries each: asked twice in a row, the second would find the query read already.
        plain = [_seconds(partial(screen, query, register.index, DEFAULT_POLICY)) for query in queries]
        whole = [_seconds(partial(screen_subject, query, register, DEFAULT_POLICY)) for query in queries]
        if round_:  # the first round warms the caches
            without += plain
            with_network += whole
    yield f"{len(lists):,} entities of five lists (built in {built:.0f} s)."
    yield f"{len(queries)} queries, {_ROUNDS} rounds."
    yield ""
    yield "| screening | mean, ms | median, ms | 99%, ms |"
    yield "| --- | ---: | ---: | ---: |"
    yield _row("without the network", without)
    yield _row("with the network", with_network)
    yield ""
    ratio = statistics.mean(with_network) / statistics.mean(without)
    yield f"With the network the mean is {ratio:.2f} times that without."


def _seconds(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _queries() -> Iterator[Query]:
    """Give names of the judged cases: variations of listed names, and innocent companies and ships."""
    for file, kind in (
        ("variations.csv", None),
        ("innocent_companies.csv", EntityType.COMPANY),
        ("innocent_vessels.csv", EntityType.VESSEL),
    ):
        rows = cases(file)
        for row in rows[:: max(1, len(rows) // (_QUERIES // 3))]:
            yield Query(names=(row["name"],), type=kind)


def _row(what: str, seconds: Iterable[float]) -> str:
    ordered = sorted(seconds)
    figures = (statistics.mean(ordered), statistics.median(ordered), ordered[int(len(ordered) * 0.99)])
    return f"| {what} | " + " | ".join(f"{figure * 1000:.2f}" for figure in figures) + " |"


def _big_graph() -> Iterator[str]:
    command = [sys.executable, "-m", "bench.network.big_graph", str(_PARTIES), str(_STAKES)]
    done = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    yield "| a big graph | |"
    yield "| --- | ---: |"
    for what, figure in json.loads(done.stdout).items():
        yield f"| {what} | {figure:,} |"


if __name__ == "__main__":
    sys.exit(main())
