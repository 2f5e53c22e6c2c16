"""The thread that screens: the event loop hands it its work, and stays free for others."""

import asyncio
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

_Work = tuple[Callable[[], Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


class ScreeningThread:
    """A thread that takes work in the order in which it came.

    One, for only one at a time runs Python: a second makes the event loop wait twice as long for its turn,
    and gets no more done. asyncio's own threads and Starlette's take two and three times as long to hand work
    over and back, a tenth of a millisecond, which is much beside a screening.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Work | None] = SimpleQueue()
        self._last_work = time.monotonic()
        self._thread = threading.Thread(target=self._work, name="screening", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self) -> None:
        """End when all that waits is done."""
        self._waiting.put(None)
        self._thread.join()

    def idle_seconds(self) -> float:
        """Say for how long it has taken no work."""
        return time.monotonic() - self._last_work

    async def run(self, work: Callable[[], T]) -> T:
        """Give the result of a call made in the thread, or raise what it raised."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._waiting.put((work, loop, done))
        return await done

    def _work(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            work, loop, done = waiting
            self._last_work = time.monotonic()
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 -- it is raised where the work was asked for
                loop.call_soon_threadsafe(_fail, done, error)
            else:
                loop.call_soon_threadsafe(_succeed, done, result)
            if not self._waiting.empty():
                time.sleep(0)  # lets the event loop in, which else waits 5 ms for each of its steps


def _succeed(done: "asyncio.Future[T]", result: T) -> None:
    if not done.cancelled():
        done.set_result(result)


def _fail(done: "asyncio.Future[Any]", error: BaseException) -> None:
    if not done.cancelled():
        done.set_exception(error)
