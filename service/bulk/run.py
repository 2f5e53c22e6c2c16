"""A book screened from file to file, in three steps that each go on where a kill stopped them.

1. Its distinct questions are gathered in a file of the job, in the folder OUT.partial.
2. Processes answer them; each chunk of answers is committed.
3. The book is read again, and each row written with its answer. Only the whole file takes the name OUT.

So a book is never held in memory, a question is asked once however many rows ask it, and what is written
depends on the book and the answers alone: after a kill it is the same byte by byte.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import file_digest
from pathlib import Path

from lists.worker import Worker
from service.bulk.answers import Cells, complete_cells, error_cells, list_names
from service.bulk.book import Book
from service.bulk.desk import Order, Standing
from service.bulk.desks import Desks
from service.bulk.formats import check_result, check_rows, open_result
from service.bulk.job import CHUNK, Job
from service.errors import Unfinished, WrongResult

Watch = Callable[[str, int, int | None], None]
"""Is told of a step by its name, how far it is, and of how many; None where that is not known."""

_JOB = "job.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A book to be screened: from where to where, asking what, with how many processes.

    With `force`, a file that stands in the result's place is replaced; with `restart`, nothing is kept of an
    unfinished run.
    """

    source: Path
    book: Book
    result: Path
    order: Order
    processes: int
    force: bool = False
    restart: bool = False

    @property
    def partial(self) -> Path:
        """The folder of what is unfinished, beside the result."""
        return self.result.with_name(self.result.name + ".partial")


def screen_book(run: Run, watch: Watch) -> Counter[str]:
    """Screen a book, or go on with it, and count its rows by outcome.

    Raises WrongResult, Unfinished, DamagedFile and what keeps the lists from being screened. What was
    answered until then is kept.
    """
    check_result(run.result, run.book.header)
    if run.result.exists() and run.result.samefile(run.source):
        raise WrongResult(f"{run.result.name} is the book itself")
    if run.restart:
        _forget(run)
    if not (run.partial / _JOB).exists():
        _check_free(run)
    run.partial.mkdir(exist_ok=True)
    with Job(run.partial / _JOB) as job:
        _check_same(run, job)
        if job.fact("outcomes") is None:
            _check_free(run)
            if job.fact("rows") is None:
                _gather(run, job, watch)
            _answer(run, job, watch)
            _write(run, job, watch)
        outcomes = Counter[str](job.fact("outcomes"))
        written = _written(run)
        if written.exists():
            written.replace(run.result)
    shutil.rmtree(run.partial)
    return outcomes


def _check_free(run: Run) -> None:
    if run.result.exists() and not run.force:
        raise WrongResult(f"{run.result.name} exists; replace it with --force")


def _forget(run: Run) -> None:
    """Drop what is unfinished, unless another run is at work on it."""
    if run.partial.exists():
        with Job(run.partial / _JOB):
            pass
        shutil.rmtree(run.partial)


def _check_same(run: Run, job: Job) -> None:
    """Raise Unfinished where a job has answers on another book, or to something else asked of it."""
    with run.source.open("rb") as file:
        terms = {
            "book": file_digest(file, "sha256").hexdigest(),
            "columns": [[field, list(places)] for field, places in run.order.columns.fields],
            "type": run.order.columns.type,
            "lists": list(run.order.columns.lists),
            "reading": [*run.book.header, *run.book.notes],
        }
    begun = job.fact("terms")
    if begun == terms:
        return
    if job.counts()[1]:
        differing = " and ".join(name for name, value in terms.items() if begun[name] != value)
        raise Unfinished(f"{run.partial.name} was begun with another {differing}; drop it with --restart")
    job.clear()
    job.note({"terms": terms})


def _gather(run: Run, job: Job, watch: Watch) -> None:
    ask = run.order.columns.asker()
    rows = 0
    for batch in run.book.batches():
        check_rows(run.result, batch, rows)
        job.ask(ask(row.cells) for row in batch.rows if row.fault is None)
        rows += len(batch.rows)
        watch("reading", rows, None)
    job.note({"rows": rows})


def _answer(run: Run, job: Job, watch: Watch) -> None:
    asked, answered = job.counts()
    if answered == asked:
        return
    watch("opening the lists", 0, None)
    standing = run.order.standing(run.order.open(Worker()).snapshot)
    _check_standing(run, job, standing)
    watch("screening", answered, asked)
    chunks = -(-(asked - answered) // CHUNK)
    with Desks(run.order, min(run.processes, chunks)) as desks:
        for answers in desks.answers(standing, job.open_questions()):
            job.answer(answers)
            answered += len(answers)
            watch("screening", answered, asked)


def _check_standing(run: Run, job: Job, standing: Standing) -> None:
    """Raise Unfinished where some answers were given with other lists, or by another engine or policy."""
    begun = job.fact("standing")
    if begun is None:
        job.note({"standing": standing})
        return
    (engine_before, lists_before), (engine, lists) = begun, standing
    before, now = {list_names([one]) for one in lists_before}, {list_names([one]) for one in lists}
    changes = []
    if engine_before != engine:
        changes.append(f"the engine or its policy was {engine_before} and is {engine}")
    if before != now:
        gone, new = (", ".join(sorted(names)) or "none" for names in (before - now, now - before))
        changes.append(f"of the lists {gone} went and {new} came")
    if changes:
        reason = f"{'; '.join(changes)}; one result must not mix the two: begin anew with --restart"
        raise Unfinished(f"since {run.partial.name} was begun, {reason}")


def _write(run: Run, job: Job, watch: Watch) -> None:
    rows = job.fact("rows")
    engine, lists = job.fact("standing") or ("", [])
    complete = lru_cache(maxsize=1024)(partial(_completed, list_names(lists), engine))
    ask = run.order.columns.asker()
    written = _written(run)
    shutil.rmtree(written.parent, ignore_errors=True)
    written.parent.mkdir()
    outcomes: Counter[str] = Counter()
    result = open_result(written, run.book)
    done = 0
    for batch in run.book.batches():
        found = iter(job.answers_to([ask(row.cells) for row in batch.rows if row.fault is None]))
        answers = [complete(next(found)) if row.fault is None else _faulty(row.fault) for row in batch.rows]
        result.write(batch, answers)
        outcomes.update(str(cells[0]) for cells in answers)
        done += len(batch.rows)
        watch("writing", done, rows)
    result.close()
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    job.note({"outcomes": outcomes})


def _written(run: Run) -> Path:
    return run.partial / "result" / run.result.name


def _completed(all_lists: str, engine: str, cells: str) -> Cells:
    return complete_cells(json.loads(cells), all_lists, engine)


def _faulty(fault: str) -> Cells:
    return complete_cells(error_cells(fault), "", "")
