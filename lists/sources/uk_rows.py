"""A CSV of the United Kingdom: a date or a title first, then a header, and several rows to each id."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

from lists.errors import DamagedFile
from lists.sources.delimited import any_text, read_records
from lists.sources.gathered import Outcome, gather
from lists.sources.parsed import Parsed, RawFile
from lists.sources.table import Table, TableRow, from_header, has_header, rows_under_header
from lists.sources.uk_designation import Designation
from lists.sources.uk_entities import to_entity


def has_columns(file: RawFile, needed: frozenset[str]) -> bool:
    """Say whether one of the file's first records is a header with these columns (in small letters)."""
    with suppress(DamagedFile):  # no text; or its beginning ends inside a value, long after any header
        text, _ = any_text(RawFile(name=file.name, content=file.content[:16384]))
        return has_header(read_records(file.name, text), needed)
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class UkLayout:
    """How a format tells a designation in rows: its header, a row's id and type, and what a row adds."""

    needed: frozenset[str]
    own_id: str
    kinds: tuple[str, ...]
    add: Callable[[Designation, TableRow], None]


def parse_rows(list_id: str, files: tuple[RawFile, ...], format_name: str, layout: UkLayout) -> Parsed:
    """Read all rows and join those of one id; a row without id is rejected.

    Raises DamagedFile where a file has no header with the layout's columns, or is cut off.
    """
    outcomes: list[Outcome] = []
    warnings: list[str] = []
    for file in files:
        table = _read(file, layout.needed)
        warnings += filter(None, [table.warning])
        designations: dict[str, Designation] = {}
        for row, fault in table.rows:
            own_id = row[layout.own_id]
            if fault or not own_id:
                reason = fault or f"no {layout.own_id}"
                outcomes.append(Outcome(file=file.name, lines=(row.line,), reason=reason))
                continue
            if own_id not in designations:
                kind = next(filter(None, (row[column] for column in layout.kinds)), "")
                designations[own_id] = Designation(own_id=own_id, kind=kind)
            layout.add(designations[own_id], row)
        outcomes += outcomes_of(list_id, file.name, designations.values())
    return gather(format_name, files, outcomes, warnings=warnings)


def outcomes_of(list_id: str, file: str, designations: Iterable[Designation]) -> Iterable[Outcome]:
    """Make the entities of one file's designations; one without any name is rejected with all its rows."""
    for designation in designations:
        entity = to_entity(list_id, designation)
        yield Outcome(
            file=file,
            lines=tuple(source.line for source in designation.sources),
            entity=entity,
            reason=None if entity else f"{designation.own_id} has no name",
        )


def _read(file: RawFile, needed: frozenset[str]) -> Table:
    text, warning = any_text(file)
    records = from_header(read_records(file.name, text), needed)
    return Table(rows_under_header(file.name, records, needed), warning)
