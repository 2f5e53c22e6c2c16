"""The changes between two real editions, beside a plain comparison of their files."""

import csv
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from xml.etree import ElementTree

from lists.draft import read_draft
from lists.names import comparable
from lists.reading import AUTO
from lists.sources.parsed import RawFile
from lists.store import ListStore
from lists.version import Change, EntityChange
from tests.builders import day
from tests.shared import shared_data


def changes(store: ListStore, before: Path, after: Path) -> tuple[EntityChange, ...]:
    """Load two editions and give what the second changed."""
    for number, path in enumerate((before, after)):
        files = (RawFile(name=path.name, content=path.read_bytes()),)
        version, _ = store.replace(read_draft("real", files, AUTO, day(number)))
    found = store.changes("real", version.version)
    counts = [sum(one.change is change for one in found) for change in Change]
    assert counts == [version.added, version.changed, version.removed]
    return found


def ids(found: Collection[EntityChange], change: Change) -> set[str]:
    return {one.own_id for one in found if one.change is change}


def check(found: Collection[EntityChange], before: Mapping[str, object], after: Mapping[str, object]) -> None:
    """Compare with records by id, as they stand in the files."""
    assert ids(found, Change.ADDED) == after.keys() - before.keys()
    assert ids(found, Change.REMOVED) == before.keys() - after.keys()
    both = before.keys() & after.keys()
    assert ids(found, Change.CHANGED) == {key for key in both if before[key] != after[key]}


def test_ofac_from_july_2021_to_november_2022(store: ListStore) -> None:
    editions = [shared_data("us_ofac", when, "sdn.csv") for when in ("2021-07", "2022-11")]
    found = changes(store, *editions)
    before, after = map(ofac_rows, editions)
    check(found, before, after)
    assert [len(ids(found, change)) for change in Change] == [3008, 655, 475]
    renamed = {key for key in before.keys() & after.keys() if names(before[key]) != names(after[key])}
    assert len(renamed) == 39
    told = {one.own_id for one in found if any(is_renaming(d.before, d.after) for d in one.differences)}
    assert {key for key in renamed if is_other_name(before[key], after[key])} == told


def ofac_rows(path: Path) -> dict[str, set[tuple[str, ...]]]:
    """Give the rows of each party of sdn.csv; the file ends with a Ctrl-Z."""
    rows: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    text = path.read_bytes().decode("utf-8", errors="replace").replace("\x1a", "")
    for row in csv.reader(text.splitlines()):
        if row:
            rows[row[0].strip()].add(tuple(cell.strip() for cell in row))
    return dict(rows)


def names(rows: Collection[tuple[str, ...]]) -> set[str]:
    return {row[1] for row in rows}


def is_other_name(before: Collection[tuple[str, ...]], after: Collection[tuple[str, ...]]) -> bool:
    """Say whether a party was renamed beyond case and punctuation, which the reading of names folds."""
    return {comparable(name) for name in names(before)} != {comparable(name) for name in names(after)}


def is_renaming(before: object, after: object) -> bool:
    """Say whether a field's values are lists of names of which the first, the primary, differs."""
    if not (isinstance(before, list) and isinstance(after, list) and before and after):
        return False
    old, new = before[0], after[0]
    if not (isinstance(old, dict) and isinstance(new, dict) and "text" in old and "text" in new):
        return False
    return old.keys() <= {"text"} and comparable(old["text"]) != comparable(new["text"])


def test_the_un_from_november_2025_to_february_2026(store: ListStore) -> None:
    editions = [shared_data("un", f"consolidated_{when}.xml") for when in ("2025-11-20", "2026-02-27")]
    found = changes(store, *editions)
    check(found, *map(un_records, editions))
    assert [len(ids(found, change)) for change in Change] == [4, 2, 1]


def un_records(path: Path) -> dict[str, str]:
    """Give each record's canonical text by its reference number."""
    root = ElementTree.parse(path).getroot()
    records = {}
    for element in (*root.iter("INDIVIDUAL"), *root.iter("ENTITY")):
        number = (element.findtext("REFERENCE_NUMBER") or "").strip()
        records[number] = ElementTree.canonicalize(ElementTree.tostring(element), strip_text=True)
    return records
