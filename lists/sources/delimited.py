"""From the bytes of a comma-separated file to its records, with their physical lines (RFC 4180)."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lists.errors import DamagedFile
from lists.sources.parsed import RawFile

_SIGNATURES = {
    b"PK\x03\x04": "a ZIP archive (an Excel workbook is one)",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel or Word file",
    b"\x89PNG": "a picture",
    b"\x7fELF": "a program",
    b"\xff\xfe": "UTF-16 text; save it as UTF-8",
    b"\xfe\xff": "UTF-16 text; save it as UTF-8",
}
_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: the 1-based line it starts on, its values, and its text as published, without line end.

    `fault` says why the values could not be read; None where they could.
    """

    line: int
    cells: tuple[str, ...]
    text: str
    fault: str | None = None


def refuse_what_is_no_text(file: RawFile) -> None:
    """Raise DamagedFile for an empty file and for bytes that are no text, saying what they look like."""
    if not file.content.strip():
        raise DamagedFile(file.name, "the file is empty")
    refuse_other_kinds(file)
    position = file.content.find(b"\0")
    if position >= 0:
        line = file.content.count(b"\n", 0, position) + 1
        raise DamagedFile(file.name, f"this is no text file: a NUL byte stands on line {line}", line=line)


def refuse_other_kinds(file: RawFile) -> None:
    """Raise DamagedFile for a file that begins as no text does, saying what it looks like."""
    for signature, meaning in _SIGNATURES.items():
        if file.content.startswith(signature):
            raise DamagedFile(file.name, f"this is no text file; it looks like {meaning}", line=1)


def utf8_text(file: RawFile) -> str:
    """Decode UTF-8, with or without a byte order mark; DamagedFile with the line of the first wrong byte."""
    refuse_what_is_no_text(file)
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        wrong = error.object[error.start]
        reason = f"line {line} is not UTF-8 (byte 0x{wrong:02x}); save the file as UTF-8"
        raise DamagedFile(file.name, reason, line=line) from error


def any_text(file: RawFile) -> tuple[str, str | None]:
    """Decode a publisher's file, and warn where it is not UTF-8 but Windows-1252, as older ones are."""
    refuse_what_is_no_text(file)
    try:
        return file.content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = file.content.count(b"\n", 0, error.start) + 1
        warning = f"{file.name} is not UTF-8 (line {line}) and was read as Windows-1252"
        return file.content.decode("cp1252", errors="replace"), warning


def read_records(name: str, text: str, delimiter: str = ",") -> Iterator[Record]:
    """Give the records of a text, as `records_in`."""
    lines = (line[0] for line in _LINE.finditer(text))  # io.StringIO would hold four bytes a character
    return records_in(name, lines, delimiter)


def records_in(name: str, lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Give the records of a text's lines, which keep their ends, without blank ones.

    A record with misplaced quotes has a fault and no cells. DamagedFile where a quote is never closed: that
    is how a file looks that was cut off, and nothing says how many records are lost.
    """
    taken: list[str] = []
    reader = csv.reader(_keep(lines, taken), strict=True, delimiter=delimiter)
    line = 1
    while True:
        taken.clear()
        cells: list[str] = []
        fault = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            fault = str(error)
            if "unexpected end" in fault or "field limit" in fault:
                reason = f"a quote that opens on line {line} is never closed; the file is probably cut off"
                raise DamagedFile(name, reason, line=line) from error
        published = "".join(taken).rstrip("\r\n")
        if fault or published.strip():
            yield Record(line=line, cells=tuple(cells), text=published, fault=fault)
        line += len(taken)


def _keep(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """Pass lines on and note them, so that a record can be shown as it was published."""
    for line in lines:
        taken.append(line)
        yield line
