"""The shared values of OFAC's Advanced XML: what its numbers mean, places, and periods of time."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lists.entities import PartialDate
from lists.sources.ofac_statements import address_columns
from lists.sources.xml import text_of, texts_of


@dataclass(slots=True)
class References:
    """Reference values by set and number, and locations by number."""

    values: dict[tuple[str, str], str] = field(default_factory=dict)
    party_types: dict[str, str] = field(default_factory=dict)
    locations: dict[str, tuple[tuple[str, str, str], ...]] = field(default_factory=dict)

    def take_values(self, element: Element) -> None:
        """Read the ReferenceValueSets."""
        for one_set in element:
            for value in one_set:
                self.values[value.tag, value.get("ID", "")] = (value.text or "").strip()
        for sub_type in element.iterfind("PartySubTypeValues/PartySubType"):
            self.party_types[sub_type.get("ID", "")] = sub_type.get("PartyTypeID", "")

    def take_location(self, element: Element) -> None:
        """Read a Location: street, city and country, once in each script it is published in."""
        country = ", ".join(
            self.value("Country", one.get("CountryID", "")) for one in element.iterfind("LocationCountry")
        )
        versions: list[dict[str, str]] = [{}]
        for part in element.iterfind("LocationPart"):
            type_ = self.value("LocPartType", part.get("LocPartTypeID", ""))
            for place, value in enumerate(texts_of(part, "LocationPartValue/Value")):
                if place == len(versions):
                    versions.append({})
                versions[place][type_] = value
        # A part without a type is how a country stands that is the issuer of a document.
        self.locations[element.get("ID", "")] = tuple(
            address_columns(parts, country or parts.get("Unknown", "")) for parts in versions
        )

    def value(self, kind: str, number: str) -> str:
        """Give what a number means; kind and number themselves where no reference value says it."""
        return self.values.get((kind, number)) or f"{kind} {number}"

    def party_type(self, sub_type: str) -> str:
        """Give OFAC's word for a party's type: Vessel, Aircraft, else that of the wider type."""
        word = self.value("PartySubType", sub_type)
        if word in ("Vessel", "Aircraft"):
            return word
        return self.value("PartyType", self.party_types.get(sub_type, ""))

    def place(self, number: str) -> str:
        """Give a location in one line; empty where there is none."""
        first = self.locations.get(number, (("", "", ""),))[0]
        return ", ".join(filter(None, first))


def period_of(element: Element | None) -> PartialDate | None:
    """Read a DatePeriod, from the earliest start to the latest end; None where it has no dates.

    A year alone is published as its first and its last day, an uncertain date as approximate. ValueError
    where a date is none.
    """
    if element is None:
        return None
    first = date_of(element.find("Start/From"))
    last = date_of(element.find("End/To")) or date_of(element.find("Start/To")) or first
    if first is None or last is None:
        return None
    circa = any(edge.get("Approximate") == "true" for edge in element)
    return PartialDate(earliest=first.earliest, latest=last.latest, circa=circa)


def date_of(element: Element | None) -> PartialDate | None:
    """Read a date of year, month and day; None where it has no year. ValueError where it is no date."""
    if element is None or not text_of(element, "Year"):
        return None
    month, day = text_of(element, "Month"), text_of(element, "Day")
    return PartialDate.of(
        int(text_of(element, "Year")), int(month) if month else None, int(day) if day else None
    )
