from dataclasses import replace

from lists.checks import losses
from lists.sources.parsed import FileRows
from lists.version import Counts, ListVersion
from tests.builders import day

SDN = FileRows(name="sdn.csv", role="sdn", rows=8976, rejected=0)
ALT = FileRows(name="alt.csv", role="alt", rows=11910, rejected=0)
COUNTS = Counts(entities=8976, names=20886, vessels=406, identifiers=5000)
LIVE = ListVersion(
    list_id="us-ofac-sdn",
    number=1,
    sha256="0" * 64,
    format="ofac",
    files=(SDN, ALT),
    files_sha256=("1" * 64, "2" * 64),
    rejected=(),
    parser_warnings=(),
    losses=(),
    counts=COUNTS,
    added=8976,
    changed=0,
    removed=0,
    loaded_at=day(0),
)


def test_a_version_that_grew_lost_nothing() -> None:
    grown = Counts(entities=8977, names=20890, vessels=406, identifiers=5001)
    assert losses(LIVE, replace(LIVE, counts=grown)) == ()


def test_each_count_that_fell_is_said_with_its_share() -> None:
    fallen = replace(COUNTS, entities=51, vessels=405)
    assert losses(LIVE, replace(LIVE, counts=fallen, added=0, removed=8925)) == (
        "entities 8976 -> 51 (-99.4%)",
        "vessels 406 -> 405 (-0.2%)",
    )


def test_a_missing_file_is_said_with_what_it_held() -> None:
    assert losses(LIVE, replace(LIVE, counts=replace(COUNTS, names=8976), files=(SDN,))) == (
        "the alt file is missing: the version before had alt.csv with 11910 rows",
        "names 20886 -> 8976 (-57.0%)",
    )


def test_a_file_under_another_name_is_not_missing() -> None:
    assert losses(LIVE, replace(LIVE, files=(SDN, replace(ALT, name="ALT-2026.CSV")))) == ()


def test_another_format_has_other_files_and_misses_none() -> None:
    assert losses(LIVE, replace(LIVE, files=(replace(SDN, name="sdn.xml"),), format="ofac-xml")) == ()


def test_who_is_gone_is_counted_though_others_came_in_their_place() -> None:
    after = replace(LIVE, counts=replace(COUNTS, entities=8980), added=479, removed=475)
    assert losses(LIVE, after) == ("475 of 8976 entities are gone, 479 new (5.3%)",)
