"""Books in delimited text: any encoding that is named, commas, semicolons or tabs as found in the header."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from lists.errors import DamagedFile
from lists.sources.delimited import Record, records_in, refuse_other_kinds
from lists.sources.parsed import RawFile
from service.bulk.answers import ANSWER_COLUMNS, Cells
from service.bulk.book import Batch, Book, in_batches, row_of
from service.spreadsheet import shown_as_text

_DELIMITERS = (",", ";", "\t")
_SAMPLE_ROWS = 20
_UTF8 = "utf-8"


class CsvBook:
    """A CSV as a book; without an encoding it must be UTF-8, with or without a byte order mark."""

    schema = None

    def __init__(self, path: Path, encoding: str | None) -> None:
        """Read the header. Raises DamagedFile for what is no text of that encoding."""
        self._path = path
        self._encoding = _codec(path, encoding)
        with path.open("rb") as file:
            head = file.read(8)
        if encoding is None:
            refuse_other_kinds(RawFile(name=path.name, content=head))
        self.has_mark = head.startswith(codecs.BOM_UTF8) or self._encoding != _UTF8
        self.delimiter, self.header = self._layout()
        name = {",": "commas", ";": "semicolons", "\t": "tabs"}[self.delimiter]
        self.notes: tuple[str, ...] = (f"read as {self._encoding}, values between {name}",)

    def batches(self) -> Iterator[Batch]:
        """Give all rows. Raises DamagedFile for a byte that is not in the encoding, and an open quote."""
        records = self._records(self.delimiter)
        next(records)
        return in_batches(row_of(record, len(self.header), may_be_short=False) for record in records)

    def _layout(self) -> tuple[str, tuple[str, ...]]:
        """Give the delimiter under which the first rows fit the header best, and the header's cells.

        Between two that fit alike, the one with more columns.
        """
        layouts: list[tuple[bool, int, int, str, tuple[str, ...]]] = []
        first_fault: DamagedFile | None = None
        for delimiter in _DELIMITERS:
            try:
                header, *rows = islice(self._records(delimiter), 1 + _SAMPLE_ROWS)
            except DamagedFile as fault:
                first_fault = first_fault or fault
                continue
            except ValueError:
                raise DamagedFile(self._path.name, "the file is empty") from None
            width = len(header.cells)
            fitting = sum(len(row.cells) == width for row in rows)
            cells = tuple(cell.strip() for cell in header.cells)
            if header.fault is None:
                layouts.append((width > 1, fitting, width, delimiter, cells))
        if not layouts:
            raise first_fault or DamagedFile(
                self._path.name, "the quotes of the header are misplaced", line=1
            )
        *_, delimiter, cells = max(layouts, key=lambda layout: layout[:3])
        return delimiter, cells

    def _records(self, delimiter: str) -> Iterator[Record]:
        encoding = "utf-8-sig" if self._encoding == _UTF8 else self._encoding
        try:
            with self._path.open(encoding=encoding, newline="") as lines:
                yield from records_in(self._path.name, lines, delimiter)
        except UnicodeError as error:
            raise self._not_decoded(error) from error

    def _not_decoded(self, error: UnicodeError) -> DamagedFile:
        if self._encoding != _UTF8:
            return DamagedFile(self._path.name, f"this is not {self._encoding}: {error}")
        with self._path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    line.decode(_UTF8)
                except UnicodeDecodeError as wrong:
                    reason = (
                        f"line {number} is not UTF-8 (byte 0x{line[wrong.start]:02x}); "
                        "name its encoding, as in --encoding cp1252"
                    )
                    return DamagedFile(self._path.name, reason, line=number)
        return DamagedFile(self._path.name, f"this is not UTF-8: {error}")


def _codec(path: Path, encoding: str | None) -> str:
    try:
        return codecs.lookup(encoding).name if encoding else _UTF8
    except LookupError:
        raise DamagedFile(path.name, f"there is no encoding {encoding!r}") from None


class CsvResult:
    """Writes UTF-8 with the book's delimiter; a cell that a spreadsheet would run is written as text."""

    def __init__(self, path: Path, book: Book) -> None:
        """Begin a file with its header."""
        self._file = path.open("w", encoding="utf-8-sig" if book.has_mark else _UTF8, newline="")
        self._table = csv.writer(self._file, delimiter=book.delimiter, lineterminator="\r\n")
        self._table.writerow(map(shown_as_text, (*book.header, *ANSWER_COLUMNS)))

    def write(self, batch: Batch, answers: Sequence[Cells]) -> None:
        """Write rows with their answers."""
        self._table.writerows(
            (*map(shown_as_text, row.cells), *_shown(answer))
            for row, answer in zip(batch.rows, answers, strict=True)
        )

    def close(self) -> None:
        """End the file."""
        self._file.close()


@lru_cache(maxsize=1024)  # most rows have the very same answer
def _shown(answer: Cells) -> Cells:
    return tuple(shown_as_text(cell) if isinstance(cell, str) else cell for cell in answer)
