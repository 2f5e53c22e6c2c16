"""Load over HTTP, by wrk: compiled, so that it leaves the machine to the server."""

import json
import signal
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.speed.queries import Body

_SCRIPT = Path(__file__).with_name("wrk.lua")
CONNECTIONS = 16


class WrkMissingError(Exception):
    """wrk is not installed."""

    def __init__(self) -> None:
        super().__init__("no wrk on this machine: the benchmark over HTTP needs it (apt-get install wrk)")


@dataclass(frozen=True, slots=True)
class Load:
    """Requests of one kind: `bodies` is a file of JSON lines, None for GET; `pause` ms after each answer."""

    path: str
    bodies: Path | None = None
    connections: int = CONNECTIONS
    pause: int = 0

    def command(self, url: str, seconds: int, start: int) -> list[str]:
        arguments = [self.path, str(self.bodies or ""), str(self.pause), str(start)]
        options = ["-t1", f"-c{self.connections}", f"-d{seconds}s", "--timeout", "60s", "-s", str(_SCRIPT)]
        return ["wrk", *options, url, "--", *arguments]


def run(load: Load, url: str, seconds: int, *, start: int = 0) -> dict[str, Any]:
    """Load a server for so many seconds, from the body of a place on.

    Gives `requests`, `seconds`, `errors` and the latencies in milliseconds.
    """
    return finish(begin(load, url, seconds, start=start))


def begin(load: Load, url: str, seconds: int, *, start: int = 0) -> "subprocess.Popen[str]":
    """Begin to load a server. Raises WrkMissingError."""
    try:
        return subprocess.Popen(load.command(url, seconds, start), stdout=subprocess.PIPE, text=True)
    except FileNotFoundError:
        raise WrkMissingError from None


def finish(running: "subprocess.Popen[str]", *, now: bool = False) -> dict[str, Any]:
    """Wait for the end of what was begun, or end it now, and give its figures."""
    if now:
        running.send_signal(signal.SIGINT)
    out, _ = running.communicate()
    if running.returncode:
        raise RuntimeError(f"wrk ended with {running.returncode}: {out}")
    figures: dict[str, Any] = json.loads(out.strip().splitlines()[-1])
    return figures


def write_bodies(path: Path, bodies: Sequence[Body]) -> Path:
    """Write bodies for wrk, numbered in their `reference`."""
    lines = (json.dumps(body | {"reference": str(number)}) for number, body in enumerate(bodies))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
