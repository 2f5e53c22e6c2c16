"""The rows of an operator's list: read, told apart, and joined to their owners' rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from lists.errors import ConflictingRows
from lists.sources.delimited import Record
from lists.sources.own_tables import strict_rows
from lists.sources.parsed import RejectedRow

COLUMNS = (
    *("id", "type", "name", "aliases", "weak_aliases", "former_names"),
    *("imo", "company_imo", "mmsi", "call_sign", "registration_number", "tax_number"),
    *("country", "programmes", "measures", "listed_on", "owner", "notes"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its values by column, empty ones left out; `own_id` is given or derived."""

    file: str
    record: Record
    values: dict[str, str]
    own_id: str

    def many(self, column: str) -> tuple[str, ...]:
        """The several values of a cell, each once, in their order."""
        parts = (part.strip() for part in self.values.get(column, "").split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def rejected(self, reason: str) -> RejectedRow:
        return RejectedRow(file=self.file, line=self.record.line, reason=reason)


def read_rows(file: str, records: Iterator[Record]) -> tuple[list[Row], list[RejectedRow]]:
    """Read the rows of the file with that name, and reject those whose values do not fit the header.

    Raises DamagedFile where there is no usable header.
    """
    rows: list[Row] = []
    rejected: list[RejectedRow] = []
    for read, reason in strict_rows(file, records, COLUMNS, needed=("name",)):
        row = Row(file, read.record, read.values, read["id"])
        if reason is None:
            rows.append(row)
        else:
            rejected.append(row.rejected(reason))
    return rows, rejected


def tell_apart(rows: list[Row]) -> tuple[dict[str, Row], dict[str, list[Row]]]:
    """Give every different row once, by its id; and for each id all the rows that carry it.

    A row without id gets a hash of type and name; other contents of the same type and name get "#2", "#3".
    Raises ConflictingRows where one given id has different contents.
    """
    unique: dict[str, Row] = {}
    repeats = defaultdict[str, list[Row]](list)
    for row in rows:
        own_id = row.own_id or _free_id(row, unique)
        known = unique.setdefault(own_id, Row(row.file, row.record, row.values, own_id))
        repeats[own_id].append(row)
        if known.values != row.values:
            lines = tuple(again.record.line for again in repeats[own_id])
            raise ConflictingRows(row.file, own_id, lines)
    return unique, repeats


def orphans(loaded: Mapping[str, Row]) -> dict[str, str]:
    """Give, by id, the rows whose owner is no other row of `loaded`, with that owner.

    A row that falls out takes with it the rows that name it as their owner.
    """
    remaining = dict(loaded)
    fallen: dict[str, str] = {}
    while found := {
        own_id: owner
        for own_id, row in remaining.items()
        for owner in row.many("owner")
        if owner == own_id or owner not in remaining
    }:
        fallen |= found
        for own_id in found:
            del remaining[own_id]
    return fallen


def _free_id(row: Row, taken: Mapping[str, Row]) -> str:
    type_and_name = f"{row.values.get('type', '').casefold()}\n{row.values['name']}"
    digest = sha256(type_and_name.encode()).hexdigest()[:16]
    own_id, number = digest, 1
    while own_id in taken and taken[own_id].values != row.values:
        number += 1
        own_id = f"{digest}#{number}"
    return own_id
