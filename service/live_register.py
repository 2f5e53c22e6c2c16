"""Brings the register of what is live: mapped where it was saved, built where it was not."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from structlog.typing import FilteringBoundLogger

from lists.reading import AUTO, read_list
from lists.starter import STARTER_LIST_ID, read_starter
from lists.store import ListStore
from lists.version import Standing
from lists.worker import Worker
from matching.packed import Packed
from matching.register import Register
from service.logs import trace_of
from service.saved_registers import SavedRegisters

SMALL = 1_000
"""Entities, up to which a register is built here and not saved: sooner than another process has begun."""


def set_survivors_aside(phase: str, info: dict[str, int]) -> None:
    """Spare what has survived a whole collection the next one: to be added to `gc.callbacks`.

    What is kept for screening is a million objects, whose collection stops everybody for half a second. Each
    is still let go of when nothing refers to it.
    """
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()


class LiveRegister:
    """Gives the register of a store's live lists, for a service or a command.

    A big one is built in a child process, saved, and mapped by all processes: one of them has it built while
    the others wait. Where it cannot be saved it is built in this process, with a warning.
    """

    def __init__(
        self, store: ListStore, database_url: str, folder: Path, worker: Worker, logger: FilteringBoundLogger
    ) -> None:
        """Take a store and its address, the folder of saved registers, and who builds them."""
        self._store = store
        self._database_url = database_url
        self._folder = folder
        self._saved = SavedRegisters(folder)
        self._worker = worker
        self._logger = logger

    def read(self, before: Register | None) -> tuple[Standing, Register]:
        """Give the register of what is live and what that is; `before` is the one so far in this process.

        Raises WorkerDied, and whatever keeps the lists from being read.
        """
        standing = self._store.standing()
        if sum(version.entities for version in standing.versions) <= SMALL:
            return self._built_here(before)
        try:
            found = self._mapped(standing)
        except OSError as error:
            self._logger.warning("index not saved", **trace_of(error, with_text=True))  # a path, no names
            return self._built_here(before)
        if (
            before is None
        ):  # what a service is made of is set aside from collections, as what is built here is
            gc.collect()
            gc.freeze()
        return found

    def close(self) -> None:
        """End what is being built."""
        self._worker.close()

    def _mapped(self, standing: Standing) -> tuple[Standing, Register]:
        register = self._saved.open(standing.versions)
        if register is None:
            with self._saved.building():
                standing = self._store.standing()
                register = self._saved.open(standing.versions)
                if register is None:
                    standing = self._worker.run(build_and_save, self._database_url, self._folder)
                    register = self._saved.open(standing.versions)
        if register is None:
            raise OSError(f"what was saved in {self._folder} cannot be read")
        return standing, register

    def _built_here(self, before: Register | None) -> tuple[Standing, Register]:
        with _no_collection():
            return _build(self._store, before)


def build_and_save(database_url: str, folder: Path) -> Standing:
    """Build the register of what is live in a database, save it, and tell what it was built from."""
    store, saved = ListStore(database_url), SavedRegisters(folder)
    try:
        with _no_collection():
            standing, register = _build(store, saved.newest())
    finally:
        store.close()
    saved.save(standing.versions, register)
    return standing


def _build(store: ListStore, before: Register | None) -> tuple[Standing, Register]:
    with store.read_live() as live:
        packed = Packed.of(live.entities)
    if not len(packed.listed):
        # An ownership file alone lists nobody: there must be something to screen against beside it.
        packed = Packed.of((*read_list(STARTER_LIST_ID, read_starter(), AUTO).entities, *packed))
    standing = Standing(generation=live.generation, versions=live.versions, missing=live.missing)
    return standing, Register.of(packed, before)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, what is only being built up.

    What is built is then set aside from later collections. It is freed with the last reference to it, since
    it holds no cycles; to look for some would hold up everybody for half a second.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
