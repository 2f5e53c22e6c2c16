"""Word lists with their sources, read once. Each CSV names its source in its first line, a comment."""

import csv
from functools import cache
from importlib.resources import files


def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Give the rows of a table of this package, as header to value."""
    lines = (files(__package__) / name).read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def mapping(name: str) -> dict[str, str]:
    """Give a two-column table as a dictionary, first column to second."""
    rows = (tuple(row.values()) for row in read_table(name))
    return {first: second for first, second in rows}  # noqa: C416 -- says that there are two columns
