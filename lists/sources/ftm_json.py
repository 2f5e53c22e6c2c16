"""FollowTheMoney entities, one JSON object a line: OpenSanctions publishes the graph as entities.ftm.json.

Every line is a node: parties, and records that join them or say something of them (a sanction, an address, a
passport, an ownership). Rules of the mapping:

- Only targets are listed. A party that is no target (`"target": false`) is the relative, owner or asset of
  one: it is told in relations, and never an entity that could be hit. A file that marks none lists all.
- A joining record becomes one relation, carried by its subject where that is listed, else by the other party.
  A role tells more than the schema: the "operator" of an UnknownLink operates. A relation that has an end
  date, or whose role says so, is a former one. A percentage is a share only where it is one number.
- An entry's own id is OpenSanctions'. It changes where two entries are merged.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from lists.entities import Direction, PartyReference, Relation, RelationKind
from lists.sources.ftm_entities import Party, properties_of, to_entity
from lists.sources.ftm_words import EDGES, TYPES, date_of, relation_kind, share_of
from lists.sources.gathered import Outcome, gather
from lists.sources.json_records import JsonRecord, first_object, read_lines, texts_of
from lists.sources.parsed import Format, Parsed, RawFile

_FORMER = re.compile(r"\b(?:former|previous)", re.IGNORECASE)
_ROLES = ("role", "relationship", "ownershipType", "status")


def recognises(files: tuple[RawFile, ...]) -> bool:
    """Say whether each file begins with an object that has a schema and properties."""
    return all(_is_ftm(first_object(file)) for file in files)


def _is_ftm(value: dict[str, object] | None) -> bool:
    return value is not None and isinstance(value.get("properties"), dict) and "schema" in value


def parse(list_id: str, files: tuple[RawFile, ...]) -> Parsed:
    """Read the files as one graph; DamagedFile where a file is no UTF-8 text, or cut off."""
    records = [record for file in files for record in read_lines(file)]
    parties: dict[str, Party] = {}
    for record in records:
        if _fault(record) is None and record.value["schema"] in TYPES:
            parties.setdefault(record.value["id"], Party(record, properties_of(record)))
    _attach(records, parties)
    outcomes = [_outcome(list_id, record, parties) for record in records]
    return gather(FORMAT.name, files, outcomes)


def _fault(record: JsonRecord) -> str | None:
    """Say why a record is no node of the graph."""
    if record.fault:
        return record.fault
    for key in ("id", "schema"):
        if not isinstance(record.value.get(key), str) or not record.value[key].strip():
            return f"no {key}"
    return None if isinstance(record.value.get("properties"), dict) else "no properties"


def _is_listed(party: Party) -> bool:
    return party.record.value.get("target") is not False and bool(party.caption)


def _outcome(list_id: str, record: JsonRecord, parties: dict[str, Party]) -> Outcome:
    """Make an entity of a listed party; other records count as read where they have a sense."""
    lines = (record.line,)
    reason = _fault(record)
    if reason is None and record.value["schema"] in EDGES:
        reason = _fault_of_edge(record, parties)
    if reason is not None or record.value["schema"] not in TYPES:
        return Outcome(file=record.file, lines=lines, reason=reason)
    first = parties[record.value["id"]]
    party = first if first.record is record else _again(record, first)
    if not party.caption:
        return Outcome(file=record.file, lines=lines, reason="no name")
    entity = to_entity(list_id, party) if _is_listed(party) else None
    return Outcome(file=record.file, lines=lines, entity=entity)


def _again(record: JsonRecord, first: Party) -> Party:
    """A second record of one id, with what is said of that id."""
    return replace(first, record=record, properties=properties_of(record))


def _fault_of_edge(record: JsonRecord, parties: dict[str, Party]) -> str | None:
    subject, other, _ = EDGES[record.value["schema"]]
    properties = properties_of(record)
    for key in (subject, other):
        if not properties.get(key):
            return f"{record.value['schema']} without {key}"
    if not any(one in parties for key in (subject, other) for one in properties[key]):
        return f"{record.value['schema']} of parties that the file does not have"
    return None


def _attach(records: Iterable[JsonRecord], parties: dict[str, Party]) -> None:
    """Give each party what other records say of it."""
    by_id = {record.value["id"]: record for record in records if _fault(record) is None}
    for record in by_id.values():
        schema, properties = record.value["schema"], properties_of(record)
        if schema == "Sanction":
            for party in _named(properties.get("entity", ()), parties):
                party.sanctions.append(properties)
        elif schema in ("Passport", "Identification"):
            for party in _named(properties.get("holder", ()), parties):
                party.documents.append((schema, properties))
        elif schema == "Occupancy":
            for party in _named(properties.get("holder", ()), parties):
                posts = (by_id[post] for post in properties.get("post", ()) if post in by_id)
                party.offices += [text for post in posts for text in texts_of(post.value.get("caption"))]
        elif schema in EDGES and _fault_of_edge(record, parties) is None:
            _relate(record, parties)
    for party in parties.values():
        addresses = party.properties.get("addressEntity", ())
        party.addresses += [properties_of(by_id[one]) for one in addresses if one in by_id]


def _named(ids: Iterable[str], parties: dict[str, Party]) -> Iterator[Party]:
    return (parties[one] for one in ids if one in parties)


def _relate(record: JsonRecord, parties: dict[str, Party]) -> None:
    """Add the relation of a joining record to one of its listed parties."""
    subject_key, other_key, verb = EDGES[record.value["schema"]]
    properties = properties_of(record)
    for subject, other in product(properties[subject_key], properties[other_key]):
        for carrier, party, direction in ((subject, other, Direction.TO), (other, subject, Direction.FROM)):
            if carrier in parties and _is_listed(parties[carrier]):
                parties[carrier].relations.append(_relation(record, verb, direction, party, parties))
                break


def _relation(
    record: JsonRecord, verb: RelationKind, direction: Direction, other: str, parties: dict[str, Party]
) -> Relation:
    properties = properties_of(record)
    roles = tuple(text for key in _ROLES for text in properties.get(key, ()))
    percentage = next(iter(properties.get("percentage", ())), "")
    dates = [date for text in properties.get("startDate", ()) if (date := date_of(text))]
    return Relation(
        kind=relation_kind(verb, " ".join(roles)),
        direction=direction,
        party=_reference(other, parties),
        share=share_of(percentage),
        as_of=min(dates, key=lambda date: date.earliest, default=None),
        is_former=bool(properties.get("endDate")) or _FORMER.search(" ".join(roles)) is not None,
        quotation=" ".join(filter(None, (record.value["schema"], *roles, percentage))),
    )


def _reference(own_id: str, parties: dict[str, Party]) -> PartyReference:
    """Name the other party: a listed one by its id, one that is no target by identifiers and name."""
    party = parties.get(own_id)
    if party is None:
        return PartyReference(own_id=own_id)
    if _is_listed(party):
        return PartyReference(own_id=own_id, name=party.caption)
    return PartyReference(type=party.type, identifiers=party.identifiers, name=party.caption or None)


FORMAT = Format(name="ftm-json", recognises=recognises, parse=parse)
