"""The floor: an empty FastAPI endpoint with the same bodies, `python -m bench.speed.floor ANSWERS --port N`.

It reads a body as JSON and sends back the answer that Hullmark once gave it, found by its `reference`. The
file of answers has one JSON object a line.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from fastapi.responses import Response


def make_floor(answers: Path) -> FastAPI:
    """Make the app."""
    recorded = {json.loads(line)["reference"]: line for line in answers.read_bytes().splitlines()}
    app = FastAPI()

    @app.post("/screen")
    async def screen(body: dict[str, Any]) -> Response:
        return Response(recorded[body["reference"]], media_type="application/json")

    return app


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("answers", type=Path)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    uvicorn.run(make_floor(options.answers), port=options.port, access_log=False, log_level="warning")


if __name__ == "__main__":
    main()
