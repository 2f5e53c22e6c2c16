from pathlib import Path

import pytest

from lists.catalogue import load_catalogue
from lists.errors import NotInCatalogue, WrongCatalogue
from lists.sources.formats import format_named

ENTRY = """
[customs]
title = "Parties named by our customs office"
publisher = "Customs"
format = "auto"
files = [{ name = "customs.csv", url = "https://customs.example/list.csv" }]
check_every_minutes = 60
stale_after_hours = 24
minimum_entities = 100
licence = "by agreement"
"""


def _extension(folder: Path, text: str) -> Path:
    path = folder / "catalogue.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_official_lists_of_the_five_great_publishers_can_be_followed() -> None:
    sources = load_catalogue().sources
    followed = {list_id for list_id, source in sources.items() if source.files}
    assert {"us-ofac-sdn", "us-ofac-non-sdn", "uk-sanctions-list", "eu-fsf", "un-sc", "ch-seco"} <= followed
    for source in sources.values():
        assert format_named(source.format)
        assert all(file.url.startswith("https://") for file in source.files)
        assert source.files or source.uncertain


def test_a_set_of_several_files_is_named_whole() -> None:
    names = [file.name for file in load_catalogue().source("us-ofac-sdn").files]
    assert names == ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"]


def test_an_operators_file_adds_a_list_and_replaces_one(tmp_path: Path) -> None:
    text = ENTRY + ENTRY.replace("[customs]", "[un-sc]")
    catalogue = load_catalogue(_extension(tmp_path, text))
    assert catalogue.source("customs").files[0].url == "https://customs.example/list.csv"
    assert catalogue.source("customs").stale_after.total_seconds() == 86400
    assert catalogue.source("un-sc").publisher == "Customs"
    assert catalogue.source("un-sc").redirect_hosts == ()
    assert catalogue.source("eu-fsf") == load_catalogue().source("eu-fsf")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("[customs]", "[Customs]", "Customs"),
        ('title = "Parties', 'titel = "Parties', "customs.titel"),
        ('licence = "by agreement"', "", "customs.licence"),
        ("= 60", "= 0", "customs.check_every_minutes"),
        ("= 24", '= "often"', "customs.stale_after_hours"),
        ('"auto"', '"excel"', "customs.format"),
        ("https://customs.example/", "ftp://customs.example/", "customs.files.0.url"),
        ('"customs.csv"', '"../customs.csv"', "customs.files.0.name"),
        (
            'list.csv" }]',
            'list.csv" }, { name = "customs.csv", url = "https://b.example/" }]',
            "customs.files",
        ),
        ("= 100", "= [", "catalogue.toml"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_place(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert old in ENTRY
    with pytest.raises(WrongCatalogue) as refused:
        load_catalogue(_extension(tmp_path, ENTRY.replace(old, new)))
    assert place in str(refused.value)


def test_a_list_that_is_not_in_the_catalogue_is_named_beside_those_that_are() -> None:
    with pytest.raises(NotInCatalogue, match=r"'atlantis'.*us-ofac-sdn"):
        load_catalogue().source("atlantis")
