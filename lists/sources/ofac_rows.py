"""OFAC's delimited files: which file is which, and its rows (OFAC, "SDN data file specification").

A file is known by its columns, not by its name. A ^Z (0x1A), the end-of-file mark of the format's first
days, ends each published file; where files were joined into one it stands in the middle, and what follows
is a part of its own.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from lists.errors import DamagedFile
from lists.sources.delimited import Record, any_text, read_records
from lists.sources.parsed import RawFile, RejectedRow


class Role(StrEnum):
    """The part a file plays in its set."""

    SDN = "sdn"
    CONS_PRIM = "cons_prim"
    ALT = "alt"
    ADD = "add"
    COMMENTS = "comments"


_ROLES = {12: Role.SDN, 5: Role.ALT, 6: Role.ADD, 2: Role.COMMENTS}
_WIDTHS = {role: width for width, role in _ROLES.items()}
_NULL = "-0-"
_END_OF_FILE = "\x1a"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfacRow:
    """A row whose values are empty where OFAC writes its null; `part` counts the ^Z before it."""

    file: str
    part: int
    record: Record
    cells: tuple[str, ...]

    @property
    def own_id(self) -> str:
        """The number of the party that the row is about."""
        return self.cells[0].strip()

    def rejected(self, reason: str) -> RejectedRow:
        return RejectedRow(file=self.file, line=self.record.line, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfacFile:
    """One file, read: its role, its usable rows and those whose shape is wrong."""

    name: str
    role: Role
    rows: tuple[OfacRow, ...]
    rejected: tuple[RejectedRow, ...]
    warning: str | None


def role_of(file: RawFile) -> Role | None:
    """Tell a file's role by the columns of its first rows; None where it is no file of OFAC's.

    The main files of the SDN list and of the non-SDN lists have the same columns: both are Role.SDN here.
    """
    records = [record for record in _first_records(file) if not _is_header(record)]
    widths = Counter(len(record.cells) for record in records if _has_number(record.cells))
    if not widths or widths.total() * 2 < len(records):
        return None
    return _ROLES.get(widths.most_common(1)[0][0])


def read_file(file: RawFile) -> OfacFile:
    """Read one file; DamagedFile where it is none of OFAC's or a quote is never closed."""
    role = role_of(file)
    if role is None:
        widths = ", ".join(f"{width} ({role})" for width, role in _ROLES.items())
        raise DamagedFile(file.name, f"no file of OFAC's: its rows have none of the widths {widths}")
    text, warning = _decode(file)
    rows: list[OfacRow] = []
    rejected: list[RejectedRow] = []
    part = 0
    for record in read_records(file.name, text):
        marked = record.text.startswith(_END_OF_FILE)
        part += marked
        cells = tuple(_value(cell) for cell in record.cells)
        if (marked and not any(cells)) or _is_header(record):
            continue
        row = OfacRow(file=file.name, part=part, record=record, cells=cells)
        reason = record.fault or _misshape(cells, role)
        if reason:
            rejected.append(row.rejected(reason))
        else:
            rows.append(row)
    return OfacFile(name=file.name, role=role, rows=tuple(rows), rejected=tuple(rejected), warning=warning)


def _first_records(file: RawFile, most: int = 50) -> list[Record]:
    """Give the first records of a file's first 64 KiB."""
    found: list[Record] = []
    # A beginning may well end inside a value; and a file that is no text has no role anyway.
    with suppress(DamagedFile):
        text, _ = _decode(RawFile(name=file.name, content=file.content[:65536]))
        found.extend(islice(read_records(file.name, text), most))
    return found


def _decode(file: RawFile) -> tuple[str, str | None]:
    """Decode a file, and warn where it is not the UTF-8 (or ASCII) that OFAC publishes."""
    content = file.content.rstrip().removesuffix(_END_OF_FILE.encode())
    return any_text(RawFile(name=file.name, content=content))


def _value(cell: str) -> str:
    """Give a cell's text, empty for the null `-0- `; blanks inside remarks matter where they are joined."""
    plain = cell.removeprefix(_END_OF_FILE)
    return "" if plain.startswith(_NULL) and plain.strip() == _NULL else plain


def _has_number(cells: tuple[str, ...]) -> bool:
    return bool(cells) and _value(cells[0]).strip().isdecimal()


def _is_header(record: Record) -> bool:
    """Some mirrors put the column names of the specification first."""
    return bool(record.cells) and record.cells[0].strip().casefold() == "ent_num"


def _misshape(cells: tuple[str, ...], role: Role) -> str | None:
    if len(cells) != _WIDTHS[role]:
        return f"{len(cells)} columns instead of the {_WIDTHS[role]} of a row of {role}"
    return None if _has_number(cells) else f"{cells[0][:40]!r} is no entity number"
