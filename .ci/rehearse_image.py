"""Rehearse the Dockerfile where no engine runs: its build stage in a clean folder, then the service it makes.

Copies what the build stage copies, runs its RUN lines with /opt moved into the folder, starts its CMD in
an empty environment, and asks /health/live and for MG-FLOT. Exits non-zero at the first thing that fails.
"""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEY = "rehearsal-key"


def instructions(dockerfile: str) -> Iterator[tuple[str, str]]:
    """Give each instruction of a Dockerfile with its arguments, continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", dockerfile)
    for line in joined.splitlines():
        if line and not line.startswith("#"):
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


def build(steps: list[tuple[str, str]], folder: Path) -> None:
    """Do the COPY and RUN lines of the build stage, `folder` standing for the image's root."""
    source = folder / "src"
    source.mkdir()
    # The image has `python` on its PATH; here that is the Python which runs this file.
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PIP_QUIET": "1",
    }
    for word, rest in steps:
        if word == "COPY":
            *paths, target = shlex.split(rest)
            for path in paths:
                copy(ROOT / path, source / target)
        elif word == "RUN":
            print(f"RUN {rest}", flush=True)
            command = rest.replace("/opt/", f"{folder}/opt/")
            subprocess.run(["/bin/sh", "-ec", command], cwd=source, env=environment, check=True)


def copy(path: Path, target: Path) -> None:
    """Copy as COPY does: a folder's contents, or a file into a folder."""
    if path.is_dir():
        shutil.copytree(path, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.mkdir(exist_ok=True)
        shutil.copy2(path, target)


def serve(command: list[str], folder: Path) -> None:
    """Start the service as the image would, on every address and so with a key, and ask it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    stored = folder / "stored"
    stored.mkdir()
    environment = {
        "PATH": f"{folder}/opt/hullmark/bin",
        "HULLMARK_HOST": "0.0.0.0",
        "HULLMARK_PORT": str(port),
        "HULLMARK_DATA_DIR": str(stored),
        "HULLMARK_API_KEYS": KEY,
    }
    executable = folder / "opt/hullmark/bin" / command[0]
    service = subprocess.Popen([executable, *command[1:]], cwd=stored, env=environment)
    try:
        ask(f"http://127.0.0.1:{port}", service)
    finally:
        service.terminate()
        service.wait(timeout=30)


def ask(address: str, service: "subprocess.Popen[bytes]") -> None:
    """Wait until the service lives and is ready, two minutes at most, then screen MG-FLOT."""
    waited_until = time.monotonic() + 120
    for path in ("/health/live", "/health/ready"):
        while not answers(address + path):
            if service.poll() is not None or time.monotonic() > waited_until:
                sys.exit(f"no 200 from {path}; the service's exit code is {service.returncode}")
            time.sleep(0.2)
    body = json.dumps({"name": "MG-FLOT OOO", "type": "company"}).encode()
    headers = {"Content-Type": "application/json", "X-API-Key": KEY}
    request = urllib.request.Request(address + "/screen", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        answer = json.load(response)
    if answer["outcome"] != "match":
        sys.exit(f"MG-FLOT OOO is not a match: {answer['outcome']}")
    print(f"rehearsed: MG-FLOT OOO is a {answer['outcome']} on {answer['hits'][0]['entity']['id']}")


def answers(url: str) -> bool:
    """Say whether a GET is answered with 200."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except (urllib.error.URLError, ConnectionError):
        return False


def main() -> None:
    steps = list(instructions((ROOT / "Dockerfile").read_text("utf-8")))
    first, second = (i for i, (word, _) in enumerate(steps) if word == "FROM")
    command = next(json.loads(rest) for word, rest in steps if word == "CMD")
    with tempfile.TemporaryDirectory() as folder:
        build(steps[first + 1 : second], Path(folder))
        serve(command, Path(folder))


if __name__ == "__main__":
    main()
