"""What the columns of the US Consolidated Screening List say (trade.gov, 29 columns)."""

import re
from collections.abc import Iterator

from lists.countries import country_code
from lists.entities import Address, EntityType, Measure, Name, NameKind
from lists.sources.free_text import split_name
from lists.sources.ofac_measures import directive_measures
from lists.sources.ofac_remarks import split_remarks

COLUMNS = frozenset({"_id", "source", "entity_number", "type", "programs", "alt_names", "source_list_url"})
TYPES = {
    "Individual": EntityType.PERSON,
    "Entity": EntityType.COMPANY,
    "Vessel": EntityType.VESSEL,
    "Aircraft": EntityType.AIRCRAFT,
}
# By the abbreviation in brackets; each list is another measure. A Treasury list that is not the SDN list
# does not block: what it does is in the directives that its entries name, else in the list's own purpose.
_MEASURES = {
    "SDN": Measure.ASSET_FREEZE,
    "SSI": Measure.DEBT_AND_EQUITY,  # sectoral sanctions, EO 13662
    "CAP": Measure.CORRESPONDENT_ACCOUNT,  # CAPTA: correspondent and payable-through accounts
    "CMIC": Measure.SECURITIES,  # EO 13959 as amended
    "NS-MBS List": Measure.OTHER,  # menu-based
    "FSE": Measure.OTHER,  # foreign sanctions evaders, EO 13608: no dealings, nothing blocked
    "PLC": Measure.OTHER,  # Palestinian Legislative Council, 31 CFR 594.520
    "ISN": Measure.EXPORT_CONTROL,  # State: nonproliferation; export licences, procurement, assistance
    "DTC": Measure.EXPORT_CONTROL,  # State: debarred under ITAR, 22 CFR 127.7
    "DPL": Measure.EXPORT_CONTROL,  # Commerce: denied export privileges, 15 CFR 764
    "EL": Measure.EXPORT_CONTROL,  # Commerce: Entity List, 15 CFR 744 supplement 4
    "MEU": Measure.EXPORT_CONTROL,  # Commerce: military end users, 15 CFR 744 supplement 7
    "UVL": Measure.EXPORT_CONTROL,  # Commerce: unverified, 15 CFR 744 supplement 6
}
_ALSO_KNOWN = re.compile(
    r" ?[(\[] ?a\.?k\.?a\.?,?\s+(?P<inside>[^()\[\]]+)[)\]]|,? a\.k\.a\.,?\s+(?P<rest>.+)$", re.I
)
_LINKS = re.compile(r"\((Linked To: .+?)\)(?=;|\s*$)")
_FORMER = re.compile(r"f\.k\.a\.,?\s+", re.IGNORECASE)


def measures_of(source: str, sentences: tuple[str, ...]) -> tuple[Measure, ...]:
    """Give the measures of one of the combined lists; an unknown list's is OTHER."""
    match = re.search(r"\(([A-Z][\w -]*)\)[^()]*$", source)
    own = _MEASURES.get(match[1] if match else "", Measure.OTHER)
    by_directive = directive_measures("; ".join(sentences))
    if own is Measure.OTHER and by_directive:
        return by_directive
    return tuple(dict.fromkeys((own, *by_directive)))


def parts_of(cell: str) -> tuple[str, ...]:
    """Part a cell at "; "."""
    return tuple(filter(None, (part.strip() for part in cell.split("; "))))


def names_of(primary: str, others: str) -> tuple[Name, ...]:
    """Give the names of an entry.

    The Commerce and State lists write other names into the name: "Far East Trading Company, Inc. (a.k.a.
    FETCO, Inc.)", "and" before the last of several, "f.k.a." before a former one.
    """
    found = list(_names_in(primary, NameKind.PRIMARY))
    for other in parts_of(others):
        found += _names_in(other.removeprefix("and "), NameKind.ALIAS)
    texts = dict.fromkeys(found)
    primary_text = found[0].text
    return tuple(name for name in texts if name.text != primary_text or name.kind is NameKind.PRIMARY)


def _names_in(published: str, kind: NameKind) -> Iterator[Name]:
    text = " ".join(published.split())
    former = _FORMER.match(text)
    if former and text[former.end() :].strip():
        yield Name(text=text[former.end() :].strip(), kind=NameKind.FORMER_NAME)
        return
    known = _ALSO_KNOWN.search(text)
    if known and text[: known.start()].strip():
        inside = known["inside"] or known["rest"]
        yield Name(text=f"{text[: known.start()].strip()} {text[known.end() :].strip()}".strip(), kind=kind)
        for other in inside.split(";"):
            yield Name(text=other.strip(), kind=NameKind.ALIAS)
        return
    name, formers = split_name(text.replace("f.k.a.,", "f.k.a."), None)
    yield Name(text=name.strip(), kind=kind)
    for one in formers:
        yield Name(text=one, kind=NameKind.FORMER_NAME)


def address_of(text: str) -> Address:
    """Give an address; its country is the ISO code at its end."""
    end = text.rpartition(",")[2].strip()
    return Address(text=text, country=country_code(end) if re.fullmatch("[A-Z]{2}", end) else None)


def sentences_of(ids: str, remarks: str) -> tuple[str, ...]:
    """Write a Treasury entry's ids and remarks as OFAC's own sentences, which ofac_remarks reads.

    The CSL turns "Tax ID No. 7736640919 (Russia)" into "RU, 7736640919, Tax ID No.", a date of issue in
    between, and puts "Linked To: X." into brackets.

    >>> sentences_of("MT, 2017-01-16, C 41310, Trade License No.", "(Linked To: MAHAN AIR)")
    ('Trade License No. C 41310 (MT)', 'Linked To: MAHAN AIR')
    """
    sentences: list[str] = []
    held = ""
    for part in ids.split("; "):
        held = f"{held}; {part}" if held else part
        value, comma, label = held.rpartition(", ")
        if comma and not label[:1].islower():
            sentences.append(_sentence(label.strip(), value.strip()))
            held = ""
    sentences.append(held)
    return tuple(filter(None, (*sentences, *split_remarks(_LINKS.sub(r"\1", remarks)))))


def _sentence(label: str, value: str) -> str:
    match = re.fullmatch(r"([A-Z]{2}), (?:\d{4}-\d\d-\d\d, )?(.+)", value)
    return f"{label} {match[2]} ({match[1]})" if match else f"{label} {value}"
