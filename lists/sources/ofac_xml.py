"""What OFAC's three XML formats have in common: from the entries of a set of files to the reading."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from lists.entities import Entity
from lists.errors import DamagedFile
from lists.sources.ofac_entities import Entry, to_entity
from lists.sources.ofac_rows import Role
from lists.sources.ofac_tally import Tally
from lists.sources.parsed import FileRows, Parsed, RawFile, RejectedRow
from lists.sources.xml import root_of

DELTA = "this is a delta file: it holds changes only; load the whole list"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFile:
    """One file, read: its role, its entries (the first source row of each is itself), and what is none."""

    name: str
    role: Role
    entries: tuple[Entry, ...]
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[str, ...] = ()


def are_all(files: tuple[RawFile, ...], tag: str) -> bool:
    """Say whether the outermost element of every file has that local name."""
    return all((root := root_of(file)) is not None and root.tag == tag for file in files)


def checked_root(file: RawFile, tag: str) -> Element:
    """Give a file's outermost element; DamagedFile where it is another than the format's."""
    root = root_of(file)
    if root is None or root.tag != tag:
        found = "it is no XML" if root is None else f"its outermost element is {root.tag}"
        raise DamagedFile(file.name, f"an XML file with the outermost element {tag} is expected; {found}")
    return root


def flaw(entry: Entry) -> str | None:
    """Say why an entry cannot be loaded; None where it can."""
    if not entry.own_id.isdecimal():
        return f"{entry.own_id[:40]!r} is no entity number"
    return None if entry.names else "no name"


def parse_files(
    list_id: str, format_name: str, files: Iterable[RawFile], read: Callable[[RawFile], EntryFile]
) -> Parsed:
    """Read a set of files. Identical entries are merged; one number with different contents is rejected.

    A party that stands in a file of the SDN list and in one of the other lists has the measures of both.
    """
    found = [read(file) for file in files]
    groups: dict[str, list[tuple[EntryFile, Entry]]] = defaultdict(list)
    for file in found:
        for entry in file.entries:
            groups[entry.own_id].append((file, entry))
    rejected = [row for file in found for row in file.rejected]
    described = [
        (file.name, file.role, len(file.entries) + len(file.rejected), file.warnings) for file in found
    ]
    del found  # the entries go as they become entities: a large list is in memory once
    entities: list[Entity] = []
    tally = Tally()
    for own_id in tuple(groups):
        same = [entry for _, entry in groups.pop(own_id)]
        if len({entry.source[0].text for entry in same}) > 1:
            rejected += _conflicting(same)
            continue
        measures = dict.fromkeys(measure for entry in same for measure in entry.measures)
        entities.append(to_entity(list_id, replace(same[0], measures=tuple(measures))))
        tally.count(entities[-1], same[0].remarks)
    return Parsed(
        format=format_name,
        files=tuple(
            FileRows(name=name, role=role, rows=rows, rejected=sum(row.file == name for row in rejected))
            for name, role, rows, _ in described
        ),
        entities=tuple(entities),
        rejected=tuple(rejected),
        warnings=(*(warning for *_, warnings in described for warning in warnings), *tally.warnings()),
    )


def _conflicting(entries: list[Entry]) -> list[RejectedRow]:
    rows = [entry.source[0] for entry in entries]
    lines = ", ".join(f"{row.file} line {row.line}" for row in rows)
    reason = f"one number with different contents: {lines}"
    return [RejectedRow(file=row.file, line=row.line, reason=reason) for row in rows]
