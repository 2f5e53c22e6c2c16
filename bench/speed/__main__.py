"""Measure speed and write bench/results/speed.md and .svg: `python -m bench.speed`.

`--only` and `--sizes` measure some parts anew; the figures of the others stay, in bench/results/speed.json.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from bench.quality.shared import REPOSITORY, SharedMissingError
from bench.speed import bulk, in_process, over_http, replaced
from bench.speed.load import WrkMissingError
from bench.speed.machine import machine
from bench.speed.picture import as_svg
from bench.speed.report import as_markdown

RESULTS = REPOSITORY / "bench" / "results"
SIZES = (60_000, 200_000, 2_000_000)
PARTS: dict[str, Callable[[int], dict[str, Any]]] = {
    "in-process": in_process.measure,
    "http": over_http.measure,
    "replaced": replaced.measure,
    "bulk": bulk.measure,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure each part at each size in a process of its own; 2 where lists or wrk are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=[*PARTS], metavar="PART")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, metavar="NAMES")
    options = parser.parse_args(arguments)
    kept = RESULTS / "speed.json"
    figures = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    for size in options.sizes:
        for part in options.only:
            print(f"{part}, {size:,} names", file=sys.stderr)
            try:
                with ProcessPoolExecutor(1, get_context("spawn")) as alone:
                    measured = alone.submit(PARTS[part], size).result()
            except (SharedMissingError, WrkMissingError) as missing:
                print(missing, file=sys.stderr)
                return 2
            figures.setdefault(part, {})[str(size)] = measured
            figures["machine"] = machine()
            _write(figures)
    return 0


def _write(figures: dict[str, Any]) -> None:
    texts = {
        "json": json.dumps(figures, indent=1) + "\n",
        "md": as_markdown(figures),
        "svg": as_svg(figures.get("in-process", {})),
    }
    for suffix, text in texts.items():
        (RESULTS / f"speed.{suffix}").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
