"""Normal forms and check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import CheckDigit, EntityType, IdentifierType
from lists.identifiers import check_digit, identifier, imo_type, normal_form

TYPES = st.sampled_from(list(IdentifierType))


@pytest.mark.parametrize(
    "text",
    [
        "8861058",
        "IMO 8861058",
        "IMO-8861058",
        "imo  8861058",
        "IMO No. 8861058",
        "IMO: 886 1058",
        "RASUL GAMZATOV (IMO 8861058, MMSI 273157300)",
        "８８６１０５８",
        "٨٨٦١٠٥٨",
        "IMO\u00a08861058\x00",
    ],
)
def test_every_writing_of_an_imo_number_is_the_same_number(text: str) -> None:
    found = identifier(IdentifierType.IMO, text)
    assert found is not None
    assert (found.value, found.check, found.published) == ("8861058", CheckDigit.VALID, text)


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [
        (IdentifierType.COMPANY_IMO, "Company IMO No. 6016988", "6016988"),
        (IdentifierType.MMSI, "MMSI: 273 157 300", "273157300"),
        (IdentifierType.CALL_SIGN, "Call sign: ubig-5", "UBIG5"),
        (IdentifierType.CALL_SIGN, "HP-6923", "HP6923"),
        (IdentifierType.LEI, "LEI 253400V1H6ART1UQ0N98", "253400V1H6ART1UQ0N98"),
        (IdentifierType.SWIFT, "SWIFT/BIC havigb2lxxx", "HAVIGB2L"),
        (IdentifierType.SWIFT, "BICIGALX", "BICIGALX"),
        (IdentifierType.REGISTRATION_NUMBER, "OGRN 1053001124483", "1053001124483"),
        (IdentifierType.REGISTRATION_NUMBER, "ОГРН1053001124483", "1053001124483"),
        (IdentifierType.REGISTRATION_NUMBER, "01074897", "01074897"),
        (IdentifierType.REGISTRATION_NUMBER, "HRB 12-345/B", "HRB12345B"),
        (IdentifierType.TAX_NUMBER, "ИНН 3017041900", "3017041900"),
        (IdentifierType.TAX_NUMBER, "NO974760673MVA", "NO974760673MVA"),
        (IdentifierType.PASSPORT, "Passport No. ab 123-45", "AB12345"),
        (IdentifierType.PASSPORT, "№12 345", "12345"),
    ],
)
def test_prefixes_and_separators_are_no_part_of_a_value(type_: IdentifierType, text: str, value: str) -> None:
    assert normal_form(type_, text) == value


@pytest.mark.parametrize("text", ["", " ", "-", "N/A", "none", "0000000", "\x00\ud800", "№"])
@pytest.mark.parametrize("type_", list(IdentifierType))
def test_a_placeholder_is_no_identifier(type_: IdentifierType, text: str) -> None:
    assert identifier(type_, text) is None


@pytest.mark.parametrize("text", ["IMO", "IMO unknown", "MMSI"])
def test_a_prefix_alone_is_no_number(text: str) -> None:
    assert identifier(IdentifierType.IMO, text) is None


def test_a_ship_and_a_company_number_have_different_check_digits() -> None:
    assert check_digit(IdentifierType.COMPANY_IMO, "6016988") is CheckDigit.VALID
    assert check_digit(IdentifierType.IMO, "6016988") is CheckDigit.WRONG
    assert check_digit(IdentifierType.IMO, "8861058") is CheckDigit.VALID
    assert check_digit(IdentifierType.COMPANY_IMO, "8861058") is CheckDigit.WRONG


@pytest.mark.parametrize("number", ["6330601", "6016988", "5825809", "6246853", "6183435", "5266323"])
def test_company_numbers_that_ofac_publishes_pass_the_company_check(number: str) -> None:
    assert check_digit(IdentifierType.COMPANY_IMO, number) is CheckDigit.VALID


@pytest.mark.parametrize(
    ("type_", "text", "check"),
    [
        (IdentifierType.IMO, "8861059", CheckDigit.WRONG),
        (IdentifierType.IMO, "886105", CheckDigit.WRONG),
        (IdentifierType.MMSI, "273157300", CheckDigit.ABSENT),
        (IdentifierType.MMSI, "27315730", CheckDigit.WRONG),
        (IdentifierType.MMSI, "973157300", CheckDigit.WRONG),
        (IdentifierType.LEI, "253400V1H6ART1UQ0N98", CheckDigit.VALID),
        (IdentifierType.LEI, "253400V1H6ART1UQ0N89", CheckDigit.WRONG),
        (IdentifierType.SWIFT, "HAVIGB2L", CheckDigit.ABSENT),
        (IdentifierType.SWIFT, "HAVI", CheckDigit.WRONG),
        (IdentifierType.CALL_SIGN, "UBIG5", CheckDigit.ABSENT),
    ],
)
def test_a_value_that_fails_its_check_is_kept_and_marked(
    type_: IdentifierType, text: str, check: CheckDigit
) -> None:
    found = identifier(type_, text)
    assert found is not None
    assert found.check is check


@pytest.mark.parametrize(
    ("type_", "value", "country", "check"),
    [
        (IdentifierType.TAX_NUMBER, "3017041900", "RU", CheckDigit.VALID),
        (IdentifierType.TAX_NUMBER, "3017041900", None, CheckDigit.VALID),
        (IdentifierType.TAX_NUMBER, "3017041901", "RU", CheckDigit.WRONG),
        (IdentifierType.TAX_NUMBER, "3017041901", None, CheckDigit.ABSENT),
        (IdentifierType.TAX_NUMBER, "3017041900", "IR", CheckDigit.ABSENT),
        (IdentifierType.REGISTRATION_NUMBER, "1053001124483", "RU", CheckDigit.VALID),
        (IdentifierType.REGISTRATION_NUMBER, "1053001124484", "RU", CheckDigit.WRONG),
        (IdentifierType.REGISTRATION_NUMBER, "75191644", "RU", CheckDigit.ABSENT),
    ],
)
def test_russian_numbers_are_checked_where_they_are_known_to_be_russian(
    type_: IdentifierType, value: str, country: str | None, check: CheckDigit
) -> None:
    assert check_digit(type_, value, country) is check


def test_a_number_in_the_wrong_field_is_kept_as_it_stands() -> None:
    ogrn_as_tax = identifier(IdentifierType.TAX_NUMBER, "1053001124483", "RU")
    assert ogrn_as_tax is not None
    assert (ogrn_as_tax.type, ogrn_as_tax.value) == (IdentifierType.TAX_NUMBER, "1053001124483")
    assert ogrn_as_tax.check is CheckDigit.VALID


def test_a_base58_wallet_keeps_its_case_and_a_hexadecimal_one_does_not() -> None:
    base58 = "18Ke1QWE9nQfXuhJijHggZuPJ5ZYxapoBK"
    assert normal_form(IdentifierType.CRYPTO_WALLET, f"Digital Currency Address - XBT {base58}") == base58
    assert normal_form(IdentifierType.CRYPTO_WALLET, base58.lower()) != base58
    hexadecimal = "0x7Db418b5D567A4e0E8c59Ad71BE1FcE48f3E6107"
    assert normal_form(IdentifierType.CRYPTO_WALLET, f"ETH: {hexadecimal}") == hexadecimal.lower()
    bech32 = "bc1qsmv6lkrw65l30yazdqpdjjtwzpvk9f8gfh0cy7"
    assert normal_form(IdentifierType.CRYPTO_WALLET, bech32.upper()) == bech32


def test_the_bearer_decides_whose_imo_number_it_is_before_the_digits_do() -> None:
    assert imo_type(EntityType.COMPANY, "8861058") is IdentifierType.COMPANY_IMO
    assert imo_type(EntityType.VESSEL, "6016988") is IdentifierType.IMO
    assert imo_type(EntityType.PERSON, "6016988") is IdentifierType.COMPANY_IMO
    assert imo_type(None, "8861058") is IdentifierType.IMO


@given(TYPES, st.text(st.characters(codec=None, exclude_categories=()), max_size=60))
def test_any_text_can_be_asked_for_and_gives_letters_and_digits_only(
    type_: IdentifierType, text: str
) -> None:
    found = identifier(type_, text)
    assert found is None or found.value.isalnum()


def test_two_thousand_characters_are_read() -> None:
    assert identifier(IdentifierType.PASSPORT, "A" * 2000) is not None
