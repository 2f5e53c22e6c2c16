"""OpenSanctions' three exports."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from lists.entities import (
    Direction,
    Entity,
    EntityType,
    IdentifierType,
    Measure,
    NameKind,
    PartyReference,
    RelationKind,
)
from lists.errors import DamagedFile
from lists.sources import ftm_json, opensanctions_simple, senzing_json
from lists.sources.formats import recognise
from lists.sources.parsed import Format, Parsed, RawFile
from tests.shared import shared_data

FIXTURES = Path(__file__).parents[1] / "fixtures" / "opensanctions"
COLUMNS = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,"
    "program_ids,dataset"
)


def read(format_: Format, content: bytes) -> Parsed:
    return format_.parse("os", (RawFile(name="export", content=content),))


def fixture(format_: Format, name: str) -> tuple[Parsed, dict[str, Entity]]:
    parsed = read(format_, (FIXTURES / name).read_bytes())
    return parsed, {entity.own_id: entity for entity in parsed.entities}


def numbers(entity: Entity) -> list[tuple[str, str, str | None]]:
    return [(one.type.value, one.value, one.country) for one in entity.identifiers]


def reasons(parsed: Parsed) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in parsed.rejected]


def simple(*rows: str) -> Parsed:
    return read(opensanctions_simple.FORMAT, "\n".join((COLUMNS, *rows)).encode())


def test_a_row_of_the_simple_csv_has_names_numbers_by_their_shape_and_flags() -> None:
    company, ship = simple(
        'a,Company,MG-FLOT LLC,"MG-FLOT OOO;""A;B"" LLC",,ru,"Akhty, Russia","1053001124483;3017041900;'
        'IMO6016988","The firm (x)",+7,a@b.c,UA-WS-MARE,War and Sanctions',
        "b,Vessel,RASUL GAMZATOV,Libern,,mt;ru,,273157300;IMO8861058;UBUT;AA 123456,,,,,War and Sanctions",
    ).entities
    assert [one.text for one in company.names] == ["MG-FLOT LLC", "MG-FLOT OOO", "A;B LLC"]
    assert numbers(company) == [
        ("registration_number", "1053001124483", None),
        ("tax_number", "3017041900", "RU"),
        ("company_imo", "6016988", None),
    ]
    assert (company.listing.programmes, company.listing.measures) == (("UA-WS-MARE",), (Measure.OTHER,))
    assert company.notes == ("The firm (x)", "phones +7", "emails a@b.c")
    assert [one.country for one in company.addresses] == ["RU"]
    assert [(one.type.value, one.value) for one in ship.identifiers] == [
        ("mmsi", "273157300"),
        ("imo", "8861058"),
        ("call_sign", "UBUT"),
        ("other", "AA123456"),
    ]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.countries) == (None, ("MT", "RU"))
    assert (ship.listing.programmes, ship.listing.measures) == (("War and Sanctions",), ())


def test_what_a_row_of_the_simple_csv_says_in_vain_is_kept() -> None:
    parsed = simple(
        "a,Person,A B,,19xx,suhh,,,,,,,d",
        "b,Address,Akhty,,,,,,,,,,d",
        ",Person,A,,,,,,,,,,d",
        "c,Person,,,,,,,,,,,d",
    )
    assert parsed.entities[0].unread == ("birth_date 19xx", "country suhh")
    assert reasons(parsed) == [(3, "schema 'Address' is no party"), (4, "no id"), (5, "no name")]


def test_a_company_of_the_graph_has_names_by_kind_numbers_sanction_and_address() -> None:
    _, entities = fixture(ftm_json.FORMAT, "entities.ftm.json")
    company = entities["NK-flot"]
    assert company.type is EntityType.COMPANY
    assert [(one.text, one.kind) for one in company.names] == [
        ("MG-FLOT LLC", NameKind.PRIMARY),
        ("ООО МГ-ФЛОТ", NameKind.ALIAS),
        ("MG-FLOT OOO", NameKind.ALIAS),
        ("MGF", NameKind.WEAK_ALIAS),
        ("TRANSMORFLOT LLC", NameKind.FORMER_NAME),
    ]
    assert numbers(company) == [
        ("registration_number", "1053001124483", "RU"),
        ("tax_number", "3017041900", "RU"),
        ("company_imo", "6016988", None),
    ]
    listing = company.listing
    assert (listing.programmes, str(listing.listed_on)) == (("US-RUSHAR",), "2022-05-08")
    assert listing.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert listing.source_url == "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=37049"
    assert [(one.text, one.country) for one in company.addresses] == [
        ("House 18 D, Lenina Street, Akhty", "RU")
    ]
    assert str(company.established_on) == "2005-02-17"
    assert company.notes == ("A carrier on the Caspian Sea.", "status active")


def test_a_ship_of_the_graph_has_its_facts() -> None:
    _, entities = fixture(ftm_json.FORMAT, "entities.ftm.json")
    ship = entities["NK-gamzatov"]
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.built) == ("RU", ("MT",), 1992)
    assert (ship.vessel.vessel_type, ship.vessel.gross_tonnage) == ("General Cargo", "4991")
    assert [(one.type.value, one.value) for one in ship.identifiers] == [
        ("imo", "8861058"),
        ("mmsi", "273157300"),
        ("call_sign", "UBUT"),
    ]
    assert [one.text for one in ship.names if one.kind is NameKind.FORMER_NAME] == ["Libern", "Tsemdolina"]


def test_a_person_of_the_graph_has_passport_and_office_and_keeps_what_is_no_date() -> None:
    _, entities = fixture(ftm_json.FORMAT, "entities.ftm.json")
    person = entities["NK-bobrov"]
    assert numbers(person) == [("passport", "721234567", "RU")]
    assert person.titles == ("Director", "Member of the council")
    assert [str(one) for one in person.birth_dates] == ["1980-03"]
    assert person.unread == ("birthDate Unknown", "country suhh")


def test_a_party_that_is_no_target_is_told_in_relations_alone() -> None:
    parsed, entities = fixture(ftm_json.FORMAT, "entities.ftm.json")
    assert set(entities) == {"NK-flot", "NK-gamzatov", "NK-bobrov"}
    owned, operates = entities["NK-flot"].relations
    assert (owned.kind, owned.direction, owned.share) == (RelationKind.OWNS, Direction.FROM, 0.515)
    assert (owned.is_former, str(owned.as_of)) == (True, "2019-01-01")
    assert (owned.party.own_id, owned.party.name) == (None, "Holding GmbH")
    assert [(one.type, one.value) for one in owned.party.identifiers] == [
        (IdentifierType.LEI, "529900T8BM49AURSDO55")
    ]
    assert (operates.kind, operates.direction) == (RelationKind.OPERATES, Direction.TO)
    assert operates.party == PartyReference(own_id="NK-gamzatov", name="RASUL GAMZATOV")
    (directs,) = entities["NK-bobrov"].relations
    assert (directs.kind, directs.quotation) == (RelationKind.LINKED_TO, "Directorship former director")
    assert reasons(parsed) == [(8, "Ownership of parties that the file does not have")]
    assert (parsed.rows, parsed.loaded) == (13, 12)


def test_lines_that_are_no_nodes_are_rejected_and_a_cut_file_is_refused() -> None:
    node = '{"id":"a","schema":"Person","properties":{"name":"A B"},"target":true}'
    parsed = read(
        ftm_json.FORMAT,
        "\n".join(
            (
                node,
                "[1]",
                "{",
                '{"schema":"Person","properties":{}}',
                '{"id":"b","schema":"Person","properties":[]}',
                '{"id":"c","schema":"Person","properties":{}}',
                '{"id":"d","schema":"Ownership","properties":{"owner":["a"]}}',
                '{"id":"e","schema":"Person","properties":{"name":"\\ud800"}}',
                node,
                "",
            )
        ).encode(),
    )
    found = dict(reasons(parsed))
    assert found.pop(3).startswith("no JSON: ")
    assert found == {
        2: "no JSON object",
        4: "no id",
        5: "no properties",
        6: "no name",
        7: "Ownership without asset",
        8: "a text holds half a character",
    }
    assert [entity.name for entity in parsed.entities] == ["A B"]
    with pytest.raises(DamagedFile, match="cut off"):
        read(ftm_json.FORMAT, f"{node}\n{node[:30]}".encode())


def test_one_id_with_two_contents_rejects_both() -> None:
    first = '{"id":"a","schema":"Person","properties":{"name":["A"]},"target":true}'
    second = '{"id":"a","schema":"Person","properties":{"name":["B"]},"target":true}'
    parsed = read(ftm_json.FORMAT, f"{first}\n{second}\n".encode())
    assert parsed.entities == ()
    assert [line for line, _ in reasons(parsed)] == [1, 2]


def test_a_senzing_record_has_names_numbers_and_pointers() -> None:
    parsed, entities = fixture(senzing_json.FORMAT, "senzing.json")
    company = entities["NK-flot"]
    assert [(one.text, one.kind) for one in company.names] == [
        ("MG-FLOT LLC", NameKind.PRIMARY),
        ("TRANSMORFLOT LLC", NameKind.ALIAS),
    ]
    assert numbers(company) == [
        ("registration_number", "1053001124483", "RU"),
        ("tax_number", "3017041900", "RU"),
        ("company_imo", "6016988", None),
        ("registration_number", "75191644", "RU"),
    ]
    (operates,) = company.relations
    assert (operates.kind, operates.party.own_id) == (RelationKind.OPERATES, "NK-gamzatov")
    assert (str(company.established_on), company.listing.measures) == ("2005-02-17", (Measure.OTHER,))
    ship = entities["NK-gamzatov"]
    assert (ship.type, [one.type.value for one in ship.identifiers]) == (
        EntityType.VESSEL,
        ["imo", "mmsi", "call_sign"],
    )
    assert (parsed.rows, parsed.loaded) == (4, 4)


def test_a_senzing_record_without_risk_is_told_in_relations_alone() -> None:
    _, entities = fixture(senzing_json.FORMAT, "senzing.json")
    assert "NK-sister" not in entities
    person = entities["NK-bobrov"]
    (sister,) = person.relations
    assert (sister.kind, sister.party.name, sister.quotation) == (
        RelationKind.LINKED_TO,
        "Anna BOBROVA",
        "Family",
    )
    assert sister.party.type is EntityType.PERSON
    assert numbers(person) == [("passport", "721234567", "RU")]
    assert person.gender == "male"
    assert person.unread == ("DATE_OF_BIRTH Unknown", "country suhh")


def test_the_real_simple_csv_gives_what_its_cells_count() -> None:
    path = shared_data("opensanctions", "ua_war_sanctions_2026-03", "targets.simple.csv")
    file = RawFile(name="a", content=path.read_bytes())
    assert recognise((file,)) is opensanctions_simple.FORMAT
    parsed = opensanctions_simple.parse("ua", (file,))
    with path.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert parsed.rows == parsed.loaded == len(parsed.entities) == len(rows) == 5600
    ships = [row for row in rows if row["schema"] == "Vessel"]
    imos = sum(one.startswith("IMO") for row in ships for one in row["identifiers"].split(";"))
    found = Counter(one.type for entity in parsed.entities for one in entity.identifiers)
    assert found[IdentifierType.IMO] == imos == 1337
    owners = [row["identifiers"].split(";") for row in rows if row["schema"] == "Company"]
    assert found[IdentifierType.COMPANY_IMO] == sum(one.startswith("IMO") for each in owners for one in each)
    assert sum(found.values()) == sum(len(set(row["identifiers"].split(";")) - {""}) for row in rows)
    names = sum(len(entity.names) for entity in parsed.entities)
    formers = sum(one.kind is NameKind.FORMER_NAME for entity in parsed.entities for one in entity.names)
    aliases = sum(len(next(csv.reader([row["aliases"]], delimiter=";"), [])) for row in rows)
    assert names - formers == 5600 + aliases
    (company,) = [entity for entity in parsed.entities if entity.own_id == "NK-n3U6g7iQhybo648xwo9w9C"]
    assert {one.value for one in company.identifiers} == {"1053001124483", "3017041900", "6016988"}
    assert [(one.text, one.kind) for one in company.names] == [
        ("LIMITED LIABILITY COMPANY MG-FLOT", NameKind.PRIMARY),
        ("Mg-flot LLC", NameKind.ALIAS),
        ("Transmorflot LLC", NameKind.FORMER_NAME),
    ]


def test_the_real_graph_lists_its_targets_and_relates_them() -> None:
    path = shared_data("opensanctions", "sa_wiki_peps_2024-03", "entities.ftm.json")
    file = RawFile(name="a", content=path.read_bytes())
    assert recognise((file,)) is ftm_json.FORMAT
    parsed = ftm_json.parse("sa", (file,))
    nodes = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    targets = {node["id"] for node in nodes if node["target"]}
    assert parsed.rows == parsed.loaded == len(nodes) == 1565
    assert {entity.own_id for entity in parsed.entities} == targets
    families = [node["properties"] for node in nodes if node["schema"] == "Family"]
    told = {
        (person, relative)
        for family in families
        for person in family["person"]
        for relative in family["relative"]
        if {person, relative} & targets
    }
    relations = sum(len(entity.relations) for entity in parsed.entities)
    assert len(told) <= relations <= len(families)
    assert all(
        node["caption"] in {entity.name for entity in parsed.entities} for node in nodes if node["target"]
    )


def test_the_real_senzing_file_lists_its_records_with_risks() -> None:
    path = shared_data("opensanctions", "us_congress_2026-01", "senzing.json")
    file = RawFile(name="a", content=path.read_bytes())
    assert recognise((file,)) is senzing_json.FORMAT
    parsed = senzing_json.parse("us", (file,))
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    listed = [record for record in records if "RISKS" in record]
    assert (parsed.rows, parsed.loaded) == (len(records), 1319)
    assert len(parsed.entities) == len(listed) == 1317
    assert sum(len(entity.names) for entity in parsed.entities) == sum(len(one["NAMES"]) for one in listed)
