"""The US Consolidated Screening List."""

import csv
import io
import re
from collections import Counter

import pytest

from lists.entities import Entity, EntityType, IdentifierType, Measure, NameKind, RelationKind
from lists.errors import DamagedFile
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from lists.sources.us_csl import FORMAT, parse
from tests.shared import shared_data

COLUMNS = (
    *("_id", "source", "entity_number", "type", "programs", "name", "title", "addresses"),
    *("federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement"),
    *("license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage"),
    *("vessel_flag", "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships"),
    *("dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids"),
)
SDN = "Specially Designated Nationals (SDN) - Treasury Department"
SSI = "Sectoral Sanctions Identifications List (SSI) - Treasury Department"
ENTITY_LIST = "Entity List (EL) - Bureau of Industry and Security"


def read(*rows: dict[str, str]) -> Parsed:
    opened = io.StringIO()
    writer = csv.DictWriter(opened, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return parse("csl", (RawFile(name="csl.csv", content=opened.getvalue().encode()),))


def treasury(**values: str) -> dict[str, str]:
    return {"_id": "37049", "entity_number": "37049", "source": SDN, "type": "Entity", "name": "A"} | values


def only(row: dict[str, str]) -> Entity:
    (entity,) = read(row).entities
    return entity


def numbers(entity: Entity) -> list[tuple[str, str, str | None]]:
    return [(one.type.value, one.value, one.country) for one in entity.identifiers]


def test_a_treasury_company_has_what_its_ids_and_remarks_say() -> None:
    entity = only(
        treasury(
            name="TRANSMORFLOT LLC",
            alt_names="TRANSMORFLOT SHIPPING COMPANY; TMF, OOO",
            programs="RUSSIA-EO14024; SDGT",
            addresses="Akhty, 368730, RU; Astrakhan, RU",
            remarks="(Linked To: MG-FLOT, OOO; Linked To: PORT OLYA)",
            ids="RU, 3017041900, Tax ID No.; IMO 6016988, Identification Number; "
            "17 Feb 2005, Organization Established Date; section 1(b); as amended, Secondary sanctions risk:",
            source_information_url="http://example.org",
        )
    )
    assert [one.text for one in entity.names] == [
        "TRANSMORFLOT LLC",
        "TRANSMORFLOT SHIPPING COMPANY",
        "TMF, OOO",
    ]
    assert numbers(entity) == [("tax_number", "3017041900", "RU"), ("company_imo", "6016988", None)]
    assert str(entity.established_on) == "2005-02-17"
    assert [one.party.name for one in entity.relations] == ["MG-FLOT, OOO", "PORT OLYA"]
    assert {one.kind for one in entity.relations} == {RelationKind.LINKED_TO}
    assert [(one.text, one.country) for one in entity.addresses] == [
        ("Akhty, 368730, RU", "RU"),
        ("Astrakhan, RU", "RU"),
    ]
    assert entity.listing.programmes == ("RUSSIA-EO14024", "SDGT")
    assert entity.listing.measures == (Measure.ASSET_FREEZE,)
    assert entity.listing.source_url == "http://example.org"
    assert entity.unread == ()


def test_a_ship_has_its_columns_and_its_number() -> None:
    ship = only(
        treasury(
            type="Vessel",
            name="RASUL GAMZATOV",
            call_sign="UBUT",
            vessel_type="General Cargo",
            gross_registered_tonnage="4991",
            vessel_flag="Russia",
            ids="IMO 8861058, Vessel Registration Identification; Malta, Former Vessel Flag",
        )
    )
    assert ship.vessel is not None
    assert (ship.vessel.flag, ship.vessel.former_flags, ship.vessel.gross_tonnage) == ("RU", ("MT",), "4991")
    assert numbers(ship) == [("call_sign", "UBUT", None), ("imo", "8861058", None)]


def test_a_person_has_dates_as_precise_as_published() -> None:
    person = only(
        treasury(
            type="Individual",
            name="ABBAS, Rim",
            dates_of_birth="1973-03-25; circa 1975; 1951 to 1953; 1960",
            nationalities="SY; LB",
            citizenships="SY",
            places_of_birth="Tall 'Afar, Iraq",
            title="Employee; Director",
            ids="Female, Gender; SY, 2017-01-16, 004138, Diplomatic Passport",
        )
    )
    assert [str(date) for date in person.birth_dates] == ["1973-03-25", "~1975", "1951/1953", "1960"]
    assert (person.countries, person.gender, person.titles) == (
        ("SY", "LB"),
        "female",
        ("Employee", "Director"),
    )
    assert numbers(person) == [("passport", "004138", "SY")]


def test_the_rows_of_one_party_on_several_lists_are_one_entity() -> None:
    parsed = read(
        treasury(
            programs="UKRAINE-EO13662",
            source=SSI,
            ids="Subject to Directive 4, Executive Order 13662 Directive Determination -",
        ),
        treasury(programs="RUSSIA-EO14024", remarks="(Linked To: VEB)"),
    )
    (entity,) = parsed.entities
    assert entity.listing.programmes == ("UKRAINE-EO13662", "RUSSIA-EO14024")
    assert entity.listing.measures == (Measure.DEBT_AND_EQUITY, Measure.SERVICE_BAN, Measure.ASSET_FREEZE)
    assert [one.party.name for one in entity.relations] == ["VEB"]
    assert (parsed.rows, parsed.loaded, len(entity.source)) == (2, 2, 2)


@pytest.mark.parametrize(
    ("source", "measure"),
    [
        (SDN, Measure.ASSET_FREEZE),
        (ENTITY_LIST, Measure.EXPORT_CONTROL),
        ("Denied Persons List (DPL) - Bureau of Industry and Security", Measure.EXPORT_CONTROL),
        ("Unverified List (UVL) - Bureau of Industry and Security", Measure.EXPORT_CONTROL),
        ("Military End User (MEU) List - Bureau of Industry and Security", Measure.EXPORT_CONTROL),
        ("ITAR Debarred (DTC) - State Department", Measure.EXPORT_CONTROL),
        ("Nonproliferation Sanctions (ISN) - State Department", Measure.EXPORT_CONTROL),
        ("Capta List (CAP) - Treasury Department", Measure.CORRESPONDENT_ACCOUNT),
        (
            "Non-SDN Chinese Military-Industrial Complex Companies List (CMIC) - Treasury Department",
            Measure.SECURITIES,
        ),
        ("Foreign Sanctions Evaders (FSE) - Treasury Department", Measure.OTHER),
        ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", Measure.OTHER),
        ("A list of tomorrow (NEW) - Treasury Department", Measure.OTHER),
    ],
)
def test_each_list_has_its_own_measure(source: str, measure: Measure) -> None:
    assert only(treasury(source=source)).listing.measures == (measure,)


@pytest.mark.parametrize(
    ("name", "others", "found"),
    [
        (
            "Far East Trading Company, Inc. (a.k.a. FETCO, Inc.; FETC)",
            "",
            [("Far East Trading Company, Inc.", "primary"), ("FETCO, Inc.", "alias"), ("FETC", "alias")],
        ),
        (
            "Gazprom Telekom, OOO (f.k.a., Zakrytoe Aktsionernoe Obshchestvo Gaztelekom)",
            "",
            [
                ("Gazprom Telekom, OOO", "primary"),
                ("Zakrytoe Aktsionernoe Obshchestvo Gaztelekom", "former_name"),
            ],
        ),
        (
            "Gazprom Neft",
            "Gazprom Neft OAO; f.k.a. Sibneft OAO; and JSC Gazprom Neft",
            [
                ("Gazprom Neft", "primary"),
                ("Gazprom Neft OAO", "alias"),
                ("Sibneft OAO", "former_name"),
                ("JSC Gazprom Neft", "alias"),
            ],
        ),
    ],
)
def test_names_written_into_names_are_taken_out(name: str, others: str, found: list[tuple[str, str]]) -> None:
    entity = only({"_id": "x", "source": ENTITY_LIST, "name": name, "alt_names": others})
    assert [(one.text, one.kind.value) for one in entity.names] == found


def test_an_entry_of_commerce_has_no_type_and_keeps_its_licence_terms() -> None:
    entity = only(
        {
            "_id": "x",
            "source": ENTITY_LIST,
            "name": "140 Repair Plant",
            "start_date": "2022-04-07",
            "federal_register_notice": "87 FR 20299",
            "license_policy": "Policy of denial.",
            "remarks": "see (Linked To: B)",
        }
    )
    assert entity.type is None
    assert entity.listing.programmes == (ENTITY_LIST,)
    assert (str(entity.listing.listed_on), entity.listing.legal_basis) == ("2022-04-07", ("87 FR 20299",))
    assert entity.notes == ("remarks see (Linked To: B)", "license_policy Policy of denial.")


def test_rows_that_cannot_be_read_are_rejected_and_a_cut_file_is_refused() -> None:
    parsed = read(
        treasury(name=""),
        {"source": SDN, "name": "A"},
        treasury(_id="1", dates_of_birth="yesterday"),
        treasury(_id="2", name="A"),
        treasury(_id="2", name="B"),
    )
    assert [(row.line, row.reason) for row in parsed.rejected] == [
        (2, "no name"),
        (3, "no _id"),
        (4, "dates_of_birth 'yesterday' is no date"),
        (5, "one id, 2, with different names or types"),
        (6, "one id, 2, with different names or types"),
    ]
    with pytest.raises(DamagedFile, match="lacks the column"):
        parse("csl", (RawFile(name="a", content=b"_id,name\n1,A\n"),))
    with pytest.raises(DamagedFile, match="never closed"):
        parse("csl", (RawFile(name="a", content=f'{",".join(COLUMNS)}\n1,"A\n'.encode()),))


def test_the_list_of_2022_gives_what_its_cells_count() -> None:
    path = shared_data("us_csl", "consolidated_2022-04.csv")
    file = RawFile(name="a", content=path.read_bytes())
    assert recognise((file,)) is FORMAT
    parsed = parse("csl", (file,))
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    parties = {row["_id"]: row for row in rows}
    assert parsed.rows == parsed.loaded == len(rows) == 14160
    assert {entity.own_id for entity in parsed.entities} == parties.keys()
    assert len(parties) == 14048
    types = Counter(entity.type for entity in parsed.entities)
    assert types[EntityType.VESSEL] == sum(row["type"] == "Vessel" for row in parties.values()) == 433
    assert types[None] == sum(row["type"] == "" for row in parties.values())
    found = Counter(one.type for entity in parsed.entities for one in entity.identifiers)
    ships = [row["ids"] for row in parties.values() if row["type"] == "Vessel"]
    assert found[IdentifierType.IMO] == sum(len(re.findall(r"\bIMO \d", ids)) for ids in ships)
    wallets = (
        set(re.findall(r"(\w+), Digital Currency Address - (\w+)", row["ids"])) for row in parties.values()
    )
    assert found[IdentifierType.CRYPTO_WALLET] == sum(map(len, wallets))
    measures = Counter(one for entity in parsed.entities for one in entity.listing.measures)
    assert measures[Measure.ASSET_FREEZE] == sum(row["source"] == SDN for row in rows)
    named = [row for row in parties.values() if row["entity_number"]]
    aliases = sum(
        len({one.strip() for one in row["alt_names"].split("; ")} - {"", row["name"]}) for row in named
    )
    treasury_ids = {row["_id"] for row in named}
    listed = sum(
        one.kind is NameKind.ALIAS
        for entity in parsed.entities
        if entity.own_id in treasury_ids
        for one in entity.names
    )
    assert listed == aliases
