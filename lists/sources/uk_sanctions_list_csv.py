"""The UK Sanctions List as CSV: a row for each combination of a name with an address, a birth date and so on.

The own id is the Unique ID (RUS1851), which stays when names change. All rows of an id are one entity with
every value that any of them has. A cell may hold several values, numbered or joined by "|". Sheets of before
2025 name the type's column otherwise, and write "N/A" or "Unknown" for nothing.

No whole file has proved this parser: of today's, a header and one ship.
"""

from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.several import in_step, several
from lists.sources.table import TableRow
from lists.sources.uk_designation import COLUMNS, FREE_TEXTS, Designation, UkName, full_name
from lists.sources.uk_rows import UkLayout, has_columns, parse_rows

_ADDRESS = (*(f"address line {line}" for line in range(1, 7)), "address postal code", "address country")


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file has the list's header in its first lines."""
    return all(has_columns(file, _LAYOUT.needed) for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; several files are read as one after the other. Raises DamagedFile."""
    return parse_rows(list_id, files, FORMAT.name, _LAYOUT)


def _add(designation: Designation, row: TableRow) -> None:
    """Add what a row says to its designation; what the rows before it said already is not read again."""
    designation.sources.append(row.source)
    name = " ".join(several(full_name(row[f"name {part}"] for part in (1, 2, 3, 4, 5, 6))))
    designation.names.append(UkName(name, row["name type"], row["alias strength"]))
    designation.original_names += several(row["name non-latin script"])
    for column in COLUMNS:
        text = row[column.casefold()]
        if designation.is_new(column, text):
            designation.add(column, (text,) if column in FREE_TEXTS else several(text))
    designation.addresses.append(tuple(" ".join(several(row[column])) for column in _ADDRESS))
    for pairs, columns in (
        (designation.passports, ("passport number", "passport additional information")),
        (
            designation.national_ids,
            ("national identifier number", "national identifier additional information"),
        ),
        (designation.birth_places, ("town of birth", "country of birth")),
    ):
        if designation.is_new(columns[0], *(row[column] for column in columns)):
            pairs.extend(in_step(*(row[column] for column in columns)))


_LAYOUT = UkLayout(
    needed=frozenset({"unique id", "name 6", "name type", "regime name"}),
    own_id="unique id",
    kinds=("designation type", "individual, entity, ship", "entity, vessel or individual"),
    add=_add,
)
FORMAT = Format(name="uk-sanctions-list-csv", recognises=recognises, parse=parse)
