"""All wiring: settings to parts to routes."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI
from structlog.typing import FilteringBoundLogger

from lists.catalogue import Catalogue, load_catalogue
from lists.draft import Draft, read_draft
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.worker import Worker
from matching.compiled import library
from service.api import describe_api
from service.dependencies import Parts
from service.events import ListEvents
from service.following import make_refresher
from service.freshness import Freshness
from service.live_register import LiveRegister, set_survivors_aside
from service.logs import make_logger, trace_of
from service.metrics import Metrics
from service.middleware import BodyGuard, EncodedSlashes, KeyGate, RequestLog
from service.policy_file import load_policy
from service.readiness import Readiness
from service.scheduler import Scheduler
from service.screener import Screener
from service.screening_thread import ScreeningThread
from service.self_test import SelfTest
from service.settings import MIB, Settings
from service.shared_self_test import SharedSelfTest
from service.snapshot import LiveSnapshot, Snapshot
from service.workers import Alone, Together, Workers

MAX_JSON_BYTES = 32 * MIB
"""A batch of 1,000 long rows fits."""

MAPPED_SECONDS = 5.0
"""For which a worker waits for its register before it takes requests that the others would answer."""

LIST_TURNS = 4
"""Requests that may write lists at a time, and that may ask publishers: of the 40 threads, most are left."""


def create_app(settings: Settings) -> FastAPI:
    """Wire the service. It serves at once, and is ready when the index of the live lists is built."""
    logger = make_logger(settings.log_level)
    policy = load_policy(settings.policy)
    catalogue = load_catalogue(settings.catalogue)
    store = ListStore(settings.store_url(), settings.keep())
    worker, thread, workers = Worker(), ScreeningThread(), _workers(settings, logger)
    self_test = _self_test(SelfTest(policy, logger, thread.idle_seconds), workers, settings.index_folder())

    def swapped(before: Snapshot | None, after: Snapshot) -> None:
        self_test.begin(before, after)
        if before is None or workers.is_chief():
            events.swapped(before, after)

    def read(list_id: str, files: tuple[RawFile, ...], format_name: str, now: datetime) -> Draft:
        return worker.run(read_draft, list_id, files, format_name, now)

    register = LiveRegister(store, settings.store_url(), settings.index_folder(), Worker(), logger)
    live = LiveSnapshot(store, register, workers, swapped)
    freshness = Freshness(store, catalogue, live)
    metrics = Metrics(live, freshness)
    events = ListEvents(logger, metrics)
    refresher = make_refresher(settings, store, catalogue, read, live.write)
    scheduler = Scheduler(refresher, live, freshness, events, logger)
    readiness = Readiness(live, self_test, lambda: scheduler.check(needs_fresh=settings.ready_needs_fresh))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        logger.info("lists", **_coverage(store, catalogue))
        logger.info("candidate search", by="library" if library.LIBRARY is not None else "numpy")
        building = asyncio.create_task(_start(live, logger, with_text=settings.log_names))
        if settings.workers > 1:
            await asyncio.wait([building], timeout=MAPPED_SECONDS)
        gc.callbacks.append(set_survivors_aside)
        thread.start()
        self_test.start()
        scheduler.start()
        yield
        await asyncio.to_thread(scheduler.stop)
        thread.stop()
        register.close()
        gc.callbacks.remove(set_survivors_aside)
        await building
        worker.close()
        store.close()

    app = describe_api(lifespan)
    app.state.parts = Parts(
        refresher=refresher,
        store=store,
        live=live,
        freshness=freshness,
        readiness=readiness,
        screener=Screener(live, policy),
        thread=thread,
        metrics=metrics,
        events=events,
        log_names=settings.log_names,
        writing=asyncio.Semaphore(LIST_TURNS),
        asking=asyncio.Semaphore(LIST_TURNS),
    )
    app.add_middleware(EncodedSlashes)
    app.add_middleware(BodyGuard, max_upload=settings.max_upload_bytes, max_json=MAX_JSON_BYTES)
    if settings.api_keys:
        app.add_middleware(KeyGate, keys=settings.api_keys)
    app.add_middleware(RequestLog, logger=logger, metrics=metrics, log_names=settings.log_names)
    return app


def create_worker() -> FastAPI:
    """Wire one of several workers, of which each reads the settings for itself."""
    return create_app(Settings())


def _workers(settings: Settings, logger: FilteringBoundLogger) -> Workers:
    if settings.workers > 1:
        try:
            return Together(settings.index_folder())
        except OSError as error:
            logger.warning("workers on their own", **trace_of(error, with_text=True))
    return Alone()


def _self_test(self_test: SelfTest, workers: Workers, folder: Path) -> SelfTest | SharedSelfTest:
    return SharedSelfTest(self_test, workers, folder) if isinstance(workers, Together) else self_test


def _coverage(store: ListStore, catalogue: Catalogue) -> dict[str, list[str]]:
    """Say which lists are enabled, which of the catalogue are not, and which it has no more."""
    enabled, known = [followed.list_id for followed in store.followed.all()], catalogue.sources.keys()
    return {
        "enabled": enabled,
        "not_enabled": sorted(known - set(enabled)),
        "not_in_catalogue": sorted(set(enabled) - known),
    }


async def _start(live: LiveSnapshot, logger: FilteringBoundLogger, *, with_text: bool) -> None:
    """Build the first snapshot beside the event loop; a failure is logged and keeps `ready` off."""
    try:
        await asyncio.to_thread(live.start)
    except Exception as error:  # noqa: BLE001 -- nobody awaits this task before the end
        logger.error("index not built", **trace_of(error, with_text=with_text))  # noqa: TRY400 -- no error texts
