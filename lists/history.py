"""What changed between two versions of a list, and the former names that its own history teaches.

Publishers rename a party under its old id and give the earlier primary name as a plain alias, or not at all
(OFAC 37049: TRANSMORFLOT LLC until 2024, then MG-FLOT LIMITED LIABILITY COMPANY). Two versions beside each
other show what it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lists.entities import Entity, Name, NameKind
from lists.names import comparable
from lists.records import EntityRecord, differences
from lists.sources.parsed import FileRows
from lists.version import Change, EntityChange

NAMING_ROLES = frozenset({"list", "sdn", "cons_prim"})
"""The roles of the files that give primary names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Own ids by what became of them between two versions."""

    added: frozenset[str]
    changed: frozenset[str]
    removed: frozenset[str]


def difference(before: Mapping[str, EntityRecord], after: Mapping[str, EntityRecord]) -> Difference:
    """Compare two versions, each given as records by own id."""
    return Difference(
        added=frozenset(after.keys() - before.keys()),
        changed=frozenset(
            own_id
            for own_id in after.keys() & before.keys()
            if after[own_id].content_hash != before[own_id].content_hash
        ),
        removed=frozenset(before.keys() - after.keys()),
    )


def describe(
    before: Mapping[str, EntityRecord], after: Mapping[str, EntityRecord]
) -> tuple[EntityChange, ...]:
    """Tell the changes between two versions, in the order of own ids."""
    found = difference(before, after)
    changes = [
        *(EntityChange(own_id=own, name=after[own].name, change=Change.ADDED) for own in found.added),
        *(EntityChange(own_id=own, name=before[own].name, change=Change.REMOVED) for own in found.removed),
        *(_changed(before[own], after[own]) for own in found.changed),
    ]
    return tuple(sorted(changes, key=lambda change: change.own_id))


def _changed(before: EntityRecord, after: EntityRecord) -> EntityChange:
    found = differences(before.payload, after.payload)
    return EntityChange(own_id=after.own_id, name=after.name, change=Change.CHANGED, differences=found)


def renamed(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Give the earlier primary name of each own id whose name changed beyond case and punctuation."""
    return {
        own_id: name
        for own_id, name in before.items()
        if own_id in after and comparable(name) != comparable(after[own_id])
    }


def teaches(before: Iterable[FileRows], after: Iterable[FileRows]) -> bool:
    """Say whether both versions contain a file of one role that gives primary names."""
    return bool({file.role for file in before} & {file.role for file in after} & NAMING_ROLES)


def with_former_names(entity: Entity, learned: Iterable[Name]) -> Entity:
    """Merge former names that history taught into an entity.

    A published name of the same text becomes the former name and tells its published kind; otherwise the
    learned name is appended. What is the primary name today is no former one.
    """
    names = entity.names
    for former in learned:
        if comparable(former.text) != comparable(entity.name):
            names = _merge(names, former)
    return replace(entity, names=names)


def _merge(names: tuple[Name, ...], former: Name) -> tuple[Name, ...]:
    text = _folded(former.text)
    if all(_folded(name.text) != text for name in names):
        return (*names, former)
    return tuple(_as_former(name, former) if _folded(name.text) == text else name for name in names)


def _as_former(name: Name, former: Name) -> Name:
    published = None if name.kind is NameKind.FORMER_NAME else name.kind
    return replace(
        name, kind=NameKind.FORMER_NAME, published_as=name.published_as or published, seen=former.seen
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
