"""OFAC's Enhanced XML: SDN_ENHANCED.XML and CONS_ENHANCED.XML, root sanctionsData.

Each entity is whole in one element. Facts are features (label and value, read as the sentence of the
delimited files) and identity documents; a date's text is read rather than its four bounds, which say the
same. Names come formatted, in each script they are written in. The dates of listing are those on which the
lists that name the entity published it, the earliest counts. Not read: the parts of names (the formatted
name has them), how OFAC rates a fact's reliability and a relation's quality, and the ids of everything.
A delta file (entities with an `action`) is no list and is refused.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lists.entities import Address, Name, PartialDate, Relation
from lists.errors import DamagedFile
from lists.sources.ofac_dates import write_date
from lists.sources.ofac_entities import TYPES, Entry, address_of
from lists.sources.ofac_measures import SDN_LIST, measures_of_types
from lists.sources.ofac_names import family_first, name_of, primary_first
from lists.sources.ofac_relations import relation_of
from lists.sources.ofac_remarks import read_sentences, split_remarks
from lists.sources.ofac_rows import Role
from lists.sources.ofac_statements import Statements, address_columns
from lists.sources.ofac_xml import DELTA, EntryFile, are_all, checked_root, flaw, parse_files
from lists.sources.parsed import Format, Parsed, RawFile, RejectedRow
from lists.sources.xml import XmlRecord, read_xml, text_of, texts_of

_ROOT = "sanctionsData"
_LATIN = "Latin"


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether the outermost element of each file is sanctionsData."""
    return are_all(files, _ROOT)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read a set of files; DamagedFile where one is no sanctionsData, no whole XML, or a delta file."""
    return parse_files(list_id, FORMAT.name, files, _read)


def _read(file: RawFile) -> EntryFile:
    checked_root(file, _ROOT)
    entries: list[Entry] = []
    rejected: list[RejectedRow] = []
    sdn = 0
    for record in read_xml(file, ("entity",)):
        if record.element.get("action"):
            raise DamagedFile(file.name, DELTA, line=record.line)
        entry = _entry(record)
        if reason := flaw(entry):
            rejected.append(record.rejected(reason))
        else:
            entries.append(entry)
            sdn += SDN_LIST in texts_of(record.element, "sanctionsLists/sanctionsList")
    return EntryFile(
        name=file.name,
        role=Role.SDN if sdn * 2 > len(entries) else Role.CONS_PRIM,
        entries=tuple(entries),
        rejected=tuple(rejected),
    )


def _entry(record: XmlRecord) -> Entry:
    element = record.element
    type_word = text_of(element, "generalInfo/entityType")
    statements = _statements(element)
    published = {text: _day(text) for text in _published(element)}
    statements.sentences += (f"datePublished {text}" for text, day in published.items() if day is None)
    return Entry(
        own_id=element.get("id", ""),
        type_word=type_word,
        names=primary_first(_names(element)),
        programmes=tuple(dict.fromkeys(texts_of(element, "sanctionsPrograms/sanctionsProgram"))),
        measures=measures_of_types(
            texts_of(element, "sanctionsTypes/sanctionsType"),
            texts_of(element, "sanctionsLists/sanctionsList"),
        ),
        remarks=read_sentences(statements.sentences, TYPES.get(type_word.casefold())),
        columns=statements.columns,
        titles=tuple(statements.titles),
        addresses=tuple(_addresses(element)),
        listed_on=tuple(day for day in published.values() if day),
        legal_basis=tuple(dict.fromkeys(texts_of(element, "legalAuthorities/legalAuthority"))),
        relations=tuple(_relations(element)),
        notes=tuple(statements.notes),
        source=(record.source,),
    )


def _names(element: Element) -> Iterator[Name]:
    for name in element.iterfind("names/name"):
        for translation in name.iterfind("translations/translation"):
            last, first = (
                text_of(translation, "formattedLastName"),
                text_of(translation, "formattedFirstName"),
            )
            yield name_of(
                text_of(translation, "formattedFullName") or family_first(last, first),
                text_of(name, "aliasType"),
                primary=text_of(name, "isPrimary") == "true",
                weak=text_of(name, "isLowQuality") == "true",
                latin=text_of(translation, "script") in ("", _LATIN),
            )


def _statements(element: Element) -> Statements:
    """Gather features, documents and remarks, in the order of the delimited files' remarks."""
    statements = Statements()
    statements.add("Title", text_of(element, "generalInfo/title"))
    for feature in element.iterfind("features/feature"):
        statements.add(text_of(feature, "type"), text_of(feature, "value"), text_of(feature, "comments"))
    for document in element.iterfind("identityDocuments/identityDocument"):
        label, number = text_of(document, "type"), text_of(document, "documentNumber")
        statements.add_number(
            label,
            number,
            text_of(document, "issuingCountry") or text_of(document, "issuingLocation"),
            _date_text(document.find("issueDate")),
            _date_text(document.find("expirationDate")),
        )
        if text_of(document, "isValid") == "false":
            statements.notes.append(f"{label} {number}: not valid")
        statements.notes += texts_of(document, "comments")
    statements.sentences += split_remarks(text_of(element, "generalInfo/remarks"))
    statements.notes += (f"Living status {word}" for word in texts_of(element, "generalInfo/livingStatus"))
    return statements


def _date_text(element: Element | None) -> str:
    """Write a date of a document as the delimited files have it; empty where there is none."""
    if element is None:
        return ""
    try:
        first = PartialDate.parse(text_of(element, "fromDateBegin"))
        last = PartialDate.parse(text_of(element, "toDateEnd"))
        circa = text_of(element, "isApproximate") == "true"
        return write_date(PartialDate(earliest=first.earliest, latest=last.latest, circa=circa))
    except ValueError:
        return " ".join(filter(None, (part.text for part in element)))


def _addresses(element: Element) -> Iterator[Address]:
    """Give each address, and again in each other script it is published in."""
    for address in element.iterfind("addresses/address"):
        for translation in address.iterfind("translations/translation"):
            parts = {
                text_of(part, "type"): text_of(part, "value")
                for part in translation.iterfind("addressParts/addressPart")
            }
            yield address_of(*address_columns(parts, text_of(address, "country")))


def _published(element: Element) -> Iterator[str]:
    """Give when each list that names the entity published it, as written."""
    for listed in element.iterfind("sanctionsLists/sanctionsList"):
        if text := listed.get("datePublished", ""):
            yield text


def _day(text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text[:10])
    except ValueError:
        return None


def _relations(element: Element) -> Iterator[Relation]:
    for relation in element.iterfind("relationships/relationship"):
        party = relation.find("relatedEntity")
        if party is not None:
            name = text_of(relation, "relatedEntity")
            yield relation_of(text_of(relation, "type"), party.get("entityId", ""), name)


FORMAT = Format(name="ofac-enhanced-xml", recognises=recognises, parse=parse)
