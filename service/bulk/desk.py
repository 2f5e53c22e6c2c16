"""Who answers a book's questions: a process of its own, with a register that stays the same to the end."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from pydantic import ValidationError

from lists.errors import ListError
from lists.store import ListStore
from service.bulk.answers import answer_cells, error_cells
from service.bulk.columns import Columns
from service.bulk.job import Question
from service.errors import ServiceError, Unfinished, problem_of
from service.policy_file import load_policy
from service.schemas.answer import EngineOut
from service.screener import Screener
from service.snapshot import LiveSnapshot, Snapshot

Standing = tuple[str, tuple[tuple[str, str], ...]]
"""What a book is screened with: the engine and its policy; each list, by id, with its version."""


@dataclass(frozen=True, slots=True)
class Order:
    """Where the lists are, under which policy they are screened, and what the questions' cells mean."""

    database_url: str
    policy: str
    columns: Columns


@dataclass(frozen=True, slots=True)
class _Held:
    """A snapshot that is not followed by another."""

    snapshot: Snapshot

    def current(self) -> Snapshot:
        return self.snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Screens against the lists as they were when it was opened."""

    snapshot: Snapshot
    standing: Standing
    screener: Screener

    @classmethod
    def open(cls, database_url: str, policy: str) -> Self:
        """Read the live lists. Raises NotReady where an enabled one is not loaded."""
        store = ListStore(database_url)
        try:
            live = LiveSnapshot(store, on_swap=lambda *_: None)
            snapshot = live.start()
        finally:
            store.close()
        snapshot.check_complete()
        chosen = load_policy(policy)
        engine = EngineOut.of(chosen)
        lists = tuple((version.list_id, version.version) for version in snapshot.versions)
        return cls(
            snapshot=snapshot,
            standing=(f"{engine.version} {engine.policy}", lists),
            screener=Screener(_Held(snapshot), chosen),
        )


def standing_of(order: Order) -> Standing:
    """Open this process's desk, and say what it screens with. Raises UnknownList for one that is not live."""
    desk = _desk(order.database_url, order.policy)
    desk.snapshot.chosen(frozenset(order.columns.lists) or None)
    return desk.standing


def answer(order: Order, expected: Standing, questions: Sequence[Question]) -> list[tuple[int, str]]:
    """Answer questions, by their numbers. Raises Unfinished where this desk does not screen as expected."""
    desk = _desk(order.database_url, order.policy)
    if desk.standing != expected:
        raise Unfinished("the lists changed while the book was screened; begin anew with --restart")
    return [(number, _answer(desk.screener, order.columns, asks)) for number, asks in questions]


@lru_cache(maxsize=1)
def _desk(database_url: str, policy: str) -> Desk:
    return Desk.open(database_url, policy)


def _answer(screener: Screener, columns: Columns, asks: str) -> str:
    try:
        body = columns.query(asks)
        found = answer_cells(screener.screen(body.to_query()), body.warnings())
    except (ValidationError, ListError, ServiceError) as error:
        problem = problem_of(error)
        said = [
            f"{one['path']}: {one['message']}" if one["path"] else one["message"] for one in problem.errors
        ]
        found = error_cells("; ".join(said) or problem.detail)
    return json.dumps(found, ensure_ascii=False)
