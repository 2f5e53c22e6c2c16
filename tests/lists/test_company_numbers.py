"""Several values in one cell, and the numbers of a company out of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import IdentifierType
from lists.sources.company_numbers import company_numbers, has_label
from lists.sources.several import country_in, country_of, in_step, several

TAX, REGISTRATION = IdentifierType.TAX_NUMBER, IdentifierType.REGISTRATION_NUMBER
COMPANY_IMO, LEI, SWIFT = IdentifierType.COMPANY_IMO, IdentifierType.LEI, IdentifierType.SWIFT
OTHER = IdentifierType.OTHER


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "(1) OGRN: 1027700456024 (2) INN: 7725075060",
            [(REGISTRATION, "1027700456024"), (TAX, "7725075060")],
        ),
        (
            "1117746568829 (Russia). Tax ID No. 7735579027 (Russia)",
            [(REGISTRATION, "1117746568829"), (TAX, "7735579027")],
        ),
        ("9709056472 - Russia INN", [(TAX, "9709056472")]),
        ("IMO 6016988", [(COMPANY_IMO, "6016988")]),
        ("SWIFT/BIN KHJBSDKH / 5040942458", [(SWIFT, "KHJBSDKH"), (REGISTRATION, "5040942458")]),
        ("7704734000/770301001", [(REGISTRATION, "7704734000"), (REGISTRATION, "770301001")]),
        ("1 149 102 007 933", [(REGISTRATION, "1149102007933")]),
        ("1147746527279 dated 27/07/1992", [(REGISTRATION, "1147746527279")]),
        ("LEI 2534006SJ05GGKETEY75", [(LEI, "2534006SJ05GGKETEY75")]),
        ("2534006SJ05GGKETEY75", [(LEI, "2534006SJ05GGKETEY75")]),
        ("KPP: 540801001", [(OTHER, "540801001")]),
        ("UK Company no. 06527449", [(REGISTRATION, "06527449")]),
        ("Unknown", []),
        ("registered in 2014", []),
    ],
)
def test_every_number_of_a_cell_has_its_own_type(text: str, found: list[tuple[IdentifierType, str]]) -> None:
    assert [(one.type, one.value) for one in company_numbers(text)] == found


def test_a_number_without_label_is_told_by_its_digits_and_country() -> None:
    assert [one.type for one in company_numbers("3017041900", "RU")] == [TAX]
    assert [one.type for one in company_numbers("3017041900", "CY")] == [REGISTRATION]
    assert [one.type for one in company_numbers("1053001124483", "RU", TAX)] == [REGISTRATION]
    assert [one.type for one in company_numbers("1053001124483", "CY", TAX)] == [TAX]
    assert [one.country for one in company_numbers("14850239 (Estonia)")] == ["EE"]


def test_a_label_is_a_word_of_its_own() -> None:
    assert has_label("INN")
    assert has_label("OGRN number")
    assert not has_label("inner circle")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(1) Russia (2) Cyprus", ("Russia", "Cyprus")),
        ("(1) Germany. (2) Morocco", ("Germany", "Morocco")),
        ("UK|UN|UK", ("UK", "UN")),
        ("Haji", ("Haji",)),
        ("BNK (UK) Ltd", ("BNK (UK) Ltd",)),
        ("(1) 6487 (2) - (3) 388181", ("6487", "388181")),
        ("N/A", ()),
    ],
)
def test_several_values_of_a_cell_are_parted(text: str, values: tuple[str, ...]) -> None:
    assert several(text) == values


def test_two_cells_are_read_in_step() -> None:
    assert in_step("(1) 1 (2) - (3) 3", "(1) a (2) b (3) c") == [("1", "a"), ("", "b"), ("3", "c")]
    assert in_step("(1) 1 (2) 2 (3) 3", "(1) a (2) b") == [("1", "a"), ("2", "b"), ("3", "")]
    assert in_step("(1) 1 (2) 2", "both") == [("1", "both"), ("2", "both")]
    assert in_step("", "") == []


def test_countries_are_found_behind_remarks_and_in_sentences() -> None:
    assert country_of("Iraq (previous address)") == "IQ"
    assert country_of("Congo (Democratic Republic)") == "CD"
    assert country_in("Issued in Juba, South Sudan. Expires in 2017.") == "SS"
    assert country_in("Expires 21 Aug 2005 (Iraq)") == "IQ"
    assert country_in("Ration card") is None


@given(st.text(), st.sampled_from([None, "RU", "CY"]))
def test_any_text_is_read(text: str, country: str | None) -> None:
    assert all(one.value for one in company_numbers(text, country))
    assert all(several(text))
    in_step(text, text)
    country_in(text)
