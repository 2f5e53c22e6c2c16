"""The European Union's consolidated list of financial sanctions as XML, version 1.1 (and 1.0).

No whole file has proved this parser: of today's list, three persons.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lists.sources.eu_entities import to_entity
from lists.sources.eu_subject import Part, Subject
from lists.sources.gathered import Outcome, gather
from lists.sources.parsed import Format, Parsed, RawFile
from lists.sources.xml import XmlRecord, read_xml, root_of


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file's outermost element is the EU's export."""
    roots = (root_of(file) for file in files)
    return all(
        root is not None and root.tag == "export" and {"generationDate", "globalFileId"} <= set(root.keys())
        for root in roots
    )


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the list. Raises DamagedFile where a file is no XML, or is cut off."""
    records = ((file.name, record) for file in files for record in read_xml(file, {"sanctionEntity"}))
    return gather(FORMAT.name, files, (_outcome(list_id, file, record) for file, record in records))


def _outcome(list_id: str, file: str, record: XmlRecord) -> Outcome:
    subject = _subject(record)
    reason = None if subject.logical_id else "no logicalId"
    entity = None if reason else to_entity(list_id, subject)
    return Outcome(
        file=file,
        lines=(record.line,),
        entity=entity,
        reason=reason or (None if entity else f"{subject.logical_id} has no name"),
    )


def _subject(record: XmlRecord) -> Subject:
    element = record.element
    entity = {**next(_parts(element, "subjectType"), {}), **_part(element)}
    logical_id = element.get("logicalId", "").strip()
    return Subject(
        logical_id=logical_id,
        entity=entity,
        regulations=list(_parts(element, "regulation")),
        names=list(_parts(element, "nameAlias")),
        addresses=list(_parts(element, "address")),
        birth_dates=list(_parts(element, "birthdate")),
        identifications=list(_parts(element, "identification")),
        citizenships=list(_parts(element, "citizenship")),
        sources=[record.source],
    )


def _parts(element: Element, tag: str) -> Iterator[Part]:
    return (_part(each) for each in element.iterfind(tag))


def _part(element: Element) -> dict[str, str]:
    """Give an element's attributes, and its remarks, ways of contact and address of publication as such."""
    part = {key.casefold(): value.strip() for key, value in element.attrib.items()}
    remarks = [(child.text or "").strip() for child in element.iterfind("remark")]
    part["remark"] = " ".join(filter(None, remarks))
    contacts = [
        f"{child.get('key', '')} {child.get('value', '')}" for child in element.iterfind("contactInfo")
    ]
    part["contactinfo"] = "; ".join(contacts)
    part["publicationurl"] = (element.findtext("publicationUrl") or "").strip()
    return part


FORMAT = Format(name="eu-fsf-xml", recognises=recognises, parse=parse)
