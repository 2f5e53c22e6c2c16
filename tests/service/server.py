"""A real server process on a free loopback port, with a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import httpx

CSV_HEADER = "id,type,name,aliases,former_names,imo,country,programmes,owner\n"

COMMAND = (sys.executable, "-c", "from service.command import main; main()")


GRACEFUL = -signal.SIGTERM
"""uvicorn ends what runs, and then itself by the signal that asked for it."""


def environment(data_dir: Path, **settings: str) -> dict[str, str]:
    """Give the environment of a process of ours: nothing of HULLMARK_* but what is given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HULLMARK_")}
    ours = {f"HULLMARK_{key.upper()}": value for key, value in settings.items()}
    return kept | {"HULLMARK_DATA_DIR": str(data_dir)} | ours


def run_cli(data_dir: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(data_dir, **settings) | {"COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class Server:
    """`hullmark serve` as a process; its log is a file beside the data."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        self.data_dir = data_dir
        self.settings = settings
        self.log_path = data_dir.with_name(data_dir.name + ".log")

    def start(self, *, wait: bool = True) -> Self:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(self.port)],
                env=environment(self.data_dir, **self.settings),
                stderr=log,
            )
        key = self.settings.get("api_keys", "").split(",")[0]
        self.http = httpx.Client(base_url=self.url, headers={"X-API-Key": key} if key else {}, timeout=60)
        if wait:
            self.wait_ready()
        return self

    def wait_ready(self) -> None:
        for _ in range(600):
            with suppress(httpx.TransportError):
                if self.http.get("/health/ready").status_code == 200:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        self.stop(signal.SIGKILL)
        raise AssertionError(f"not ready: {self.log_path.read_text()}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop the process and give its exit code."""
        self.http.close()
        self.process.send_signal(how)
        return self.process.wait(timeout=60)

    def screen(self, **query: Any) -> dict[str, Any]:
        answer = self.http.post("/screen", json=query)
        assert answer.status_code == 200, answer.text
        body: dict[str, Any] = answer.json()
        return body

    def put(self, list_id: str, *files: tuple[str, bytes], format_: str = "auto") -> httpx.Response:
        parts = [("files", file) for file in files]
        return self.http.put(f"/lists/{list_id}", files=parts, data={"format": format_})

    def put_rows(self, list_id: str, *rows: str) -> httpx.Response:
        """Upload an operator's CSV of the given rows under CSV_HEADER."""
        return self.put(list_id, ("list.csv", csv_bytes(*rows)))


def csv_bytes(*rows: str) -> bytes:
    """Give an operator's CSV file of rows under CSV_HEADER."""
    return (CSV_HEADER + "".join(row + "\n" for row in rows)).encode()


def assert_problem(answer: httpx.Response, status: int) -> dict[str, Any]:
    """Check that an answer is problem details of that status, and give them."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["instance"].endswith(answer.headers["x-request-id"])
    return problem
