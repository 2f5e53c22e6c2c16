"""The command line, as a process."""

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command

from service.cli import app
from service.cli_lists import lists_app
from tests.service.server import csv_bytes, run_cli

ROWS = (
    "1,company,KRONSHTADT BULK CARRIERS LLC,,,,RU,TEST-1,",
    "2,vessel,ZELENOGRAD TRADER,,ZELENOGRAD STAR,9481934,RU,TEST-1,1",
)


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one list loaded from the command line."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "list.csv").write_bytes(csv_bytes(*ROWS))
    done = run_cli(folder / "data", "lists", "put", "mine", str(folder / "list.csv"))
    assert done.returncode == 0, done.stderr
    assert "2 rows: 2 loaded, 0 rejected" in done.stdout
    return folder / "data"


def test_screen_prints_outcome_hit_and_fleet(data_dir: Path) -> None:
    done = run_cli(data_dir, "screen", "Kronshtadt Bulk Carriers", "--type", "company")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("match: 1 hit")
    assert "KRONSHTADT BULK CARRIERS LLC" in done.stdout
    assert "ZELENOGRAD TRADER" in done.stdout
    assert "9481934" in done.stdout


def test_screen_prints_for_machines_what_the_api_answers(data_dir: Path) -> None:
    done = run_cli(data_dir, "screen", "Nobody", "--imo", "9481934", "--country", "RU", "--json")
    answer = json.loads(done.stdout)
    assert answer["outcome"] == "match"
    assert answer["hits"][0]["entity"]["list"] == "mine"


def test_explain_prints_the_verdict(data_dir: Path) -> None:
    done = run_cli(data_dir, "explain", "Quuxwell Bakery", "mine:1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("No alert: KRONSHTADT BULK CARRIERS LLC")


def test_lists_are_shown_for_people_and_machines(data_dir: Path) -> None:
    assert "mine" in run_cli(data_dir, "lists", "show").stdout
    assert json.loads(run_cli(data_dir, "lists", "show", "--json").stdout)["lists"][0]["id"] == "mine"
    assert json.loads(run_cli(data_dir, "lists", "show", "mine", "--json").stdout)["entities"] == 2
    versions = json.loads(run_cli(data_dir, "lists", "versions", "mine", "--json").stdout)["versions"]
    assert [version["entities"] for version in versions] == [2]


def test_changes_are_shown_and_taken_back(tmp_path: Path) -> None:
    versions = []
    for rows in (ROWS, (ROWS[0].replace("KRONSHTADT", "[BALTIC]"), ROWS[1])):
        (tmp_path / "list.csv").write_bytes(csv_bytes(*rows))
        done = run_cli(tmp_path / "data", "lists", "put", "mine", str(tmp_path / "list.csv"), "--json")
        versions.append(json.loads(done.stdout)["version"])
    shown = run_cli(tmp_path / "data", "lists", "changes", "mine", versions[1])
    changed, names, *_, total = shown.stdout.splitlines()
    assert (changed, total) == ("changed mine:1: [BALTIC] BULK CARRIERS LLC", "1 entity")
    assert names == (
        '    names: [{"text": "KRONSHTADT BULK CARRIERS LLC"}] -> [{"text": "[BALTIC] BULK CARRIERS LLC"}]'
    )
    back = run_cli(tmp_path / "data", "lists", "rollback", "mine", "--json")
    live = json.loads(back.stdout)
    assert (live["origin"], live["made_by"]) == (f"version {versions[0]}", "command line")
    whole = run_cli(
        tmp_path / "data", "lists", "changes", "mine", live["version"], "--since", versions[0], "--json"
    )
    assert json.loads(whole.stdout)["changes"] == []
    named = run_cli(tmp_path / "data", "lists", "rollback", "mine", versions[1])
    assert named.returncode == 0, named.stderr
    assert "4-" in named.stdout


def test_readmes_table_names_every_command() -> None:
    table = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\| `hullmark ((?:lists )?[a-z-]+)", table, re.MULTILINE))
    of_lists = {f"lists {name}" for name in get_command(lists_app).list_commands(None)}
    assert named == {*get_command(app).list_commands(None), *of_lists} - {"lists"}


def test_a_deleted_list_is_gone(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(csv_bytes(*ROWS))
    run_cli(tmp_path / "data", "lists", "put", "short", str(tmp_path / "list.csv"))
    assert run_cli(tmp_path / "data", "lists", "delete", "short").returncode == 0
    gone = run_cli(tmp_path / "data", "lists", "show", "short")
    assert gone.returncode == 2
    assert "short" in gone.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("lists", "put", "mine", "no-such-file.csv"),
        ("lists", "put", "STARTER", "no-such-file.csv"),
        ("lists", "show", "nowhere"),
        ("lists", "versions", "nowhere"),
        ("lists", "delete", "nowhere"),
        ("lists", "changes", "nowhere", "1-00000000"),
        ("lists", "changes", "mine", "9-00000000"),
        ("lists", "rollback", "mine"),
        ("screen", "A", "--country", "QQ"),
        ("screen", "A", "--identifier", "imo"),
        ("screen", "A", "--identifier", "imoo=1"),
        ("screen", "A", "--lists", "nowhere"),
        ("screen",),
        ("explain", "A", "mine:nobody"),
    ],
)
def test_wrong_usage_is_refused_with_code_2_and_no_traceback(
    data_dir: Path, arguments: tuple[str, ...]
) -> None:
    done = run_cli(data_dir, *arguments)
    assert done.returncode == 2
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
