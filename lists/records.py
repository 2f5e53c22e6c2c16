"""Entities as the store keeps them: JSON without what is at its default, and apart from it their places.

A place is the file and line of a source row. It shifts with every version while the row stays the same, so it
is no part of an entity's record: a version keeps the places of all its entities in one compressed piece.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from lists.entities import CheckDigit, Entity, EntityType, IdentifierType, SourceRow
from lists.version import FieldChange

Places = dict[str, list[tuple[str, int]]]
"""By own id: file and line of each of the entity's source rows, in their order."""

# Pydantic reads and writes the vocabulary's own frozen classes; no model stands beside them.
_ENTITY = TypeAdapter(Entity)
_PLACES = TypeAdapter(Places)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityRecord:
    """An entity in the form of the store; equal hashes mean equal entities but for their places."""

    own_id: str
    name: str
    payload: str
    content_hash: str


def to_record(entity: Entity) -> EntityRecord:
    """Write an entity, without the places of its source rows."""
    placeless = replace(
        entity, source=tuple(SourceRow(file="", line=0, text=row.text) for row in entity.source)
    )
    payload = _ENTITY.dump_json(placeless, exclude_defaults=True)
    return EntityRecord(
        own_id=entity.own_id,
        name=entity.name,
        payload=payload.decode(),
        content_hash=sha256(payload).hexdigest(),
    )


def to_entity(payload: str, places: Iterable[tuple[str, int]]) -> Entity:
    """Read an entity back, its source rows at their places. ValueError where these are not as many."""
    entity = _ENTITY.validate_json(payload)
    rows = zip(entity.source, places, strict=True)
    source = tuple(SourceRow(file=file, line=line, text=row.text) for row, (file, line) in rows)
    return replace(entity, source=source)


def places_of(entities: Iterable[Entity]) -> bytes:
    """Write the places of entities' source rows, compressed."""
    places = {entity.own_id: [(row.file, row.line) for row in entity.source] for entity in entities}
    return zlib.compress(_PLACES.dump_json(places))


def read_places(compressed: bytes) -> Places:
    """Read what `places_of` wrote."""
    return _PLACES.validate_json(zlib.decompress(compressed))


def ship_imos(payload: str) -> frozenset[str]:
    """Give the IMO numbers of a ship that pass their check; none for another entity."""
    record = json.loads(payload)
    if record.get("type") != EntityType.VESSEL:
        return frozenset()
    return frozenset(
        one["value"]
        for one in record.get("identifiers", ())
        if one["type"] == IdentifierType.IMO and one.get("check") == CheckDigit.VALID
    )


def differences(before: str, after: str) -> tuple[FieldChange, ...]:
    """Tell the fields of Entity in which two payloads differ, in alphabetical order."""
    old: Mapping[str, Any] = json.loads(before)
    new: Mapping[str, Any] = json.loads(after)
    return tuple(
        FieldChange(field=key, before=old.get(key), after=new.get(key))
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    )
