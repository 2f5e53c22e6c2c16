"""An unfinished book on disk: its distinct questions and their answers, kept through a kill at any point."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

from service.errors import Unfinished

CHUNK = 256
"""Questions that are answered, and committed, at a time."""

_TABLES = """
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS question (
    id INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, asks TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS answer (id INTEGER PRIMARY KEY, cells TEXT NOT NULL);
"""

Question = tuple[int, str]
"""A question's number, and what it asks; see Columns.question."""


class Job:
    """The questions of one book, each once, in a SQLite file that one process at a time may open."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises Unfinished where another process has it."""
        self._database = sqlite3.connect(path, timeout=0, isolation_level=None)
        try:
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("PRAGMA cache_size = -65536")  # KiB: the digests of a million questions
            self._database.executescript(_TABLES)
        except sqlite3.OperationalError as error:
            self._database.close()
            raise Unfinished(f"{path.parent.name} is in use by another run ({error})") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def fact(self, name: str) -> Any:
        """Give what was noted under a name, None where nothing was."""
        row = self._database.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return json.loads(row[0]) if row else None

    def note(self, facts: Mapping[str, Any]) -> None:
        """Keep facts that JSON can write, all or none of them."""
        values = [(name, json.dumps(value)) for name, value in facts.items()]
        with self._transaction():
            self._database.executemany("INSERT OR REPLACE INTO fact VALUES (?, ?)", values)

    def clear(self) -> None:
        """Forget everything."""
        with self._transaction():
            for table in ("fact", "question", "answer"):
                self._database.execute(f"DELETE FROM {table}")  # noqa: S608 -- our own names

    def ask(self, questions: Iterable[str]) -> None:
        """Add questions that were not asked yet, in one transaction."""
        with self._transaction():
            self._database.executemany(
                "INSERT OR IGNORE INTO question (digest, asks) VALUES (?, ?)",
                ((_digest(asks), asks) for asks in questions),
            )

    def counts(self) -> tuple[int, int]:
        """Give the number of questions, and how many of them are answered."""
        (asked,) = self._database.execute("SELECT count(*) FROM question").fetchone()
        (answered,) = self._database.execute("SELECT count(*) FROM answer").fetchone()
        return asked, answered

    def open_questions(self) -> Iterator[tuple[Question, ...]]:
        """Give what is not answered yet, a chunk at a time, in the order of the book."""
        last = 0
        while chunk := tuple(
            self._database.execute(
                "SELECT id, asks FROM question WHERE id > ? AND id NOT IN (SELECT id FROM answer) "
                "ORDER BY id LIMIT ?",
                (last, CHUNK),
            )
        ):
            yield chunk
            last = chunk[-1][0]

    def answer(self, answers: Sequence[tuple[int, str]]) -> None:
        """Keep answers, as JSON, by their questions' numbers, in one transaction."""
        with self._transaction():
            self._database.executemany("INSERT INTO answer VALUES (?, ?)", answers)

    def answers_to(self, questions: Collection[str]) -> list[str]:
        """Give the answers to some hundreds of questions. Raises Unfinished for one that was never asked."""
        digests = [_digest(question) for question in questions]
        marks = ", ".join("?" * len(digests))
        found = dict(
            self._database.execute(
                f"SELECT digest, answer.cells FROM question JOIN answer USING (id) WHERE digest IN ({marks})",  # noqa: S608
                digests,
            )
        )
        try:
            return [found[digest] for digest in digests]
        except KeyError:
            raise Unfinished(
                "the book has changed while it was screened; begin anew with --restart"
            ) from None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


def _digest(asks: str) -> bytes:
    return blake2b(asks.encode(), digest_size=16).digest()
