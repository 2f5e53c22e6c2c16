"""Start, stop, kill and start again; several writers; readers while a list changes."""

import signal
import socket
import sqlite3
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.service.server import COMMAND, GRACEFUL, Server, csv_bytes, environment, run_cli

OLD = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,OLD,"
MANY = tuple(f"{row},company,PARTY NUMBER {row} LLC,,,,RU,NEW," for row in range(1, 3001))


def test_a_restart_serves_what_was_live(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    version = server.put_rows("kept", OLD).json()
    assert server.stop() == GRACEFUL
    server.start()
    try:
        assert 'hullmark_list_versions_total{list="kept"} 0.0' in server.http.get("/metrics").text
        assert server.log_path.read_text().count('"list version live"') == 1
        assert server.http.get("/lists/kept").json() == {key: version[key] for key in version}
        assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "match"
    finally:
        assert server.stop() == GRACEFUL


def test_a_kill_while_the_body_arrives_leaves_the_old_version_and_the_upload_can_be_repeated(
    tmp_path: Path,
) -> None:
    server = Server(tmp_path / "data").start()
    version = server.put_rows("kept", OLD).json()["version"]
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(
            b"PUT /lists/kept HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
            b"Content-Type: multipart/form-data; boundary=edge\r\n\r\n--edge\r\n"
        )
        server.stop(signal.SIGKILL)
    server.start()
    try:
        assert server.http.get("/lists/kept").json()["version"] == version
        assert server.put_rows("kept", *MANY[:10]).status_code == 201
    finally:
        server.stop()


@pytest.mark.parametrize("delay", [0.05, 0.3, 0.8])
def test_a_kill_during_an_upload_leaves_a_whole_version(tmp_path: Path, delay: float) -> None:
    server = Server(tmp_path / "data").start()
    server.put_rows("kept", OLD)

    def upload() -> None:
        with pytest.MonkeyPatch.context(), httpx.Client(base_url=server.url, timeout=60) as http:
            try:
                http.put("/lists/kept", files=[("files", ("list.csv", csv_bytes(*MANY)))])
            except httpx.TransportError:
                return

    uploading = threading.Thread(target=upload)
    uploading.start()
    time.sleep(delay)
    server.stop(signal.SIGKILL)
    uploading.join()
    server.start()
    try:
        assert server.http.get("/lists/kept").json()["entities"] in (1, len(MANY))
        assert server.put_rows("kept", *MANY).status_code in (200, 201)
        assert server.http.get("/lists/kept").json()["entities"] == len(MANY)
    finally:
        server.stop()


def test_without_keys_only_a_loopback_address_is_served(tmp_path: Path) -> None:
    refused = run_cli(tmp_path / "data", "serve", "--host", "0.0.0.0")
    assert refused.returncode == 2
    assert "HULLMARK_API_KEYS" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_with_keys_any_address_is_served(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", host="0.0.0.0", api_keys="a-key").start()
    assert server.stop() == GRACEFUL


def test_what_the_command_line_loads_is_noticed_at_the_next_screening(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    try:
        assert server.screen(name="Kronshtadt Bulk Carriers")["outcome"] == "clear"
        (tmp_path / "list.csv").write_bytes(csv_bytes(OLD))
        done = run_cli(tmp_path / "data", "lists", "put", "by-hand", str(tmp_path / "list.csv"))
        assert done.returncode == 0, done.stderr
        answer = server.screen(name="Kronshtadt Bulk Carriers")
        assert answer["outcome"] == "match"
        assert [ref["id"] for ref in answer["lists"]] == ["by-hand"]
    finally:
        server.stop()


def test_each_answer_is_wholly_of_one_version_while_lists_are_put(tmp_path: Path) -> None:
    """Party and ship carry the programme of their version; an answer never shows two of them."""
    server = Server(tmp_path / "data").start()
    done = threading.Event()
    programme_of: dict[str, str] = {}

    def put(number: int) -> None:
        rows = [
            f"1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,P{number},",
            f"2,vessel,ZELENOGRAD TRADER {number},,,,RU,P{number},1",
            *MANY[2:200],
        ]
        answer = server.put_rows("flip", *rows)
        assert answer.status_code == 201
        programme_of[answer.json()["version"]] = f"P{number}"
        ((hit,), (ref,)) = seen(screen(server.http))
        assert (ref, hit["entity"]["programmes"]) == (answer.json()["version"], [f"P{number}"])

    def screen(http: httpx.Client) -> dict[str, Any]:
        answer = http.post("/screen", json={"name": "Kronshtadt Bulk Carriers", "type": "company"})
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def seen(answer: dict[str, Any]) -> tuple[list[dict[str, Any]], list[str]]:
        return answer["hits"], [ref["version"] for ref in answer["lists"]]

    def read() -> list[dict[str, Any]]:
        answers = []
        with httpx.Client(base_url=server.url, timeout=60) as http:
            while not done.is_set():
                answers.append(screen(http))
        return answers

    try:
        put(0)
        with ThreadPoolExecutor() as pool:
            readers = [pool.submit(read) for _ in range(3)]
            try:
                for number in range(1, 6):
                    put(number)
            finally:
                done.set()
            answers = [answer for reader in readers for answer in reader.result()]
        for (hit,), (version,) in map(seen, answers):
            programme = programme_of[version]
            assert hit["entity"]["programmes"] == [programme]
            assert [ship["name"] for ship in hit["related"]] == [f"ZELENOGRAD TRADER {programme[1:]}"]
        assert len({version for answer in answers for version in seen(answer)[1]}) > 1
    finally:
        server.stop()


def test_screening_goes_on_while_more_puts_wait_than_there_are_threads(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    held = sqlite3.connect(tmp_path / "data" / "hullmark.sqlite3", isolation_level=None)
    try:
        with ThreadPoolExecutor(50) as pool:
            try:
                held.execute("begin immediate")
                puts = [pool.submit(server.put_rows, f"list-{number}", OLD) for number in range(50)]
                for _ in range(40):
                    answer = server.http.post("/screen", json={"name": "MG-FLOT OOO"}, timeout=20)
                    assert answer.json()["outcome"] == "match"
                    time.sleep(0.05)
            finally:
                held.execute("rollback")
            assert {put.result().status_code for put in puts} == {201}
    finally:
        held.close()
        server.stop()


def test_a_database_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused = run_cli(tmp_path / "file" / "data", "serve")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr


def test_a_stop_lets_the_running_upload_finish(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    with ThreadPoolExecutor() as pool:
        upload = pool.submit(server.put_rows, "kept", *MANY)
        time.sleep(0.2)
        process = server.process
        process.send_signal(signal.SIGTERM)
        assert upload.result().status_code == 201
        assert process.wait(timeout=60) == GRACEFUL
    server.http.close()


def test_a_port_that_is_no_number_is_refused_in_one_line(tmp_path: Path) -> None:
    refused = subprocess.run(
        [*COMMAND, "serve"],
        env=environment(tmp_path, port="eighty"),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 2
    assert "port" in refused.stderr
    assert "Traceback" not in refused.stderr
