"""Books in Parquet files. pyarrow is as large as all else together, so it is installed on request only."""

import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute
from pyarrow import parquet as pq

from lists.errors import DamagedFile
from service.bulk.answers import ANSWER_COLUMNS, Cells
from service.bulk.book import BATCH_ROWS, Batch, Book, Row
from service.errors import WrongResult

_GROUP_ROWS = 50_000
_EXACT = 2**53
"""Below which a whole number in a float goes without ".0": pandas keeps whole numbers so where some lack."""
_TYPES = {str: pa.string(), int: pa.int32(), float: pa.float64()}
_MIDNIGHT = re.compile(r" 00:00:00(\.0+)?Z?$")


class ParquetBook:
    """A Parquet file as a book: its columns keep their types where the result is Parquet too."""

    delimiter = ","
    has_mark = False
    notes = ()

    def __init__(self, path: Path) -> None:
        """Read the schema. Raises DamagedFile for what is no Parquet file."""
        self._path = path
        try:
            with pq.ParquetFile(path) as file:
                self.schema = file.schema_arrow
        except (pa.ArrowException, OSError) as error:
            raise DamagedFile(path.name, f"this is no Parquet file, or a damaged one: {error}") from error
        self.header = tuple(self.schema.names)

    def batches(self) -> Iterator[Batch]:
        """Give all rows. Raises DamagedFile where the file is damaged."""
        number = 1
        try:
            with pq.ParquetFile(self._path) as file:
                for typed in file.iter_batches(BATCH_ROWS):
                    columns = [_texts(column) for column in typed.columns]
                    rows = (Row(at, cells) for at, cells in enumerate(zip(*columns, strict=True), number))
                    yield Batch(tuple(rows), typed)
                    number += typed.num_rows
        except (pa.ArrowException, OSError) as error:
            raise DamagedFile(self._path.name, f"row {number} and on cannot be read: {error}") from error


def check_header(header: Sequence[str]) -> None:
    """Raise WrongResult where two columns of a book have one name."""
    if repeated := sorted({name for name in header if header.count(name) > 1}):
        raise WrongResult(f"in Parquet each column has a name of its own, and these stand twice: {repeated}")


class ParquetResult:
    """Writes the book's own columns with their types, texts where it has none, and ours beside them."""

    def __init__(self, path: Path, book: Book) -> None:
        """Begin a file."""
        own = list(book.schema) if book.schema else [pa.field(name, pa.string()) for name in book.header]
        ours = [pa.field(name, _TYPES[type_]) for name, type_ in ANSWER_COLUMNS.items()]
        self._schema = pa.schema([*own, *ours], metadata=book.schema.metadata if book.schema else None)
        self._file = pq.ParquetWriter(path, self._schema)
        self._waiting: list[Any] = []

    def write(self, batch: Batch, answers: Sequence[Cells]) -> None:
        """Write rows with their answers, in groups of a size that readers like."""
        if batch.typed is not None:
            own = batch.typed.columns
        else:
            own = [
                pa.array(column, pa.string())
                for column in zip(*(row.cells for row in batch.rows), strict=True)
            ]
        types = map(_TYPES.__getitem__, ANSWER_COLUMNS.values())
        ours = [
            pa.array(column, type_) for column, type_ in zip(zip(*answers, strict=True), types, strict=True)
        ]
        self._waiting.append(pa.RecordBatch.from_arrays([*own, *ours], schema=self._schema))
        if sum(part.num_rows for part in self._waiting) >= _GROUP_ROWS:
            self._flush()

    def close(self) -> None:
        """End the file."""
        self._flush()
        self._file.close()

    def _flush(self) -> None:
        if self._waiting:
            self._file.write_table(pa.Table.from_batches(self._waiting, self._schema))
            self._waiting.clear()


def _texts(column: Any) -> list[str]:
    """Write the values of a column as a workbook would show them."""
    if pa.types.is_date(column.type) or pa.types.is_timestamp(column.type) or pa.types.is_time(column.type):
        return [_MIDNIGHT.sub("", text or "") for text in compute.cast(column, pa.string()).to_pylist()]
    return [_text(value) for value in column.to_pylist()]


def _text(value: object) -> str:
    """Write a value as text; several are joined by ";".

    >>> _text(9082142.0), _text(None), _text(["A", "B"]), _text(True)
    ('9082142', '', 'A;B', 'TRUE')
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list):
        return ";".join(map(_text, value))
    if isinstance(value, dict):
        return json.dumps(value, default=str, ensure_ascii=False)
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value).upper() if isinstance(value, bool) else str(value)
