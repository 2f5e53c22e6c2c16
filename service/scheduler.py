"""Refreshes the followed lists when they are due, and notices what other processes write."""

import threading
from contextlib import suppress
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from lists.errors import ListError, RefreshRunning
from lists.refresh import Refresher
from service.errors import NotReady
from service.events import ListEvents
from service.freshness import Freshness
from service.logs import trace_of
from service.snapshot import LiveSnapshot

TICK_SECONDS = 1.0
_LONGEST_STOP_SECONDS = 5.0


class Scheduler:
    """Looks once a second what is due; each refresh runs in a thread of its own."""

    def __init__(
        self,
        refresher: Refresher,
        live: LiveSnapshot,
        freshness: Freshness,
        events: ListEvents,
        logger: FilteringBoundLogger,
    ) -> None:
        self._refresher = refresher
        self._live = live
        self._freshness = freshness
        self._events = events
        self._logger = logger
        self._not_fresh: tuple[str, ...] = ()
        self._failure: str | None = None
        self._running: dict[str, threading.Thread] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    def check(self, *, needs_fresh: bool) -> None:
        """Raise NotReady where the last look failed or, if they must be fresh, found lists that are not."""
        if self._failure is not None:
            raise NotReady(f"the lists cannot be looked at ({self._failure})")
        if needs_fresh and self._not_fresh:
            raise NotReady(f"not fresh: {', '.join(self._not_fresh)}")

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more. A refresh that runs is left to itself: it takes over a whole version, or none."""
        self._stop.set()
        self._thread.join(_LONGEST_STOP_SECONDS)

    def _run(self) -> None:
        while not self._stop.wait(TICK_SECONDS):
            try:
                self._look(datetime.now(UTC))
                self._failure = None
            except Exception as error:  # noqa: BLE001 -- the next look may succeed; nobody else would hear of it
                self._failure = type(error).__name__
                self._logger.error("scheduler", **trace_of(error, with_text=False))  # noqa: TRY400

    def _look(self, now: datetime) -> None:
        with suppress(NotReady):
            self._live.current()  # `ready` may wait for what another process wrote, while nobody screens
        self._not_fresh = self._freshness.not_fresh(now)
        self._running = {list_id: thread for list_id, thread in self._running.items() if thread.is_alive()}
        for followed in self._refresher.store.followed.all():
            is_leased = followed.leased_until is not None and followed.leased_until > now
            source = self._refresher.catalogue.sources.get(followed.list_id)
            can_be_asked = source is not None and bool(source.files)
            if can_be_asked and followed.next_check_at <= now and not is_leased:
                self._begin(followed.list_id)

    def _begin(self, list_id: str) -> None:
        if list_id not in self._running:
            thread = threading.Thread(
                target=self._refresh, args=(list_id,), name=f"refresh {list_id}", daemon=True
            )
            self._running[list_id] = thread
            thread.start()

    def _refresh(self, list_id: str) -> None:
        try:
            refreshed = self._refresher.refresh(list_id, made_by="schedule")
        except RefreshRunning:
            return
        except ListError as error:
            self._logger.warning("list not refreshed", list=list_id, reason=str(error))
        except Exception as error:  # noqa: BLE001 -- kept as the list's last error; the next refresh may succeed
            trace = trace_of(error, with_text=False)
            self._logger.error("list not refreshed", list=list_id, **trace)  # noqa: TRY400
        else:
            self._events.refreshed(refreshed)
