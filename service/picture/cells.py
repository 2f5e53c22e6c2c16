"""Where in the grid of a network's picture each party stands, by the order of columns and rows."""

import math
from collections.abc import Sequence
from typing import NamedTuple

_COLUMNS_TO_ROWS = 0.3
"""Columns squared for each party, so that a full grid is somewhat wider than high."""


class Cell(NamedTuple):
    """A party's place, and whether it is the first or last of its band in its column.

    Slots are the rows and channels from top to bottom; `above` and `below` are the channels around the band.
    """

    column: int
    slot: int
    above: int
    below: int
    is_first: bool
    is_last: bool


def cells_of(bands: Sequence[Sequence[str]]) -> dict[str, Cell]:
    """Give each party a cell, band by band, down the columns; short bands stand in the middle."""
    fewest = math.ceil(math.sqrt(_COLUMNS_TO_ROWS * sum(map(len, bands))))
    columns = fewest + 1 - fewest % 2  # odd, so that there is a column in the middle
    cells: dict[str, Cell] = {}
    above = -1
    for band in bands:
        rows = math.ceil(len(band) / columns)
        first = (columns - math.ceil(len(band) / rows)) // 2
        below = above + rows + 1
        for place, party in enumerate(band):
            column, row = divmod(place, rows)
            is_last = row == rows - 1 or place == len(band) - 1
            cells[party] = Cell(first + column, above + 1 + row, above, below, row == 0, is_last)
        above = below
    return cells
