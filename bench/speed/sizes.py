"""The lists that are searched: real ones, and made-up parties beside them up to a number of names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.quality.shared import OFAC, SHARED, load_list
from bench.speed.made_up import Maker, names_of, write_list
from lists.entities import Entity

SEED = 20260401
_DATA = SHARED / "data"
_FILES = ("sdn.csv", "alt.csv", "add.csv")
_OFAC_LISTS = {
    "us-ofac-sdn": tuple(OFAC / "2021-07" / name for name in (*_FILES, "sdn_comments.csv")),
    "ofac-2026-04": tuple(OFAC / "2026-04" / name for name in _FILES),
}
_OTHER_LISTS = {
    "us-ofac-cons": (OFAC / "consolidated" / "2025-01-10" / "CONS_ENHANCED.XML",),
    "gb-conlist": (_DATA / "uk" / "ConList_2025-04-10.csv",),
    "un": (_DATA / "un" / "consolidated_2026-02-27.xml",),
    "au-dfat": (_DATA / "au" / "regulation8_consolidated_2024-11.xlsx",),
    "ca-sema": (_DATA / "ca" / "sema-lmes_2020.xml",),
    "ua-ws": (_DATA / "opensanctions" / "ua_war_sanctions_2026-03" / "targets.simple.csv",),
}
REPLACED = "made-up-replaced"
"""The list that is replaced under load, where it fits into the size."""
REPLACED_PARTIES = 20_000
_REST = "made-up"
LAST_OF_LATIN = "\u02ff"
"""The last character of Unicode's Latin blocks, with what modifies its letters."""


@dataclass(frozen=True, slots=True)
class Size:
    """So many names of so many lists; `lists` are the files of each list by its id."""

    names: int
    real_names: int
    lists: dict[str, tuple[Path, ...]]

    def entities(self) -> Iterator[Entity]:
        """Read the lists, as the service does."""
        for list_id, files in self.lists.items():
            yield from load_list(list_id, *files)


def make_size(names: int, folder: Path) -> Size:
    """Take OFAC's lists, from 100,000 names all that there are, and fill up in a folder with made-up ones.

    Raises SharedMissingError.
    """
    lists = _OFAC_LISTS | (_OTHER_LISTS if names >= 100_000 else {})
    real = [entity for list_id, files in lists.items() for entity in load_list(list_id, *files)]
    real_names = sum(len(entity.names) for entity in real)
    made_up = _fill_up(real, names - real_names, folder)
    return Size(names, real_names, lists | made_up)


def names_in_other_scripts() -> list[str]:
    """Give what lists publish in the script it was written in: Cyrillic, Arabic, Chinese and others."""
    lists = (load_list(list_id, *_OTHER_LISTS[list_id]) for list_id in ("gb-conlist", "un", "ua-ws"))
    names = (name.text for entities in lists for entity in entities for name in entity.names)
    return [name for name in names if any(character > LAST_OF_LATIN for character in name)]


def _fill_up(real: Sequence[Entity], names: int, folder: Path) -> dict[str, tuple[Path, ...]]:
    rows = _until(names, Maker(real, SEED))
    written: dict[str, tuple[Path, ...]] = {}
    if names > 3 * REPLACED_PARTIES:
        write_list(folder / f"{REPLACED}.csv", (next(rows) for _ in range(REPLACED_PARTIES)))
        written[REPLACED] = (folder / f"{REPLACED}.csv",)
    write_list(folder / f"{_REST}.csv", rows)
    return written | {_REST: (folder / f"{_REST}.csv",)}


def _until(names: int, maker: Maker) -> Iterator[dict[str, str]]:
    number = 0
    while names > 0:
        row = maker.row(number)
        names -= names_of(row)
        number += 1
        yield row
