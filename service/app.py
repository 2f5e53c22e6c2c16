"""All wiring: settings to parts to routes."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from fastapi import FastAPI
from structlog.typing import FilteringBoundLogger

from lists.catalogue import Catalogue, load_catalogue
from lists.store import ListStore
from service.api import describe_api
from service.dependencies import Parts
from service.errors import NotReady
from service.logs import make_logger, trace_of
from service.metrics import Metrics
from service.middleware import BodyGuard, KeyGate, RequestLog
from service.policy_file import load_policy
from service.screener import Screener
from service.settings import MIB, Settings
from service.snapshot import LiveSnapshot

MAX_JSON_BYTES = 32 * MIB
"""A batch of 1,000 long rows fits."""

FOLLOW_SECONDS = 1.0
"""Between two looks at the store while nobody screens; a screening looks for itself."""


def create_app(settings: Settings) -> FastAPI:
    """Wire the service. It serves at once, and is ready when the index of the live lists is built."""
    logger = make_logger(settings.log_level)
    catalogue = load_catalogue(settings.catalogue)
    store = ListStore(settings.store_url())
    live = LiveSnapshot(store)
    screener = Screener(live, load_policy(settings.policy))
    metrics = Metrics(live)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        logger.info("lists", **_coverage(store, catalogue))
        building = asyncio.create_task(_start(live, logger, with_text=settings.log_names))
        following = asyncio.create_task(_follow(live, logger, with_text=settings.log_names))
        yield
        following.cancel()
        await asyncio.wait((building, following))
        store.close()

    app = describe_api(lifespan)
    app.state.parts = Parts(
        catalogue=catalogue,
        store=store,
        live=live,
        screener=screener,
        metrics=metrics,
        log_names=settings.log_names,
    )
    app.add_middleware(BodyGuard, max_upload=settings.max_upload_bytes, max_json=MAX_JSON_BYTES)
    if settings.api_keys:
        app.add_middleware(KeyGate, keys=settings.api_keys)
    app.add_middleware(RequestLog, logger=logger, metrics=metrics, log_names=settings.log_names)
    return app


def _coverage(store: ListStore, catalogue: Catalogue) -> dict[str, list[str]]:
    """Say which lists of the catalogue are enabled, and which are not."""
    enabled = store.enabled()
    return {"enabled": list(enabled), "not_enabled": sorted(catalogue.sources.keys() - set(enabled))}


async def _start(live: LiveSnapshot, logger: FilteringBoundLogger, *, with_text: bool) -> None:
    """Build the first snapshot beside the event loop; a failure is logged and keeps `ready` off."""
    with _logged(logger, with_text=with_text):
        snapshot = await asyncio.to_thread(live.start)
        logger.info("built", lists={version.list_id: version.version for version in snapshot.versions})


async def _follow(live: LiveSnapshot, logger: FilteringBoundLogger, *, with_text: bool) -> None:
    """Notice what other processes write, also while nobody screens: `ready` may wait for just that."""
    while True:
        await asyncio.sleep(FOLLOW_SECONDS)
        with suppress(NotReady), _logged(logger, with_text=with_text):
            await asyncio.to_thread(live.current)


@contextmanager
def _logged(logger: FilteringBoundLogger, *, with_text: bool) -> Iterator[None]:
    """Log a failure to build, which nobody else would hear of."""
    try:
        yield
    except NotReady:
        raise
    except Exception as error:  # noqa: BLE001 -- nobody awaits these tasks before the end
        logger.error("index not built", **trace_of(error, with_text=with_text))  # noqa: TRY400 -- no error texts
