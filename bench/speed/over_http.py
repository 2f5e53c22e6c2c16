"""Screenings over HTTP: `python -m bench.speed --only http --sizes 60000`.

In one run: the service as it is started by `hullmark serve`, loaded by wrk; the floor, an
empty FastAPI endpoint, with the same bodies; and the mean screening of the same queries in process. Beside
them: health calls while the service is fully loaded, and what a batch of 1,000 rows does to others.
"""

import json
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import httpx

from bench.speed.in_process import mean_of
from bench.speed.load import Load, begin, finish, run, write_bodies
from bench.speed.queries import Asking, Body, Drawn
from bench.speed.serving import Serving, floor, hullmark, put_lists
from bench.speed.sizes import SEED, Size, make_size
from matching.packed import Packed

_BODIES = 20_000
_RECORDED = 2_000
"""Answers that the floor gives."""
_SECONDS = 8
_BATCH_ROWS = 1_000
_PATIENCE = 300.0
"""Seconds for the self-test to end once nobody screens."""


class Bodies:
    """The file of bodies to measure with; each run goes on where the one before it ended."""

    def __init__(self, path: Path, bodies: Sequence[Body]) -> None:
        self.path = write_bodies(path, bodies)
        self._count = len(bodies)
        self.place = 0

    def play(self, server: Serving, *, connections: int = 16) -> dict[str, Any]:
        """Load the server, and say what a request took of the processor as well."""
        worked = server.processor_seconds()
        load = Load("/screen", self.path, connections)
        figures = run(load, server.url, _SECONDS, start=self.place)
        self.place = (self.place + int(figures["requests"])) % self._count
        worked = server.processor_seconds() - worked
        return figures | {
            "ms per request": 1000 * figures["seconds"] / figures["requests"],
            "processor ms per request": 1000 * worked / figures["requests"],
        }


def measure(names: int) -> dict[str, Any]:
    """Serve so many names and load the server. Raises SharedMissingError and WrkMissingError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make_size(names, folder)
        drawn = Asking(Packed.of(size.entities()), SEED).everyday(_BODIES)
        loaded = put_lists(folder / "data", size.lists)
        return {
            "names": names,
            "seconds to load the lists": sum(loaded.values()),
            "mean in process": _in_process(size, drawn),
            **_serve(folder, drawn),
        }


def _in_process(size: Size, drawn: Drawn) -> float:
    """Give the mean time of a screening in process, of the processor; built in a process of its own."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(mean_of, size, drawn.warm[:_RECORDED], drawn.measured[:_RECORDED]).result()


def _serve(folder: Path, drawn: Drawn) -> dict[str, Any]:
    bodies, warm = Bodies(folder / "measured", drawn.measured), Bodies(folder / "warm", drawn.warm)
    answers = folder / "answers"
    with hullmark(folder / "data") as server:
        memory = server.memory()
        warm.play(server)
        self_tested = server.wait_for_self_test(_PATIENCE)
        served = {
            "self-tested": self_tested,
            "16 connections": bodies.play(server),
            "1 connection": bodies.play(server, connections=1),
            "health under full load": _health(server, bodies),
            "beside a batch": _beside_batch(server, bodies, drawn.warm),
            "memory at start": memory,
            "memory after": server.memory(),
            "seconds to ready": server.seconds_to_ready,
        }
        _record(server, drawn.measured[:_RECORDED], answers)
    with hullmark(folder / "data") as server:
        served["seconds to ready, index saved"] = server.seconds_to_ready
    with hullmark(folder / "data", "--workers", "2") as server:
        warm.play(server)
        served["seconds to ready, two workers"] = server.seconds_to_ready
        served["two workers"] = bodies.play(server) | {"memory": server.memory()}
    recorded = Bodies(folder / "recorded", drawn.measured[:_RECORDED])
    with floor(folder / "data", answers) as server:
        recorded.play(server)
        bare = {
            "16 connections": recorded.play(server),
            "1 connection": recorded.play(server, connections=1),
        }
    return {"hullmark": served, "floor": bare}


def _record(server: Serving, bodies: Sequence[Body], path: Path) -> None:
    """Ask the service itself what the floor is to answer."""
    with httpx.Client(base_url=server.url) as http, path.open("wb") as file:
        for number, body in enumerate(bodies):
            answer = http.post("/screen", json=body | {"reference": str(number)})
            file.write(answer.raise_for_status().content + b"\n")


def _health(server: Serving, bodies: Bodies) -> dict[str, Any]:
    """Ask for health fifty times a second while sixteen connections screen."""
    calls = {path: begin(Load(path, connections=1, pause=20), server.url, _SECONDS) for path in _HEALTH}
    bodies.play(server)
    return {path: finish(call) for path, call in calls.items()}


_HEALTH = ("/health/live", "/health/ready")


def _beside_batch(server: Serving, bodies: Bodies, rows: Sequence[Body]) -> dict[str, Any]:
    """Screen one at a time while another caller sends batch after batch."""
    batch = bodies.path.with_name("batch")
    batch.write_text(json.dumps({"screenings": rows[:_BATCH_ROWS]}) + "\n", encoding="utf-8")
    batches = begin(Load("/screen/batch", batch, connections=1), server.url, 2 * _SECONDS)
    calls = begin(Load("/health/live", connections=1, pause=20), server.url, _SECONDS)
    one = bodies.play(server, connections=1)
    return {"one screening": one, "/health/live": finish(calls), "batch": finish(batches)}
