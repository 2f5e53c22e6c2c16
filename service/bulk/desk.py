"""Who answers a book's questions: a process of its own, with a register that stays the same to the end."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from lists.errors import ListError, WorkerDied
from lists.worker import Worker
from service.bulk.answers import answer_cells, error_cells
from service.bulk.columns import Columns
from service.bulk.job import Question
from service.errors import ServiceError, Unfinished, problem_of
from service.held import HeldSnapshot
from service.policy_file import load_policy
from service.schemas.answer import EngineOut
from service.screener import Screener
from service.snapshot import Snapshot

Standing = tuple[str, tuple[tuple[str, str], ...]]
"""What a book is screened with: the engine and its policy; each list, by id, with its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Where the lists are, under which policy they are screened, and what the questions' cells mean."""

    database_url: str
    index_folder: Path
    policy: str
    log_level: str
    columns: Columns

    def open(self, worker: Worker) -> HeldSnapshot:
        """Read the live lists; see HeldSnapshot. Raises NotReady where an enabled one is not loaded."""
        held = HeldSnapshot.open(self.database_url, self.index_folder, worker, self.log_level)
        held.snapshot.check_complete()
        return held

    def standing(self, snapshot: Snapshot) -> Standing:
        """Say what a snapshot is screened with. Raises UnknownList for one asked for that is not live."""
        snapshot.chosen(frozenset(self.columns.lists) or None)
        engine = EngineOut.of(load_policy(self.policy))
        lists = tuple((version.list_id, version.version) for version in snapshot.versions)
        return f"{engine.version} {engine.policy}", lists


def answer(order: Order, expected: Standing, questions: Sequence[Question]) -> list[tuple[int, str]]:
    """Answer questions, by their numbers. Raises Unfinished where the lists are not those expected."""
    standing, screener = _desk(order)
    if standing != expected:
        raise Unfinished("the lists changed while they were opened; run the command again")
    return [(number, _answer(screener, order.columns, asks)) for number, asks in questions]


@lru_cache(maxsize=1)
def _desk(order: Order) -> tuple[Standing, Screener]:
    """Open the lists in this process, once; what is to be built was built before this process began."""
    idle = Worker()
    idle.close()
    try:
        held = order.open(idle)
    except WorkerDied:
        raise Unfinished("the lists changed while they were opened; run the command again") from None
    return order.standing(held.snapshot), Screener(held, load_policy(order.policy))


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
