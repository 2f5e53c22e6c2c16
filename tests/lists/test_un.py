"""The United Nations' consolidated list as XML."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lists.entities import Entity, EntityType, IdentifierType, Measure, NameKind
from tests.lists.reading import FIXTURES, by_id, read, reads_or_refuses
from tests.shared import shared_data

UN = FIXTURES / "un" / "consolidated.xml"


def names(entity: Entity) -> list[tuple[str, NameKind]]:
    return [(name.text, name.kind) for name in entity.names]


def test_the_list_is_recognised_and_adds_up() -> None:
    parsed = read(UN)
    assert (parsed.format, parsed.rows, parsed.loaded) == ("un-xml", 4, 3)
    assert [(one.line, one.reason) for one in parsed.rejected] == [(48, "no name")]


def test_names_have_the_publisher_s_quality_and_their_script() -> None:
    person = by_id(read(UN))["QDi.901"]
    assert names(person) == [
        ("IVAN EXAMPLE", NameKind.PRIMARY),
        ("إيفان مثال", NameKind.ORIGINAL_SCRIPT),
        ("Iwan Example", NameKind.ALIAS),
        ("Iven Example", NameKind.ALIAS),
        ("Ивен Пример", NameKind.ORIGINAL_SCRIPT),
        ("Vanya", NameKind.WEAK_ALIAS),
        ("Ваня", NameKind.WEAK_ALIAS),
        ("Ivan Sample", NameKind.FORMER_NAME),
        ("Johnny", NameKind.WEAK_ALIAS),
    ]
    assert person.names[7].published_as is NameKind.ALIAS


def test_dates_are_as_precise_as_published() -> None:
    person = by_id(read(UN))["QDi.901"]
    assert [str(date) for date in person.birth_dates] == ["1965-04-14", "1958-09", "~1960", "1955/1958"]
    assert "Date of birth: 24/06/1402 (Hijri Calendar)" in person.notes
    assert (str(person.listing.listed_on), str(person.listing.amended_on)) == ("2001-01-25", "2022-11-08")


def test_a_person_is_read_whole() -> None:
    person = by_id(read(UN))["QDi.901"]
    assert [(one.type, one.value, one.country) for one in person.identifiers] == [
        (IdentifierType.PASSPORT, "SA0020249", "CG"),
        (IdentifierType.PASSPORT, "A12345", "IQ"),
        (IdentifierType.TAX_NUMBER, "BNSDLA70L14Z352B", None),
        (IdentifierType.OTHER, "9900001", None),
    ]
    assert [(address.text, address.country) for address in person.addresses] == [
        ("1 Example Street, Mosul, Iraq (previous address)", "IQ"),
        ("Syrian Arab Republic border area", "SY"),
    ]
    assert (person.gender, person.titles) == ("male", ("Dr.", "Governor"))
    assert (person.countries, person.birth_places) == (("IQ", "SY"), ("Mosul, Iraq",))
    assert person.listing.programmes == ("Al-Qaida",)
    assert person.listing.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN, Measure.EXPORT_CONTROL)
    assert "Gender: male. Formerly Governor of Example." in person.notes


def test_measures_that_the_comments_state_are_the_only_ones() -> None:
    assert by_id(read(UN))["LYi.901"].listing.measures == (Measure.TRAVEL_BAN,)


def test_a_company_has_its_own_imo_number_and_not_its_ship_s() -> None:
    company = by_id(read(UN))["KPe.901"]
    assert company.type is EntityType.COMPANY
    assert names(company) == [
        ("EXAMPLE SHIPPING (ESC)", NameKind.PRIMARY),
        ("EXAMPLE LINES", NameKind.ALIAS),
        ("OLD EXAMPLE", NameKind.FORMER_NAME),
        ("EXAMPLE SEA", NameKind.ALIAS),
    ]
    assert [(one.type, one.value) for one in company.identifiers] == [
        (IdentifierType.COMPANY_IMO, "5963351"),
        (IdentifierType.OTHER, "9900004"),
    ]
    assert company.listing.measures == (Measure.ASSET_FREEZE,)
    assert company.countries == ("KP",)


@pytest.mark.parametrize("day", ["2025-11-15", "2025-11-20", "2026-02-27"])
def test_the_published_list_holds_what_its_elements_say(day: str) -> None:
    path = shared_data("un", f"consolidated_{day}.xml")
    text, parsed = path.read_text(encoding="utf-8"), read(path)
    entities = parsed.entities
    persons, companies = text.count("<INDIVIDUAL>"), text.count("<ENTITY>")
    assert (parsed.rows, parsed.loaded, parsed.rejected) == (persons + companies, persons + companies, ())
    types = Counter(entity.type for entity in entities)
    assert types == {EntityType.PERSON: persons, EntityType.COMPANY: companies}
    assert {entity.own_id for entity in entities} == set(re.findall(r"<REFERENCE_NUMBER>\s*(\S+?)\s*<", text))
    kinds = Counter(name.published_as or name.kind for entity in entities for name in entity.names)
    assert kinds[NameKind.PRIMARY] == persons + companies
    assert kinds[NameKind.FORMER_NAME] == text.count("<QUALITY>f.k.a.</QUALITY>")
    assert kinds[NameKind.WEAK_ALIAS] >= len(set(re.findall(r"<QUALITY>Low</QUALITY>", text)))
    assert kinds[NameKind.ALIAS] > text.count("<QUALITY>Good</QUALITY>")
    read_names = {" ".join(name.text.split()) for entity in entities for name in entity.names}
    plain = re.findall(r"<ALIAS_NAME>\s*([^<;()&]+?)\s*</ALIAS_NAME>", text)
    missing = {" ".join(alias.split()) for alias in plain} - read_names
    assert missing == {alias for alias in missing if re.search(r" [a-h]\) |, born ", alias)}
    imo = {re.sub(r"\D", "", found) for found in re.findall(r"IMO[ )\w]*:?\s*5\d{6}", text)}
    company_imo = [one for entity in entities for one in entity.identifiers if one.type == "company_imo"]
    assert {one.value for one in company_imo} == imo
    assert len(imo) == 15


@given(st.binary(max_size=200), st.integers(0, 7000))
def test_damaged_files_are_read_or_refused(noise: bytes, place: int) -> None:
    content = UN.read_bytes()
    reads_or_refuses("un-xml", noise)
    reads_or_refuses("un-xml", content[:place] + noise + content[place + len(noise) :])
