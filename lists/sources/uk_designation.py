"""A designation of the United Kingdom, as its three formats have it in common.

The fields are known by the column names of today's UK Sanctions List; each format brings its own words to
them. UK Sanctions List: published by the Foreign, Commonwealth & Development Office; ConList: by OFSI, until
28 January 2026.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from lists.entities import EntityType, Name, NameKind, PartialDate, SourceRow

TYPES = {
    "individual": EntityType.PERSON,
    "entity": EntityType.COMPANY,
    "ship": EntityType.VESSEL,
    "vessel": EntityType.VESSEL,
}
FREE_TEXTS = ("Other Information", "UK Statement of Reasons")
COLUMNS = (
    *("Last Updated", "OFSI Group ID", "UN Reference Number", "Title", "Regime Name", "Designation source"),
    *("Sanctions Imposed", *FREE_TEXTS, "Phone number", "Website", "Email address", "Date Designated"),
    *("D.O.B", "Nationality(/ies)", "Position", "Gender", "Type of entity", "Subsidiaries", "Parent company"),
    *("Business registration number (s)", "IMO number", "Current owner/operator (s)"),
    *("Previous owner/operator (s)", "Current believed flag of ship", "Previous flags", "Type of ship"),
    *("Tonnage of ship", "Length of ship", "Year Built", "Hull identification number (HIN)"),
)
"""The columns of the UK Sanctions List whose values stand alone, in its order."""
_DATE = re.compile(r"(?:(\d\d|dd)/)?(?:(\d\d|mm)/)?(\d{4})(?: 00:00:00)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UkName:
    """A name with the publisher's own words for its type and strength."""

    text: str
    type_word: str = ""
    strength: str = ""


@dataclass(slots=True, kw_only=True)
class Designation:
    """All that the rows or elements of one id say; the lists are in the file's order, with repeats.

    `values` has the columns whose values stand alone; `passports`, `national_ids` (number, details) and
    `birth_places` (town, country) those that belong together. An address is its lines, post code and
    country, empty where there is none.
    """

    own_id: str
    kind: str
    names: list[UkName] = field(default_factory=list)
    original_names: list[str] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    addresses: list[tuple[str, ...]] = field(default_factory=list)
    passports: list[tuple[str, str]] = field(default_factory=list)
    national_ids: list[tuple[str, str]] = field(default_factory=list)
    birth_places: list[tuple[str, str]] = field(default_factory=list)
    sources: list[SourceRow] = field(default_factory=list)
    _read: set[tuple[str, ...]] = field(default_factory=set)

    @property
    def type(self) -> EntityType | None:
        return TYPES.get(self.kind.strip().casefold())

    def add(self, column: str, values: Iterable[str]) -> None:
        self.values[column] += values

    def is_new(self, *cells: str) -> bool:
        """Say whether a row brings something that no row of the id before it brought.

        The first of the cells is the column's name.
        """
        if not any(cells[1:]) or cells in self._read:
            return False
        self._read.add(cells)
        return True

    def all(self, column: str) -> tuple[str, ...]:
        """Give the values of a column, each once."""
        return tuple(dict.fromkeys(self.values.get(column, ())))


def full_name(parts: Iterable[str]) -> str:
    """Join Name 1 to 5 and then Name 6, which is the family name or the whole name."""
    return " ".join(filter(None, parts))


def read_names(published: Iterable[UkName], original: Iterable[str]) -> tuple[Name, ...]:
    """Give the names with the first primary one in front, each text and kind once.

    "Low quality" makes a weak alias, whatever its type; FKA a former name; the non-Latin column a name in
    its original script, or an alias where it holds Latin letters all the same. A further primary name is an
    alias, as is a "primary name variation". Where the publisher marks none as primary, the first stands for
    it.
    """
    names = [Name(text=name.text, kind=_kind(name)) for name in published if name.text]
    names += [Name(text=text, kind=_original_kind(text)) for text in original if text]
    primary = next((name for name in names if name.kind is NameKind.PRIMARY), None)
    if primary is None and names:
        primary = Name(text=names[0].text, kind=NameKind.PRIMARY, published_as=names[0].kind)
        names = names[1:]
    others = (
        Name(text=name.text, kind=NameKind.ALIAS) if name.kind is NameKind.PRIMARY else name
        for name in names
        if not (primary and name.kind is NameKind.PRIMARY and name.text == primary.text)
    )
    return tuple(dict.fromkeys((primary, *others))) if primary else ()


def read_date(text: str) -> PartialDate | None:
    """Read dd/mm/yyyy, where 00, dd or mm stand for what is not known; None where the text is no date.

    >>> str(read_date("12/05/1958")), str(read_date("00/00/1965")), str(read_date("dd/mm/1945"))
    ('1958-05-12', '1965', '1945')
    >>> str(read_date("00/03/1965")), str(read_date("03/1965")), read_date("31/02/1965")
    ('1965-03', '1965-03', None)
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    first, second, year = match.groups()
    day, month = (first, second) if second else (None, first)
    known = [int(part) if part and part.isdecimal() else 0 for part in (month, day)]
    try:
        if known[1] and not known[0]:
            return PartialDate.of(int(year))
        return PartialDate.of(int(year), known[0] or None, known[1] or None)
    except ValueError:  # 31 February, or a year 0: no date at all
        return None


def earliest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """Give the date that begins first."""
    return min(filter(None, dates), key=lambda one: one.earliest, default=None)


def latest(dates: Iterable[PartialDate | None]) -> PartialDate | None:
    """Give the date that ends last."""
    return max(filter(None, dates), key=lambda one: one.latest, default=None)


def _original_kind(text: str) -> NameKind:
    """Tell a name in another script from one in Latin letters (up to Latin Extended-B)."""
    foreign = any(letter.isalpha() and letter > "\u024f" for letter in text)
    return NameKind.ORIGINAL_SCRIPT if foreign else NameKind.ALIAS


def _kind(name: UkName) -> NameKind:
    type_word = name.type_word.strip().casefold()
    if type_word == "primary name":
        return NameKind.PRIMARY
    if "low" in name.strength.casefold():
        return NameKind.WEAK_ALIAS
    return NameKind.FORMER_NAME if type_word in ("fka", "f.k.a.", "former name") else NameKind.ALIAS
