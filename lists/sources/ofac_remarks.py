"""OFAC's Remarks column: sentences joined by semicolons, read into facts.

What is not understood is kept word for word as `unread`, and counted by the caller.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lists.countries import country_code
from lists.entities import (
    Direction,
    EntityType,
    Identifier,
    IdentifierType,
    Name,
    NameKind,
    PartialDate,
    PartyReference,
    Relation,
    RelationKind,
)
from lists.identifiers import identifier, imo_type
from lists.sources.ofac_dates import read_date
from lists.sources.ofac_labels import KNOWN_SENTENCE, LABELLED_NUMBER, TYPES

# OFAC publishes its weak aliases nowhere else in the delimited files (FAQ 122-125).
_QUOTED_KINDS = {
    "a.k.a.": NameKind.WEAK_ALIAS,
    "d.b.a.": NameKind.WEAK_ALIAS,
    "f.k.a.": NameKind.FORMER_NAME,
    "n.k.a.": NameKind.WEAK_ALIAS,
}
# "NIT # Provisional" is no number; a bank's code and an aircraft's letters are.
_MAY_LACK_DIGITS = (IdentifierType.SWIFT, IdentifierType.AIRCRAFT_REGISTRATION)


@dataclass(slots=True)
class Remarks:
    """The facts of one entry's remarks, in their order; `parts` counts the sentences read."""

    names: list[Name] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    former_flags: list[str] = field(default_factory=list)
    built: int | None = None
    birth_dates: list[PartialDate] = field(default_factory=list)
    birth_places: list[str] = field(default_factory=list)
    established_on: PartialDate | None = None
    gender: str | None = None
    relations: list[Relation] = field(default_factory=list)
    listing_dates: list[PartialDate] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    parts: int = 0


def read_remarks(
    text: str, type_: EntityType | None, *, titles: tuple[str, ...] = (), cut: bool = False
) -> Remarks:
    """Read the whole remarks, overflow joined.

    `titles` are those of the Title column, which OFAC repeats here. `cut` says that the end of the text is
    missing: its last sentence is then not read.
    """
    parts = list(split_remarks(text))
    unfinished = [parts.pop()] if cut and parts else []
    repeated = {title.rstrip(".") for title in titles}
    facts = read_sentences((part for part in parts if part.rstrip(".") not in repeated), type_)
    facts.unread += unfinished
    facts.parts = len(parts) + len(unfinished)
    return facts


def read_sentences(sentences: Iterable[str], type_: EntityType | None) -> Remarks:
    """Read sentences that are already parted from one another."""
    facts = Remarks()
    for sentence in sentences:
        facts.parts += 1
        if not _understood(sentence, type_, facts):
            facts.unread.append(sentence)
    return facts


def split_remarks(text: str) -> Iterator[str]:
    """Split at semicolons, but not inside parentheses or a quoted name."""
    held = ""
    for piece in text.split(";"):
        held = f"{held};{piece}" if held else piece
        quoted = re.match(r"\s*(?:alt\. )?(?:[afn]\.k|d\.b)\.a\. '", held)
        open_quote = quoted and not re.search(r"'\.?\s*$", held[quoted.end() :])
        if not open_quote and held.count("(") <= held.count(")"):
            if held.strip():
                yield held.strip()
            held = ""
    # A quote or parenthesis that never closes is a slip of the pen: it holds nothing together.
    yield from filter(None, (piece.strip() for piece in held.split(";")))


def _understood(part: str, type_: EntityType | None, facts: Remarks) -> bool:
    """Take the facts of one sentence; False where it is not understood."""
    sentence = re.sub(r"^alt\. ", "", part, flags=re.IGNORECASE)
    if date := re.match(r"Listing Date[^)]*\):? (.+)", sentence):
        facts.listing_dates += filter(None, [read_date(date[1])])
    if KNOWN_SENTENCE.match(sentence):
        facts.notes.append(part)
        return True
    for pattern, take in _RULES:
        if match := pattern.fullmatch(sentence):
            return take(match, type_, facts)
    return False


def _take_name(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    facts.names.append(Name(text=match["name"], kind=_QUOTED_KINDS[match["kind"]]))
    return True


def _take_link(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    facts.relations.append(
        Relation(
            kind=RelationKind.LINKED_TO,
            direction=Direction.TO,
            party=PartyReference(name=_without_full_stop(match["name"])),
            quotation=match[0],
        )
    )
    return True


def _take_operator(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    facts.relations.append(
        Relation(
            kind=RelationKind.OPERATES,
            direction=Direction.FROM,
            party=PartyReference(name=_without_full_stop(match["name"])),
            quotation=match[0],
        )
    )
    return True


def _take_imo(match: re.Match[str], type_: EntityType | None, facts: Remarks) -> bool:
    number = match["number"]
    return _add(facts, identifier(imo_type(type_, number), number, label=match["label"]))


def _take_wallet(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    wallet = identifier(IdentifierType.CRYPTO_WALLET, match["address"], label=match["currency"])
    return _add(facts, wallet)


def _take_number(match: re.Match[str], type_: EntityType | None, facts: Remarks) -> bool:
    label, value = match["label"], match["value"].rstrip(". ")
    kind = TYPES[label]
    if kind is IdentifierType.LEI and not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", value):
        kind = IdentifierType.REGISTRATION_NUMBER  # OFAC uses the words for other registers' numbers too
    if label == "Identification Number":
        kind = {
            EntityType.PERSON: IdentifierType.NATIONAL_ID,
            EntityType.COMPANY: IdentifierType.REGISTRATION_NUMBER,
        }.get(type_ or EntityType.VESSEL, kind)
    if kind not in _MAY_LACK_DIGITS and not re.search(r"\d", value):
        return False
    places = [country_code(place) for place in re.findall(r"\(([^()]*)\)", match["places"])]
    country = next((code for code in reversed(places) if code), None)
    return _add(facts, identifier(kind, value, country, label))


def _add(facts: Remarks, one: Identifier | None) -> bool:
    if one is not None and one not in facts.identifiers:
        facts.identifiers.append(one)
    return one is not None


def _take_country(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    code = country_code(match["country"])
    if code:
        (facts.former_flags if match["what"] == "Former Vessel Flag" else facts.countries).append(code)
    return code is not None


def _take_birth_date(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    date = read_date(match["date"])
    facts.birth_dates += filter(None, [date])
    return date is not None


def _take_birth_place(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    facts.birth_places.append(match["place"])
    return True


def _take_foundation(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    date = read_date(match["date"])
    facts.established_on = facts.established_on or date
    return date is not None


def _take_gender(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    facts.gender = match["gender"].casefold()
    return True


def _take_build_year(match: re.Match[str], _: EntityType | None, facts: Remarks) -> bool:
    facts.built = int(match["year"])
    return True


def _without_full_stop(name: str) -> str:
    """Take off the full stop that ends the remarks, but not that of "S.A.", "CO." or "LTD."."""
    abbreviated = re.search(r"(?:\.\w+|\b(?:CO|LTD|INC|CORP|LTDA|CIA|BROS|PTE|PVT|JR|SR))\.$", name)
    return name if abbreviated else name.removesuffix(".")


_Take = Callable[[re.Match[str], EntityType | None, Remarks], bool]
_RULES: tuple[tuple[re.Pattern[str], _Take], ...] = (
    (re.compile(r"(?P<kind>[afn]\.k\.a\.|d\.b\.a\.) '(?P<name>.+)'\.?"), _take_name),
    (re.compile(r"Linked To: (?P<name>.+)"), _take_link),
    (re.compile(r"(?P<label>[A-Z][A-Za-z ]+) IMO\s+(?P<number>\d+)\.?"), _take_imo),
    (
        re.compile(
            r"(?P<label>Vessel Registration Identification|International Maritime Organization No\.)"
            r" \(?(?P<number>\d{7})\)?\.?"
        ),
        _take_imo,
    ),
    (re.compile(r"Digital Currency Address - (?P<currency>\w+) (?P<address>\w+)\.?"), _take_wallet),
    (LABELLED_NUMBER, _take_number),
    (
        re.compile(
            r"(?P<what>nationality|citizen|(?:Nationality of Registration|Registration Country)"
            r"|(?:Former|Other) Vessel Flag) (?P<country>.+?)\.?"
        ),
        _take_country,
    ),
    (re.compile(r"DOB (?P<date>.+)"), _take_birth_date),
    (re.compile(r"POB (?P<place>.+?)\.?"), _take_birth_place),
    (re.compile(r"Organization Established Date (?P<date>.+)"), _take_foundation),
    (re.compile(r"Gender (?P<gender>Male|Female)\.?"), _take_gender),
    (re.compile(r"Vessel Year of Build (?P<year>\d{4})\.?"), _take_build_year),
    (re.compile(r"Aircraft Operator (?P<name>.+)"), _take_operator),
)
