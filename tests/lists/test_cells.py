"""What cells of free form hold: dates, lettered values, nationalities, addresses."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.sources.json_records import texts_of
from lists.sources.lettered import address_in, lettered
from lists.sources.nationalities import ADJECTIVE, nationality
from lists.sources.text_dates import dates_in


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2014-12-15", ["2014-12-15"]),
        ("17/05/2024", ["2024-05-17"]),
        ("17.05.2024", ["2024-05-17"]),
        ("4 Dec. 1968; b) 12 Apr. 1968", ["1968-12-04", "1968-04-12"]),
        ("3rd March 1979", ["1979-03-03"]),
        ("March 16, 1972", ["1972-03-16"]),
        ("August, 1961", ["1961-08"]),
        ("03/1965", ["1965-03"]),
        ("1965", ["1965"]),
        ("c. 1957 or 14 March 1942", ["~1957", "1942-03-14"]),
        ("Approximately 1945-1950", ["~1945/1950"]),
        ("between 1958 and 1963", ["1958/1963"]),
        ("1958 and 1963", ["1958", "1963"]),
        ("March 1965 to March 1966", ["1965-03-01/1966-03-31"]),
        ("1977/1978", ["1977/1978"]),
        ("31 Feb 1960; 1961", ["1961"]),
        ("1963-1960", []),
        ("", []),
        ("Passport 19651234", []),
    ],
)
def test_dates_are_read_as_precise_as_they_are_written(text: str, dates: list[str]) -> None:
    assert [str(date) for date in dates_in(text)] == dates


@given(st.text())
def test_any_text_gives_dates_and_values_or_none(text: str) -> None:
    assert all(date.earliest <= date.latest for date in dates_in(text))
    assert all(value.strip() for value in lettered(text))
    assert address_in(text).text == text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a) Malian b) na; Mauritanian", ("Malian", "Mauritanian")),
        ("Address: a) Grenoble, France b) Syria\nd) Iraq", ("Grenoble, France", "Syria", "Iraq")),
        ("Flat a) behind the mosque", ("Flat a) behind the mosque",)),
        ("N/A", ()),
    ],
)
def test_lettered_values_are_parted(text: str, values: tuple[str, ...]) -> None:
    assert lettered(text) == values


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("P.O. Box 16765, Tehran, Iran", "IR"),
        ("Pyongyang, Democratic People's Republic of Korea.", "KP"),
        ("Iraq (possible alternative location as at Aug. 2015)", "IQ"),
        ("Kandahar 12", None),
    ],
)
def test_the_country_of_an_address_is_the_one_at_its_end(text: str, country: str | None) -> None:
    assert address_in(text).country == country


def test_each_adjective_is_the_nationality_of_a_country() -> None:
    for adjective in ADJECTIVE.replace("\\", "").split("|"):
        assert pycountry.countries.get(alpha_2=nationality(adjective)), adjective


def test_texts_are_those_of_a_value_or_of_a_list() -> None:
    assert texts_of(["a", " a ", None, True, 1, {"b": 1}]) == ("a", "1")
