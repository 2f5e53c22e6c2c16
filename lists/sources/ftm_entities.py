"""From a party of a FollowTheMoney file, with what other records say of it, to the entity."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lists.entities import (
    Address,
    Entity,
    EntityType,
    Identifier,
    IdentifierType,
    Listing,
    Name,
    NameKind,
    PartialDate,
    Relation,
    Vessel,
)
from lists.identifiers import identifier
from lists.sources.free_text import former_names
from lists.sources.ftm_words import (
    COUNTRIES,
    ENTITY_PAGE,
    IDENTIFIERS,
    NAMES,
    TYPES,
    country_of_code,
    date_of,
    identifier_of,
    measures_of,
)
from lists.sources.json_records import JsonRecord, texts_of
from lists.sources.lettered import address_in
from lists.sources.once import once
from lists.sources.stated_relations import with_stated_relations

_TEXTS = ("notes", "description", "summary")
_TERM = ("status", "duration", "endDate")  # of a sanction
_DATES = frozenset({"birthDate", "buildDate", "incorporationDate"})
_READ = frozenset(
    {
        *(*NAMES, *IDENTIFIERS, *COUNTRIES, *_DATES, "imoNumber", "pastFlags", "type", "tonnage"),
        *(*_TEXTS, "grossRegisteredTonnage", "gender", "title", "birthPlace", "address", "addressEntity"),
    }
)


@dataclass(slots=True)
class Party:
    """A party's record and what others add to it; `properties` of FollowTheMoney, each a tuple of texts."""

    record: JsonRecord
    properties: dict[str, tuple[str, ...]]
    sanctions: list[dict[str, tuple[str, ...]]] = field(default_factory=list)
    documents: list[tuple[str, dict[str, tuple[str, ...]]]] = field(default_factory=list)
    addresses: list[dict[str, tuple[str, ...]]] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @property
    def type(self) -> EntityType | None:
        return TYPES[self.record.value["schema"]]

    @property
    def caption(self) -> str:
        """The name that OpenSanctions chose to show, else the first one; empty where there is none."""
        names = (name for key in NAMES for name in self.properties.get(key, ()))
        return next(iter((*texts_of(self.record.value.get("caption")), *names)), "")

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        own = (
            identifier_of(key, text, self.type) for key, texts in self.properties.items() for text in texts
        )
        issued = (
            identifier(
                IdentifierType.PASSPORT if schema == "Passport" else IdentifierType.NATIONAL_ID,
                number,
                country_of_code(_first(document, "country")),
                label=_first(document, "type") or None,
            )
            for schema, document in self.documents
            for number in document.get("number", ())
        )
        return tuple(dict.fromkeys(one for one in (*own, *issued) if one))


def properties_of(record: JsonRecord) -> dict[str, tuple[str, ...]]:
    """Give a record's properties; a value that is no list stands for a list of one, as some exports have."""
    properties = record.value.get("properties")
    return {key: texts_of(value) for key, value in properties.items()} if isinstance(properties, dict) else {}


def to_entity(list_id: str, party: Party) -> Entity:
    """Make the entity of a party that has a caption."""
    own, type_ = party.properties, party.type
    dates = {key: _dates(own.get(key, ())) for key in _DATES}
    codes = tuple(code for key in COUNTRIES for code in own.get(key, ()))
    texts = tuple(text for key in _TEXTS for text in own.get(key, ()))
    reasons = tuple(reason for sanction in party.sanctions for reason in sanction.get("reason", ()))
    return Entity(
        list_id=list_id,
        own_id=party.record.value["id"],
        type=type_,
        names=_names(party, (*texts, *reasons)),
        identifiers=party.identifiers,
        countries=once(country_of_code(code.lower()) for code in codes),
        vessel=_vessel(own, dates["buildDate"]) if type_ is EntityType.VESSEL else None,
        birth_dates=dates["birthDate"],
        birth_places=own.get("birthPlace", ()),
        established_on=next(iter(dates["incorporationDate"]), None),
        gender=next(iter(own.get("gender", ())), None),
        titles=once((*own.get("title", ()), *own.get("position", ()), *party.offices)),
        addresses=_addresses(party),
        listing=_listing(party),
        relations=with_stated_relations(party.relations, (*texts, *reasons), type_, (party.caption,)),
        notes=(
            *texts,
            *reasons,
            *(f"{key} {text}" for one in party.sanctions for key in _TERM for text in one.get(key, ())),
            *(f"{key} {text}" for key, values in own.items() if key not in _READ for text in values),
        ),
        unread=(
            *(f"{key} {text}" for key in _DATES for text in own.get(key, ()) if not date_of(text)),
            *(f"country {code}" for code in codes if not country_of_code(code.lower())),
        ),
        source=(party.record.source,),
    )


def _names(party: Party, texts: tuple[str, ...]) -> tuple[Name, ...]:
    """Put the caption first; a former or weak name that is also a plain one stays what it says."""
    published = [
        Name(text=text, kind=kind)
        for key, kind in sorted(NAMES.items(), key=lambda item: item[1] is NameKind.ALIAS)
        for text in party.properties.get(key, ())
        if text != party.caption
    ]
    kinds: dict[str, Name] = {}
    for name in published:
        kinds.setdefault(name.text, name)
    own = (party.caption, *kinds)
    formers = once(former for text in texts for former in former_names(text, party.type, own))
    plain_first = sorted(kinds.values(), key=lambda name: name.kind is not NameKind.ALIAS)
    return (
        Name(text=party.caption),
        *plain_first,
        *(Name(text=former, kind=NameKind.FORMER_NAME) for former in formers),
    )


def _vessel(own: dict[str, tuple[str, ...]], built: tuple[PartialDate, ...]) -> Vessel:
    return Vessel(
        flag=country_of_code(_first(own, "flag").lower()),
        former_flags=once(country_of_code(code.lower()) for code in own.get("pastFlags", ())),
        vessel_type=_first(own, "type") or None,
        built=built[0].earliest.year if built else None,
        tonnage=_first(own, "tonnage") or None,
        gross_tonnage=_first(own, "grossRegisteredTonnage") or None,
    )


def _addresses(party: Party) -> tuple[Address, ...]:
    plain = [address_in(text) for text in party.properties.get("address", ())]
    records = [
        Address(text=text, country=country_of_code(_first(address, "country")) or address_in(text).country)
        for address in party.addresses
        for text in (address.get("full") or (", ".join(one for each in address.values() for one in each),))
        if text
    ]
    return tuple(dict.fromkeys((*plain, *records)))


def _listing(party: Party) -> Listing:
    """Join the sanctions of a party."""
    sanctions = party.sanctions
    dates = [
        date
        for sanction in sanctions
        for date in _dates((*sanction.get("listingDate", ())[:1], *sanction.get("startDate", ())[:1]))
    ]
    keys = ("programId", "program")
    programmes = once(
        text for one in sanctions for text in next((one[key] for key in keys if one.get(key)), ())
    )
    provisions = tuple(text for one in sanctions for text in one.get("provisions", ()))
    sources = (*(_first(one, "sourceUrl") for one in sanctions), ENTITY_PAGE + party.record.value["id"])
    return Listing(
        programmes=programmes or party.record.texts("datasets"),
        measures=measures_of(provisions) if sanctions else (),
        listed_on=min(dates, key=lambda date: date.earliest, default=None),
        legal_basis=once(text for one in sanctions for text in one.get("authority", ())),
        source_url=next(filter(None, sources)),
    )


def _dates(texts: Iterable[str]) -> tuple[PartialDate, ...]:
    return once(date_of(text) for text in texts)


def _first(properties: dict[str, tuple[str, ...]], key: str) -> str:
    return next(iter(properties.get(key, ())), "")
