"""All processes that answer a book's questions."""

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from queue import SimpleQueue
from typing import Self

from lists.worker import Worker
from service.bulk.desk import Order, Standing, answer
from service.bulk.job import Question

_A_DAY = 86_400.0
Answers = list[tuple[int, str]]


class Desks:
    """Some processes that open the lists each by itself; they share nothing, and end with this one."""

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

    def answers(self, expected: Standing, chunks: Iterable[tuple[Question, ...]]) -> Iterator[Answers]:
        """Give the answers to chunks of questions as they are ready, with two chunks a desk under way."""
        waiting: set[Future[Answers]] = set()
        for chunk in chunks:
            waiting.add(self._threads.submit(self._answer, expected, chunk))
            if len(waiting) == 2 * self._count:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        while waiting:
            done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)

    def _answer(self, expected: Standing, chunk: tuple[Question, ...]) -> Answers:
        worker = self._free.get()
        try:
            return worker.run(answer, self._order, expected, chunk)
        finally:
            self._free.put(worker)
