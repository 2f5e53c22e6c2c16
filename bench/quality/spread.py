"""Work spread over processes that share, by fork, what was built before."""

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], *, processes: int = 2, batch: int = 2_000
) -> list[Result]:
    """Give the result of the work on each item, in order.

    Each batch is done by a process of its own, so that what the work caches ends with the batch; a single
    batch is done in this process. `work` may be any callable, its results must be picklable. Needs an
    operating system that can fork.
    """
    if len(items) <= batch:
        return [work(item) for item in items]
    fork = multiprocessing.get_context("fork")
    waiting = [items[start : start + batch] for start in range(0, len(items), batch)]
    results: list[list[Result]] = [[] for _ in waiting]
    running: dict[Any, int] = {}
    started = 0
    while started < len(waiting) or running:
        while started < len(waiting) and len(running) < processes:
            receiver, sender = fork.Pipe(duplex=False)
            fork.Process(target=_do, args=(work, waiting[started], sender), daemon=True).start()
            sender.close()
            running[receiver] = started
            started += 1
        for ready in wait(list(running)):
            results[running.pop(ready)] = cast("Connection", ready).recv()
    return [result for done in results for result in done]


def _do(work: Callable[[Item], Result], items: Sequence[Item], sender: Connection) -> None:
    sender.send([work(item) for item in items])
    sender.close()
