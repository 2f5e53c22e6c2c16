"""Server processes under test: Hullmark, and an empty FastAPI endpoint as the floor."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.quality.shared import REPOSITORY
from bench.speed.memory import memory_of

_HULLMARK = (sys.executable, "-c", "from service.command import main; main()")
_FLOOR = (sys.executable, "-m", "bench.speed.floor")
_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 1_800.0
"""Seconds that a server may take until it is ready."""


@dataclass(frozen=True, slots=True)
class Serving:
    """A running server; `seconds_to_ready` is counted from the start of its process."""

    url: str
    process: int
    seconds_to_ready: float

    def processes(self) -> list[int]:
        """Give the server's process and its children, the workers."""
        return [self.process, *_children(self.process)]

    def processor_seconds(self) -> float:
        """Give the time of the processor that it took since it began."""
        return sum(map(_processor_seconds, self.processes()))

    def memory(self) -> dict[str, float]:
        """Give what all its processes hold, in MB."""
        return memory_of(*self.processes())

    def wait_for_self_test(self, most: float) -> bool:
        """Wait until every listed name was screened once, in the background; False if it is not by then."""
        ends = time.monotonic() + most
        while time.monotonic() < ends:
            if httpx.get(f"{self.url}/health/lists", timeout=60).json()["self_tested"]:
                return True
            time.sleep(1)
        return False


def command(data_dir: Path, *arguments: str) -> None:
    """Run a command on a data folder to its end."""
    subprocess.run(
        [*_HULLMARK, *arguments], env=_environment(data_dir), check=True, stdout=subprocess.DEVNULL
    )


def put_lists(data_dir: Path, lists: dict[str, tuple[Path, ...]]) -> dict[str, float]:
    """Load lists by the command line; gives the seconds of each."""
    seconds = {}
    for list_id, files in lists.items():
        started = time.perf_counter()
        command(data_dir, "lists", "put", list_id, *map(str, files))
        seconds[list_id] = time.perf_counter() - started
    return seconds


def hullmark(data_dir: Path, *arguments: str) -> AbstractContextManager[Serving]:
    """Serve the lists of a data folder."""
    return _serve((*_HULLMARK, "serve", *arguments), data_dir, "/health/ready")


def floor(data_dir: Path, answers: Path) -> AbstractContextManager[Serving]:
    """Serve nothing but recorded answers, by their `reference`."""
    return _serve((*_FLOOR, str(answers)), data_dir, "/openapi.json")


@contextmanager
def _serve(arguments: Sequence[str], data_dir: Path, ready: str) -> Iterator[Serving]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    with data_dir.with_suffix(".log").open("ab") as log:
        process = subprocess.Popen([*arguments, "--port", str(port)], env=_environment(data_dir), stderr=log)
    try:
        _wait(process, url + ready)
        yield Serving(url, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    ends = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < ends:
        with suppress(httpx.TransportError):
            if httpx.get(url).status_code == 200:
                return
        time.sleep(0.02)
    raise RuntimeError(f"not ready: {url}")


def _environment(data_dir: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HULLMARK_")}
    return kept | {"HULLMARK_DATA_DIR": str(data_dir), "PYTHONPATH": str(REPOSITORY)}


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    return [one for child in map(int, found) for one in (child, *_children(child))]


def _processor_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS  # utime and stime, proc(5)
