"""Work off the road: a function runs in a process of its own and never holds this one's interpreter."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, ParamSpec, TypeVar

from lists.errors import WorkerDied

P = ParamSpec("P")
T = TypeVar("T")

WORK_SECONDS = 1800.0
"""After which work is given up; an official list takes a hundredth of it (bench/results/lists.md)."""

IDLE_SECONDS = 60.0
"""After which the process is ended, for its memory; the next work starts another."""

_NICE = 5
"""Where processors are short, those who screen get three times the time, and what is done here still ends."""

_PROCESSES = multiprocessing.get_context("spawn")


class Worker:
    """Runs one function at a time in a child process, which ends with its parent."""

    def __init__(self, work_seconds: float = WORK_SECONDS, idle_seconds: float = IDLE_SECONDS) -> None:
        self._work_seconds = work_seconds
        self._idle_seconds = idle_seconds
        self._one_at_a_time = threading.Lock()
        self._rest: threading.Timer | None = None
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._closed = False
        self._changing = threading.Lock()
        """Held to start or end the process, so that it can be killed whoever waits for its answer."""

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Give what a module's function gives, or raise what it raises; everything passed must be picklable.

        Raises WorkerDied where the process ends before it is done, or is ended: after `work_seconds`, or
        because the worker is closed.
        """
        with self._one_at_a_time:
            if self._rest is not None:
                self._rest.cancel()
            done, result = self._ask(work, args, kwargs)
            self._rest = _timer(self._idle_seconds, self._end_idle)
        if not done:
            raise result
        value: T = result
        return value

    def close(self) -> None:
        """End the process, and with it what it is doing; nothing is run any more."""
        self._closed = True
        self._kill()
        with self._one_at_a_time:
            if self._rest is not None:
                self._rest.cancel()
            self._end()

    def _ask(
        self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[bool, Any]:
        with self._limited() as is_over:
            try:
                line = self._connected()
                line.send((work, args, kwargs))
                answer: tuple[bool, Any] = line.recv()
            except BaseException as error:
                self._end()  # or the answer would be taken for that to the next question
                if not isinstance(error, EOFError | OSError):
                    raise
                reason = f"took over {self._work_seconds:g} seconds" if is_over.is_set() else "has ended"
                raise WorkerDied(work.__name__, reason) from error
        return answer

    @contextmanager
    def _limited(self) -> Iterator[threading.Event]:
        """Kill the process when the time is over, and say so."""
        is_over = threading.Event()

        def end() -> None:
            is_over.set()
            self._kill()

        timer = _timer(self._work_seconds, end)
        try:
            yield is_over
        finally:
            timer.cancel()
            timer.join()
            if is_over.is_set():  # perhaps just when the answer came
                self._end()

    def _connected(self) -> Connection:
        """Give the line to a living process. OSError where none can be started."""
        if self._line is not None and self._line.poll():  # nothing is due: the process has hung up
            self._end()
        with self._changing:
            if self._closed:
                raise BrokenPipeError("closed")
            if self._line is None:
                ours, theirs = _PROCESSES.Pipe()
                process = _PROCESSES.Process(target=_serve, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
                self._process, self._line = process, ours
            return self._line

    def _kill(self) -> None:
        with self._changing:
            if self._process is not None:
                self._process.kill()

    def _end_idle(self) -> None:
        with self._one_at_a_time:
            self._end()

    def _end(self) -> None:
        self._kill()
        with self._changing:
            if self._line is not None and self._process is not None:
                self._line.close()
                self._process.join()
                self._process.close()
            self._line = self._process = None


def _timer(seconds: float, do: Callable[[], None]) -> threading.Timer:
    timer = threading.Timer(seconds, do)
    timer.daemon = True
    timer.start()
    return timer


def _serve(line: Connection) -> None:
    """Do what is asked, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the parent ends us
    if sys.platform != "win32":
        os.setpriority(os.PRIO_PROCESS, 0, _NICE)
    with line:
        while True:
            try:
                work, args, kwargs = line.recv()
                line.send(_done(work, args, kwargs))
            except (EOFError, ConnectionError):
                return


def _done(work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, work(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 -- raised again by who asked
        return False, error
