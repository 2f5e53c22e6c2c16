"""Facts of OFAC's XML formats, label and value: as sentences and columns of its delimited files."""

from dataclasses import dataclass, field

from lists.sources.ofac_entities import Columns, titles_of

# The words with which the remarks begin what the XML formats call otherwise.
_WORDS = {
    "birthdate": "DOB",
    "place of birth": "POB",
    "nationality country": "nationality",
    "citizenship country": "citizen",
}
_COLUMNS = {
    "vessel call sign": "call_sign",
    "vessel type": "vessel_type",
    "vessel tonnage": "tonnage",
    "vessel gross registered tonnage": "gross_tonnage",
    "vessel flag": "flag",
    "vessel owner": "owner",
}


@dataclass(slots=True)
class Statements:
    """What an entry states, in its order; a column that is stated twice becomes a sentence."""

    sentences: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    _columns: dict[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> Columns:
        return Columns(**self._columns)

    def add(self, label: str, value: str, comment: str = "") -> None:
        """Take a fact; a value that is empty states nothing. A comment becomes a note."""
        key = label.casefold()
        column = _COLUMNS.get(key, "")
        if not value:
            return
        if key == "title":
            self.titles += titles_of(value)
        elif column and column not in self._columns:
            self._columns[column] = value
        else:
            self.sentences.append(f"{_WORDS.get(key, label)} {value}")
        if comment:
            self.notes.append(f"{label} {value}: {comment}")

    def add_number(self, label: str, value: str, country: str, issued: str = "", expires: str = "") -> None:
        """Take a document's number with its country and dates, each empty where not published."""
        words = (
            label,
            value,
            country and f"({country})",
            issued and f"issued {issued}",
            expires and f"expires {expires}",
        )
        self.sentences.append(" ".join(filter(None, words)))


def address_columns(parts: dict[str, str], country: str) -> tuple[str, str, str]:
    """Join an address's parts, by OFAC's words for them, as the columns of its delimited files have them.

    >>> address_columns({"ADDRESS1": "PO Box 7", "CITY": "Olya", "POSTAL CODE": "416425"}, "Russia")
    ('PO Box 7', 'Olya 416425', 'Russia')
    """
    street = ", ".join(parts[key] for key in ("ADDRESS1", "ADDRESS2", "ADDRESS3") if key in parts)
    city = ", ".join(parts[key] for key in ("CITY", "STATE/PROVINCE") if key in parts)
    region = f"Region: {parts['REGION']}" if "REGION" in parts else ""
    return street, " ".join(filter(None, (city, parts.get("POSTAL CODE")))), country or region
