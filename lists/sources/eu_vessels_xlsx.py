"""The European Union's consolidated list of designated vessels, an Excel workbook of the EU Sanctions Map.

Its ships are those of Regulation 833/2014, Annex XLII, and of the like of it: closed to EU ports and services
(Article 3s), not frozen, and in no file of the financial sanctions. Columns: a running number, the vessel's
name, its IMO number, the date of application, and a link to the Official Journal. The own id is the IMO
number, for the running numbers move when a ship is struck off. Dates are often `#REF!`, which leaves a ship
without a date and is no reason to lose it. Former names stand behind the name in brackets.

No real file has proved this parser; its columns are those of public descriptions of the format.
"""

from contextlib import suppress

from lists.entities import (
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Measure,
    Name,
    Vessel,
)
from lists.errors import DamagedFile
from lists.identifiers import identifier
from lists.sources.free_text import with_former_names
from lists.sources.gathered import Outcome, gather
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.stated_relations import with_stated_relations
from lists.sources.table import TableRow, from_header, has_header, rows_under_header
from lists.sources.text_dates import dates_in
from lists.sources.xlsx import first_sheet, is_workbook

_NEEDED = frozenset({"vessel name", "imo number"})


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is a workbook whose first sheet has the list's columns."""
    return all(is_workbook(file) and _has_header(file) for file in files)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; DamagedFile where a file is no workbook with its columns."""
    outcomes: list[Outcome] = []
    warnings: list[str] = []
    for file in files:
        records, warning = first_sheet(file)
        warnings += filter(None, [warning])
        rows = rows_under_header(file.name, from_header(records, _NEEDED), _NEEDED)
        outcomes += (_outcome(list_id, row, fault) for row, fault in rows if row.values)
    return gather(FORMAT.name, files, outcomes, warnings=warnings)


def _outcome(list_id: str, row: TableRow, fault: str | None) -> Outcome:
    imo = identifier(IdentifierType.IMO, row["imo number"])
    reason = fault
    if reason is None and not row["vessel name"]:
        reason = "no vessel name"
    if reason is None and imo is None:
        reason = f"no IMO number: {row['imo number']!r}"
    entity = _entity(list_id, row, imo) if reason is None and imo is not None else None
    return Outcome(file=row.file, lines=(row.line,), entity=entity, reason=reason)


def _entity(list_id: str, row: TableRow, imo: Identifier) -> Entity:
    names = (Name(text=" ".join(row["vessel name"].split())),)
    applied = dates_in(row["date of application"])
    known = {"vessel name", "imo number", "date of application"}
    told = [text for column, text in row.values.items() if column not in known]
    link = next((text for text in row.values.values() if text.startswith("http")), None)
    return Entity(
        list_id=list_id,
        own_id=imo.value,
        type=EntityType.VESSEL,
        names=with_former_names(names, (), EntityType.VESSEL),
        identifiers=(imo,),
        vessel=Vessel(),
        listing=Listing(
            measures=(Measure.PORT_BAN, Measure.SERVICE_BAN),
            listed_on=next(iter(applied), None),
            source_url=link,
        ),
        relations=with_stated_relations((), told, EntityType.VESSEL, (names[0].text,)),
        notes=tuple(
            f"{column}: {text}"
            for column, text in row.values.items()
            if column not in known and text != link and not text.isdecimal()
        ),
        source=(row.source,),
    )


def _has_header(file: RawFile) -> bool:
    with suppress(DamagedFile):
        return has_header(first_sheet(file)[0], _NEEDED)
    return False


FORMAT = Format(name="eu-vessels-xlsx", recognises=recognises, parse=parse)
