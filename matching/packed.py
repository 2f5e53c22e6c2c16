"""All that a register is built of, packed."""

from array import array
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from lists.entities import Entity
from matching.entities import Entities, EntityPacker


class Packed:
    """The entities of all lists, numbered as they came: the listed ones and the others, each packed."""

    def __init__(self, listed: Entities, others: Entities, is_listed: NDArray[np.bool_]) -> None:
        self.listed = listed
        self.others = others
        self.is_listed = is_listed
        listed_so_far = np.cumsum(is_listed)
        others_so_far = np.arange(1, len(is_listed) + 1) - listed_so_far
        self._places = np.where(is_listed, listed_so_far, others_so_far) - 1

    @classmethod
    def of(cls, entities: Iterable[Entity]) -> "Packed":
        """Pack entities, in their order; each is let go of before the next is taken."""
        listed, others, is_listed = EntityPacker(), EntityPacker(), array("b")
        for entity in entities:
            (listed if entity.is_listed else others).add(entity)
            is_listed.append(entity.is_listed)
        return cls(listed.entities(), others.entities(), np.frombuffer(is_listed, np.bool_))

    def __len__(self) -> int:
        return len(self.is_listed)

    def __iter__(self) -> Iterator[Entity]:
        """Read all entities, one after the other; none is kept."""
        listed, others = iter(self.listed), iter(self.others)
        return (next(listed if is_listed else others) for is_listed in self.is_listed.tolist())

    def __getitem__(self, number: int) -> Entity:
        return (self.listed if self.is_listed[number] else self.others)[self._places[number]]

    def list_id_of(self, number: int) -> str:
        """Give the list that an entity is on."""
        return (self.listed if self.is_listed[number] else self.others).list_id_of(self._places[number])
