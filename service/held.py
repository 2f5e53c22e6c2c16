"""A snapshot for one command: opened once, and the same to the end."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from lists.store import ListStore
from lists.worker import Worker
from service.live_register import LiveRegister
from service.logs import make_logger
from service.snapshot import LiveSnapshot, Snapshot
from service.workers import Alone


@dataclass(frozen=True, slots=True)
class HeldSnapshot:
    """A snapshot that no other takes the place of, whatever is written to the store."""

    snapshot: Snapshot

    @classmethod
    def open(cls, database_url: str, index_folder: Path, worker: Worker, log_level: str) -> Self:
        """Read what is live in a database; a register not saved is built by `worker`, which is closed.

        Raises WorkerDied, and whatever keeps the lists from being read.
        """
        store = ListStore(database_url)
        register = LiveRegister(store, database_url, index_folder, worker, make_logger(log_level))
        try:
            return cls(LiveSnapshot(store, register, Alone(), on_swap=lambda *_: None).start())
        finally:
            register.close()
            store.close()

    def current(self, _asked_at: float | None = None, /) -> Snapshot:
        """Give the snapshot."""
        return self.snapshot
