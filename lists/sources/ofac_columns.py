"""From the rows about one party in OFAC's delimited files to the entry."""

from lists.entities import Name, NameKind, SourceRow
from lists.sources.ofac_entities import TYPES, Columns, Entry, address_of, titles_of
from lists.sources.ofac_parties import Party
from lists.sources.ofac_remarks import read_remarks
from lists.sources.ofac_rows import OfacRow, Role

_ALIAS_KINDS = {"aka": NameKind.ALIAS, "fka": NameKind.FORMER_NAME, "nka": NameKind.ALIAS}


def to_entry(party: Party) -> Entry:
    """Read the columns and the remarks of a party."""
    _, name, type_word, _, title, *columns, _ = (cell.strip() for cell in party.row.cells)
    call_sign, vessel_type, tonnage, gross_tonnage, flag, owner = columns
    titles = titles_of(title)
    type_ = TYPES.get(type_word.casefold())
    return Entry(
        own_id=party.row.own_id,
        type_word=type_word,
        names=(Name(text=name), *(_alias(row) for row in party.joined[Role.ALT])),
        programmes=party.programmes,
        measures=party.measures,
        remarks=read_remarks(party.remarks, type_, titles=titles, cut=party.is_cut),
        columns=Columns(
            call_sign=call_sign,
            vessel_type=vessel_type,
            tonnage=tonnage,
            gross_tonnage=gross_tonnage,
            flag=flag,
            owner=owner,
        ),
        titles=titles,
        addresses=tuple(
            address_of(*(cell.strip() for cell in row.cells[2:5])) for row in party.joined[Role.ADD]
        ),
        notes=_column_notes(party),
        source=tuple(
            SourceRow(file=row.file, line=row.record.line, text=row.record.text) for row in party.rows
        ),
    )


def _alias(row: OfacRow) -> Name:
    return Name(text=row.cells[3].strip(), kind=_ALIAS_KINDS.get(row.cells[2].strip(), NameKind.ALIAS))


def _column_notes(party: Party) -> tuple[str, ...]:
    """Keep the remarks of addresses and aliases."""
    of_addresses = [row.cells[5].strip() for row in party.joined[Role.ADD]]
    of_aliases = [f"{row.cells[3]}: {row.cells[4].strip()}" for row in party.joined[Role.ALT] if row.cells[4]]
    return tuple(filter(None, (*of_addresses, *of_aliases)))
