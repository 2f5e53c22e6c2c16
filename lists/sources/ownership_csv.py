"""An operator's ownership file: who owns, operates or manages whom, one statement a row.

CSV, UTF-8, with the columns `owner`, `owned`, `share`, `as_of`, `relation` and `source`; the first two are
needed. The owner is the subject of the relation (default `owns`), whatever its verb: the operator, the
manager, the agent. Each party is given by id, identifier or name (lists.sources.ownership_party).

What comes of it, for the network:

- Each party given by name or identifier is an entity that is not listed. Its own id is that of
  lists.entities.unlisted_party, by what tells it from others (lists.sources.ownership_parties); its type is
  what its identifiers tell, else None.
- A relation stands on the owner's entity and points to the owned party, which is one of this list
  (`own_id`) or one of another (`list_id` and `own_id`).
- An owner of another list has no entity here: the relation stands on the owned party's entity, from the
  owner.
- Where both are of other lists, an entity that is not listed stands in for the owner. Its own id and its only
  name are the owner's whole id, `us-ofac-sdn:37049`; no other own id here has a colon.

A share is a percentage with "%" or above 1, and a fraction from 0 to 1: 50%, 50 and 0.5 are the same, and 1
is the whole. Without one it is unknown. Nothing is dropped silently: an unknown column refuses the file, an
unreadable value rejects its row, and so does a party that would own itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from lists.entities import (
    Direction,
    Entity,
    EntityType,
    PartialDate,
    Relation,
    RelationKind,
    SourceRow,
    Vessel,
)
from lists.sources.delimited import read_records, utf8_text
from lists.sources.gathered import UnreadableError, some
from lists.sources.own_tables import Tables, csv_has_columns, strict_rows
from lists.sources.ownership_parties import Parties, Party, whole
from lists.sources.ownership_party import type_of
from lists.sources.parsed import Format, Parsed, RawFile, RejectedRow
from lists.sources.reading import as_parsed
from lists.sources.table import TableRow

COLUMNS = ("owner", "owned", "share", "as_of", "relation", "source")
NEEDED = ("owner", "owned")
_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?|[.,]\d+)\s*(?P<sign>%?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A row as read; its relation points from the owner, and may have to be turned round."""

    owner: Party
    owned: Party
    kind: RelationKind
    share: float | None
    as_of: PartialDate | None
    quotation: str | None
    source: SourceRow


@dataclass(slots=True)
class _Rows:
    """All rows as read: statements, those that are none, and how many each file has.

    `ambiguous` are the names that stand alone and fit several parties.
    """

    statements: list[_Statement] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)
    ambiguous: tuple[str, ...] = ()


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file begins with a header that has the columns `owner` and `owned`."""
    return all(csv_has_columns(file, NEEDED) for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read ownership files as one; DamagedFile (no text, not UTF-8, no usable header, cut off)."""
    tables = ((file.name, read_records(file.name, utf8_text(file))) for file in files)
    return parse_records(FORMAT.name, list_id, tables)


def parse_records(format_name: str, list_id: str, files: Tables) -> Parsed:
    """Read the records of ownership files, a header first in each. DamagedFile for no usable header."""
    read = _read(list_id, files)
    rejected = (*read.rejected, *_loops(read.statements))
    warnings: list[str] = []
    if names := read.ambiguous:
        warnings = [f"{len(names)} names alone fit several parties, and stand for others: {some(names)}"]
    entities = tuple(_entities(list_id, read.statements))
    return as_parsed(format_name, read.rows, entities, rejected, warnings, role="ownership")


def _read(list_id: str, files: Tables) -> _Rows:
    parties = Parties(list_id)
    read = _Rows()
    for name, records in files:
        rows = 0
        for row, fault in strict_rows(name, records, COLUMNS, NEEDED):
            rows += 1
            reason = fault
            try:
                if fault is None:
                    read.statements.append(_statement(row, parties))
            except UnreadableError as error:
                reason = str(error)
            if reason:
                read.rejected.append(RejectedRow(file=name, line=row.line, reason=reason))
        read.rows.append((name, rows))
    read.ambiguous = parties.join_names()
    return read


def _statement(row: TableRow, parties: Parties) -> _Statement:
    share, as_of, kind = _share(row["share"]), _date(row["as_of"]), _kind(row["relation"])
    return _Statement(
        owner=parties.of_cell(row["owner"]),
        owned=parties.of_cell(row["owned"]),
        kind=kind,
        share=share,
        as_of=as_of,
        quotation=_one_text(row["source"]) or None,
        source=row.source,
    )


@lru_cache(maxsize=4096)
def _share(text: str) -> float | None:
    if not text:
        return None
    match = _SHARE.fullmatch(text)
    number = Decimal(match["number"].replace(",", ".")) if match else None
    if match is None or number is None or number > 100:
        raise UnreadableError(f"share {text!r} is none; write 50%, 50 or 0.5, at most 100%")
    return float(number / 100 if match["sign"] or number > 1 else number)


@lru_cache(maxsize=4096)
def _date(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except (ValueError, TypeError, OverflowError):
        raise UnreadableError(f"as_of {text!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY") from None


@lru_cache(maxsize=4096)
def _kind(text: str) -> RelationKind:
    try:
        return RelationKind("_".join(text.casefold().split())) if text else RelationKind.OWNS
    except ValueError:
        allowed = ", ".join(RelationKind)
        raise UnreadableError(f"unknown relation {text!r}; allowed are {allowed}") from None


@lru_cache(maxsize=4096)
def _one_text(text: str) -> str:
    """Give one object for equal texts: many rows have one source."""
    return text


def _loops(statements: list[_Statement]) -> Iterator[RejectedRow]:
    """Reject the rows of which both parties turned out to be one."""
    for one in statements:
        if whole(one.owner) is whole(one.owned):
            reason = "owner and owned are the same party"
            yield RejectedRow(file=one.source.file, line=one.source.line, reason=reason)


def _entities(list_id: str, statements: list[_Statement]) -> Iterator[Entity]:
    """Give the entities in the order in which the file names them, each with what stands on it."""
    relations = defaultdict[Party, list[Relation]](list)
    sources = defaultdict[Party, list[SourceRow]](list)
    named: dict[Party, SourceRow] = {}
    for one in statements:
        owner, owned = whole(one.owner), whole(one.owned)
        if owner is owned:
            continue
        turned = owner.listed is not None and owned.listed is None
        carrier, other = (owned, owner) if turned else (owner, owned)
        relations[carrier].append(_relation(one, Direction.FROM if turned else Direction.TO, other))
        sources[carrier].append(one.source)
        for party in (owner, owned):
            if party is carrier or party.listed is None:
                named.setdefault(party, one.source)
    for party, first in named.items():
        identifiers = tuple(party.identifiers)
        type_ = type_of(identifiers)
        yield Entity(
            list_id=list_id,
            own_id=party.own_id,
            type=type_,
            names=party.published_names(),
            identifiers=identifiers,
            vessel=Vessel() if type_ is EntityType.VESSEL else None,
            relations=tuple(dict.fromkeys(relations.pop(party, ()))),
            source=tuple(sources.pop(party, (first,))),
            is_listed=False,
        )


def _relation(one: _Statement, direction: Direction, other: Party) -> Relation:
    return Relation(
        kind=one.kind,
        direction=direction,
        party=other.reference,
        share=one.share,
        as_of=one.as_of,
        quotation=one.quotation,
    )


FORMAT = Format(name="ownership-csv", recognises=recognises, parse=parse)
