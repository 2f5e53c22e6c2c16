"""All processes that answer a book's questions."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, Self, TypeVar

from lists.worker import Worker
from service.bulk.desk import Order, Standing, answer, standing_of
from service.bulk.job import Question
from service.errors import Unfinished

P = ParamSpec("P")
T = TypeVar("T")

_A_DAY = 86_400.0
Answers = list[tuple[int, str]]


class Desks:
    """Some processes, each with a register of its own; they share nothing, and end with this one."""

    def __init__(self, order: Order, count: int) -> None:
        self._order = order
        self._count = count
        self._workers = [Worker(idle_seconds=_A_DAY) for _ in range(count)]
        self._free: SimpleQueue[Worker] = SimpleQueue()
        for worker in self._workers:
            self._free.put(worker)
        self._threads = ThreadPoolExecutor(count)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes at once, whatever they are doing."""
        for worker in self._workers:
            worker.close()
        self._threads.shutdown(cancel_futures=True)

    def standing(self) -> Standing:
        """Open all desks, and say what they screen with. Raises Unfinished where that is not the same."""
        opened = [self._threads.submit(self._at_one, standing_of) for _ in self._workers]
        first, *others = [each.result() for each in opened]
        if any(other != first for other in others):
            raise Unfinished("the lists changed while they were read; begin again")
        return first

    def answers(self, expected: Standing, chunks: Iterable[tuple[Question, ...]]) -> Iterator[Answers]:
        """Give the answers to chunks of questions as they are ready, with two chunks a desk under way."""
        waiting: set[Future[Answers]] = set()
        for chunk in chunks:
            waiting.add(self._threads.submit(self._at_one, answer, expected, chunk))
            if len(waiting) == 2 * self._count:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)

    def _at_one(self, work: Callable[Concatenate[Order, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        worker = self._free.get()
        try:
            return worker.run(work, self._order, *args, **kwargs)
        finally:
            self._free.put(worker)
