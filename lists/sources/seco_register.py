"""The parts of Switzerland's list that its targets refer to by number: sets of sanctions, and places."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from lists.entities import Measure
from lists.sources.parsed import RawFile
from lists.sources.several import country_of
from lists.sources.xml import read_xml, texts_of

_MEASURES = (
    (r"named individuals|individuals and entit|financial sanctions|freez|assets", Measure.ASSET_FREEZE),
    (r"travel|entry into switzerland|entry and transit", Measure.TRAVEL_BAN),
    (r"vessel|ship", Measure.PORT_BAN),
    (r"money and capital market|securities", Measure.SECURITIES),
    (r"goods|export|dual-use|military", Measure.EXPORT_CONTROL),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as people write it, and its country."""

    text: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SanctionsSet:
    """A set of sanctions: programme, ordinance, and the measures of its title."""

    programme: str
    ordinance: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Sets of sanctions and places, by their ssid."""

    sets: dict[str, SanctionsSet]
    places: dict[str, Place]


def read_register(file: RawFile) -> Register:
    """Read the sets and places of a file. Raises DamagedFile where it is no XML, or is cut off."""
    sets: dict[str, SanctionsSet] = {}
    places: dict[str, Place] = {}
    for record in read_xml(file, {"sanctions-program", "place", "target"}):
        element = record.element
        if element.tag == "place":
            country = element.find("country")
            parts = (
                *texts_of(element, "location"),
                *texts_of(element, "area"),
                *texts_of(element, "country"),
            )
            places[element.get("ssid", "")] = Place(text=", ".join(parts), country=country_at(country))
        elif element.tag == "sanctions-program":
            for set_ in sorted(element.iterfind("sanctions-set"), key=_is_english):
                sets[set_.get("ssid", "")] = SanctionsSet(
                    programme=_english(element, "program-key"),
                    ordinance=_english(element, "program-name"),
                    measures=_measures(set_.text or ""),
                )
    return Register(sets=sets, places=places)


def country_at(element: Element | None) -> str | None:
    """Give the country of an element that has its code or its name."""
    if element is None:
        return None
    return country_of(element.get("iso-code", "")) or country_of(element.text or "")


def _measures(title: str) -> tuple[Measure, ...]:
    known = [measure for words, measure in _MEASURES if re.search(words, title, re.IGNORECASE)]
    return tuple(known or [Measure.OTHER])


def _is_english(element: Element) -> bool:
    return element.get("lang", "eng") == "eng"


def _english(element: Element, tag: str) -> str:
    """Give the English one of the texts, or else the first."""
    found = sorted(element.iterfind(tag), key=lambda one: not _is_english(one))
    return (found[0].text or "").strip() if found else ""
