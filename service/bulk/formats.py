"""Which format a book has, by its content, and which one its result gets, by its ending."""

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from service.bulk import workbook
from service.bulk.book import Batch, Book, Result
from service.bulk.csv_file import CsvBook, CsvResult
from service.errors import NoParquet, WrongResult

_ENDINGS = (".csv", ".xlsx", ".parquet")


def open_book(path: Path, encoding: str | None) -> Book:
    """Open a book and read its header; `encoding` is that of a CSV. Raises DamagedFile, NoParquet."""
    with path.open("rb") as file:
        start = file.read(4)
    if start == b"PK\x03\x04":
        return workbook.WorkbookBook(path)
    if start == b"PAR1":
        book: Book = _parquet().ParquetBook(path)
        return book
    return CsvBook(path, encoding)


def check_result(path: Path, header: Sequence[str]) -> None:
    """Raise WrongResult where a book with this header cannot be written to a file of that ending."""
    if path.suffix.casefold() not in _ENDINGS:
        raise WrongResult(f"{path.name} must end with {', '.join(_ENDINGS)}: that says what is written")
    if path.suffix.casefold() == ".xlsx":
        workbook.check_header(header)
    if path.suffix.casefold() == ".parquet":
        _parquet().check_header(header)


def check_rows(path: Path, batch: Batch, before: int) -> None:
    """Raise WrongResult for rows that the file cannot hold; `before` is how many came before them."""
    if path.suffix.casefold() == ".xlsx":
        workbook.check_rows(batch, before)


def open_result(path: Path, book: Book) -> Result:
    """Begin the result of a book that was checked."""
    if path.suffix.casefold() == ".xlsx":
        return workbook.WorkbookResult(path, book)
    if path.suffix.casefold() == ".parquet":
        result: Result = _parquet().ParquetResult(path, book)
        return result
    return CsvResult(path, book)


def _parquet() -> ModuleType:
    try:
        from service.bulk import parquet_file  # noqa: PLC0415 -- its library is installed on request
    except ModuleNotFoundError as error:
        raise NoParquet from error
    return parquet_file
