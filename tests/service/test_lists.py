"""Lists over HTTP: new versions, what they say, history, rollback, end."""

import json
from urllib.parse import quote

import pytest

from tests.service.server import Server, assert_problem, csv_bytes

KRONSHTADT = "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,"
OTHER = "3,company,BALTIC ORE LLC,,,,RU,TEST-1,"
SHIP = "2,vessel,ZELENOGRAD TRADER,,ZELENOGRAD STAR,9481934,RU,TEST-1,1"


def test_a_put_answers_what_was_read(server: Server) -> None:
    answer = server.put_rows("counted", KRONSHTADT, SHIP, "3,starship,VOYAGER,,,,,,")
    assert answer.status_code == 201
    body = answer.json()
    assert body["id"] == "counted"
    assert body["format"] == "hullmark-csv"
    assert (body["rows"], body["loaded"], body["rejected_count"]) == (3, 2, 1)
    assert (body["entities"], body["added"], body["changed"], body["removed"]) == (2, 2, 0, 0)
    assert body["names"] == 3
    (rejected,) = body["rejected"]
    assert rejected["file"] == "list.csv"
    assert rejected["line"] == 4
    assert "starship" in rejected["reason"]


def test_the_same_bytes_again_are_200_and_the_same_version(server: Server) -> None:
    first = server.put_rows("same", KRONSHTADT)
    again = server.put_rows("same", KRONSHTADT)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["version"] == first.json()["version"]


def test_once_answered_a_put_is_screened(server: Server) -> None:
    version = server.put_rows("answered", KRONSHTADT, SHIP).json()["version"]
    answer = server.screen(name="Kronshtadt Bulk Carriers", lists=["answered"])
    assert answer["outcome"] == "match"
    assert [(ref["id"], ref["version"]) for ref in answer["lists"]] == [("answered", version)]
    assert answer["hits"][0]["related"][0]["former_names"] == ["ZELENOGRAD STAR"]


def test_a_renamed_party_keeps_its_id_and_its_former_name(server: Server) -> None:
    server.put_rows("renamed", KRONSHTADT)
    server.put_rows("renamed", "1,company,BALTIC ORE LLC,,,,RU,TEST-1,")
    (hit,) = server.screen(name="Kronshtadt Bulk Carriers", lists=["renamed"])["hits"]
    assert hit["entity"]["id"] == "renamed:1"
    assert hit["entity"]["name"] == "BALTIC ORE LLC"
    (former,) = [name for name in hit["entity"]["names"] if name["kind"] == "former_name"]
    assert former["text"] == "KRONSHTADT BULK CARRIERS LLC"
    assert former["seen"]["first"] <= former["seen"]["last"]
    assert hit["matched_name"]["kind"] == "former_name"


def test_versions_and_changes_tell_a_lists_history(server: Server) -> None:
    first = server.put_rows("history", KRONSHTADT).json()["version"]
    second = server.put_rows("history", KRONSHTADT, SHIP).json()["version"]
    versions = server.http.get("/lists/history/versions").json()["versions"]
    assert [version["version"] for version in versions] == [second, first]
    changes = server.http.get(f"/lists/history/versions/{second}/changes").json()["changes"]
    assert changes == [
        {
            "entity_id": "history:2",
            "name": "ZELENOGRAD TRADER",
            "change": "added",
            "fields": [],
            "differences": [],
        }
    ]
    renamed = server.put_rows("history", KRONSHTADT.replace("KRONSHTADT", "BALTIC"), SHIP).json()["version"]
    path = f"/lists/history/versions/{renamed}/changes"
    whole = server.http.get(path, params={"since": first}).json()
    assert [(one["entity_id"], one["change"]) for one in whole["changes"]] == [
        ("history:1", "changed"),
        ("history:2", "added"),
    ]
    names = next(one for one in whole["changes"][0]["differences"] if one["field"] == "names")
    assert names["before"] == [{"text": "KRONSHTADT BULK CARRIERS LLC"}]
    assert names["after"] == [{"text": "BALTIC BULK CARRIERS LLC"}]
    assert_problem(server.http.get(path, params={"since": "9-00000000"}), 404)
    assert server.http.get("/lists/history").json()["version"] == renamed
    assert "history" in [item["id"] for item in server.http.get("/lists").json()["lists"]]


def test_a_rollback_makes_the_earlier_contents_live(server: Server) -> None:
    server.put_rows("rolled", KRONSHTADT)
    server.put_rows("rolled", OTHER)
    answer = server.http.post("/lists/rolled/rollback")
    assert answer.status_code == 200
    assert server.screen(name="Kronshtadt Bulk Carriers", lists=["rolled"])["outcome"] == "match"


def test_a_rollback_can_name_its_version(server: Server) -> None:
    first = server.put_rows("named", KRONSHTADT).json()["version"]
    server.put_rows("named", OTHER)
    server.put_rows("named", KRONSHTADT, SHIP)
    back = server.http.post("/lists/named/rollback", json={"version": first}).json()
    assert back["entities"] == 1
    assert_problem(server.http.post("/lists/named/rollback", json={"version": "99-00000000"}), 404)


def test_a_deleted_list_is_unknown_and_what_it_taught_is_gone(server: Server) -> None:
    server.put_rows("ended", KRONSHTADT)
    server.put_rows("ended", "1,company,BALTIC ORE LLC,,,,RU,TEST-1,")
    assert 'hullmark_list_versions_total{list="ended"} 2.0' in server.http.get("/metrics").text
    assert server.http.delete("/lists/ended").status_code == 204
    assert 'list="ended"' not in server.http.get("/metrics").text
    assert 'hullmark_list_events_total{event="ended"}' in server.http.get("/metrics").text
    told = [json.loads(line) for line in server.log_path.read_text().splitlines()]
    assert [line["list"] for line in told if line["event"] == "list ended"][-1] == "ended"
    assert_problem(server.http.get("/lists/ended"), 404)
    assert_problem(server.http.post("/screen", json={"name": "A", "lists": ["ended"]}), 404)
    server.put_rows("ended", "1,company,BALTIC ORE LLC,,,,RU,TEST-1,")
    assert server.screen(name="Kronshtadt Bulk Carriers", lists=["ended"])["outcome"] == "clear"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/lists/nowhere"),
        ("GET", "/lists/nowhere/versions"),
        ("GET", "/lists/nowhere/versions/1-00000000/changes"),
        ("POST", "/lists/nowhere/rollback"),
        ("DELETE", "/lists/nowhere"),
    ],
)
def test_an_unknown_list_is_404(server: Server, method: str, path: str) -> None:
    assert_problem(server.http.request(method, path), 404)


def test_an_id_with_a_colon_and_a_slash_is_found(server: Server) -> None:
    server.put_rows(
        "odd-ids", "a:b/c d,company,CASPIAN GRAIN LLC,,,,RU,,", "s/1,vessel,CASPIAN ONE,,,,RU,,a:b/c d"
    )
    path = f"/entities/{quote('odd-ids:a:b/c d', safe='')}"
    assert server.http.get(path).json()["name"] == "CASPIAN GRAIN LLC"
    assert [ship["entity_id"] for ship in server.http.get(f"{path}/fleet").json()["fleet"]] == ["odd-ids:s/1"]


def test_the_starter_list_is_screened_only_while_no_other_is_live(server: Server) -> None:
    for item in server.http.get("/lists").json()["lists"]:
        if item["id"] != "starter":
            server.http.delete(f"/lists/{item['id']}")
    assert [item["id"] for item in server.http.get("/lists").json()["lists"]] == ["starter"]
    server.put("only", ("only.csv", csv_bytes(KRONSHTADT)))
    assert [item["id"] for item in server.http.get("/lists").json()["lists"]] == ["only"]
    assert server.screen(name="MG-FLOT")["outcome"] == "clear"
    assert_problem(server.http.post("/screen", json={"name": "A", "lists": ["starter"]}), 404)
    server.http.delete("/lists/only")
    assert server.screen(name="MG-FLOT")["outcome"] == "match"


def test_the_starter_list_beside_an_ownership_file_is_in_the_health_of_lists(server: Server) -> None:
    for item in server.http.get("/lists").json()["lists"]:
        if item["id"] != "starter":
            server.http.delete(f"/lists/{item['id']}")
    server.put("own", ("own.csv", b"owner,owned,share\nMG-FLOT LLC,BALTIC ORE LLC,60%\n"))
    ready = server.http.get("/health/ready").json()["lists"]
    assert ready == ["starter", "own"]
    health = server.http.get("/health/lists").json()["lists"]
    assert [(one["id"], one["freshness"]) for one in health] == [("own", "fresh"), ("starter", "fresh")]
    server.http.delete("/lists/own")
