"""README's request gives README's answer."""

import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.service.server import Server

README = Path(__file__).parents[2] / "README.md"


def example() -> tuple[list[str], dict[str, Any]]:
    """Give the words of the first curl command in README and the JSON answer below it, `…` lines left out."""
    text = README.read_text(encoding="utf-8")
    commands = re.finditer(r"```sh\n(.*?)```", text, re.DOTALL)
    command = next(match for match in commands if "curl" in match.group(1))
    answer = re.compile(r"```json\n(.*?)```", re.DOTALL).search(text, command.end())
    assert answer is not None
    kept = "\n".join(line for line in answer.group(1).splitlines() if "…" not in line)
    return shlex.split(command.group(1).replace("\\\n", " ")), json.loads(kept)


@pytest.fixture
def curl() -> str:
    """The program that README's request is written for; a machine may lack it, CI may not."""
    path = shutil.which("curl")
    if path is None:
        reason = "no curl on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return path


def test_readmes_curl_gives_readmes_answer(starter: Server, curl: str) -> None:
    words, shown = example()
    assert words[0] == "curl"
    here = [curl, *(word.replace("http://127.0.0.1:8000", starter.url) for word in words[1:])]
    assert here[1:] != words[1:]
    done = subprocess.run(here, capture_output=True, text=True, timeout=60, check=True)
    answer = json.loads(done.stdout)
    assert missing(shown, answer) == []
    assert shown["outcome"] == "match"
    (hit,) = shown["hits"]
    assert any("TRANSMORFLOT" in name for name in former_names(hit))
    assert hit["related_total"] == 20


def test_what_an_answer_lacks_is_found() -> None:
    shown = {"outcome": "match", "hits": [{"name": "A"}, {"name": "C"}], "score": 1.0}
    answer = {"outcome": "review", "hits": [{"name": "C"}, {"name": "B"}, {"name": "A"}]}
    assert missing(shown, answer) == ["outcome: match", "hits: {'name': 'C'}", "score: 1.0"]


def missing(shown: Any, answer: Any, place: str = "") -> list[str]:
    """Give what is shown and not answered: members of objects, and items of arrays in their order."""
    if isinstance(shown, dict) and isinstance(answer, dict):
        return [
            fault
            for key, value in shown.items()
            for fault in (missing(value, answer[key], key) if key in answer else [f"{key}: {value}"])
        ]
    if isinstance(shown, list) and isinstance(answer, list):
        rest = iter(answer)
        return [f"{place}: {item}" for item in shown if all(missing(item, candidate) for candidate in rest)]
    return [] if shown == answer else [f"{place}: {shown}"]


def former_names(hit: dict[str, Any]) -> set[str]:
    return {name["text"] for name in hit["entity"]["names"] if name["kind"] == "former_name"}
