"""The real lists and judged cases in the folder `shared` beside the repository; read where they lie."""

import csv
from pathlib import Path

from lists.entities import Entity
from lists.sources.formats import recognise
from lists.sources.parsed import RawFile

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared"
OFAC = SHARED / "data" / "us_ofac"
CASES = SHARED / "cases"


class SharedMissingError(Exception):
    """The folder with the lists and cases, or a file of it, is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no {path.name} in {path.parent}: the benchmark needs the folder `shared`")


def load_list(list_id: str, *paths: Path) -> tuple[Entity, ...]:
    """Parse files as a list, as the service does. Raises SharedMissingError."""
    files = tuple(RawFile(name=path.name, content=_bytes(path)) for path in paths)
    return recognise(files).parse(list_id, files).entities


def judged_lists() -> tuple[Entity, ...]:
    """Give the two lists that the judge's cases are made for: OFAC 2021-07 and 2026-04."""
    names = ("sdn.csv", "alt.csv", "add.csv")
    older = load_list("us-ofac-sdn", *(OFAC / "2021-07" / name for name in (*names, "sdn_comments.csv")))
    newer = load_list("ofac-2026-04", *(OFAC / "2026-04" / name for name in names))
    return older + newer


def november_2022() -> tuple[Entity, ...]:
    """Give OFAC's sdn.csv of November 2022, which has no aliases file."""
    return load_list("us-ofac-sdn", OFAC / "2022-11" / "sdn.csv")


def cases(name: str) -> list[dict[str, str]]:
    """Read a file of judged cases. Raises SharedMissingError."""
    text = _bytes(CASES / name).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def published_aliases(path: Path) -> list[tuple[str, str]]:
    """Read an OFAC aliases file (columns: party's id, alias id, type, name, remarks): own id and name."""
    rows = csv.reader(_bytes(path).decode("utf-8", errors="replace").splitlines())
    return [(row[0].strip(), row[3].strip()) for row in rows if len(row) >= 4]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SharedMissingError(path) from error
