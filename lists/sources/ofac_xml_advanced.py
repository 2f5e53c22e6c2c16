"""OFAC's Advanced XML: sdn_advanced.xml and cons_advanced.xml, root Sanctions, in old and today's namespace.

The format is relational: values are numbers that the ReferenceValueSets explain, and Locations,
IDRegDocuments, DistinctParties, ProfileRelationships and SanctionsEntries follow one another and point to
each other (ofac_advanced_parties says how). One DistinctParty is one record and one entity; its FixedRef is
the number of the delimited files. Read in one pass; what is kept of a party until its sanctions entry comes
is what its entity needs. Not read: SanctionsEntryLinks and ExternalReferences, which OFAC leaves empty;
reliability, quality of relations, and whether dates are fixed. A delta file is no list and is refused.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lists.errors import DamagedFile
from lists.sources.ofac_advanced_parties import AdvancedParty, Document, read_document, read_party
from lists.sources.ofac_entities import Entry
from lists.sources.ofac_references import References
from lists.sources.ofac_relations import relation_of
from lists.sources.ofac_rows import Role
from lists.sources.ofac_xml import DELTA, EntryFile, are_all, checked_root, flaw, parse_files
from lists.sources.parsed import Format, Parsed, RawFile, RejectedRow
from lists.sources.xml import XmlRecord, read_xml

_ROOT = "Sanctions"
_RECORDS = (
    "ReferenceValueSets",
    "Location",
    "IDRegDocument",
    "DistinctParty",
    "ProfileRelationship",
    "SanctionsEntry",
)


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether the outermost element of each file is Sanctions."""
    return are_all(files, _ROOT)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read a set of files; DamagedFile where one has another root, is no whole XML, or is a delta file."""
    return parse_files(list_id, FORMAT.name, files, _read)


@dataclass(slots=True)
class _Gathered:
    """What was read so far; `lost` counts what points to a party that the file does not have."""

    references: References = field(default_factory=References)
    documents: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    parties: list[AdvancedParty] = field(default_factory=list)
    profiles: dict[str, AdvancedParty] = field(default_factory=dict)
    lost: int = 0

    def take(self, record: XmlRecord) -> None:
        """Add a record of any kind."""
        element = record.element
        if element.tag == "ReferenceValueSets":
            self.references.take_values(element)
        elif element.tag == "Location":
            self.references.take_location(element)
        elif element.tag == "IDRegDocument":
            self.documents[element.get("IdentityID", "")].append(read_document(record, self.references))
        elif element.tag == "DistinctParty":
            self._take_party(record)
        elif element.tag == "ProfileRelationship":
            self._take_relation(record)
        elif party := self.profiles.get(element.get("ProfileID", "")):
            party.take_entry(record, self.references)
        else:
            self.lost += 1

    def _take_party(self, record: XmlRecord) -> None:
        party = read_party(record, self.references, self.documents)
        self.parties.append(party)
        for profile in record.element.iterfind("Profile"):
            self.profiles.setdefault(profile.get("ID", ""), party)

    def _take_relation(self, record: XmlRecord) -> None:
        element = record.element
        party = self.profiles.get(element.get("From-ProfileID", ""))
        if party is None:
            self.lost += 1
            return
        number = element.get("To-ProfileID", "")
        other = self.profiles.get(number)
        type_ = self.references.value("RelationType", element.get("RelationTypeID", ""))
        former = element.get("Former") == "true"
        own_id, name = (other.own_id, other.name) if other else (number, "")
        party.relations.append(relation_of(type_, own_id, name, former=former))
        party.source.append(record.source)


def _read(file: RawFile) -> EntryFile:
    if "DeltaBaseVersion" in checked_root(file, _ROOT).attrib:
        raise DamagedFile(file.name, DELTA)
    parties, lost = _gather(file)
    sdn = sum(party.on_sdn_list for party in parties)
    role = Role.SDN if sdn * 2 > len(parties) else Role.CONS_PRIM
    entries: list[Entry] = []
    rejected: list[RejectedRow] = []
    parties.reverse()
    while parties:  # each goes as its entry comes: a large list is in memory once
        entry = parties.pop().to_entry()
        if reason := flaw(entry):
            row = entry.source[0]
            rejected.append(RejectedRow(file=row.file, line=row.line, reason=reason))
        else:
            entries.append(entry)
    return EntryFile(
        name=file.name,
        role=role,
        entries=tuple(entries),
        rejected=tuple(rejected),
        warnings=tuple(_lost(file.name, lost)),
    )


def _gather(file: RawFile) -> tuple[list[AdvancedParty], int]:
    """Give the parties of a file, and the count of what points to none of them."""
    gathered = _Gathered()
    for record in read_xml(file, _RECORDS):
        gathered.take(record)
    return gathered.parties, gathered.lost + sum(map(len, gathered.documents.values()))


def _lost(name: str, count: int) -> Iterator[str]:
    if count:
        yield f"{count} documents, sanctions entries and relationships in {name} are of no party in it"


FORMAT = Format(name="ofac-advanced-xml", recognises=recognises, parse=parse)
