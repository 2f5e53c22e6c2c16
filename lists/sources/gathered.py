"""From what became of each of a publisher's entries to the reading of the whole set."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lists.entities import Entity
from lists.sources.parsed import Parsed, RawFile, RejectedRow
from lists.sources.reading import as_parsed


class UnreadableError(ValueError):
    """What makes an entry no entity; the text is the reason for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
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
    outcomes: Iterable[Outcome],
    warnings: Iterable[str] = (),
) -> Parsed:
    """Make the reading of a set of files.

    Entries with equal contents are merged. Where one id has different contents each of its rows is rejected.
    Statements that could not be read are said in the warnings.
    """
    rows: Counter[str] = Counter()
    by_id = defaultdict[str, list[Outcome]](list)
    rejected: list[RejectedRow] = []
    for outcome in outcomes:
        rows[outcome.file] += len(outcome.lines)
        if outcome.entity is not None:
            by_id[outcome.entity.own_id].append(outcome)
        elif outcome.reason is not None:
            rejected += _rejected(outcome, outcome.reason)
    entities: list[Entity] = []
    for own_id, same in by_id.items():
        first, *others = (outcome.entity for outcome in same if outcome.entity is not None)
        if all(replace(other, source=first.source) == first for other in others):
            entities.append(first)
        else:
            lines = ", ".join(f"{outcome.file} line {line}" for outcome in same for line in outcome.lines)
            for outcome in same:
                rejected += _rejected(outcome, f"one id, {own_id}, with different contents: {lines}")
    return as_parsed(
        format_name,
        [(file.name, rows[file.name]) for file in files],
        entities,
        rejected,
        warnings=(*warnings, *_unread(entities)),
    )


def some(found: Sequence[str], most: int = 10) -> str:
    """Join the first of many for people."""
    return ", ".join(found[:most]) + (", …" if len(found) > most else "")


def _unread(entities: Iterable[Entity]) -> Iterator[str]:
    unread = [f"{entity.own_id} {part}" for entity in entities for part in entity.unread]
    if unread:
        yield f"{len(unread)} statements not understood; each is kept with its entity: {some(unread, 3)}"


def _rejected(outcome: Outcome, reason: str) -> Iterator[RejectedRow]:
    return (RejectedRow(file=outcome.file, line=line, reason=reason) for line in outcome.lines)
