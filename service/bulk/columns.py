"""Which columns of a book are asked about, and what a row's cells ask."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lists.countries import country_code
from service.bulk.answers import ANSWER_COLUMNS
from service.bulk.headings import FIELDS, MANY_VALUED, own_field, usual_field
from service.errors import WrongColumns
from service.schemas.query import IdentifiersIn, ScreeningIn

_BETWEEN = "\x1f"
_TYPES = {
    "organisation": "company",
    "organization": "company",
    "entity": "company",
    "legal entity": "company",
    "legal person": "company",
    "corporate": "company",
    "business": "company",
    "ship": "vessel",
    "individual": "person",
    "natural person": "person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The fields that a book gives, each with the places of its columns, and what holds for all rows."""

    fields: tuple[tuple[str, tuple[int, ...]], ...]
    type: str | None = None
    lists: tuple[str, ...] = ()

    def asker(self) -> Callable[[Sequence[str]], str]:
        """Give the function that makes one text of what a row's cells ask: equal ones are one question.

        Blanks around a cell are no part of it; U+001F stands between two, and is read as a blank inside one.
        """
        places = tuple(place for _, places in self.fields for place in places)

        def ask(cells: Sequence[str]) -> str:
            return _BETWEEN.join([cells[place].replace(_BETWEEN, " ").strip() for place in places])

        return ask

    def query(self, asks: str) -> ScreeningIn:
        """Give the query that `asker` made a text of. Raises ValidationError, as the API refuses it."""
        remaining = iter(asks.split(_BETWEEN))
        values = {
            field: [value for _ in places for value in _values(field, next(remaining))]
            for field, places in self.fields
        }
        return ScreeningIn.model_validate(
            {
                **{field: _read(field, given) for field, given in values.items() if given and field in _READ},
                "type": _read("type", values.get("type", [])) or self.type,
                "identifiers": {field: given for field, given in values.items() if field in _IDENTIFIERS},
                "lists": list(self.lists) or None,
            }
        )


def choose_columns(
    header: Sequence[str], chosen: Mapping[str, Collection[str]]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Find the columns of each field; `chosen` says under which headings, none at all for an unused field.

    Otherwise they are those under the field's own name or a usual one; of a field with one value, the own
    name goes first. Raises WrongColumns where such a field has several columns, where no name and no
    identifier has any, and where the book has a column that the result adds.
    """
    if clash := sorted(set(header) & set(ANSWER_COLUMNS)):
        raise WrongColumns(f"the book has columns of a result already: {', '.join(clash)}")
    taken = {place for headings in chosen.values() for place in _under(header, headings)}
    free = [(place, heading) for place, heading in enumerate(header) if place not in taken]
    found = {
        field: _under(header, chosen[field]) if field in chosen else _usual(field, free) for field in FIELDS
    }
    for field, places in found.items():
        if len(places) > 1 and field not in MANY_VALUED:
            several = ", ".join(repr(header[place]) for place in places)
            raise WrongColumns(
                f"{several} could each be the {field}: choose one with --column {field}=HEADING"
            )
    if not any(found[field] for field in ("name", "other_names", *_IDENTIFIERS)):
        headings = ", ".join(map(repr, header))
        raise WrongColumns(
            f"no heading is known to be that of a name or an identifier; choose with --column name=HEADING "
            f"one of {headings}"
        )
    return tuple((field, places) for field, places in found.items() if places)


_IDENTIFIERS = frozenset(IdentifiersIn.model_fields)
_READ = frozenset(FIELDS) - _IDENTIFIERS


def _under(header: Sequence[str], headings: Collection[str]) -> tuple[int, ...]:
    wanted = {heading.strip().casefold(): heading for heading in headings}
    places = tuple(place for place, heading in enumerate(header) if heading.casefold() in wanted)
    if missing := wanted.keys() - {header[place].casefold() for place in places}:
        names = ", ".join(repr(wanted[heading]) for heading in sorted(missing))
        raise WrongColumns(f"the book has no column {names}; it has {', '.join(map(repr, header))}")
    return places


def _usual(field: str, free: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    own = tuple(place for place, heading in free if own_field(heading) == field)
    if own and field not in MANY_VALUED:
        return own
    return tuple(place for place, heading in free if field in (own_field(heading), usual_field(heading)))


def _values(field: str, cell: str) -> Iterable[str]:
    if field not in MANY_VALUED:
        return (cell,) if cell else ()
    return filter(None, map(str.strip, cell.split(";")))


def _read(field: str, given: list[str]) -> Any:
    """Read a field's values as the API wants them; what cannot be read is left for its check to refuse."""
    if field == "other_names":
        return given
    if field == "owners":
        return [{"name": owner} for owner in given]
    text = given[0] if given else ""
    if field == "type":
        word = " ".join(text.casefold().split())
        return _TYPES.get(word, word)
    if field == "country":
        return country_code(text) or text
    if field == "built" and len(text) == 4 and text.isdecimal():
        return int(text)
    return text
