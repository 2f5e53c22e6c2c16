"""Canada's Consolidated Autonomous Sanctions List (SEMA, JVCFOA) as XML, with old and today's element names.

Today's elements are bilingual ("EntityOrShip-EntiteOuNavire"); the part before the hyphen is read. Rules of
the mapping:

- The publisher gives no id. Schedule and item move when a schedule is replaced, so an entry is known by a
  hash of its regulation and name; "#2" where another has the same.
- `Country` is the regulation under which a party is listed, not its country.
- An entry with a ship's IMO number or type is a vessel: its ban is one of docking. Schedules 2 and 3 of the
  Russia Regulations restrict new debt and equity; everything else is an asset freeze (dealings ban).
- A name "English/French" is the English one and its translation. An alias of one word is a person's nickname
  or the other spelling of one part of the name ("Andrei"): weak. Aliases are parted by semicolons today, by
  commas in the old file.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from lists.entities import (
    Entity,
    EntityType,
    IdentifierType,
    Listing,
    Measure,
    Name,
    NameKind,
    Vessel,
)
from lists.errors import DamagedFile
from lists.identifiers import identifier
from lists.sources.free_text import split_name
from lists.sources.gathered import Outcome, gather
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.text_dates import dates_in
from lists.sources.xml import XmlRecord, read_xml, root_of

_PAGE = (
    "https://www.international.gc.ca/world-monde/international_relations-relations_internationales"
    "/sanctions/consolidated-consolide.aspx"
)
_OLD_NAMES = {
    "Entity": "EntityOrShip",
    "DateOfBirth": "DateOfBirthOrShipBuildDate",
    "Title": "TitleOrShipType",
}
_ELEMENTS = frozenset(
    {
        *("Country", "LastName", "GivenName", "EntityOrShip", "Aliases", "TitleOrShipType"),
        *("DateOfBirthOrShipBuildDate", "ShipIMONumber", "Schedule", "Item", "DateOfListing"),
    }
)
_BEFORE_LEGAL_FORM = re.compile(
    r",\s+(?!(?:L\.?L\.?C|Ltd|Limited|Inc|Co|Corp|S\.?A|GmbH|JSC|PLC)\b)", re.IGNORECASE
)


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is XML of records that have a country and a name."""
    return all(_is_sema(file) for file in files)


def _is_sema(file: RawFile) -> bool:
    root = root_of(file)
    if root is None or root.tag != "data-set":
        return False
    try:
        first = next(read_xml(file, ("record",)), None)
    except DamagedFile:
        return False
    return first is not None and "Country" in _values(first)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list; DamagedFile where a file is no well-formed XML or is cut off."""
    taken = defaultdict[str, list[dict[str, str]]](list)
    outcomes = [_outcome(list_id, record, taken) for file in files for record in read_xml(file, ("record",))]
    return gather(FORMAT.name, files, outcomes)


def _outcome(list_id: str, record: XmlRecord, taken: dict[str, list[dict[str, str]]]) -> Outcome:
    values = _values(record)
    lines = (record.line,)
    name = values.get("EntityOrShip") or _full_name(values)
    if not name:
        return Outcome(file=record.file, lines=lines, reason="no name")
    own_id = sha256(f"{values.get('Country', '')}\n{name}".encode()).hexdigest()[:16]
    if values not in taken[own_id]:
        taken[own_id].append(values)
    if (place := taken[own_id].index(values) + 1) > 1:
        own_id = f"{own_id}#{place}"
    return Outcome(file=record.file, lines=lines, entity=_entity(list_id, own_id, name, record, values))


def _values(record: XmlRecord) -> dict[str, str]:
    """Give the elements' texts by today's English name, blanks made one (the file has no-break spaces)."""
    found: dict[str, str] = {}
    for element in record.element:
        tag = element.tag.partition("-")[0]
        text = " ".join((element.text or "").split())
        if text:
            found[_OLD_NAMES.get(tag, tag)] = text
    return found


def _full_name(values: dict[str, str]) -> str:
    return " ".join(filter(None, (values.get("GivenName"), values.get("LastName"))))


def _entity(list_id: str, own_id: str, name: str, record: XmlRecord, values: dict[str, str]) -> Entity:
    type_ = _type(values)
    names = tuple(_names(name, values.get("Aliases", ""), type_, is_old=_is_old(record)))
    dates = dates_in(values.get("DateOfBirthOrShipBuildDate", ""))
    title = _english(values.get("TitleOrShipType", ""))
    number = identifier(IdentifierType.IMO, values.get("ShipIMONumber", ""))
    is_person = type_ is EntityType.PERSON
    return Entity(
        list_id=list_id,
        own_id=own_id,
        type=type_,
        names=tuple(dict.fromkeys(names)),
        identifiers=(number,) if number else (),
        vessel=(
            Vessel(vessel_type=title or None, built=dates[0].earliest.year if dates else None)
            if type_ is EntityType.VESSEL
            else None
        ),
        birth_dates=dates if is_person else (),
        titles=(title,) if title and is_person else (),
        listing=Listing(
            programmes=tuple(filter(None, (_english(values.get("Country", "")),))),
            measures=(_measure(type_, values),),
            listed_on=next(iter(dates_in(values.get("DateOfListing", ""))), None),
            legal_basis=tuple(
                f"{label} {values[label]}" for label in ("Schedule", "Item") if values.get(label)
            ),
            source_url=_PAGE,
        ),
        notes=tuple(
            f"{label} {values[label]}"
            for label in ("Country", "TitleOrShipType", "Aliases")
            if values.get(label)
        ),
        unread=tuple(_unread(values, found_date=bool(dates), found_number=number is not None)),
        source=(record.source,),
    )


def _is_old(record: XmlRecord) -> bool:
    return not any("-" in element.tag for element in record.element)


def _type(values: dict[str, str]) -> EntityType:
    if "EntityOrShip" not in values:
        return EntityType.PERSON
    is_ship = "ShipIMONumber" in values or "TitleOrShipType" in values
    return EntityType.VESSEL if is_ship else EntityType.COMPANY


def _measure(type_: EntityType, values: dict[str, str]) -> Measure:
    if type_ is EntityType.VESSEL:
        return Measure.DOCKING_BAN
    if values.get("Country", "").startswith("Russia") and values.get("Schedule") in ("2", "3"):
        return Measure.DEBT_AND_EQUITY
    return Measure.ASSET_FREEZE


def _names(name: str, aliases: str, type_: EntityType, *, is_old: bool) -> Iterator[Name]:
    yield from _in_languages(name, NameKind.PRIMARY, type_)
    parts = aliases.split(";")
    if is_old and len(parts) == 1:
        parts = _BEFORE_LEGAL_FORM.split(aliases)
    for part in parts:
        alias = re.sub(r"^\(([^()]*)\)$", r"\1", part.strip())
        if type_ is EntityType.PERSON and alias and " " not in alias:
            yield Name(text=alias, kind=NameKind.WEAK_ALIAS, published_as=NameKind.ALIAS)
        elif alias:
            yield from _in_languages(alias, NameKind.ALIAS, type_)


def _in_languages(text: str, kind: NameKind, type_: EntityType) -> Iterator[Name]:
    halves = re.split(r" ?[/|] ?", text)
    is_both = len(halves) == 2 and all(len(half.split()) > 1 for half in halves)
    english, formers = split_name(halves[0] if is_both else text, type_)
    yield Name(text=english, kind=kind)
    if is_both:
        yield Name(text=halves[1], kind=NameKind.TRANSLATION)
    for former in formers:
        yield Name(text=former, kind=NameKind.FORMER_NAME)


def _english(text: str) -> str:
    """Give the English half of what stands in both languages.

    >>> _english("Syria / Syrie"), _english("Captain/capitaine")
    ('Syria', 'Captain')
    """
    return re.split(r"[/|]", text)[0].strip()


def _unread(values: dict[str, str], *, found_date: bool, found_number: bool) -> Iterator[str]:
    """Keep elements that no rule reads, dates and numbers that are none."""
    for tag, text in values.items():
        unreadable = (tag == "DateOfBirthOrShipBuildDate" and not found_date) or (
            tag == "ShipIMONumber" and not found_number
        )
        if tag not in _ELEMENTS or unreadable:
            yield f"{tag} {text}"


FORMAT = Format(name="ca-sema-xml", recognises=recognises, parse=parse)
