"""Work off the road: a function runs in a process of its own and never holds this one's interpreter."""

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, ParamSpec, TypeVar

from lists.errors import WorkerDied

P = ParamSpec("P")
T = TypeVar("T")

IDLE_SECONDS = 60.0
"""After which the process ends and gives its memory back; the next work starts another."""

GRACE_SECONDS = 1.0
"""For the process to end by itself once nobody can ask it any more."""

_PROCESSES = multiprocessing.get_context("spawn")


class Worker:
    """Runs one function at a time in a child process, which ends with its parent."""

    def __init__(self) -> None:
        self._one_at_a_time = threading.Lock()
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None

    def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Give what a module's function gives, or raise what it raises; everything passed must be picklable.

        Raises WorkerDied where the process ends before it is done.
        """
        with self._one_at_a_time:
            done, result = self._ask(work, args, kwargs)
        if not done:
            raise result
        value: T = result
        return value

    def close(self) -> None:
        """End the process, and with it what it is doing."""
        if self._process is not None:
            self._process.terminate()
        with self._one_at_a_time:
            self._end()

    def _ask(
        self, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[bool, Any]:
        for _ in range(2):
            line = self._connected()
            try:
                line.send((work, args, kwargs))
                answer: tuple[bool, Any] = line.recv()
            except (EOFError, OSError) as error:
                if self._end() != 0:
                    raise WorkerDied(work.__name__) from error
            else:
                return answer  # otherwise it ended by itself, just when it was asked
        raise WorkerDied(work.__name__)

    def _connected(self) -> Connection:
        """Give the line to a living process."""
        if self._line is not None and self._line.poll():  # nothing is due: the process has hung up
            self._end()
        if self._line is None:
            self._line, theirs = _PROCESSES.Pipe()
            self._process = _PROCESSES.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._line

    def _end(self) -> int | None:
        """Give the exit code of the process, 0 where it had ended of idleness."""
        code = None
        if self._line is not None and self._process is not None:
            self._line.close()
            self._process.join(GRACE_SECONDS)
            self._process.terminate()
            self._process.join()
            code = self._process.exitcode
            self._process.close()
        self._line = self._process = None
        return code


def _serve(line: Connection) -> None:
    """Do what is asked, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all; the parent ends us
    with line:
        while line.poll(IDLE_SECONDS):
            try:
                work, args, kwargs = line.recv()
                line.send(_done(work, args, kwargs))
            except (EOFError, BrokenPipeError):
                return


def _done(work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[bool, Any]:
    try:
        return True, work(*args, **kwargs)
    except Exception as error:  # noqa: BLE001 -- raised again by who asked
        return False, error
