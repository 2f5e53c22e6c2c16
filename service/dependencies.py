"""What routes are handed: the parts that `create_app` wired, read off the app."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request

from lists.refresh import Refresher
from lists.store import ListStore
from service.events import ListEvents
from service.freshness import Freshness
from service.metrics import Metrics
from service.readiness import Readiness
from service.screener import Screener
from service.screening_thread import ScreeningThread
from service.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The wired parts of one app; `log_names` lets what was screened into the log.

    `writing` and `asking` are the turns of those who write lists and of those who ask publishers.
    """

    refresher: Refresher
    store: ListStore
    live: LiveSnapshot
    freshness: Freshness
    readiness: Readiness
    screener: Screener
    thread: ScreeningThread
    metrics: Metrics
    events: ListEvents
    log_names: bool
    writing: asyncio.Semaphore
    asking: asyncio.Semaphore


def parts_of(request: Request) -> Parts:
    """Give the parts of the app that a request came to."""
    parts: Parts = request.app.state.parts
    return parts


async def _parts(request: Request) -> Parts:
    return parts_of(request)


async def _facts(request: Request) -> dict[str, Any]:
    facts: dict[str, Any] = request.state.facts
    return facts


async def _request_id(request: Request) -> str:
    request_id: str = request.state.request_id
    return request_id


async def _caller(request: Request) -> str:
    caller: str = request.state.caller
    return caller


async def _write_turn(request: Request) -> AsyncIterator[None]:
    parts = parts_of(request)
    async with parts.writing:
        yield


async def _ask_turn(request: Request) -> AsyncIterator[None]:
    parts = parts_of(request)
    async with parts.asking:
        yield


Wired = Annotated[Parts, Depends(_parts)]
LogFacts = Annotated[dict[str, Any], Depends(_facts)]
"""What the request's log line says beside the usual; never a name or a birth date."""
Caller = Annotated[str, Depends(_caller)]
"""Who asks: the fingerprint of a key, or anyone where there are none."""
RequestId = Annotated[str, Depends(_request_id)]
WRITE_TURN = Depends(_write_turn)
"""A route that writes lists waits here, where it takes no thread from those who screen."""
ASK_TURN = Depends(_ask_turn)
"""The same for one that asks a publisher, which may take minutes."""
