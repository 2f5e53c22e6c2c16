"""README's request gives README's answer."""

import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

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


def test_readmes_curl_gives_readmes_answer(starter: Server) -> None:
    words, shown = example()
    here = [word.replace("http://127.0.0.1:8000", starter.url) for word in words]
    assert here != words
    done = subprocess.run(here, capture_output=True, text=True, timeout=60, check=True)
    answer = json.loads(done.stdout)
    hit, shown_hit = answer["hits"][0], shown["hits"][0]
    assert answer["outcome"] == shown["outcome"] == "match"
    assert hit["entity"]["name"] == shown_hit["entity"]["name"]
    assert former_names(shown_hit) <= former_names(hit)
    assert any("TRANSMORFLOT" in name for name in former_names(shown_hit))
    assert hit["related_total"] == shown_hit["related_total"] == 20


def former_names(hit: dict[str, Any]) -> set[str]:
    return {name["text"] for name in hit["entity"]["names"] if name["kind"] == "former_name"}
