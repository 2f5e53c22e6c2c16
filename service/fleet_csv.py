"""A fleet as a table for a spreadsheet."""

import csv
import io

from service.schemas.fleet import FleetOut
from service.spreadsheet import shown_as_text

_COLUMNS = (
    "name",
    "imo",
    "mmsi",
    "flag",
    "flags",
    "former_names",
    "relations",
    "share",
    "ambiguous",
    "lists",
    "entity_id",
    "stated_by",
)


def fleet_csv(fleet: FleetOut) -> str:
    """Write the ships of a fleet, one a line after a header; several values in a cell are joined by ";".

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    table = csv.DictWriter(written, _COLUMNS, lineterminator="\r\n")
    table.writeheader()
    for ship in fleet.fleet:
        values = ship.model_dump(include=set(_COLUMNS))
        values["stated_by"] = list(dict.fromkeys(source.stated_by for source in ship.sources))
        table.writerow({column: _cell(values[column]) for column in _COLUMNS})
    return written.getvalue()


def _cell(value: object) -> str:
    text = ";".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return shown_as_text(text)
