"""Parties of several lists, fleets, owners and networks over HTTP, on real files where they are at hand."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.service.server import Server, assert_problem, csv_bytes, run_cli
from tests.shared import shared_data

HOLDING = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,"
SHIP = "2,vessel,ZELENOGRAD TRADER,,ZELENOGRAD STAR,9481934,RU,TEST-1,1"
OWNERSHIP = b"""owner,owned,share,as_of,relation,source
firm-list:1,Baltic Tug Services OU; LEI 5493001KJTIIGC8Y1R12,60%,2026-05,,Register of companies
Baltic Tug Services OU,Harbour Pilots AS,0.5,,,Register of companies
firm-list:1,Minor Stake SA,5%,,,Register of companies
"""


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with an operator's list and an ownership file."""
    server = Server(tmp_path_factory.mktemp("firm")).start()
    assert server.put_rows("firm-list", HOLDING, SHIP).status_code == 201
    assert server.put("firm-owners", ("owners.csv", OWNERSHIP)).status_code == 201
    yield server
    server.stop()


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with lists of the United States, the United Kingdom, Australia and Ukraine."""
    ofac = shared_data("us_ofac", "2026-04")
    server = Server(tmp_path_factory.mktemp("official")).start()
    for list_id, paths in (
        ("us-ofac-sdn", [ofac / name for name in ("sdn.csv", "alt.csv", "add.csv")]),
        ("gb-conlist", [shared_data("uk", "ConList_2025-04-10.csv")]),
        ("au-dfat", [shared_data("au", "regulation8_consolidated_2024-11.xlsx")]),
        ("ua-ws", [shared_data("opensanctions", "ua_war_sanctions_2026-03", "targets.simple.csv")]),
    ):
        answer = server.put(list_id, *((path.name, path.read_bytes()) for path in paths))
        assert answer.status_code == 201, answer.text
    yield server
    server.stop()


def _get(server: Server, entity_id: str, call: str = "") -> Any:
    answer = server.http.get(f"/entities/{quote(entity_id, safe='')}{call}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def _hits(answer: dict[str, Any]) -> dict[str, Any]:
    return {hit["entity"]["id"]: hit for hit in answer["hits"]}


def test_mg_flot_is_one_party_on_four_lists(official: Server) -> None:
    hit = _hits(official.screen(name="MG-FLOT LLC", type="company"))["us-ofac-sdn:37049"]
    assert {also["list"] for also in hit["also_listed"]} == {"gb-conlist", "au-dfat", "ua-ws"}
    assert all(also["shared"] for also in hit["also_listed"])
    assert hit["related_total"] == 20


def test_transseaport_brings_the_ofac_entry_and_says_how(official: Server) -> None:
    answer = official.screen(name="Transseaport", type="company", lists=["us-ofac-sdn"])
    (hit,) = answer["hits"]
    assert hit["entity"]["id"] == "us-ofac-sdn:37049"
    same = next(item for item in hit["evidence"] if item["rule"] == "same_party")
    assert same["detail"]["list"] == "gb-conlist"
    assert "The same party as" in hit["summary"]
    assert [ref["id"] for ref in answer["lists"]] == ["gb-conlist", "us-ofac-sdn"]
    assert hit["score"] == pytest.approx(min(1.0, sum(item["points"] for item in hit["evidence"])), abs=1e-3)


def test_a_ship_renamed_since_its_listing_is_found_by_its_new_name(official: Server) -> None:
    hit = _hits(official.screen(name="KOMPOZITOR ELZA IBRAGIMOVA", type="vessel"))["us-ofac-sdn:37081"]
    assert hit["decision"] == "match"
    assert hit["matched_name"]["kind"] == "former_name"
    assert hit["entity"]["name"] == "KOMPOZITOR GASANOV"
    assert "KOMPOZITOR ELZA IBRAGIMOVA" in {name["text"] for name in hit["former_names_elsewhere"]}


def test_every_former_name_of_the_twenty_ships_finds_the_ofac_entry(official: Server) -> None:
    fleet = _get(official, "us-ofac-sdn:37049", "/fleet")["fleet"]
    assert len(fleet) == 20
    assert all("ua-ws" in ship["lists"] for ship in fleet)
    former = [(name, ship["entity_id"]) for ship in fleet for name in ship["former_names"]]
    assert len(former) > 50
    for name, entity_id in former:
        assert entity_id in _hits(official.screen(name=name, type="vessel", limit=200)), name


def test_a_ships_name_alone_names_the_company_its_former_name_and_the_fleet(official: Server) -> None:
    hit = _hits(official.screen(name="Rasul Gamzatov", type="vessel"))["us-ofac-sdn:37105"]
    owner, *sisters = hit["related"]
    assert owner["name"] == "MG-FLOT LIMITED LIABILITY COMPANY"
    assert (owner["distance"], owner["relation"], owner["listed"]) == (1, "linked_to", True)
    assert {ship["via"] for ship in sisters} == {"us-ofac-sdn:37049"}
    assert {ship["distance"] for ship in sisters} == {2}
    assert len(sisters) == 19


def test_teriberka_stays_two_ships(official: Server) -> None:
    hits = _hits(official.screen(name="TERIBERKA", type="vessel", limit=50))
    ofac = {entity_id: hit for entity_id, hit in hits.items() if entity_id.startswith("us-ofac-sdn:")}
    assert set(ofac) == {"us-ofac-sdn:37058", "us-ofac-sdn:37136"}
    also = [{one["entity_id"] for one in hit["also_listed"]} for hit in ofac.values()]
    assert also[0].isdisjoint(also[1])


def test_an_unlisted_party_of_an_ownership_file_is_a_review_with_path_and_share(firm: Server) -> None:
    (hit,) = firm.screen(name="Baltic Tug Services", type="company")["hits"]
    assert (hit["decision"], hit["entity"]["list"]) == ("review", None)
    assert hit["entity"]["id"].startswith("network:")
    (owned,) = [item for item in hit["evidence"] if item["rule"] == "owned_by_listed"]
    assert owned["points"] == 0
    assert owned["detail"]["above"][0]["share"] == 0.6
    assert [rule["owned"] for rule in owned["detail"]["rules"]] == [True, True, True]
    assert hit["related"][0]["entity_id"] == "firm-list:1"
    assert "KRONSHTADT" in hit["summary"]


def test_a_grandchild_at_half_is_owned_by_two_rules_of_three(firm: Server) -> None:
    (hit,) = firm.screen(name="Harbour Pilots AS")["hits"]
    (owned,) = [item for item in hit["evidence"] if item["rule"] == "owned_by_listed"]
    found = {rule["rule"]: (rule["owned"], rule["share"]) for rule in owned["detail"]["rules"]}
    assert found == {"ofac": (True, 0.5), "eu": (True, 0.5), "uk": (False, 0.5)}


def test_a_small_stake_is_no_alert(firm: Server) -> None:
    assert firm.screen(name="Minor Stake SA")["outcome"] == "clear"


def test_the_record_of_an_unlisted_party_says_what_the_rules_conclude(firm: Server) -> None:
    (hit,) = firm.screen(name="Baltic Tug Services", type="company")["hits"]
    record = _get(firm, hit["entity"]["id"])
    assert record["version"]["id"] == "firm-owners"
    assert [rule["rule"] for rule in record["ownership"]] == ["ofac", "eu", "uk"]
    above = next(party for party in record["relations"] if party["entity_id"] == "firm-list:1")
    assert above["sources"][0]["quotation"] == "Register of companies"
    assert above["as_of"] == "2026-05"
    explained = firm.http.post(
        "/explain", json={"query": {"name": "Baltic Tug Services"}, "entity_id": hit["entity"]["id"]}
    ).json()
    assert (explained["decision"], explained["evidence"][-1]["rule"]) == ("review", "owned_by_listed")


def test_a_network_is_walked_step_by_step(firm: Server) -> None:
    near = _get(firm, "firm-list:1", "/network")
    assert near["nodes"][0]["id"] == "firm-list:1"
    assert {node["name"] for node in near["nodes"][1:]} == {
        "ZELENOGRAD TRADER",
        "Baltic Tug Services OU",
        "Minor Stake SA",
    }
    far = _get(firm, "firm-list:1", "/network?depth=2")
    assert "Harbour Pilots AS" in {node["name"] for node in far["nodes"]}
    ids = {node["id"] for node in far["nodes"]}
    assert all({edge["subject"], edge["object"]} <= ids for edge in far["edges"])
    assert not far["truncated"]


@pytest.mark.parametrize("depth", ["0", "7", "x"])
def test_a_depth_out_of_bounds_is_refused(firm: Server, depth: str) -> None:
    assert_problem(firm.http.get(f"/entities/firm-list%3A1/network?depth={depth}"), 422)


def test_a_network_is_drawn(firm: Server) -> None:
    answer = firm.http.get("/entities/firm-list%3A1/network.svg?depth=2")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "Harbour Pilots AS" in answer.text


def test_a_fleet_is_a_table_for_a_spreadsheet(firm: Server) -> None:
    answer = firm.http.get("/entities/firm-list%3A1/fleet.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["name"], row["imo"], row["former_names"]) == (
        "ZELENOGRAD TRADER",
        "9481934",
        "ZELENOGRAD STAR",
    )
    assert row["stated_by"] == "firm-list:2"


def test_a_name_that_is_a_formula_is_text_in_the_table(firm: Server) -> None:
    rows = ("1,company,FORMULA HOLDING LLC,,,,RU,T,", '2,vessel,"=cmd|x",,,9074729,RU,T,1')
    assert firm.put_rows("formulas", *rows).status_code == 201
    (row,) = csv.DictReader(io.StringIO(firm.http.get("/entities/formulas%3A1/fleet.csv").text))
    assert row["name"] == "'=cmd|x"


def test_an_id_that_ends_like_a_call_is_an_id(firm: Server) -> None:
    rows = ("A,company,OMEGA HOLDING LLC,,,,RU,T,", "A/fleet,company,OMEGA FLEET LLC,,,,RU,T,")
    assert firm.put_rows("odd", *rows, "S,vessel,OMEGA STAR,,,9074729,RU,T,A").status_code == 201
    assert _get(firm, "odd:A/fleet")["name"] == "OMEGA FLEET LLC"
    assert [ship["name"] for ship in _get(firm, "odd:A", "/fleet")["fleet"]] == ["OMEGA STAR"]
    assert _get(firm, "odd:A/fleet", "/fleet")["fleet"] == []


def test_a_ship_in_several_relations_is_one_related_party(firm: Server) -> None:
    rows = b"""owner,owned,relation
firm-list:1,Tug 7; IMO 8931748,owns
firm-list:1,Tug 7; IMO 8931748,operates
"""
    assert firm.put("tug-owners", ("owners.csv", rows)).status_code == 201
    (hit,) = firm.screen(name="Kronshtadt Bulk Carriers", type="company")["hits"]
    assert [party["name"] for party in hit["related"]].count("Tug 7") == 1
    assert hit["related_total"] == len(hit["related"])
    assert firm.http.delete("/lists/tug-owners").status_code == 204


def test_an_imo_number_written_into_an_owners_name_is_looked_up(firm: Server) -> None:
    answer = firm.screen(name="Quuxwell Mills", owners=[{"name": "Somebody (IMO 9481934)"}])
    assert [hit["entity"]["id"] for hit in answer["hits"]] == ["firm-list:2"]


def test_the_subjects_owners_are_screened_and_the_rules_applied(firm: Server) -> None:
    owners = [{"name": "Kronshtadt Bulk Carriers", "share": 0.5}, {"name": "Quuxwell Bakery", "share": 0.5}]
    answer = firm.screen(name="Quuxwell Mills", type="company", owners=owners)
    assert answer["outcome"] == "review"
    assert {rule["rule"]: rule["owned"] for rule in answer["ownership"]} == {
        "ofac": True,
        "eu": True,
        "uk": False,
    }
    (hit,) = answer["hits"]
    assert hit["entity"]["id"] == "firm-list:1"
    assert "Kronshtadt Bulk Carriers owns 50% of the subject." in hit["summary"]


@pytest.mark.parametrize(
    ("owner", "path"),
    [
        ({}, "owners.0"),
        ({"name": "X", "share": 50}, "owners.0.share"),
        ({"name": "X", "share": "0.5"}, "owners.0.share"),
        ({"name": "X", "stake": 0.5}, "owners.0.stake"),
    ],
)
def test_a_wrong_owner_is_refused_with_its_path(firm: Server, owner: dict[str, Any], path: str) -> None:
    problem = assert_problem(firm.http.post("/screen", json={"name": "Y", "owners": [owner]}), 422)
    assert [error["path"] for error in problem["errors"]] == [path]


def test_shares_of_more_than_the_whole_are_said(firm: Server) -> None:
    owners = [{"name": "Quuxwell Bakery", "share": 0.7}, {"name": "Quuxwell Inn", "share": 0.7}]
    answer = firm.screen(name="Quuxwell Mills", owners=owners)
    assert answer["warnings"] == ["owners: the shares given add up to 140%"]


def test_an_ownership_file_alone_leaves_the_starter_list_in_place(tmp_path: Path) -> None:
    server = Server(tmp_path / "data").start()
    try:
        assert server.put("firm-owners", ("owners.csv", OWNERSHIP)).status_code == 201
        assert server.screen(name="MG-FLOT")["outcome"] == "match"
    finally:
        server.stop()


def test_the_command_line_prints_the_fleet_of_a_company_and_of_a_ship(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(csv_bytes(HOLDING, SHIP))
    run_cli(tmp_path / "data", "lists", "put", "mine", str(tmp_path / "list.csv"))
    for name in ("Kronshtadt Bulk Carriers", "Zelenograd Trader"):
        done = run_cli(tmp_path / "data", "fleet", name)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("KRONSHTADT BULK CARRIERS LLC (mine:1): 1 ship")
        assert "9481934" in done.stdout
    assert "no fleet is known" in run_cli(tmp_path / "data", "fleet", "Quuxwell Bakery").stdout
