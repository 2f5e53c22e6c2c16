"""Which columns of a book are asked about, and what a row's cells ask."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.bulk.columns import Columns, choose_columns
from service.bulk.headings import FIELDS, own_field, usual_field
from service.bulk.job import CHUNK, Job
from service.errors import Unfinished, WrongColumns
from service.schemas.query import IdentifiersIn, ScreeningIn


def found(*header: str, **chosen: list[str]) -> dict[str, list[str]]:
    return {field: [header[place] for place in places] for field, places in choose_columns(header, chosen)}


def test_each_field_of_a_screening_has_its_own_name_as_heading() -> None:
    of_the_row = set(ScreeningIn.model_fields) - {"identifiers", "lists", "limit", "threshold", "reference"}
    assert set(FIELDS) == of_the_row | set(IdentifiersIn.model_fields)
    assert all(own_field(field.replace("_", " ").upper()) == field for field in FIELDS)
    assert usual_field("screening_name") is None


def test_headings_are_known_in_any_case_and_with_any_punctuation() -> None:
    assert found("CUSTOMER-NAME", "Date of Birth:", "Imo  No.", "Flag (state)", "Turnover") == {
        "name": ["CUSTOMER-NAME"],
        "birth_date": ["Date of Birth:"],
        "imo": ["Imo  No."],
        "country": ["Flag (state)"],
    }


def test_a_fields_own_name_goes_before_a_usual_one_and_many_values_may_stand_in_many_columns() -> None:
    assert found("Name", "Company", "Alias", "aka", "Other names", "Nationality", "country") == {
        "name": ["Name"],
        "other_names": ["Alias", "aka", "Other names"],
        "country": ["country"],
    }


def test_columns_that_are_chosen_are_taken_for_nothing_else() -> None:
    header = ("Company", "Vessel", "Alias", "Land")
    assert found(*header, name=["vessel"], country=["Land"], other_names=[]) == {
        "name": ["Vessel"],
        "country": ["Land"],
    }
    assert found(*header, other_names=["Company", "Alias"]) == {
        "name": ["Vessel"],
        "other_names": ["Company", "Alias"],
    }


@pytest.mark.parametrize(
    ("header", "chosen", "told"),
    [
        (("Customer", "Supplier"), {}, "'Customer', 'Supplier' could each be the name"),
        (("Name", "name"), {}, "'Name', 'name' could each be the name"),
        (("Kunde", "Land"), {}, "one of 'Kunde', 'Land'"),
        (("Kunde",), {"name": ["Kunden"]}, "no column 'Kunden'; it has 'Kunde'"),
        (("Name", "screening_error"), {}, "a result already: screening_error"),
    ],
)
def test_columns_that_are_not_clear_are_refused(
    header: tuple[str, ...], chosen: dict[str, list[str]], told: str
) -> None:
    with pytest.raises(WrongColumns, match=told):
        choose_columns(header, chosen)


def test_cells_ask_what_the_same_fields_ask_of_the_api() -> None:
    header = (
        "Name",
        "aka",
        "type",
        "Country",
        "DOB",
        "Year built",
        "Ship type",
        "Owner",
        "IMO",
        "INN",
        "VAT",
    )
    columns = Columns(fields=choose_columns(header, {}), type="vessel", lists=("mine",))
    cells = (
        " A ",
        "B; C;",
        "",
        "Korea, North",
        "1970-05",
        "1998",
        "tanker",
        "D;E",
        "IMO 9481934",
        "1;2",
        "3",
    )
    assert columns.query(columns.asker()(cells)) == ScreeningIn.model_validate(
        {
            "name": "A",
            "other_names": ["B", "C"],
            "type": "vessel",
            "country": "KP",
            "birth_date": "1970-05",
            "built": 1998,
            "vessel_type": "tanker",
            "owners": [{"name": "D"}, {"name": "E"}],
            "identifiers": {"imo": "IMO 9481934", "tax_number": ["1", "2", "3"]},
            "lists": ["mine"],
        }
    )


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("country", "Atlantis"),
        ("built", "1998.5"),
        ("built", "nineteen"),
        ("birth_date", "5/1970"),
        ("type", "LLC"),
    ],
)
def test_what_cannot_be_read_is_left_to_the_apis_check(heading: str, cell: str) -> None:
    columns = Columns(fields=choose_columns(("name", heading), {}))
    with pytest.raises(ValidationError, match=heading):
        columns.query(columns.asker()(("A", cell)))


def test_questions_are_one_where_the_asked_cells_are_equal_but_for_blanks_around() -> None:
    ask = Columns(fields=choose_columns(("Account", "name", "country"), {})).asker()
    assert ask(("1", " A B ", "RU")) == ask(("2", "A B", "RU "))
    assert (
        len({ask(("1", "A", "")), ask(("1", "", "A")), ask(("1", "A\x1f", "B")), ask(("1", "A", "\x1fB"))})
        == 3
    )


def test_a_job_asks_each_question_once_and_keeps_what_was_answered(tmp_path: Path) -> None:
    asked = [f"question {number}" for number in range(CHUNK + 1)]
    with Job(tmp_path / "job.sqlite3") as job:
        job.ask([*asked, *asked])
        job.ask(asked)
        first, second = job.open_questions()
        assert [asks for _, asks in (*first, *second)] == asked
        job.answer([(number, asks.upper()) for number, asks in second])
    with Job(tmp_path / "job.sqlite3") as job:
        assert job.counts() == (CHUNK + 1, 1)
        assert list(job.open_questions()) == [first]
        assert job.answers_to([asked[-1], asked[-1]]) == [asked[-1].upper()] * 2
        with pytest.raises(Unfinished):
            job.answers_to(asked[:1])
