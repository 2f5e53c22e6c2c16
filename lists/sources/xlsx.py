"""Excel workbooks (ECMA-376) as rows of text, each with the row number that a person sees.

A cell becomes what it shows: a whole number without ".0", a date as YYYY-MM-DD, a broken formula as its
`#REF!`. Read here rather than with a library: python-calamine reserves every cell up to the farthest, so that
5 KB with one far-away cell end the whole process, and gives `#REF!` as empty; openpyxl is slower than this,
pads each row to the sheet's width and limits no size. Here empty cells cost nothing and sizes are limited.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from xml.etree.ElementTree import Element

from lists.errors import DamagedFile
from lists.sources.delimited import Record
from lists.sources.parsed import RawFile
from lists.sources.xml import read_xml

_WORKBOOK = "xl/workbook.xml"
_LARGEST_PART = 128 << 20
"""Bytes of one unpacked part; the largest sheet of any list has some 6 MB."""
_MOST_COLUMNS = 1_000
# Built-in formats that are dates (ECMA-376 part 1, 18.8.30), those of East Asia included.
_DATE_FORMATS = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_NO_DATE_PART = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].|AM/PM|A/P|;.*', re.IGNORECASE | re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_DAY = date(1899, 12, 30)
_FIRST_DAY_1904 = date(1904, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet that a reader of the workbook sees: its name and its rows, without empty ones.

    A row is a Record: its number, its cells to the last that is filled, and those cells joined by tabs.
    """

    name: str
    records: Iterator[Record]


class _Texts:
    """The texts that cells name by number, read as far as one is asked for: a header needs the first few."""

    def __init__(self, items: Iterator[Element]) -> None:
        self._items = items
        self._read: list[str] = []

    def get(self, number: int) -> str | None:
        """Give a text; None where the workbook has fewer."""
        while len(self._read) <= number:
            item = next(self._items, None)
            if item is None:
                return None
            self._read.append(_text(item))
        return self._read[number]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Workbook:
    file: RawFile
    parts: zipfile.ZipFile
    texts: _Texts = field(default_factory=lambda: _Texts(iter(())))
    date_styles: frozenset[int] = frozenset()
    first_day: date = _FIRST_DAY

    def xml(self, part: str, *tags: str) -> Iterator[Element]:
        """Give the elements with these local names, in a part of the workbook."""
        inner = RawFile(name=f"{self.file.name} ({part})", content=_unpacked(self.file, self.parts, part))
        return (record.element for record in read_xml(inner, tags))

    def damaged(self, reason: str, line: int | None = None) -> DamagedFile:
        return DamagedFile(self.file.name, reason, line=line)


def is_workbook(file: RawFile) -> bool:
    """Say whether the bytes are a workbook, whatever the file's name."""
    if not file.content.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
            return _WORKBOOK in parts.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError):
        return False


def read_sheets(file: RawFile) -> Iterator[Sheet]:
    """Give the visible sheets in their order; a sheet's rows are read when they are asked for.

    Raises DamagedFile, then or when rows are read, for what is no workbook, cut off or beyond the limits.
    """
    if not is_workbook(file):
        raise DamagedFile(file.name, "this is no Excel workbook (.xlsx), or a damaged one")
    book = _open(file, zipfile.ZipFile(io.BytesIO(file.content)))
    targets = _targets(book)
    for element in book.xml(_WORKBOOK, "sheet"):
        target = targets.get(element.get("id", ""))
        if target and target[0] == "worksheet" and element.get("state", "visible") == "visible":
            yield Sheet(name=element.get("name", ""), records=_rows(book, target[1]))


def first_sheet(file: RawFile) -> tuple[Iterator[Record], str | None]:
    """Give the rows of the first visible sheet, and a warning that names the sheets that are not read.

    Raises DamagedFile as `read_sheets`, and where there is no visible sheet.
    """
    first, *others = tuple(read_sheets(file)) or (None,)
    if first is None:
        raise DamagedFile(file.name, "the workbook has no visible sheet")
    names = ", ".join(repr(sheet.name) for sheet in others)
    return (
        first.records,
        f"{file.name}: only the sheet {first.name!r} is read, not {names}" if names else None,
    )


def _open(file: RawFile, parts: zipfile.ZipFile) -> _Workbook:
    """Read what the sheets share: where days are counted from, texts, and which styles are dates."""
    book = _Workbook(file=file, parts=parts)
    shared = {kind: part for kind, part in _targets(book).values() if kind != "worksheet"}
    from_1904 = any(each.get("date1904") in ("1", "true") for each in book.xml(_WORKBOOK, "workbookPr"))
    return replace(
        book,
        first_day=_FIRST_DAY_1904 if from_1904 else _FIRST_DAY,
        texts=_Texts(book.xml(shared["sharedStrings"], "si") if "sharedStrings" in shared else iter(())),
        date_styles=frozenset(_date_styles(book, shared.get("styles"))),
    )


def _targets(book: _Workbook) -> dict[str, tuple[str, str]]:
    """Give the workbook's parts by relationship id: the last word of their kind, and their path."""
    return {
        element.get("Id", ""): (
            element.get("Type", "").rpartition("/")[2],
            target.removeprefix("/") if target.startswith("/") else f"xl/{target}",
        )
        for element in book.xml("xl/_rels/workbook.xml.rels", "Relationship")
        if (target := element.get("Target", ""))
    }


def _unpacked(file: RawFile, parts: zipfile.ZipFile, part: str) -> bytes:
    try:
        with parts.open(part) as stream:
            content = stream.read(_LARGEST_PART + 1)
    except KeyError:
        raise DamagedFile(file.name, f"the workbook has no part {part}") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise DamagedFile(file.name, f"the workbook's part {part} cannot be unpacked: {error}") from error
    if len(content) > _LARGEST_PART:
        reason = f"the workbook's part {part} unpacks to more than {_LARGEST_PART >> 20} MB"
        raise DamagedFile(file.name, reason)
    return content


def _date_styles(book: _Workbook, part: str | None) -> Iterator[int]:
    """Give the cell styles, by number, that show a number as a date."""
    if part is None:
        return
    formats = {element.get("numFmtId"): element for element in book.xml(part, "numFmt")}
    dates = {str(number) for number in _DATE_FORMATS} | {
        number
        for number, element in formats.items()
        if number and re.search("[ymd]", _NO_DATE_PART.sub("", element.get("formatCode", "")), re.IGNORECASE)
    }
    for styles in book.xml(part, "cellXfs"):
        yield from (number for number, style in enumerate(styles) if style.get("numFmtId") in dates)


def _rows(book: _Workbook, part: str) -> Iterator[Record]:
    line = 0
    for row in book.xml(part, "row"):
        line = _whole(book, row.get("r"), line + 1)
        cells: dict[int, str] = {}
        column = -1
        for cell in row:
            column = _column(book, line, cell.get("r"), column + 1)
            if value := _value(book, line, cell):
                cells[column] = value
        if cells:
            values = tuple(cells.get(number, "") for number in range(max(cells) + 1))
            yield Record(line=line, cells=values, text="\t".join(values))


def _column(book: _Workbook, line: int, reference: str | None, expected: int) -> int:
    """Give the 0-based column of a reference such as "AB7"; the next one where a cell has none."""
    if reference is None:
        column = expected
    elif (found := _column_number(reference.rstrip("0123456789"))) is not None:
        column = found
    else:
        raise book.damaged(f"a cell of row {line} has the reference {reference!r}", line)
    if column >= _MOST_COLUMNS:
        raise book.damaged(f"row {line} reaches beyond {_MOST_COLUMNS} columns", line)
    return column


@lru_cache(maxsize=1024)
def _column_number(letters: str) -> int | None:
    """Give the 0-based number of a column; None for what names none.

    >>> _column_number("A"), _column_number("AB"), _column_number("$A")
    (0, 27, None)
    """
    if not re.fullmatch("[A-Z]{1,3}", letters):
        return None
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(book: _Workbook, line: int, cell: Element) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell).strip()
    raw = next((child.text or "" for child in cell if child.tag == "v"), "").strip()
    if kind == "s" and raw:
        text = book.texts.get(_whole(book, raw, 0))
        if text is None:
            raise book.damaged(f"row {line} names the text {raw}, which the workbook does not have", line)
        return text
    if kind == "n":
        is_date = _whole(book, cell.get("s"), 0) in book.date_styles
        return (_date(book.first_day, raw) if is_date else None) or _number(raw)
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(raw, raw)
    return raw.removesuffix("T00:00:00") if kind == "d" else _unescaped(raw).strip()


def _text(item: Element) -> str:
    """Join the runs of a text; phonetic guides (rPh) are no part of it."""
    runs = (run for child in item if child.tag != "rPh" for run in child.iter("t"))
    return "".join(_unescaped(run.text or "") for run in runs).strip()


def _unescaped(text: str) -> str:
    """Undo `_x000D_`, ECMA-376's writing of characters that XML cannot hold; half a character becomes U+FFFD.

    >>> _unescaped("a_x0020_b")
    'a b'
    """
    if "_x" not in text:
        return text
    units = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _number(raw: str) -> str:
    """Write a number as a sheet shows it.

    >>> _number("9082142.0"), _number("1.053001124483E12"), _number("0.5")
    ('9082142', '1053001124483', '0.5')
    """
    try:
        value = Decimal(raw)
        whole = abs(value) < 10**18 and value == value.to_integral_value()
    except (InvalidOperation, ValueError):
        return raw
    return str(int(value)) if whole else raw


def _date(first_day: date, raw: str) -> str | None:
    """Read a day's serial number; a time of day alone is none. Lotus counted a 29 February 1900."""
    try:
        days = int(Decimal(raw))
        if days < 1:
            return None
        early = first_day == _FIRST_DAY and days < 60
        return (first_day + timedelta(days=days + early)).isoformat()
    except (InvalidOperation, ValueError, OverflowError):
        return None


def _whole(book: _Workbook, text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not re.fullmatch("[0-9]{1,9}", text):
        raise book.damaged(f"{text!r} stands where the workbook needs a number")
    return int(text)
