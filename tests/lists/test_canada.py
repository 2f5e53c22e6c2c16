"""Canada's list, with today's element names and with the old ones."""

import re
from collections import Counter
from pathlib import Path

import pytest

from lists.entities import EntityType, IdentifierType, Measure, NameKind
from lists.errors import DamagedFile
from lists.sources.canada_sema_xml import FORMAT, parse
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from tests.shared import shared_data

TODAY = Path(__file__).parents[1] / "fixtures" / "canada" / "sema_lmes.xml"


def read(content: bytes) -> Parsed:
    return parse("ca", (RawFile(name="sema.xml", content=content),))


def old(*records: str) -> Parsed:
    body = "".join(f"<record>{record}</record>" for record in records)
    return read(f"<data-set>{body}</data-set>".encode())


def test_a_ship_has_its_number_type_year_former_name_and_a_docking_ban() -> None:
    parsed = read(TODAY.read_bytes())
    ship = parsed.entities[0]
    assert ship.type is EntityType.VESSEL
    assert [(one.text, one.kind) for one in ship.names] == [
        ("Rasul Gamzatov", NameKind.PRIMARY),
        ("Tsemdolina", NameKind.FORMER_NAME),
        ("Libern", NameKind.ALIAS),
        ("Cemdolina", NameKind.ALIAS),
    ]
    assert [(one.type, one.value) for one in ship.identifiers] == [(IdentifierType.IMO, "8861058")]
    assert ship.vessel is not None
    assert (ship.vessel.vessel_type, ship.vessel.built) == ("General Cargo Ship", 1992)
    assert ship.birth_dates == ()
    assert ship.listing.measures == (Measure.DOCKING_BAN,)
    assert (ship.listing.programmes, str(ship.listing.listed_on)) == (("Russia",), "2025-02-21")
    assert ship.listing.legal_basis == ("Schedule 1, Part 3", "Item 12")


def test_a_schedule_of_the_russia_regulations_tells_the_measure() -> None:
    bank = read(TODAY.read_bytes()).entities[1]
    assert bank.listing.measures == (Measure.DEBT_AND_EQUITY,)
    assert [one.text for one in bank.names] == ["Gazprombank OAO", "GPB (OJSC)", "Bank GPB (JSC)"]


def test_a_persons_alias_of_one_word_is_weak_and_two_dates_are_two() -> None:
    person = read(TODAY.read_bytes()).entities[2]
    assert person.type is EntityType.PERSON
    assert person.name == "Dmitry Vladimirovich Balaba"
    assert [(one.text, one.kind, one.published_as) for one in person.names[1:]] == [
        ("Dima", NameKind.WEAK_ALIAS, NameKind.ALIAS),
        ("Dmitri BALABA", NameKind.ALIAS, None),
    ]
    assert [str(date) for date in person.birth_dates] == ["1972-06-01", "1974"]
    assert person.titles == ("Colonel",)
    assert person.countries == ()


def test_an_entry_without_a_name_is_rejected_with_its_line() -> None:
    parsed = read(TODAY.read_bytes())
    assert (parsed.rows, parsed.loaded) == (4, 3)
    assert [(row.line, row.reason) for row in parsed.rejected] == [(32, "no name")]


def test_an_id_stays_when_schedule_and_item_move() -> None:
    before = old("<Country>Iran</Country><Entity>Fulmen</Entity><Schedule>1</Schedule><Item>4</Item>")
    after = old("<Country>Iran</Country><Entity>Fulmen</Entity><Schedule>2</Schedule><Item>9</Item>")
    assert before.entities[0].own_id == after.entities[0].own_id


def test_two_parties_of_one_name_have_two_ids_and_a_repeated_record_one() -> None:
    first = "<Country>Iran</Country><LastName>Ali</LastName><DateOfBirth>1960</DateOfBirth>"
    second = "<Country>Iran</Country><LastName>Ali</LastName><DateOfBirth>1970</DateOfBirth>"
    parsed = old(first, second, first)
    assert (parsed.rows, parsed.loaded) == (3, 3)
    one, two = parsed.entities
    assert two.own_id == f"{one.own_id}#2"


def test_a_name_in_two_languages_is_a_name_and_its_translation() -> None:
    (entity,) = old(
        "<Country>Iran</Country><Entity>Iranian Navy/Force navale iranienne</Entity>"
        "<Aliases>IRIN, Navy Supply Co., Ltd., GORT/ORTAS</Aliases>"
    ).entities
    assert [(one.text, one.kind) for one in entity.names] == [
        ("Iranian Navy", NameKind.PRIMARY),
        ("Force navale iranienne", NameKind.TRANSLATION),
        ("IRIN", NameKind.ALIAS),
        ("Navy Supply Co., Ltd.", NameKind.ALIAS),
        ("GORT/ORTAS", NameKind.ALIAS),
    ]


def test_an_element_that_no_rule_knows_is_kept_as_unread() -> None:
    (entity,) = old("<Country>Iran</Country><Entity>A</Entity><Colour>blue</Colour>").entities
    assert entity.unread == ("Colour blue",)


def test_a_file_that_ends_in_the_middle_is_refused() -> None:
    with pytest.raises(DamagedFile):
        read(TODAY.read_bytes()[:900])


def test_the_list_of_2020_gives_what_its_elements_count() -> None:
    content = shared_data("ca", "sema-lmes_2020.xml").read_bytes()
    text = content.decode()
    file = RawFile(name="a", content=content)
    assert recognise((file,)) is FORMAT
    parsed = parse("ca", (file,))
    assert parsed.rows == parsed.loaded == text.count("<record>") == 1369
    types = Counter(entity.type for entity in parsed.entities)
    assert types == {EntityType.COMPANY: text.count("<Entity>"), EntityType.PERSON: text.count("<LastName>")}
    assert sum(bool(entity.birth_dates) for entity in parsed.entities) == text.count("<DateOfBirth>")
    aliases = re.findall("<Aliases>(.*?)</Aliases>", text, re.DOTALL)
    parts = sum(len(alias.split(", ")) for alias in aliases)
    found = Counter(one.kind for entity in parsed.entities for one in entity.names)
    translated_aliases = sum(
        one.kind is NameKind.TRANSLATION for entity in parsed.entities for one in entity.names[2:]
    )
    assert found[NameKind.ALIAS] + found[NameKind.WEAK_ALIAS] == parts
    assert translated_aliases == 2
    bilingual = [entity for entity in parsed.entities if entity.names[-1].kind is NameKind.TRANSLATION]
    assert len({entity.own_id for entity in parsed.entities}) == 1369
    assert all("/" not in entity.name for entity in bilingual)
