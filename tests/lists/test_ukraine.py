"""Ukraine's register, against a fixture: no real file has proved the parser."""

from pathlib import Path

import pytest

from lists.entities import EntityType, IdentifierType, Measure, NameKind
from lists.errors import DamagedFile
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from lists.sources.ukraine_nsdc import FORMAT, parse

SUBJECTS = Path(__file__).parents[1] / "fixtures" / "ukraine" / "subjects.json"


def read(content: bytes) -> Parsed:
    return parse("ua", (RawFile(name="subjects.json", content=content),))


def test_a_company_has_its_names_numbers_and_decree() -> None:
    company = read(SUBJECTS.read_bytes()).entities[0]
    assert (company.own_id, company.type) == ("101", EntityType.COMPANY)
    assert [(one.text, one.kind) for one in company.names] == [
        ('Товариство з обмеженою відповідальністю "МГ-Флот"', NameKind.PRIMARY),
        ('Общество с ограниченной ответственностью "МГ-Флот"', NameKind.ALIAS),
        ("MG-Flot LLC", NameKind.ALIAS),
        ("MG-Flot", NameKind.ALIAS),
        ('ТОВ "Трансморфлот"', NameKind.FORMER_NAME),
    ]
    assert [(one.type, one.value, one.country) for one in company.identifiers] == [
        (IdentifierType.REGISTRATION_NUMBER, "1053001124483", "RU"),
        (IdentifierType.TAX_NUMBER, "3017041900", "RU"),
        (IdentifierType.TAX_NUMBER, "301701001", "RU"),
        (IdentifierType.COMPANY_IMO, "6016988", None),
    ]
    assert len(company.addresses) == 1
    assert company.notes == ("КПП: 301701001",)
    assert str(company.established_on) == "2005-02-17"
    listing = company.listing
    assert (listing.programmes, str(listing.listed_on)) == (("№ 726/2022",), "2022-10-19")
    assert listing.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert listing.source_url == "https://www.president.gov.ua/documents/7262022"


def test_a_person_has_what_the_attributes_say() -> None:
    person = read(SUBJECTS.read_bytes()).entities[1]
    assert person.type is EntityType.PERSON
    assert [one.text for one in person.names] == [
        "Бобров Володимир Олександрович",
        "Bobrov Volodymyr Oleksandrovych",
        "Бобров Владимир Александрович",
        "Bobrov Vladimir",
    ]
    assert (person.gender, person.birth_places, person.titles) == (
        "male",
        ("м. Астрахань",),
        ("колишній директор",),
    )
    assert person.countries == ("RU", "UA")
    assert [str(date) for date in person.birth_dates] == ["1980"]
    assert person.unread == ("citizenship ??",)
    assert person.listing.measures == (Measure.OTHER,)


def test_who_is_sanctioned_no_more_or_is_no_subject_is_rejected_with_the_reason() -> None:
    parsed = read(SUBJECTS.read_bytes())
    assert [entity.own_id for entity in parsed.entities] == ["101", "102"]
    assert (parsed.rows, parsed.loaded) == (6, 2)
    assert [(row.line, row.reason) for row in parsed.rejected] == [
        (3, "sanctioned no more: expired"),
        (4, "sanctioned no more: excluded"),
        (5, "no name"),
        (6, "no JSON object"),
    ]


def test_the_register_is_recognised_and_a_cut_file_refused() -> None:
    content = SUBJECTS.read_bytes()
    assert recognise((RawFile(name="a", content=content),)) is FORMAT
    with pytest.raises(DamagedFile, match="no JSON"):
        read(content[:-20])
    with pytest.raises(DamagedFile, match="no JSON array"):
        read(b'{"sid": 1, "name": "A"}')
