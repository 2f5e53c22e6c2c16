"""Ukraine's State Register of Sanctions (NSDC) as the JSON of its API: /v2/subjects?subjectType=….

The register's interface needs a key, and no real file has proved this parser: it follows public descriptions
of the interface and the readers of others. Each call gives an array of one type of subjects; a subject's
decrees come from another call, and are read where somebody put them into `actions`. Rules of the mapping:

- Only subjects whose status is "active", or has none, are listed. An expired or excluded one is sanctioned no
  more and is rejected with that reason, as on Switzerland's list.
- The name is Ukrainian, with Russian and English ones in brackets in older entries; `translit` is an alias.
- A subject that does not tell its type is a person or a company as its documents and attributes tell.
"""

import re
from collections.abc import Iterator
from typing import Any

from lists.countries import country_code
from lists.entities import (
    Address,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Name,
    NameKind,
)
from lists.identifiers import identifier, imo_type
from lists.sources.free_text import former_names
from lists.sources.ftm_words import measures_of
from lists.sources.gathered import Outcome, gather
from lists.sources.json_records import JsonRecord, first_object, objects_of, read_array, texts_of
from lists.sources.once import once
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.stated_relations import with_stated_relations
from lists.sources.text_dates import dates_in

_TYPES = {"individual": EntityType.PERSON, "legal": EntityType.COMPANY}
_AREAS = {"DN": "UA", "LN": "UA"}  # the register's codes for the occupied parts of Donetsk and Luhansk
_BRACKETS = re.compile(r"([^()]+)\(([^()]+)\)")
# By the beginning of the number's id: type and issuer.
_NUMBERS: tuple[tuple[str, IdentifierType, str | None], ...] = (
    ("doc:residence", IdentifierType.OTHER, None),
    ("doc:", IdentifierType.PASSPORT, None),
    ("tax:inn", IdentifierType.TAX_NUMBER, "RU"),
    ("tax:", IdentifierType.TAX_NUMBER, None),
    ("reg:person", IdentifierType.NATIONAL_ID, None),
    ("reg:cz_person", IdentifierType.NATIONAL_ID, None),
    ("reg:chiop", IdentifierType.NATIONAL_ID, "RU"),
    ("reg:unzr", IdentifierType.NATIONAL_ID, "UA"),
    ("reg:odrn", IdentifierType.REGISTRATION_NUMBER, "RU"),
    ("reg:okpo", IdentifierType.REGISTRATION_NUMBER, "RU"),
    ("reg:edrpou", IdentifierType.REGISTRATION_NUMBER, "UA"),
    ("", IdentifierType.REGISTRATION_NUMBER, None),
)
_OF_PERSONS = ("doc:", "reg:person", "reg:cz_person", "reg:chiop", "reg:unzr", "reg:odrnip")
_OF_COMPANIES = ("reg:odrn", "reg:okpo", "reg:edrpou", "reg:r_n", "reg:regon")
_ATTRIBUTES = {
    "address": re.compile(r"адрес|місцезнаходження|місце (?:проживання|реєстрації)", re.IGNORECASE),
    "former name": re.compile(r"(?:колишн|попередн)\w* (?:назв|найменуван|прізвищ|ім)", re.IGNORECASE),
    "birth place": re.compile(r"місце народження", re.IGNORECASE),
    "gender": re.compile(r"стать", re.IGNORECASE),
    "office": re.compile(r"посад", re.IGNORECASE),
}
_GENDERS = {"чоловіча": "male", "жіноча": "female"}
_IMO = re.compile(r"\b(?:IMO|ІМО)\D{0,15}(\d{7})(?!\d)")


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is an array whose first object is a subject of the register."""
    return all(
        file.content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        and {"sid", "name"} <= (first_object(file) or {}).keys()
        for file in files
    )


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read subjects; DamagedFile where a file is no JSON array, or cut off."""
    outcomes = (_outcome(list_id, record) for file in files for record in read_array(file))
    return gather(FORMAT.name, files, outcomes)


def _outcome(list_id: str, record: JsonRecord) -> Outcome:
    names = _names(record)
    reason = record.fault or (None if record.texts("sid") else "no sid")
    if reason is None and not names:
        reason = "no name"
    if reason is None and (status := _status(record)) != "active":
        reason = f"sanctioned no more: {status}"
    entity = None if reason else _entity(list_id, record, names)
    return Outcome(file=record.file, lines=(record.line,), entity=entity, reason=reason)


def _status(record: JsonRecord) -> str:
    own = next(iter(record.texts("status")), "").casefold()
    of_actions = [status for one in _actions(record) for status in texts_of(one.get("status"))]
    if own in ("", "active") and of_actions and "active" not in map(str.casefold, of_actions):
        return of_actions[0].casefold()
    return own or "active"


def _actions(record: JsonRecord) -> tuple[dict[str, Any], ...]:
    return objects_of(record.value.get("actions"))


def _names(record: JsonRecord) -> tuple[Name, ...]:
    texts = [
        text.strip()
        for key in ("name", "translit")
        for written in record.texts(key)
        for text in _in_brackets(written)
    ]
    texts += [text.strip() for alias in record.texts("aliases") for text in alias.split(";")]
    return tuple(
        Name(text=text, kind=NameKind.ALIAS if place else NameKind.PRIMARY)
        for place, text in enumerate(once(texts))
    )


def _in_brackets(text: str) -> tuple[str, ...]:
    """Part "Ukrainian (Russian, English)"; anything else in brackets belongs to the name.

    >>> _in_brackets("ФЛОТ (ФЛОТ, FLOT)"), _in_brackets("Флот (Крим)")
    (('ФЛОТ ', 'ФЛОТ', ' FLOT'), ('Флот (Крим)',))
    """
    match = _BRACKETS.fullmatch(text)
    return (match[1], *match[2].split(",")) if match and match[2].count(",") == 1 else (text,)


def _entity(list_id: str, record: JsonRecord, names: tuple[Name, ...]) -> Entity:
    type_ = _type(record)
    facts, notes = _attributes(record)
    own_names = [name.text for name in names]
    in_notes = (former for note in notes for former in former_names(note, type_, own_names))
    formers = once((*facts["former name"], *in_notes))
    codes = record.texts("citizenships")
    dates = {text: dates_in(text) for text in record.texts("bd")}
    first_dates = once(date for found in dates.values() for date in found)
    is_person = type_ is not EntityType.COMPANY
    return Entity(
        list_id=list_id,
        own_id=record.texts("sid")[0],
        type=type_,
        names=(*names, *(Name(text=text, kind=NameKind.FORMER_NAME) for text in formers)),
        identifiers=_identifiers(record, type_),
        countries=once(_country(code) for code in codes),
        birth_dates=first_dates if is_person else (),
        birth_places=facts["birth place"],
        established_on=None if is_person else next(iter(first_dates), None),
        gender=next((_GENDERS.get(text.casefold(), text) for text in facts["gender"]), None),
        titles=facts["office"],
        addresses=tuple(Address(text=text, country=None) for text in facts["address"]),
        listing=_listing(record),
        relations=with_stated_relations((), notes, type_, own_names),
        notes=(*notes, *(f"dd {text}" for text in record.texts("dd"))),
        unread=(
            *(f"bd {text}" for text, found in dates.items() if not found),
            *(f"citizenship {code}" for code in codes if not _country(code)),
        ),
        source=(record.source,),
    )


def _country(code: str) -> str | None:
    return _AREAS.get(code) or country_code(code)


def _type(record: JsonRecord) -> EntityType | None:
    """Give the type that a subject tells, or its documents."""
    for key in ("subjectType", "type"):
        for told in record.texts(key):
            if told.casefold() in _TYPES:
                return _TYPES[told.casefold()]
    ids = [text for one in objects_of(record.value.get("identifiers")) for text in texts_of(one.get("id"))]
    if any(text.startswith(_OF_PERSONS) for text in ids):
        return EntityType.PERSON
    return EntityType.COMPANY if any(text.startswith(_OF_COMPANIES) for text in ids) else None


def _attributes(record: JsonRecord) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Give the attributes that are facts, by their kind, and the others as notes."""
    facts: dict[str, tuple[str, ...]] = dict.fromkeys(_ATTRIBUTES, ())
    notes: list[str] = []
    for attribute in objects_of(record.value.get("attributes")):
        key = next(iter(texts_of(attribute.get("key"))), "")
        values = texts_of(attribute.get("value"))
        kind = next((kind for kind, pattern in _ATTRIBUTES.items() if pattern.search(key)), None)
        if kind:
            facts[kind] += tuple(
                part.strip() for value in values for part in value.split(";") if part.strip()
            )
        else:
            notes += [f"{key}: {value}" for value in values]
    return facts, tuple(notes)


def _identifiers(record: JsonRecord, type_: EntityType | None) -> tuple[Identifier, ...]:
    return once(_numbers(record, type_))


def _numbers(record: JsonRecord, type_: EntityType | None) -> Iterator[Identifier | None]:
    for number in objects_of(record.value.get("identifiers")):
        kind_id = next(iter(texts_of(number.get("id"))), "")
        kind, issuer = next((kind, of) for start, kind, of in _NUMBERS if kind_id.startswith(start))
        country = next((_country(code) for code in texts_of(number.get("iso2"))), None) or issuer
        for code in texts_of(number.get("code")):
            for text in code.split(";"):
                if imo := _IMO.search(text):
                    yield identifier(imo_type(type_, imo[1]), imo[1])
                else:
                    yield identifier(kind, text, country, label=kind_id or None)


def _listing(record: JsonRecord) -> Listing:
    decrees = [one["decree"] for one in _actions(record) if isinstance(one.get("decree"), dict)]
    dates = [date for decree in decrees for text in texts_of(decree.get("date")) for date in dates_in(text)]
    restrictions = tuple(
        text
        for action in _actions(record)
        for one in objects_of(action.get("restrictions"))
        for text in texts_of(one.get("restriction"))
    )
    numbers = once(text for decree in decrees for text in texts_of(decree.get("number")))
    return Listing(
        programmes=numbers,
        measures=measures_of(restrictions),
        listed_on=min(dates, key=lambda date: date.earliest, default=None),
        legal_basis=(*numbers, *once(restrictions)),
        source_url=next((text for decree in decrees for text in texts_of(decree.get("link"))), None),
    )


FORMAT = Format(name="ua-nsdc-json", recognises=recognises, parse=parse)
