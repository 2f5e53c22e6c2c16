"""The thread that screens: the event loop hands it its work, and stays free for others."""

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

COLLECT_SECONDS = 0.005
"""For which an answer may wait for others: as long as the interpreter lets a thread run."""

_Work = tuple[Callable[[], Any], asyncio.AbstractEventLoop, "asyncio.Future[Any]"]


class ScreeningThread:
    """A thread that takes work in the order in which it came.

    One, for only one at a time runs Python: a second makes the event loop wait twice as long for its turn,
    and gets no more done. asyncio's own threads and Starlette's take two and three times as long to hand work
    over and back, a tenth of a millisecond, which is much beside a screening. While more work waits, the
    event loop is not woken for each answer, but collects several at a time: each change between the two
    threads costs both.
    """

    def __init__(self) -> None:
        self._waiting: SimpleQueue[_Work | None] = SimpleQueue()
        self._done: deque[tuple[asyncio.Future[Any], Any, BaseException | None]] = deque()
        self._expected = 0
        self._timer: asyncio.TimerHandle | None = None
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
        self._expected += 1
        self._waiting.put((work, loop, done))
        self._collect_later(loop)
        return await done

    def _work(self) -> None:
        while (waiting := self._waiting.get()) is not None:
            work, loop, done = waiting
            self._last_work = time.monotonic()
            try:
                self._done.append((done, work(), None))
            except BaseException as error:  # noqa: BLE001 -- it is raised where the work was asked for
                self._done.append((done, None, error))
            if self._waiting.empty():
                loop.call_soon_threadsafe(self._collect)
            else:
                time.sleep(0)  # lets the event loop in, which else waits 5 ms for each of its steps

    def _collect_later(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer is None and self._expected:
            self._timer = loop.call_later(COLLECT_SECONDS, self._collect_in_time, loop)

    def _collect_in_time(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._collect()
        self._collect_later(loop)

    def _collect(self) -> None:
        while self._done:
            done, result, error = self._done.popleft()
            self._expected -= 1
            if done.cancelled():
                continue
            if error is None:
                done.set_result(result)
            else:
                done.set_exception(error)
