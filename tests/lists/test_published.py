from datetime import UTC, datetime

import pytest

from lists.sources.formats import recognise
from lists.sources.parsed import RawFile
from lists.sources.published import published_at
from tests.shared import shared_data


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("un", "consolidated_2026-02-27.xml"), datetime(2026, 2, 27, 0, 0, 9, 554000, UTC)),
        (
            ("eu", "xmlFullSanctionsList_1_1_sample_2026-08-05.xml"),
            datetime(2026, 8, 5, 14, 47, 4, 449000, UTC),
        ),
        (("uk", "ConList_2025-04-10.csv"), datetime(2025, 4, 10, tzinfo=UTC)),
        (("uk", "UK_Sanctions_List_sample_2026-09-10.xml"), datetime(2026, 9, 10, tzinfo=UTC)),
        (("us_ofac", "consolidated", "2018-04-06", "consolidated.xml"), datetime(2018, 4, 6, tzinfo=UTC)),
        (("us_ofac", "consolidated", "2020-03-17", "cons_advanced.xml"), datetime(2020, 3, 17, tzinfo=UTC)),
        (("us_ofac", "consolidated", "2025-01-10", "CONS_ENHANCED.XML"), datetime(2025, 1, 10, tzinfo=UTC)),
        (("ca", "sema-lmes_2020.xml"), None),
        (("us_ofac", "2022-11", "sdn.csv"), None),
    ],
)
def test_a_real_file_tells_when_it_was_published(path: tuple[str, ...], expected: datetime | None) -> None:
    file = shared_data(*path)
    raw = (RawFile(name=file.name, content=file.read_bytes()),)
    assert published_at(recognise(raw).name, raw) == expected


@pytest.mark.parametrize(
    ("format_name", "text"),
    [
        ("un-xml", b'<CONSOLIDATED_LIST dateGenerated="yesterday">'),
        ("uk-conlist", b"Last Updated,31/02/2025"),
        ("ofac-xml", b"<sdnList></sdnList>"),
        ("un-xml", b" " * 5000 + b'<CONSOLIDATED_LIST dateGenerated="2026-02-27">'),
        ("un-xml", b"\xff\xfe\x00"),
    ],
)
def test_a_date_that_is_none_is_no_date(format_name: str, text: bytes) -> None:
    assert published_at(format_name, [RawFile(name="list", content=text)]) is None


def test_the_newest_of_several_files_counts() -> None:
    files = [
        RawFile(name=day, content=f'<CONSOLIDATED_LIST dateGenerated="2026-02-{day}">'.encode())
        for day in ("26", "27", "25")
    ]
    assert published_at("un-xml", files) == datetime(2026, 2, 27, tzinfo=UTC)
