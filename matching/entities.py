"""Entities packed: a compressed piece of JSON in place of an object each, read back when one is asked for.

Compressed they take a third: records are the greater part of a register.
"""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from lists.entities import Entity, EntityType
from matching.flat import Array, Arrays, Keyed, Texts, key_of, named, part_of
from matching.packing import TextPacker

READ = 1_000
"""Entities that are kept read, those last asked for: some 4 KB each, and read anew in 80 microseconds."""

# Pydantic reads and writes the vocabulary's own frozen classes; no model stands beside them.
_ENTITY = TypeAdapter(Entity)
_TYPES = (None, *EntityType)


class Entities:
    """Entities by number, from 0 up, and by id; immutable. Of several with one id the first is found.

    What decides whether an entity is looked at (its list, its type, its id) is told without reading it.
    """

    def __init__(
        self,
        records: Texts,
        ids: Texts,
        by_id: Keyed,
        lists: tuple[Texts, NDArray[np.int32]],
        types: NDArray[np.int8],
    ) -> None:
        self._records = records
        self._ids = ids
        self._by_id = by_id
        self._list_ids, self._lists = tuple(lists[0]), lists[1]
        self._types = types
        self._read = lru_cache(READ)(partial(_read, records))

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> "Entities":
        """Pack entities, in their order; each is let go of before the next is taken."""
        if isinstance(entities, Entities):
            return entities
        packer = EntityPacker()
        for entity in entities:
            packer.add(entity)
        return packer.entities()

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Entities":
        """Take what `arrays` gave."""
        return cls(
            Texts.of_arrays(part_of(arrays, "records")),
            Texts.of_arrays(part_of(arrays, "ids")),
            Keyed.of_arrays(part_of(arrays, "by_id")),
            (Texts.of_arrays(part_of(arrays, "list_ids")), arrays["lists"]),
            arrays["types"],
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            **named("records", self._records.arrays()),
            **named("ids", self._ids.arrays()),
            **named("by_id", self._by_id.arrays()),
            **named("list_ids", Texts.of(self._list_ids).arrays()),
            "lists": self._lists,
            "types": self._types,
        }

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Entity]:
        """Read all entities, one after the other; none is kept."""
        return (_read(self._records, number) for number in range(len(self)))

    def __getitem__(self, number: int) -> Entity:
        return self._read(number)

    def __contains__(self, entity_id: str) -> bool:
        return self._find(entity_id) is not None

    def number(self, entity_id: str) -> int:
        """Give the number of an entity. KeyError where there is none."""
        number = self._find(entity_id)
        if number is None:
            raise KeyError(entity_id)
        return number

    def id_of(self, number: int) -> str:
        """Give an entity's id."""
        entity_id: str = self._ids[number]
        return entity_id

    def list_id_of(self, number: int) -> str:
        """Give the list that an entity is on."""
        list_id: str = self._list_ids[self._lists[number]]
        return list_id

    def type_of(self, number: int) -> EntityType | None:
        """Give an entity's type."""
        kind: EntityType | None = _TYPES[self._types[number]]
        return kind

    def list_ids(self) -> frozenset[str]:
        """Give the lists that the entities are on."""
        return frozenset(self._list_ids)

    def _find(self, entity_id: str) -> int | None:
        """Look an id up; another may have its key."""
        found = self._by_id.find(entity_id).tolist()
        return next((number for number in found if self._ids[number] == entity_id), None)


class EntityPacker:
    """Entities in the making: each is let go of when it is packed."""

    def __init__(self) -> None:
        self._records = TextPacker()
        self._ids = TextPacker()
        self._keys = array("Q")
        self._list_ids: dict[str, int] = {}
        self._lists, self._types = array("i"), array("b")

    def add(self, entity: Entity) -> None:
        """Add an entity behind the others."""
        self._records.add_bytes(zlib.compress(_ENTITY.dump_json(entity, exclude_defaults=True)))
        self._ids.add(entity.id)
        self._keys.append(key_of(entity.id))
        self._lists.append(self._list_ids.setdefault(entity.list_id, len(self._list_ids)))
        self._types.append(_TYPES.index(entity.type))

    def entities(self) -> Entities:
        """Give what was packed; nothing can be added any more."""
        keys = np.frombuffer(self._keys, np.uint64)
        return Entities(
            self._records.texts(),
            self._ids.texts(),
            Keyed.of(keys, np.arange(len(keys), dtype=np.int32)),
            (Texts.of(self._list_ids), np.frombuffer(self._lists, np.int32)),
            np.frombuffer(self._types, np.int8),
        )


def _read(records: Texts, number: int) -> Entity:
    return _ENTITY.validate_json(zlib.decompress(records.bytes_of(number)))
