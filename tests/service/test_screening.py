"""The founding case and the contract of a screening, over HTTP against the starter list."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.service.server import Server, assert_problem

MG_FLOT = "starter:37049"


def hit_of(answer: dict[str, Any], entity_id: str) -> dict[str, Any]:
    return next(hit for hit in answer["hits"] if hit["entity"]["id"] == entity_id)


def test_mg_flot_comes_back_with_its_former_name_and_its_fleet(starter: Server) -> None:
    answer = starter.screen(name="MG-FLOT OOO", type="company")
    assert answer["outcome"] == "match"
    hit = answer["hits"][0]
    assert hit["entity"]["id"] == MG_FLOT
    assert hit["decision"] == "match"
    former = [name["text"] for name in hit["entity"]["names"] if name["kind"] == "former_name"]
    assert any("transmorflot" in name.casefold() for name in former)
    assert hit["related_total"] == 20
    assert {party["type"] for party in hit["related"]} == {"vessel"}
    assert {party["relation"] for party in hit["related"]} == {"owns"}
    assert {party["direction"] for party in hit["related"]} == {"to"}


@pytest.mark.parametrize("name", ["Transmorflot", "ТРАНСМОРФЛОТ", "mg flot llc"])
def test_mg_flot_is_found_by_each_of_its_names(starter: Server, name: str) -> None:
    answer = starter.screen(name=name)
    assert MG_FLOT in [hit["entity"]["id"] for hit in answer["hits"]]


def test_an_answer_has_every_field_of_the_contract(starter: Server) -> None:
    answer = starter.screen(name="MG-FLOT OOO", reference="CUST-1")
    assert answer.keys() >= {
        "screening_id",
        "screened_at",
        "reference",
        "outcome",
        "hits_total",
        "engine",
        "lists",
        "warnings",
        "hits",
        "dismissed",
    }
    assert answer["reference"] == "CUST-1"
    assert answer["screened_at"].endswith("Z")
    assert answer["engine"]["policy"].startswith("sha256:")
    (screened,) = answer["lists"]
    assert screened.keys() >= {"id", "version", "sha256", "published_at", "loaded_at"}
    assert screened["id"] == "starter"
    hit = hit_of(answer, MG_FLOT)
    assert hit.keys() >= {
        "entity",
        "decision",
        "score",
        "matched_name",
        "evidence",
        "related_total",
        "related",
    }
    assert hit["entity"].keys() >= {
        "id",
        "list",
        "type",
        "name",
        "names",
        "identifiers",
        "programmes",
        "measures",
        "listed_on",
        "countries",
        "source_url",
    }
    assert hit["entity"]["list"] == "starter"
    assert hit["matched_name"].keys() >= {"text", "kind", "query_text"}
    assert hit["evidence"][0].keys() >= {"rule", "query_value", "listed_value", "points", "detail"}
    assert hit["related"][0].keys() >= {
        "relation",
        "direction",
        "entity_id",
        "type",
        "name",
        "former_names",
        "identifiers",
        "listed",
        "share",
    }
    assert "ship" in hit["summary"]


def test_the_points_of_the_evidence_give_the_score(starter: Server) -> None:
    for hit in starter.screen(name="MG-FLOT OOO", country="RU")["hits"]:
        total = sum(evidence["points"] for evidence in hit["evidence"])
        assert hit["score"] == pytest.approx(min(1.0, max(0.0, total)), abs=0.001)


def test_a_ship_is_found_by_its_imo_number_with_its_prefix(starter: Server) -> None:
    answer = starter.screen(identifiers={"imo": "IMO 8861058"}, type="vessel")
    assert answer["outcome"] == "match"
    hit = answer["hits"][0]
    assert hit["entity"]["name"] == "RASUL GAMZATOV"
    assert MG_FLOT in [party["entity_id"] for party in hit["related"]]


def test_a_wrong_check_digit_is_said_and_still_looked_up(starter: Server) -> None:
    answer = starter.screen(name="MG-FLOT OOO", identifiers={"imo": ["8861059"]})
    (warning,) = [text for text in answer["warnings"] if "8861059" in text]
    assert "check digit" in warning
    assert answer["outcome"] == "match"


def test_a_blank_name_with_an_identifier_is_screened_by_the_identifier(starter: Server) -> None:
    assert starter.screen(name="  ", identifiers={"imo": "8861058"})["outcome"] == "match"


@pytest.mark.parametrize("name", ["---", "   ", "!!!", "。"])
def test_a_name_of_which_nothing_is_left_is_never_clear(starter: Server, name: str) -> None:
    assert starter.screen(name=name)["outcome"] == "insufficient_data"


def test_an_identifier_of_which_nothing_is_left_is_never_clear(starter: Server) -> None:
    answer = starter.screen(identifiers={"imo": "---"})
    assert answer["outcome"] == "insufficient_data"
    assert "identifiers.imo" in answer["warnings"][0]


def test_an_innocent_name_is_clear(starter: Server) -> None:
    answer = starter.screen(name="Quuxwell Bakery Collective")
    assert answer["outcome"] == "clear"
    assert answer["hits"] == []


def test_the_limit_cuts_what_is_returned_and_not_what_is_counted(starter: Server) -> None:
    everything = starter.screen(name="TERIBERKA")
    assert everything["hits_total"] >= 2
    cut = starter.screen(name="TERIBERKA", limit=1)
    assert len(cut["hits"]) == 1
    assert cut["hits_total"] == everything["hits_total"]
    assert cut["outcome"] == everything["outcome"]


def test_a_threshold_replaces_the_review_threshold_for_one_call(starter: Server) -> None:
    usual = starter.screen(name="MG-FLAT")
    wide = starter.screen(name="MG-FLAT", threshold=0.2)
    assert wide["hits_total"] > usual["hits_total"]
    assert wide["engine"]["policy"] != usual["engine"]["policy"]
    assert starter.screen(name="MG-FLAT")["engine"]["policy"] == usual["engine"]["policy"]


def test_a_batch_keeps_the_order_and_one_bad_row_spoils_no_other(starter: Server) -> None:
    rows: list[Any] = [
        {"name": "MG-FLOT OOO"},
        {"name": "MG-FLOT OOO", "nmae": 1},
        "no object",
        {"name": "MG-FLOT OOO", "lists": ["nowhere"]},
        {"name": "Quuxwell Bakery Collective"},
    ]
    answer = starter.http.post("/screen/batch", json={"screenings": rows})
    assert answer.status_code == 200
    first, unknown_field, no_object, unknown_list, last = answer.json()["results"]
    assert first["outcome"] == "match"
    assert unknown_field["error"]["status"] == 422
    assert unknown_field["error"]["errors"][0]["path"] == "nmae"
    assert no_object["error"]["status"] == 422
    assert unknown_list["error"]["status"] == 404
    assert last["outcome"] == "clear"


def test_an_explanation_says_why_an_entity_is_no_alert(starter: Server) -> None:
    body = {"query": {"name": "Quuxwell Bakery Collective"}, "entity_id": MG_FLOT}
    answer = starter.http.post("/explain", json=body)
    assert answer.status_code == 200
    explanation = answer.json()
    assert explanation["decision"] is None
    assert explanation["kept_back_by"]


def test_an_explanation_of_an_alert_has_the_score_of_the_screening(starter: Server) -> None:
    hit = hit_of(starter.screen(name="MG-FLOT OOO"), MG_FLOT)
    body = {"query": {"name": "MG-FLOT OOO"}, "entity_id": MG_FLOT}
    explanation = starter.http.post("/explain", json=body).json()
    assert explanation["decision"] == hit["decision"]
    assert explanation["score"] == hit["score"]
    assert explanation["evidence"] == hit["evidence"]


def test_explaining_an_unknown_entity_is_404(starter: Server) -> None:
    body = {"query": {"name": "MG-FLOT"}, "entity_id": "starter:nobody"}
    assert_problem(starter.http.post("/explain", json=body), 404)


def test_a_record_is_whole_and_found_by_its_percent_encoded_id(starter: Server) -> None:
    record = starter.http.get(f"/entities/{quote(MG_FLOT, safe='')}").json()
    assert record["id"] == MG_FLOT
    assert record["source"][0]["line"] > 1
    assert "MG-FLOT" in record["source"][0]["text"]
    assert len(record["relations"]) == 20
    assert record["version"]["id"] == "starter"


def test_a_fleet_names_each_ship_with_its_numbers(starter: Server) -> None:
    fleet = starter.http.get(f"/entities/{quote(MG_FLOT, safe='')}/fleet").json()["fleet"]
    assert len(fleet) == 20
    gamzatov = next(ship for ship in fleet if ship["name"] == "RASUL GAMZATOV")
    assert gamzatov["imo"] == "8861058"
    assert gamzatov["mmsi"] == "273157300"
    assert gamzatov["flag"] == "RU"
    assert gamzatov["list"] == "starter"
    assert {"LIBERN", "TSEMDOLINA"} <= {name.upper() for name in gamzatov["former_names"]}


@pytest.mark.parametrize("call", ["", "/fleet", "/fleet.csv", "/network", "/network.svg"])
def test_an_unknown_entity_is_404(starter: Server, call: str) -> None:
    problem = assert_problem(starter.http.get(f"/entities/starter%3Anobody{call}"), 404)
    assert problem["entity_id"] == "starter:nobody"


@pytest.mark.parametrize("name", ["IMO 8861058", "OCEAN PRIDE (IMO: 8861058)", "STS WITH IMO-8861058"])
def test_an_imo_number_written_into_the_name_is_looked_up(starter: Server, name: str) -> None:
    answer = starter.screen(name=name, type="vessel")
    assert [hit["entity"]["name"] for hit in answer["hits"]] == ["RASUL GAMZATOV"]
    assert answer["outcome"] == "match"


def test_a_companys_imo_number_in_a_ships_field_is_looked_up_as_both(starter: Server) -> None:
    answer = starter.screen(identifiers={"imo": "6016988"})
    assert [hit["entity"]["id"] for hit in answer["hits"]] == [MG_FLOT]
    assert answer["hits"][0]["evidence"][0]["detail"]["listed_as"] == "company_imo"
