"""The in-memory index."""

from collections.abc import Iterable, Iterator

from lists.entities import Entity


class Index:
    """Entities, searchable; immutable once built."""

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Index":
        """Build the index of all live entities."""
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError

    def __iter__(self) -> Iterator[Entity]:
        raise NotImplementedError

    def entity(self, entity_id: str) -> Entity:
        """Give an entity by its id. KeyError where there is none."""
        raise NotImplementedError
