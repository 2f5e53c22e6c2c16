from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lists.draft import draft_of
from lists.guards import Guard
from lists.sources.parsed import RejectedRow
from lists.version import Counts, ListVersion
from tests.builders import company, day, files_of, parsed

GUARD = Guard(lost_share=0.1, rejected_share=0.02)


def version(**changes: Any) -> ListVersion:
    reading = parsed(company("MG-FLOT LLC"))
    made = draft_of("flot", reading, files_of(reading), day(0)).version
    counts = Counts(entities=1000, names=2000, vessels=100, identifiers=500)
    rows = (replace(made.files[0], rows=1000),)
    return replace(made, **({"counts": counts, "files": rows} | changes))


def rejected(count: int) -> tuple[RejectedRow, ...]:
    return tuple(RejectedRow(file="list.csv", line=line, reason="no name") for line in range(1, count + 1))


def test_a_version_that_lost_little_may_go_live() -> None:
    less = version(counts=Counts(entities=900, names=1800, vessels=90, identifiers=450))
    assert GUARD.doubts(version(), less, minimum_entities=900) == ()
    assert GUARD.doubts(None, less, minimum_entities=900) == ()


@pytest.mark.parametrize(
    ("what", "left"), [("entities", 899), ("names", 1799), ("vessels", 89), ("identifiers", 449)]
)
def test_each_count_is_guarded_by_itself(what: str, left: int) -> None:
    less = version(counts=replace(version().counts, **{what: left}))
    (doubt,) = GUARD.doubts(version(), less, minimum_entities=1)
    assert doubt.startswith(f"{what} ")
    assert f"-> {left}" in doubt


def test_a_list_below_its_least_size_is_doubtful_even_as_the_first() -> None:
    (doubt,) = GUARD.doubts(None, version(), minimum_entities=1001)
    assert "1000 entities are fewer than the 1001" in doubt


def test_too_many_rejections_are_doubtful_and_the_first_is_named() -> None:
    assert GUARD.doubts(None, version(rejected=rejected(20)), minimum_entities=1) == ()
    (doubt,) = GUARD.doubts(None, version(rejected=rejected(21)), minimum_entities=1)
    assert "21 of 1000 rows were rejected (2.1%), first list.csv line 1: no name" in doubt


def test_what_the_live_version_rejects_as_well_is_usual() -> None:
    live = version(rejected=rejected(100))
    assert GUARD.doubts(live, version(rejected=rejected(120)), minimum_entities=1) == ()
    assert GUARD.doubts(live, version(rejected=rejected(121)), minimum_entities=1)


def test_an_older_edition_is_doubtful_and_an_undated_one_is_not() -> None:
    live = version(published_at=day(5), loaded_at=day(6))
    (doubt,) = GUARD.doubts(live, version(published_at=day(5) - timedelta(minutes=1)), minimum_entities=1)
    assert "before the live version" in doubt
    for published_at in (day(5), day(6), None):
        assert GUARD.doubts(live, version(published_at=published_at), minimum_entities=1) == ()


def test_a_wrong_date_in_the_future_does_not_hold_back_every_later_edition() -> None:
    live = version(published_at=day(400), loaded_at=day(5))
    assert GUARD.doubts(live, version(published_at=day(6)), minimum_entities=1) == ()
    (doubt,) = GUARD.doubts(live, version(published_at=day(4)), minimum_entities=1)
    assert f"before the live version ({day(5):%Y-%m-%d %H:%M} UTC)" in doubt


def test_entities_that_others_took_the_place_of_are_lost() -> None:
    assert GUARD.doubts(version(), version(added=100, removed=100), minimum_entities=1) == ()
    (doubt,) = GUARD.doubts(version(), version(added=101, removed=101), minimum_entities=1)
    assert doubt == "101 of 1000 entities are gone, 101 new (10.1%, more than 10%)"
