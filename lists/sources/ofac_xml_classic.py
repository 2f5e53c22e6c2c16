"""OFAC's classic XML: sdn.xml and consolidated.xml, root sdnList, in its old and today's namespace.

An sdnEntry is a row of the delimited files with its aliases and addresses. `idList` holds documents as well
as everything else that the remarks of the delimited files say with label and value (Gender, MMSI, Website,
"Executive Order 13662 Directive Determination -"); what is left in `remarks` are sentences, links to other
parties in parentheses: "(Linked To: NATIONAL IRANIAN TANKER COMPANY)". Weak aliases have the category
"weak". The format has no name in its original script and no date of listing.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from lists.entities import Address
from lists.sources.ofac_entities import TYPES, Columns, Entry, address_of, titles_of
from lists.sources.ofac_measures import is_non_sdn, read_measures
from lists.sources.ofac_names import family_first, name_of, primary_first
from lists.sources.ofac_remarks import read_sentences, split_remarks
from lists.sources.ofac_rows import Role
from lists.sources.ofac_statements import Statements, address_columns
from lists.sources.ofac_xml import EntryFile, are_all, checked_root, flaw, parse_files
from lists.sources.parsed import Format, Parsed, RawFile, RejectedRow
from lists.sources.xml import XmlRecord, read_xml, text_of, texts_of

_ROOT = "sdnList"
_LINKS = re.compile(r"\((Linked To: .+)\)\.?", re.DOTALL)
_NEXT_LINK = re.compile(r"\)?[;,]?\s+\(?(?=Linked To: )")
_ADDRESS_PARTS = {
    "ADDRESS1": "address1",
    "ADDRESS2": "address2",
    "ADDRESS3": "address3",
    "CITY": "city",
    "STATE/PROVINCE": "stateOrProvince",
    "POSTAL CODE": "postalCode",
}
_LISTS = {
    "nationalityList/nationality/country": "Nationality Country",
    "citizenshipList/citizenship/country": "Citizenship Country",
    "dateOfBirthList/dateOfBirthItem/dateOfBirth": "Birthdate",
    "placeOfBirthList/placeOfBirthItem/placeOfBirth": "Place of Birth",
}


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file is an sdnList."""
    return are_all(files, _ROOT)


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read a set of files; DamagedFile where one is no sdnList, or no whole XML."""
    return parse_files(list_id, FORMAT.name, files, _read)


def _read(file: RawFile) -> EntryFile:
    checked_root(file, _ROOT)
    entries: list[Entry] = []
    remarks: list[str] = []
    rejected: list[RejectedRow] = []
    promised = ""
    for record in read_xml(file, ("sdnEntry", "Record_Count")):
        if record.element.tag == "Record_Count":
            promised = text_of(record.element, ".")
            continue
        sentences = list(_sentences(record.element))
        entry = _entry(record, sentences)
        if reason := flaw(entry):
            rejected.append(record.rejected(reason))
        else:
            entries.append(entry)
            remarks.append("; ".join(sentences))
    non_sdn = sum(is_non_sdn(entry.programmes, text) for entry, text in zip(entries, remarks, strict=True))
    sdn = non_sdn * 2 <= len(entries)
    rows = len(entries) + len(rejected)
    return EntryFile(
        name=file.name,
        role=Role.SDN if sdn else Role.CONS_PRIM,
        entries=tuple(
            replace(entry, measures=read_measures(entry.programmes, text, sdn=sdn))
            for entry, text in zip(entries, remarks, strict=True)
        ),
        rejected=tuple(rejected),
        warnings=tuple(_miscounted(file.name, promised, rows)),
    )


def _miscounted(name: str, promised: str, rows: int) -> Iterator[str]:
    if promised and promised != str(rows):
        yield f"{name} says that it has {promised} entries, and has {rows}"


def _entry(record: XmlRecord, sentences: list[str]) -> Entry:
    element = record.element
    type_word = text_of(element, "sdnType")
    primary = name_of(_name(element), primary=True)
    aliases = (
        name_of(_name(aka), text_of(aka, "type"), weak=text_of(aka, "category") == "weak")
        for aka in element.iterfind("akaList/aka")
    )
    return Entry(
        own_id=text_of(element, "uid"),
        type_word=type_word,
        names=primary_first((primary, *aliases)) if primary.text else (),
        programmes=texts_of(element, "programList/program"),
        measures=(),
        remarks=read_sentences(sentences, TYPES.get(type_word.casefold())),
        columns=_columns(element),
        titles=titles_of(text_of(element, "title")),
        addresses=tuple(_address(address) for address in element.iterfind("addressList/address")),
        source=(record.source,),
    )


def _name(element: Element) -> str:
    return family_first(text_of(element, "lastName"), text_of(element, "firstName"))


def _columns(element: Element) -> Columns:
    return Columns(
        call_sign=text_of(element, "vesselInfo/callSign"),
        vessel_type=text_of(element, "vesselInfo/vesselType"),
        tonnage=text_of(element, "vesselInfo/tonnage"),
        gross_tonnage=text_of(element, "vesselInfo/grossRegisteredTonnage"),
        flag=text_of(element, "vesselInfo/vesselFlag"),
        owner=text_of(element, "vesselInfo/vesselOwner"),
    )


def _address(element: Element) -> Address:
    parts = {key: text_of(element, tag) for key, tag in _ADDRESS_PARTS.items()}
    published = {key: text for key, text in parts.items() if text}
    return address_of(*address_columns(published, text_of(element, "country")))


def _sentences(element: Element) -> Iterator[str]:
    """Give the sentences of an entry, in the order of the delimited files: facts, documents, remarks."""
    statements = Statements()
    for path, label in _LISTS.items():
        for value in texts_of(element, path):
            statements.add(label, value)
    for document in element.iterfind("idList/id"):
        statements.add_number(
            text_of(document, "idType"),
            text_of(document, "idNumber"),
            text_of(document, "idCountry"),
            text_of(document, "issueDate"),
            text_of(document, "expirationDate"),
        )
    yield from statements.sentences
    titles = {title.rstrip(".") for title in titles_of(text_of(element, "title"))}
    for part in split_remarks(text_of(element, "remarks")):
        if links := _LINKS.fullmatch(part):
            yield from _NEXT_LINK.split(links[1])
        elif part.rstrip(".") not in titles:
            yield part


FORMAT = Format(name="ofac-xml", recognises=recognises, parse=parse)
