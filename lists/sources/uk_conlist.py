"""OFSI's consolidated list of asset freeze targets ("ConList") as CSV: a row per name and address.

Closed on 28 January 2026 and still in archives. The own id is the Group ID: every row has it, one for each
target, for as long as the target was listed; the UK Sanctions List's reference stands only in free text, and
a target under two regimes has two. All rows of a group are one entity.

Half of the fields stand in "Other Information", each behind its label in brackets. Financial sanctions are
those of the list itself, an asset freeze; further ones stand in a sentence there.
"""

import re
from collections.abc import Iterator

from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.several import in_step, several
from lists.sources.table import TableRow
from lists.sources.uk_designation import FREE_TEXTS, Designation, UkName, full_name
from lists.sources.uk_rows import UkLayout, has_columns, parse_rows

_COLUMNS = {
    "title": "Title",
    "dob": "D.O.B",
    "nationality": "Nationality(/ies)",
    "position": "Position",
    "regime": "Regime Name",
    "listed on": "Listed On",
    "uk sanctions list date designated": "Date Designated",
    "last updated": "Last Updated",
}
_LABELS = {
    "UK Sanctions List Ref": "UK Sanctions List Ref",
    "UN Ref": "UN Ref",
    "UK Statement of Reasons": "UK Statement of Reasons",
    "Gender": "Gender",
    "Phone number": "Phone number",
    "Fax": "Fax",
    "Email address": "Email address",
    "Website": "Website",
    "Type of entity": "Type of entity",
    "Parent company": "Parent company",
    "Subsidiaries": "Subsidiaries",
    "Business Reg No": "Business registration number (s)",
    "IMO number": "IMO number",
    "Current owners": "Current owners",
    "Previous owners": "Previous owner/operator (s)",
    "Flag of ship": "Current believed flag of ship",
    "Previous flags": "Previous flags",
    "Type of ship": "Type of ship",
    "Tonnage of ship": "Tonnage of ship",
    "Length of ship": "Length of ship",
    "Year built": "Year Built",
    "Hull identification number": "Hull identification number (HIN)",
}
_ADDRESS = (*(f"address {line}" for line in range(1, 7)), "post/zip code", "country")
_LABEL = re.compile(rf"\(({'|'.join(_LABELS)})\):")
_REFERENCES = re.compile(
    r"\s*([A-Z]{2,3}[a-z]?\.?\d{3,4}(?:(?:,|,? and)\s+[A-Z]{2,3}[a-z]?\.?\d{3,4})*)\.?\s*"
)
_FURTHER = re.compile(r"imposed in addition to an asset freeze\s*[:-]\s*(.+?)(?=Date |\bwas imposed|\(|$)")


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file has ConList's header in its first lines."""
    return all(has_columns(file, _LAYOUT.needed) for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; several files are read as one after the other. Raises DamagedFile."""
    return parse_rows(list_id, files, FORMAT.name, _LAYOUT)


def _add(group: Designation, row: TableRow) -> None:
    """Add what a row says to its group; what the rows before it said already is not read again."""
    group.sources.append(row.source)
    group.names.append(
        UkName(
            full_name(row[f"name {part}"] for part in (1, 2, 3, 4, 5, 6)),
            row["alias type"],
            row["alias quality"],
        )
    )
    group.original_names += several(row["name non-latin script"])
    for column, name in _COLUMNS.items():
        if group.is_new(column, row[column]):
            group.add(name, several(row[column]))
    group.addresses.append(tuple(row[column] for column in _ADDRESS))
    for pairs, columns in (
        (group.passports, ("passport number", "passport details")),
        (group.national_ids, ("national identification number", "national identification details")),
        (group.birth_places, ("town of birth", "country of birth")),
    ):
        if group.is_new(columns[0], *(row[column] for column in columns)):
            pairs.extend(in_step(*(row[column] for column in columns)))
    group.add("Sanctions Imposed", ("Asset freeze",))
    if group.is_new("other information", row["other information"]):
        for name, text in _facts(row["other information"]):
            group.add(name, (text,) if name in FREE_TEXTS else several(text))


def _facts(text: str) -> Iterator[tuple[str, str]]:
    """Part the free text at its labels; behind a reference it goes on without one."""
    before, *labelled = _LABEL.split(text)
    if before.strip():
        yield "Other Information", before.strip()
    for label, value in zip(labelled[::2], labelled[1::2], strict=True):
        references = _REFERENCES.match(value) if label.endswith("Ref") else None
        for reference in re.split(r",? and |, ", references[1]) if references else ():
            yield _LABELS[label], reference.strip()
        rest = value[references.end() if references else 0 :].strip()
        if rest:
            yield "Other Information" if label.endswith("Ref") else _LABELS[label], rest
    for further in _FURTHER.findall(text):
        yield "Sanctions Imposed", further.strip()


_LAYOUT = UkLayout(
    needed=frozenset({"name 6", "group type", "alias type", "regime", "group id"}),
    own_id="group id",
    kinds=("group type",),
    add=_add,
)
FORMAT = Format(name="uk-conlist", recognises=recognises, parse=parse)
