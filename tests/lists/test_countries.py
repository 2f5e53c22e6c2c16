"""Countries as lists write them."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.countries import country_code
from tests.shared import shared_data

# What stands in a country's place in OFAC's files and names no one country of today.
NO_COUNTRY = {
    "undetermined",
    "None Identified",
    "Netherlands Antilles",  # dissolved in 2010 into what are now CW, SX and BQ
    "Region: Kafia Kingi",  # between Sudan and South Sudan
    "Region: Jammu and Kashmir",  # between India, Pakistan and China
    "Region: Commonwealth of Independent States",
}
OFAC_SETS = ("2021-07", "2022-11", "2024-01", "2026-04", "2026-06", "consolidated/2024-2025")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("RU", "RU"),
        ("rus", "RU"),
        ("Russia", "RU"),
        ("Russian Federation", "RU"),
        ("Korea, North", "KP"),
        ("Democratic People's Republic of Korea", "KP"),
        ("Korea, South", "KR"),
        ("Burma", "MM"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Congo, Republic of the", "CG"),
        ("Cote d Ivoire", "CI"),
        ("CÔTE D'IVOIRE", "CI"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("West Bank", "PS"),
        ("Palestinian", "PS"),
        ("Region: Gaza", "PS"),
        ("Region: Crimea", "UA"),
        ("Kosovo", "XK"),
        ("Man, Isle of", "IM"),
        ("St. Kitts & Nevis", "KN"),
        ("U.K.", "GB"),
        ("U.S.A.", "US"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Dominica", "DM"),
        ("Dominican Republic", "DO"),
        ("Andorra", "AD"),
        ("AND", "AD"),
    ],
)
def test_a_country_is_read_in_every_spelling_that_lists_use(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", " ", "the", "of and", "Atlantis", "\ud800", "ZZ", "Republic of China"])
def test_a_text_that_names_no_country_has_no_code(text: str) -> None:
    assert country_code(text) is None


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert country_code(text) is None or len(country_code(text) or "") == 2


@pytest.mark.parametrize("folder", OFAC_SETS)
def test_every_country_in_the_files_of_ofac_is_read(folder: str) -> None:
    files = sorted(shared_data("us_ofac", *folder.split("/")).glob("*.csv"))
    written = set[str]()
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                written.update(_countries(row))
    assert written
    assert {text for text in written if country_code(text) is None} <= NO_COUNTRY


def _countries(row: list[str]) -> set[str]:
    """The address's country, or the flag, the flags and the nationalities of a party."""
    if len(row) == 6:
        return {row[4].strip()} - {"-0-"}
    if len(row) == 12:
        remarks = re.findall(r"(?:nationality|citizen|Vessel Flag) ([^;]+?)\.?(?:;|$)", row[11])
        return {row[9].strip(), *remarks} - {"-0-"}
    return set()
