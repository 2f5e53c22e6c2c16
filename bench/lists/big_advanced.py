"""Writes a made-up list in OFAC's Advanced XML, as large as wished, and measures how it is read.

    python -m bench.lists.big_advanced FILE [MEGABYTES]

The elements, their indentation and their number per party are those of OFAC's own file (6 to 8 KB a party, in
equal parts companies, persons and ships); names, numbers and places are made up from a seed. An existing file
is measured and not written again.
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from lists.sources.formats import recognise
from lists.sources.parsed import RawFile

_WORDS = (
    *("BALTIC", "VOLGA", "NEVA", "OCEAN", "STAR", "TRADE", "PETRO", "MARINE", "GLOBAL", "NORTH", "CASPIAN"),
    *("ORIENT", "LOGISTICS", "CARGO", "ENERGY", "SHIPPING", "INVEST", "HOLDING", "ZVEZDA", "ALFA", "DELTA"),
)
_CYRILLIC = ("Балтика", "Волга", "Нева", "Океан", "Звезда", "Торг", "Петро", "Марин", "Север", "Каспий")
_SETS = {
    "AliasType": {"1400": "A.K.A.", "1401": "F.K.A.", "1403": "Name"},
    "Country": {"11171": "Russia", "11110": "Iran", "11065": "China", "11205": "Turkey"},
    "FeatureType": {
        "3": "Vessel Flag",
        "2": "VESSEL TYPE",
        "8": "Birthdate",
        "9": "Place of Birth",
        "10": "Nationality Country",
        "14": "Website",
        "25": "Location",
        "224": "Gender",
        "504": "Secondary sanctions risk:",
    },
    "DetailReference": {"91526": "Male", "92764": "See Section 11 of Executive Order 14024."},
    "IDRegDocType": {
        "1571": "Passport",
        "1596": "Tax ID No.",
        "1626": "Vessel Registration Identification",
        "91264": "MMSI",
        "91761": "Registration Number",
    },
    "LegalBasis": {"92049": "Executive Order 14024 (Russia)"},
    "List": {"1550": "SDN List"},
    "LocPartType": {"1451": "ADDRESS1", "1454": "CITY", "1456": "POSTAL CODE"},
    "NamePartType": {"1520": "Last Name", "1521": "First Name", "1525": "Entity Name", "1526": "Vessel Name"},
    "PartyType": {"1": "Individual", "2": "Entity", "4": "Transport"},
    "RelationType": {"15003": "Owned or Controlled By"},
    "SanctionsType": {"1": "Program", "1705": "Block"},
    "Script": {"215": "Latin", "220": "Cyrillic"},
    "Validity": {"1": "Valid"},
}
_FIXED = 'YearFixed="false" MonthFixed="false" DayFixed="false"'
_COMPANY, _PERSON, _SHIP = "3", "4", "1"
_ALIASES = 4
_PARTY_BYTES = 7_500
"""What a party takes in all its places together."""


def write(path: Path, size: int) -> None:
    """Write a list of about so many bytes."""
    numbers = range(100_001, 100_001 + size // _PARTY_BYTES)
    with path.open("w", encoding="utf-8", newline="\r\n") as out:
        out.write('<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n')
        out.write('<Sanctions xmlns="http://www.un.org/sanctions/1.0" Version="3">\n')
        out.writelines(_reference_values())
        for tag, make in _SECTIONS.items():
            out.write(f"  <{tag}>\n")
            for number in numbers:
                out.writelines(f"    {line}\n" for line in make(number))
            out.write(f"  </{tag}>\n")
        out.write("  <SanctionsEntryLinks />\n</Sanctions>\n")


def _reference_values() -> Iterator[str]:
    yield "  <ReferenceValueSets>\n"
    for name, values in _SETS.items():
        yield f"    <{name}Values>\n"
        yield from (f'      <{name} ID="{key}">{text}</{name}>\n' for key, text in values.items())
        yield f"    </{name}Values>\n"
    yield "    <PartySubTypeValues>\n"
    for key, type_, text in ((_SHIP, "4", "Vessel"), (_COMPANY, "2", "Unknown"), (_PERSON, "1", "Unknown")):
        yield f'      <PartySubType ID="{key}" PartyTypeID="{type_}">{text}</PartySubType>\n'
    yield "    </PartySubTypeValues>\n  </ReferenceValueSets>\n"


def _kind(number: int) -> str:
    return (_COMPANY, _PERSON, _SHIP)[number % 3]


def _locations(number: int) -> Iterator[str]:
    chance = random.Random(number)
    country = chance.choice(list(_SETS["Country"]))
    yield f'<Location ID="{number}">'
    yield f'  <LocationAreaCode AreaCodeID="{country}" />'
    yield f'  <LocationCountry CountryID="{country}" CountryRelevanceID="1413" />'
    for type_, text in (("1451", f"{number % 300} Lenina Street"), ("1454", "Olya"), ("1456", str(number))):
        yield f'  <LocationPart LocPartTypeID="{type_}">'
        yield '    <LocationPartValue Primary="true" LocPartValueTypeID="1" LocPartValueStatusID="1">'
        yield "      <Comment />"
        yield f"      <Value>{text}</Value>"
        yield "    </LocationPartValue>"
        yield "  </LocationPart>"
    yield f'  <FeatureVersionReference FeatureVersionID="{number}" />'
    yield "</Location>"


def _documents(number: int) -> Iterator[str]:
    types = {_COMPANY: ("1596", "91761"), _PERSON: ("1571", "1596"), _SHIP: ("1626", "91264")}[_kind(number)]
    for place, type_ in enumerate(types):
        text = f"IMO {9_000_000 + number % 900_000}" if type_ == "1626" else str(273_000_000 + number)
        yield (
            f'<IDRegDocument ID="{number}{place}" IDRegDocTypeID="{type_}" IdentityID="{number}"'
            ' IssuedBy-CountryID="11171" ValidityID="1">'
        )
        yield "  <Comment />"
        yield f"  <IDRegistrationNo>{text}</IDRegistrationNo>"
        yield "  <IssuingAuthority />"
        yield f'  <DocumentedNameReference DocumentedNameID="{number}0" />'
        yield "</IDRegDocument>"


def _parties(number: int) -> Iterator[str]:
    chance = random.Random(number)
    kind = _kind(number)
    part_types = {_COMPANY: ("1525",), _PERSON: ("1520", "1521"), _SHIP: ("1526",)}[kind]
    yield f'<DistinctParty FixedRef="{number}">'
    yield "  <Comment />"
    yield f'  <Profile ID="{number}" PartySubTypeID="{kind}">'
    yield f'    <Identity ID="{number}" FixedRef="{number}" Primary="true" False="false">'
    groups: list[tuple[str, str]] = []
    for place in range(_ALIASES):
        alias_type = "1403" if place == 0 else chance.choice(("1400", "1400", "1401"))
        primary = str(place == 0).lower()
        weak = str(place == _ALIASES - 1 and number % 5 == 0).lower()
        yield (
            f'      <Alias FixedRef="{number}" AliasTypeID="{alias_type}" Primary="{primary}"'
            f' LowQuality="{weak}">'
        )
        for script, words in (("215", _WORDS), ("220", _CYRILLIC))[: 2 if place == 0 else 1]:
            yield f'        <DocumentedName ID="{number}{place}" FixedRef="{number}" DocNameStatusID="1">'
            for type_ in part_types:
                group = f"{number}{place}{script}{type_}"
                groups.append((group, type_))
                text = " ".join(chance.choices(words, k=2 if kind == _PERSON else 3))
                yield "          <DocumentedNamePart>"
                yield (
                    f'            <NamePartValue NamePartGroupID="{group}" ScriptID="{script}"'
                    f' ScriptStatusID="1" Acronym="false">{text} {number}</NamePartValue>'
                )
                yield "          </DocumentedNamePart>"
            yield "        </DocumentedName>"
        yield "      </Alias>"
    yield "      <NamePartGroups>"
    for group, type_ in groups:
        yield "        <MasterNamePartGroup>"
        yield f'          <NamePartGroup ID="{group}" NamePartTypeID="{type_}" />'
        yield "        </MasterNamePartGroup>"
    yield "      </NamePartGroups>"
    yield "    </Identity>"
    for place, (type_, lines) in enumerate(_features(number, kind)):
        yield f'    <Feature ID="{number}{place}" FeatureTypeID="{type_}">'
        yield f'      <FeatureVersion ID="{number}{place}" ReliabilityID="1">'
        yield "        <Comment />"
        yield from (f"        {line}" for line in lines)
        yield "      </FeatureVersion>"
        yield f'      <IdentityReference IdentityID="{number}" IdentityFeatureLinkTypeID="1" />'
        yield "    </Feature>"
    yield "  </Profile>"
    yield "</DistinctParty>"


def _features(number: int, kind: str) -> Iterator[tuple[str, list[str]]]:
    location = f'<VersionLocation LocationID="{number}" />'
    yield "25", [location]
    yield "504", ['<VersionDetail DetailTypeID="1431" DetailReferenceID="92764" />']
    if kind == _PERSON:
        yield "8", _period(1950 + number % 50)
        yield "9", ['<VersionDetail DetailTypeID="1432">Olya, Russia</VersionDetail>']
        yield "10", ['<VersionDetail DetailTypeID="1433" />', location]
        yield "224", ['<VersionDetail DetailTypeID="1431" DetailReferenceID="91526" />']
    elif kind == _SHIP:
        yield "2", ['<VersionDetail DetailTypeID="1432">General Cargo</VersionDetail>']
        yield "3", ['<VersionDetail DetailTypeID="1433" />', location]
    else:
        yield "14", [f'<VersionDetail DetailTypeID="1432">www.example-{number}.com</VersionDetail>']


def _period(year: int) -> list[str]:
    lines = [f'<DatePeriod CalendarTypeID="1" {_FIXED}>']
    for edge, month, day in (("Start", 1, 1), ("End", 12, 31)):
        lines.append(f'  <{edge} Approximate="false" {_FIXED}>')
        for end in ("From", "To"):
            lines.append(f"    <{end}>")
            for part, value in (("Year", year), ("Month", month), ("Day", day)):
                lines.append(f"      <{part}>{value}</{part}>")
            lines.append(f"    </{end}>")
        lines.append(f"  </{edge}>")
    return [*lines, "</DatePeriod>", '<VersionDetail DetailTypeID="1430" />']


def _relationships(number: int) -> Iterator[str]:
    if _kind(number) == _SHIP:
        owner = next(other for other in range(number - 3, number) if _kind(other) == _COMPANY)
        yield (
            f'<ProfileRelationship ID="{number}" From-ProfileID="{number}" To-ProfileID="{owner}"'
            f' RelationTypeID="15003" RelationQualityID="1" Former="false" SanctionsEntryID="{number}">'
        )
        yield "  <Comment />"
        yield "</ProfileRelationship>"


def _entries(number: int) -> Iterator[str]:
    yield f'<SanctionsEntry ID="{number}" ProfileID="{number}" ListID="1550">'
    yield f'  <EntryEvent ID="{number}" EntryEventTypeID="1" LegalBasisID="92049">'
    yield "    <Comment />"
    yield '    <Date CalendarTypeID="1">'
    yield "      <Year>2022</Year>"
    yield "      <Month>5</Month>"
    yield f"      <Day>{1 + number % 28}</Day>"
    yield "    </Date>"
    yield "  </EntryEvent>"
    for type_, comment in (("1705", "<Comment />"), ("1", "<Comment>RUSSIA-EO14024</Comment>")):
        yield f'  <SanctionsMeasure ID="{number}{type_}" SanctionsTypeID="{type_}">'
        yield f"    {comment}"
        yield '    <DatePeriod CalendarTypeID="1" YearFixed="true" MonthFixed="true" DayFixed="true" />'
        yield "  </SanctionsMeasure>"
    yield "</SanctionsEntry>"


_SECTIONS: dict[str, Callable[[int], Iterator[str]]] = {
    "Locations": _locations,
    "IDRegDocuments": _documents,
    "DistinctParties": _parties,
    "ProfileRelationships": _relationships,
    "SanctionsEntries": _entries,
}


def main(arguments: list[str]) -> None:
    """Write the file where there is none, read it as the service does, and print what it took."""
    path, size = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 150
    if not path.exists():
        write(path, size * 1_000_000)
    started = time.perf_counter()
    files = (RawFile(name=path.name, content=path.read_bytes()),)
    format_ = recognise(files)
    parsed = format_.parse("us-ofac-sdn", files)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = sum(len(entity.names) for entity in parsed.entities)
    print(f"{format_.name}: {len(files[0].content) / 1e6:.0f} MB, {parsed.rows} records,")
    print(f"{len(parsed.entities)} entities, {names} names, {len(parsed.rejected)} rejected,")
    print(f"{seconds:.1f} s, {peak:.0f} MiB at the peak")


if __name__ == "__main__":
    main(sys.argv[1:])
