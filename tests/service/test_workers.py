"""Several processes that serve together."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest

from service.workers import Together
from tests.service.server import Server

ASKED = 20
ROW = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST,"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("workers") / "data", workers="2").start()
    wait_ready(server)
    yield server
    assert server.stop() == 0


def workers(server: Server) -> list[int]:
    """Give the processes that serve."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children")
    if not children.exists():
        pytest.skip("who serves is read from /proc")
    pids = [int(pid) for pid in children.read_text().split()]
    return [pid for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def get(server: Server, path: str, body: object = None) -> str:
    """Ask over a new connection, which any worker may take; a body is posted."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Content-Type": "application/json"} if body else {}
    connection.request("POST" if body else "GET", path, json.dumps(body) if body else None, headers)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def wait_ready(server: Server) -> None:
    deadline = time.monotonic() + 60
    while any(json.loads(get(server, "/health/ready"))["status"] != "ready" for _ in range(ASKED)):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def found_by_each(server: Server) -> set[tuple[str, ...]]:
    """Ask often enough for each worker to be asked; give who was found."""
    answers = [json.loads(get(server, "/screen", {"name": "Kronshtadt Bulk Carriers"})) for _ in range(ASKED)]
    return {tuple(hit["entity"]["id"] for hit in answer["hits"]) for answer in answers}


def test_what_one_worker_loads_is_found_by_all(server: Server) -> None:
    assert found_by_each(server) == {()}
    assert server.put_rows("mine", ROW).status_code == 201
    assert found_by_each(server) == {("mine:1",)}
    assert server.http.delete("/lists/mine").status_code == 204
    assert found_by_each(server) == {()}


def test_requests_are_counted_over_all_workers(server: Server) -> None:
    def counted() -> float:
        lines = get(server, "/metrics").splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("hullmark_screenings_total"))

    before = counted()
    found_by_each(server)
    assert {counted() for _ in range(10)} == {before + ASKED}


def test_all_workers_tell_what_the_one_that_tests_found(server: Server) -> None:
    def tested() -> set[bool]:
        return {json.loads(get(server, "/health/lists"))["self_tested"] for _ in range(ASKED)}

    deadline = time.monotonic() + 60
    while tested() != {True}:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_worker_that_is_killed_is_replaced_and_the_others_serve_on(server: Server) -> None:
    assert server.put_rows("mine", ROW).status_code == 201
    before = workers(server)
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    deadline = time.monotonic() + 60
    while len(now := workers(server)) < 2 or before[0] in now:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    wait_ready(server)
    assert found_by_each(server) == {("mine:1",)}


def test_one_of_several_is_the_chief_until_it_ends(tmp_path: Path) -> None:
    one, other = Together(tmp_path), Together(tmp_path)
    assert (one.is_chief(), other.is_chief(), one.is_chief()) == (True, False, True)
    del one
    assert other.is_chief()


def test_while_a_write_is_unanswered_the_others_answer_from_before_it(tmp_path: Path) -> None:
    one, other = Together(tmp_path), Together(tmp_path)
    with one.writing():
        one.announce(4, 5)
        assert other.may_answer(4, 5)
        assert not other.may_answer(3, 5)
        assert not other.may_answer(4, 6)
    assert not other.may_answer(4, 5)


def test_a_write_that_others_wrote_beside_lets_nobody_answer(tmp_path: Path) -> None:
    one, other = Together(tmp_path), Together(tmp_path)
    with one.writing():
        one.announce(4, None)
        assert not other.may_answer(4, 5)


def test_who_asks_before_a_write_is_announced_waits(tmp_path: Path) -> None:
    one, other = Together(tmp_path), Together(tmp_path)
    answers: list[bool] = []
    asking = Thread(target=lambda: answers.append(other.may_answer(4, 5)))
    with one.writing():
        asking.start()
        asking.join(0.2)
        assert answers == []
        one.announce(4, 5)
        asking.join()
    assert answers == [True]


def test_what_a_killed_writer_announced_is_not_believed(tmp_path: Path) -> None:
    Together(tmp_path).announce(4, 5)
    assert not Together(tmp_path).may_answer(4, 5)


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    one, other = Together(tmp_path), Together(tmp_path)
    has_written = Event()

    def write() -> None:
        with other.writing():
            has_written.set()

    with one.writing():
        writing = Thread(target=write)
        writing.start()
        assert not has_written.wait(0.2)
    writing.join()
    assert has_written.is_set()


def test_the_parent_of_several_workers_imports_nothing_of_what_they_do() -> None:
    shown = "import sys, service.command, service.cli_serve; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], check=True, capture_output=True, text=True)
    assert not {"lists", "matching", "fastapi", "sqlalchemy"} & set(done.stdout.split())
