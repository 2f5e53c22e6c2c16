"""How long calls take: by the clock, and of the processor, which others at work here hardly touch."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Item = TypeVar("Item")
Figures = dict[str, float]
"""Milliseconds by name, as JSON has them."""


@dataclass(frozen=True, slots=True)
class Timed:
    """How long one call took, in milliseconds, and what came of it."""

    clock: float
    processor: float
    result: Any


def take_times(call: Callable[[Item], Any], items: Iterable[Item]) -> list[Timed]:
    """Time a call with each item."""
    timed = []
    for item in items:
        started, worked = time.perf_counter(), time.process_time()
        result = call(item)
        processor = 1000 * (time.process_time() - worked)
        timed.append(Timed(1000 * (time.perf_counter() - started), processor, result))
    return timed


def distribution(timed: Sequence[Timed]) -> Figures:
    """Give mean, median, 95th and 99th percentile and the greatest: of the processor, and by the clock."""
    by_clock = _distribution([one.clock for one in timed])
    return {
        "n": len(timed),
        **_distribution([one.processor for one in timed]),
        **{f"clock {name}": value for name, value in by_clock.items()},
    }


def _distribution(times: Sequence[float]) -> Figures:
    ordered = sorted(times)
    return {
        "mean": sum(ordered) / len(ordered),
        **{
            f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 95, 99)
        },
        "max": ordered[-1],
    }
