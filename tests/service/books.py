"""Books, screened by the command as a process, and the results that it writes."""

import csv
import subprocess
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from lists.sources.parsed import RawFile
from lists.sources.xlsx import first_sheet
from tests.lists.workbooks import Cell, workbook
from tests.service.server import run_cli

Table = list[dict[str, Any]]


def screen_book(folder: Path, book: str, result: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Screen a book of a folder against the lists in its folder `data`."""
    return run_cli(folder / "data", "screen-file", str(folder / book), str(folder / result), *options)


def screened(folder: Path, book: str, result: str, *options: str) -> Table:
    """Screen a book to its end, and give the result's rows."""
    done = screen_book(folder, book, result, *options)
    assert done.returncode == 0, done.stderr
    return read_table(folder / result)


def write_table(path: Path, *rows: tuple[Cell, ...]) -> None:
    """Write rows, the header first, in the format of the file's ending."""
    if path.suffix == ".xlsx":
        path.write_bytes(workbook(*rows))
    elif path.suffix == ".parquet":
        columns = zip(*rows[1:], strict=True)
        pq.write_table(pa.table(dict(zip(rows[0], map(list, columns), strict=True))), path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


def read_table(path: Path) -> Table:
    """Read a result; what is empty is "" in each format, and a CSV's or a workbook's values are texts."""
    if path.suffix == ".parquet":
        rows: Table = pq.read_table(path).to_pylist()
        return [{name: "" if value is None else value for name, value in row.items()} for row in rows]
    if path.suffix == ".xlsx":
        records, _ = first_sheet(RawFile(name=path.name, content=path.read_bytes()))
        header, *lines = [record.cells for record in records]
        return [dict(zip(header, (*line, *[""] * len(header)), strict=False)) for line in lines]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=_delimiter(path)))


def _delimiter(path: Path) -> str:
    head = path.read_text("utf-8-sig").partition("screening_outcome")[0]
    return head[-1]
