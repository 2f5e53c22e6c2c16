"""One party of OFAC's Advanced XML, gathered from the places of the file that speak of it.

A DistinctParty has profiles, a profile identities (their aliases, each in one or more scripts) and features.
A feature is label and value, the value a text, a reference, a period or a location. Documents point to an
identity, sanctions entries and relationships to a profile. All that points to a party becomes a source row
of it; locations are only resolved.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from lists.entities import Address, Name, PartialDate, Relation, SourceRow
from lists.sources.ofac_dates import write_date
from lists.sources.ofac_entities import TYPES, Entry, address_of
from lists.sources.ofac_measures import SDN_LIST, measures_of_types
from lists.sources.ofac_names import joined, name_of, primary_first
from lists.sources.ofac_references import References, date_of, period_of
from lists.sources.ofac_remarks import read_sentences, split_remarks
from lists.sources.ofac_statements import Statements
from lists.sources.xml import XmlRecord, text_of, texts_of

_LATIN = "Latin"
_VALID = "Valid"
_PROGRAMME = "Program"
_UNKNOWN = "Unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document with a number: the words of its sentence, and what is to be noted of it."""

    words: tuple[str, str, str, str, str]
    notes: tuple[str, ...]
    source: SourceRow


@dataclass(slots=True, kw_only=True)
class AdvancedParty:
    """What is known of a party so far; its own element is the first source row."""

    own_id: str
    type_word: str
    source: list[SourceRow]
    names: list[Name] = field(default_factory=list)
    statements: Statements = field(default_factory=Statements)
    addresses: list[Address] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    legal_basis: list[str] = field(default_factory=list)
    listed_on: list[PartialDate] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The primary name; empty where the party has none."""
        return next((name.text for name in primary_first(self.names)), "")

    @property
    def on_sdn_list(self) -> bool:
        return SDN_LIST in self.lists

    def take_entry(self, record: XmlRecord, references: References) -> None:
        """Add a SanctionsEntry: list, programmes, types of sanctions, legal basis, days."""
        element = record.element
        self.source.append(record.source)
        self.lists.append(references.value("List", element.get("ListID", "")))
        for event in element.iterfind("EntryEvent"):
            basis = references.value("LegalBasis", event.get("LegalBasisID", ""))
            self.legal_basis += [basis] if basis != _UNKNOWN else []
            self.listed_on += filter(None, [_day(event.find("Date"))])
        for measure in element.iterfind("SanctionsMeasure"):
            type_ = references.value("SanctionsType", measure.get("SanctionsTypeID", ""))
            if type_ == _PROGRAMME:
                self.programmes += texts_of(measure, "Comment")
            else:
                self.types.append(type_)

    def to_entry(self) -> Entry:
        """Make the entry of all that was gathered."""
        statements = self.statements
        return Entry(
            own_id=self.own_id,
            type_word=self.type_word,
            names=primary_first(self.names),
            programmes=tuple(dict.fromkeys(self.programmes)),
            measures=measures_of_types(dict.fromkeys(self.types), self.lists),
            remarks=read_sentences(statements.sentences, TYPES.get(self.type_word.casefold())),
            columns=statements.columns,
            titles=tuple(statements.titles),
            addresses=tuple(self.addresses),
            listed_on=tuple(self.listed_on),
            legal_basis=tuple(dict.fromkeys(self.legal_basis)),
            relations=tuple(self.relations),
            notes=tuple(statements.notes),
            source=tuple(self.source),
        )


def read_document(record: XmlRecord, references: References) -> Document:
    """Read an IDRegDocument."""
    element = record.element
    label = references.value("IDRegDocType", element.get("IDRegDocTypeID", ""))
    number = text_of(element, "IDRegistrationNo")
    country = element.get("IssuedBy-CountryID")
    dates = {
        references.value("IDRegDocDateType", one.get("IDRegDocDateTypeID", "")): one.find("DatePeriod")
        for one in element.iterfind("DocumentDate")
    }
    validity = references.value("Validity", element.get("ValidityID", ""))
    return Document(
        words=(
            label,
            number,
            references.value("Country", country)
            if country
            else references.place(element.get("IssuedIn-LocationID", "")),
            _period_text(dates.get("Issue Date")),
            _period_text(dates.get("Expiration Date")),
        ),
        notes=(
            *([f"{label} {number}: {validity}"] if validity != _VALID else []),
            *texts_of(element, "Comment"),
        ),
        source=record.source,
    )


def read_party(
    record: XmlRecord, references: References, documents: dict[str, list[Document]]
) -> AdvancedParty:
    """Read a DistinctParty, and take the documents of its identities out of `documents`."""
    element = record.element
    sub_types = [profile.get("PartySubTypeID", "") for profile in element.iterfind("Profile")]
    party = AdvancedParty(
        own_id=element.get("FixedRef", ""),
        type_word=references.party_type(sub_types[0] if sub_types else ""),
        source=[record.source],
    )
    for identity in element.iterfind("Profile/Identity"):
        party.names += _names(identity, references)
    for feature in element.iterfind("Profile/Feature"):
        label = references.value("FeatureType", feature.get("FeatureTypeID", ""))
        for version in feature.iterfind("FeatureVersion"):
            _take_feature(party, label, version, references)
    for identity in element.iterfind("Profile/Identity"):
        for document in documents.pop(identity.get("ID", ""), ()):
            party.statements.add_number(*document.words)
            party.statements.notes += document.notes
            party.source.append(document.source)
    party.statements.sentences += split_remarks(text_of(element, "Comment"))
    return party


def _names(identity: Element, references: References) -> Iterator[Name]:
    groups = {
        group.get("ID"): references.value("NamePartType", group.get("NamePartTypeID", ""))
        for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
    }
    for alias in identity.iterfind("Alias"):
        for documented in alias.iterfind("DocumentedName"):
            parts = list(documented.iterfind("DocumentedNamePart/NamePartValue"))
            scripts = {references.value("Script", part.get("ScriptID", "")) for part in parts}
            yield name_of(
                joined(
                    (groups.get(part.get("NamePartGroupID"), ""), (part.text or "").strip()) for part in parts
                ),
                references.value("AliasType", alias.get("AliasTypeID", "")),
                primary=alias.get("Primary") == "true",
                weak=alias.get("LowQuality") == "true",
                latin=scripts <= {_LATIN},
            )


def _take_feature(party: AdvancedParty, label: str, version: Element, references: References) -> None:
    numbers = [place.get("LocationID", "") for place in version.iterfind("VersionLocation")]
    if label == "Location":
        party.addresses += (
            address_of(*columns) for number in numbers for columns in references.locations.get(number, ())
        )
        return
    texts = [*texts_of(version, "VersionDetail"), *filter(None, map(references.place, numbers))]
    for detail in version.iterfind("VersionDetail"):
        if reference := detail.get("DetailReferenceID"):
            texts.append(references.value("DetailReference", reference))
    texts += filter(None, [_period_text(version.find("DatePeriod"))])
    for text in dict.fromkeys(texts):
        party.statements.add(label, text, text_of(version, "Comment"))


def _period_text(period: Element | None) -> str:
    """Write a period as the remarks of the delimited files have it; what is no date, as it stands."""
    try:
        read = period_of(period)
    except ValueError:
        return "" if period is None else " ".join("".join(period.itertext()).split())
    return write_date(read) if read else ""


def _day(element: Element | None) -> PartialDate | None:
    try:
        return date_of(element)
    except ValueError:
        return None
