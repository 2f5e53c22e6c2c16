"""The real lists in OFAC's XML formats, against counts taken from their text without a parser."""

import re
from collections import Counter

from lists.entities import Direction, Entity, EntityType, IdentifierType, Measure, NameKind, RelationKind
from lists.sources.formats import recognise
from lists.sources.parsed import Parsed, RawFile
from lists.unpack import unpack
from tests.shared import shared_data


def by_id(parsed: Parsed) -> dict[str, Entity]:
    return {entity.own_id: entity for entity in parsed.entities}


def real(*parts: str) -> tuple[Parsed, str]:
    """Parse a real file, and give its text to count in."""
    content = shared_data("us_ofac", "consolidated", *parts).read_bytes()
    files = unpack([RawFile(name="list.dat", content=content)])
    return recognise(files).parse("us-ofac-cons", files), files[0].content.decode("utf-8-sig")


def kinds(parsed: Parsed) -> Counter[NameKind]:
    return Counter(name.kind for entity in parsed.entities for name in entity.names)


def published(parsed: Parsed) -> Counter[str]:
    return Counter(one.published or "" for entity in parsed.entities for one in entity.identifiers)


def kind_of(weak: bool, former: bool) -> NameKind:
    return NameKind.FORMER_NAME if former else NameKind.WEAK_ALIAS if weak else NameKind.ALIAS


def test_the_classic_list_of_april_2018_has_what_a_search_in_its_text_finds() -> None:
    parsed, text = real("2018-04-06", "consolidated.xml")
    assert (parsed.format, parsed.files[0].role) == ("ofac-xml", "cons_prim")
    assert (parsed.rows, parsed.rejected, len(parsed.entities)) == (text.count("<sdnEntry>"), (), 639)
    aliases = [
        (kind_of(weak="<category>weak" in aka, former="<type>f.k.a." in aka), aka.partition("<type>")[2])
        for entry in text.split("<sdnEntry>")
        for aka in dict.fromkeys(
            re.sub("<uid>.*?</uid>", "", one) for one in re.findall(r"(?s)<aka>.*?</aka>", entry)
        )
    ]
    assert text.count("<aka>") == len(aliases) + 1  # one stands twice
    assert kinds(parsed) == Counter(kind for kind, _ in aliases) + Counter({NameKind.PRIMARY: 639})
    ships = [entity for entity in parsed.entities if entity.type is EntityType.VESSEL]
    assert len(ships) == text.count("<sdnType>Vessel<") == 74
    imos = Counter(one.value for ship in ships for one in ship.identifiers if one.type is IdentifierType.IMO)
    assert imos == Counter(re.findall(r"IMO (\d{7})", text))
    flags = Counter(ship.vessel.flag for ship in ships if ship.vessel)
    assert flags["IR"] == text.count("<vesselFlag>Iran<")
    none = re.findall("<vesselFlag>(?:None Identified|Unknown)<", text)
    assert flags[None] == len(none)
    assert sum(len(entity.addresses) for entity in parsed.entities) == text.count("<address>")
    relations = Counter(one.kind for entity in parsed.entities for one in entity.relations)
    assert relations[RelationKind.LINKED_TO] == text.count("Linked To:")
    assert relations[RelationKind.OWNS] == text.count("<vesselOwner>")
    assert sum(len(entity.unread) for entity in parsed.entities) == 51  # the factions of politicians, mostly


def test_the_advanced_list_of_march_2020_has_what_a_search_in_its_text_finds() -> None:
    parsed, text = real("2020-03-17", "cons_advanced.xml")
    assert (parsed.format, parsed.files[0].role) == ("ofac-advanced-xml", "cons_prim")
    assert (parsed.rows, parsed.rejected, len(parsed.entities)) == (text.count("<DistinctParty "), (), 375)
    aliases = [
        kind_of(weak='LowQuality="true"' in alias, former='AliasTypeID="1401"' in alias)
        for alias in re.findall(r"<Alias (.*?)>", text)
        if 'Primary="true"' not in alias
    ]
    expected = Counter(aliases) + Counter({NameKind.PRIMARY: 375})
    assert expected - kinds(parsed) == Counter({NameKind.WEAK_ALIAS: 1})  # one stands twice
    assert kinds(parsed) - expected == Counter()
    documents = Counter(re.findall("<IDRegistrationNo>(.*?)<", text))
    lost = documents - published(parsed)
    assert documents.total() == 573
    assert set(lost) == {"1026303117642 (Russia)", "33556474 (Russia)"}  # read as number and country
    assert sum(len(entity.relations) for entity in parsed.entities) == text.count("<ProfileRelationship ")
    dates = [date for entity in parsed.entities for date in entity.birth_dates]
    assert len(dates) == text.count('FeatureTypeID="8"')
    assert sum(date.earliest != date.latest for date in dates) > 60
    located = len(re.findall(r'FeatureTypeID="25"', text))
    empty = len(
        re.findall(r'(?s)<Location ID="\d+">\s*<LocationAreaCode AreaCodeID="11291" />\s*<Feat', text)
    )
    assert sum(len(entity.addresses) for entity in parsed.entities) == located - empty
    bank = by_id(parsed)["17016"]
    assert (bank.name, str(bank.listing.listed_on)) == ("GAZPROMBANK OAO", "2014-07-16")
    assert bank.listing.measures == (Measure.DEBT_AND_EQUITY,)


def test_the_enhanced_list_of_january_2025_has_what_a_search_in_its_text_finds() -> None:
    parsed, text = real("2025-01-10", "CONS_ENHANCED.ZIP")
    assert (parsed.format, parsed.files[0].role) == ("ofac-enhanced-xml", "cons_prim")
    assert parsed.files[0].name == "list.dat/CONS_ENHANCED.XML"
    assert (parsed.rows, parsed.rejected, len(parsed.entities)) == (text.count("<entity "), (), 443)
    expected: Counter[NameKind] = Counter()
    for name in re.findall(r"(?s)<name id.*?</name>\s*(?=<name id|</names>)", text):
        weak, former = "<isLowQuality>true" in name, ">F.K.A.<" in name
        for script in re.findall(r"<script[^>]*>([^<]*)", name):
            plain = weak or former or script == "Latin"
            kind = kind_of(weak, former) if plain else NameKind.ORIGINAL_SCRIPT
            primary = "<isPrimary>true</isPrimary>\n          <isLow" in name.replace("\r", "")
            expected[NameKind.PRIMARY if primary and kind is NameKind.ALIAS else kind] += 1
    assert kinds(parsed) == expected
    documents = Counter(re.findall("<documentNumber>(.*?)<", text))
    assert set(documents - published(parsed)) == {"1026303117642 (Russia)", "33556474 (Russia)"}
    assert sum(len(entity.relations) for entity in parsed.entities) == text.count("<relationship ")
    assert {one.direction for entity in parsed.entities for one in entity.relations} == {Direction.TO}
    assert all(entity.listing.listed_on for entity in parsed.entities)
    established = [entity for entity in parsed.entities if entity.established_on]
    assert len(established) == text.count(">Organization Established Date<") - 1 - 1  # the type, one twice


def test_the_zip_and_the_file_in_it_give_the_same_entities() -> None:
    packed, _ = real("2025-01-10", "CONS_ENHANCED.ZIP")
    plain, _ = real("2025-01-10", "CONS_ENHANCED.XML")
    assert [(one.id, one.names, one.identifiers) for one in packed.entities] == [
        (one.id, one.names, one.identifiers) for one in plain.entities
    ]


def test_the_enhanced_list_agrees_with_the_delimited_files_of_the_weeks_before() -> None:
    enhanced, _ = real("2025-01-10", "CONS_ENHANCED.XML")
    paths = sorted(shared_data("us_ofac", "consolidated", "2024-2025").glob("*.csv"))
    files = tuple(RawFile(name=path.name, content=path.read_bytes()) for path in paths)
    delimited = by_id(recognise(files).parse("us-ofac-cons", files))
    entities = by_id(enhanced)
    assert set(entities) - set(delimited) == {"26182"}
    assert set(delimited) <= set(entities)
    differing: Counter[str] = Counter()
    for own_id, other in delimited.items():
        one = entities[own_id]
        latin = {name for name in one.names if name.text.isascii()}
        differing["names"] += latin != set(other.names)
        differing["identifiers"] += set(one.identifiers) != set(other.identifiers)
        differing["birth dates"] += one.birth_dates != other.birth_dates
        differing["places of birth"] += one.birth_places != other.birth_places
        differing["established"] += one.established_on != other.established_on
        differing["countries"] += set(one.countries) != set(other.countries)
        differing["links"] += [r.party.name for r in one.relations] != [r.party.name for r in other.relations]
    # What OFAC changed meanwhile; everything else is the same in both formats.
    assert +differing == {"names": 7, "identifiers": 12}
