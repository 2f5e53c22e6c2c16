"""Books in Excel workbooks: the first visible sheet, its cells as the text that they show."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from lists.errors import DamagedFile
from lists.sources.delimited import Record
from lists.sources.parsed import RawFile
from lists.sources.xlsx import first_sheet
from service.bulk.answers import ANSWER_COLUMNS, Cells
from service.bulk.book import Batch, Book, in_batches, row_of
from service.errors import WrongResult

# What a sheet of Excel holds: rows, the header's among them, columns, and characters in a cell.
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_LONGEST_CELL = 32_767

# The moment is part of the file: with the true one, no two files of the same book would be equal.
_CREATED = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)


class WorkbookBook:
    """The first visible sheet of a workbook as a book; empty rows of a sheet are none."""

    delimiter = ","
    has_mark = True
    schema = None

    def __init__(self, path: Path) -> None:
        """Read the header. Raises DamagedFile for what is no workbook, or too large a one."""
        self._file = RawFile(name=path.name, content=path.read_bytes())
        records, warning = first_sheet(self._file)
        header = next(records, None)
        if header is None:
            raise DamagedFile(path.name, "the first sheet is empty")
        self.header = tuple(cell.strip() for cell in header.cells)
        self.notes: tuple[str, ...] = (warning,) if warning else ()

    def batches(self) -> Iterator[Batch]:
        """Give all rows. Raises DamagedFile where the sheet is damaged or too large."""
        return in_batches(row_of(record, len(self.header), may_be_short=True) for record in self._records())

    def _records(self) -> Iterator[Record]:
        records, _ = first_sheet(self._file)
        next(records)
        return records


def check_header(header: Sequence[str]) -> None:
    """Raise WrongResult where a book has more columns than a sheet holds beside ours."""
    if len(header) + len(ANSWER_COLUMNS) > _MOST_COLUMNS:
        raise WrongResult(f"a workbook holds {_MOST_COLUMNS} columns; write a CSV or Parquet")


def check_rows(batch: Batch, before: int) -> None:
    """Raise WrongResult for rows that a workbook cannot hold, `before` being how many came before them."""
    if 1 + before + len(batch.rows) > _MOST_ROWS:
        raise WrongResult(f"a workbook holds {_MOST_ROWS - 1} rows; write a CSV or Parquet")
    for row in batch.rows:
        if any(len(cell) > _LONGEST_CELL for cell in row.cells):
            reason = f"row {row.number} has a longer one; write a CSV or Parquet"
            raise WrongResult(f"a workbook holds {_LONGEST_CELL} characters in a cell, and {reason}")


class WorkbookResult:
    """Writes texts as texts, so that none is run as a formula, row by row without holding them."""

    def __init__(self, path: Path, book: Book) -> None:
        """Begin a workbook with its header, which stays in sight; what is not written yet lies beside it."""
        self._workbook = Workbook(
            path,
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self._workbook.set_properties({"created": _CREATED})
        self._sheet = self._workbook.add_worksheet("screening")
        self._sheet.freeze_panes(1, 0)
        self._next = 0
        self._write((*book.header, *ANSWER_COLUMNS), self._workbook.add_format({"bold": True}))

    def write(self, batch: Batch, answers: Sequence[Cells]) -> None:
        """Write rows with their answers."""
        for row, answer in zip(batch.rows, answers, strict=True):
            self._write(chain(row.cells, answer))

    def close(self) -> None:
        """Put the workbook together."""
        self._workbook.close()

    def _write(self, cells: Iterable[str | float | None], shown: Format | None = None) -> None:
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                if cell:
                    self._sheet.write_string(self._next, column, cell, shown)
            elif cell is not None:
                self._sheet.write_number(self._next, column, cell, shown)
        self._next += 1
