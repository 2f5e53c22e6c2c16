"""From the entries of a publisher's files, one by one, to the reading of the whole set."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lists.entities import CheckDigit, Entity
from lists.sources.parsed import FileRows, Parsed, RawFile, RejectedRow


class UnreadableError(ValueError):
    """What makes an entry no entity; the text is the reason for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Rows of one file, by line, that belong together, and what became of them.

    Either an entity, or the reason of their rejection, or neither: rows that only say something of others.
    """

    file: str
    lines: tuple[int, ...]
    entity: Entity | None = None
    reason: str | None = None


def gather(
    format_name: str,
    files: Iterable[RawFile],
    entries: Iterable[Entry],
    *,
    role: str = "list",
    warnings: Iterable[str] = (),
) -> Parsed:
    """Make the reading of a set of files whose entries stand for themselves.

    Entries with equal contents are merged. Where one id has different contents each of its rows is rejected.
    What could not be read whole is added to the warnings: sentences, and identifiers with wrong check digits.
    """
    rows: Counter[str] = Counter()
    by_id = defaultdict[str, list[Entry]](list)
    rejected: list[RejectedRow] = []
    for entry in entries:
        rows[entry.file] += len(entry.lines)
        if entry.entity is not None:
            by_id[entry.entity.own_id].append(entry)
        elif entry.reason is not None:
            rejected += _rejected(entry, entry.reason)
    entities: list[Entity] = []
    for own_id, same in by_id.items():
        first, *others = (entry.entity for entry in same if entry.entity is not None)
        if all(replace(other, source=first.source) == first for other in others):
            entities.append(first)
        else:
            lines = ", ".join(f"{entry.file} line {line}" for entry in same for line in entry.lines)
            for entry in same:
                rejected += _rejected(entry, f"one id, {own_id}, with different contents: {lines}")
    lost = Counter(rejection.file for rejection in rejected)
    return Parsed(
        format=format_name,
        files=tuple(
            FileRows(name=file.name, role=role, rows=rows[file.name], rejected=lost[file.name])
            for file in files
        ),
        entities=tuple(entities),
        rejected=tuple(rejected),
        warnings=(*warnings, *_unread(entities), *wrong_check_digits(entities)),
    )


def wrong_check_digits(entities: Iterable[Entity]) -> Iterator[str]:
    """Say which identifiers fail their check."""
    wrong = [
        f"{entity.own_id} {one.type} {one.value}"
        for entity in entities
        for one in entity.identifiers
        if one.check is CheckDigit.WRONG
    ]
    if wrong:
        yield f"{len(wrong)} identifiers fail their check digit and are kept: {some(wrong)}"


def some(found: Sequence[str], most: int = 10) -> str:
    """Join the first of many for people."""
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")


def _unread(entities: Iterable[Entity]) -> Iterator[str]:
    unread = [f"{entity.own_id} {part}" for entity in entities for part in entity.unread]
    if unread:
        yield f"{len(unread)} statements not understood; each is kept with its entity: {some(unread, 3)}"


def _rejected(entry: Entry, reason: str) -> Iterator[RejectedRow]:
    return (RejectedRow(file=entry.file, line=line, reason=reason) for line in entry.lines)
