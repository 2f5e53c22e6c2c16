"""`hullmark serve`. It imports little: the parent of several workers only waits, and they start after it."""

import os
from functools import partial
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
import uvicorn

from service.logs import server_log_config
from service.settings import Settings


def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.", min=0, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that serve.", min=1)] = None,
) -> None:
    """Serve HTTP until stopped; without API keys on a loopback address only."""
    options = {"host": host, "port": port, "workers": workers}
    given = {key: value for key, value in options.items() if value is not None}
    settings = Settings().model_copy(update=given)
    settings.check_door()
    run = partial(
        uvicorn.run,
        host=settings.host,
        port=settings.port,
        log_config=server_log_config(settings.log_level),
        access_log=False,
        timeout_graceful_shutdown=30,
    )
    if settings.workers == 1:
        from service.app import create_app  # noqa: PLC0415 -- the parent of several workers only waits

        run(create_app(settings))
        return
    with TemporaryDirectory(prefix="hullmark-metrics-") as counts:
        os.environ |= {"HULLMARK_WORKERS": str(settings.workers), "PROMETHEUS_MULTIPROC_DIR": counts}
        run("service.app:create_worker", factory=True, workers=settings.workers)
