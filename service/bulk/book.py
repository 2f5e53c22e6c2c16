"""A book: the table of parties that an operator screens at once, read a batch of rows at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from lists.sources.delimited import Record
from service.bulk.answers import Cells

BATCH_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row under the header, as text: as many cells as the header has.

    `fault` says why the row cannot be screened; None where it can. `number` is the line of the file, or the
    row that a workbook shows.
    """

    number: int
    cells: tuple[str, ...]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, in order; `typed` are the same as a pyarrow.RecordBatch, where the book has types."""

    rows: tuple[Row, ...]
    typed: Any = None


class Book(Protocol):
    """A file with a header and rows, which may be read several times.

    `notes` say what an operator should know of how it is read. `delimiter` and `has_mark` (a byte order mark)
    are how a CSV beside it should be written. `schema` is a pyarrow.Schema, None where all cells are text.
    """

    header: tuple[str, ...]
    notes: tuple[str, ...]
    delimiter: str
    has_mark: bool
    schema: Any

    def batches(self) -> Iterator[Batch]:
        """Give all rows. Raises DamagedFile where the file cannot be read on."""
        ...


class Result(Protocol):
    """The file that is written: the columns of a book, and ours beside them."""

    def write(self, batch: Batch, answers: Sequence[Cells]) -> None:
        """Write rows with their answers."""
        ...

    def close(self) -> None:
        """End the file."""
        ...


def row_of(record: Record, width: int, *, may_be_short: bool) -> Row:
    """Fit a record to a header of that many cells; one that is too long or too short has a fault.

    What stands beyond the header is told in the fault, as nothing of a row may be lost.
    """
    cells, surplus = record.cells[:width], [cell for cell in record.cells[width:] if cell]
    fault = None
    if record.fault is not None:
        fault = f"{record.fault}: {record.text}"
    elif surplus:
        beyond = ", ".join(map(repr, surplus))
        fault = f"{len(record.cells)} values for {width} columns; beyond the last stand {beyond}"
    elif len(cells) < width and not may_be_short:
        fault = f"{len(cells)} values for {width} columns"
    return Row(record.line, cells + ("",) * (width - len(cells)), fault)


def in_batches(rows: Iterable[Row]) -> Iterator[Batch]:
    """Cut rows into batches."""
    remaining = iter(rows)
    while batch := tuple(islice(remaining, BATCH_ROWS)):
        yield Batch(batch)
