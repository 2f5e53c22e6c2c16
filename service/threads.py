"""The threads that screen: the event loop hands them its work, and stays free for others."""

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

THREADS = 2
"""One at a time runs Python, so that more bring nothing; the second lets others pass a long screening."""

_Work = tuple[Callable[[], Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


class Threads:
    """Threads that take turns of work in the order in which it came.

    asyncio's own and those that Starlette uses take two and three times as long to hand work over and back,
    a tenth of a millisecond, which is much beside a screening.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Work | None] = SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"screening-{number}", daemon=True)
            for number in range(THREADS)
        ]

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End when all that waits is done."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    async def run(self, work: Callable[[], T]) -> T:
        """Give the result of a call made in one of the threads, or raise what it raised."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.put((work, loop, done))
        return await done

    def _work(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            work, loop, done = waiting
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 -- it is raised where the work was asked for
                loop.call_soon_threadsafe(_fail, done, error)
            else:
                loop.call_soon_threadsafe(_succeed, done, result)


def _succeed(done: "asyncio.Future[T]", result: T) -> None:
    if not done.cancelled():
        done.set_result(result)


def _fail(done: "asyncio.Future[Any]", error: BaseException) -> None:
    if not done.cancelled():
        done.set_exception(error)
