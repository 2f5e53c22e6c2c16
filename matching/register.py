"""All that is searched, in one value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lists.entities import Entity
from matching.clusters import Clusters
from matching.entities import Entities
from matching.flat import Array, Arrays, named, part_of
from matching.index import Index
from matching.network import Network
from matching.packed import Packed


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The listed entities, the network that they stand in, and who stands below them without being listed.

    It is flat arrays throughout: it can be saved, mapped into memory, and shared by processes.
    """

    index: Index
    network: Network
    unlisted: Index
    lists: frozenset[str]
    """The lists that list anybody; an ownership file does not."""

    @classmethod
    def build(cls, entities: Iterable[Entity], earlier: "Register | None" = None) -> "Register":
        """Index the listed entities, join those of one party, and tie all parties by their relations.

        Names that an earlier register holds need no reading again.
        """
        return cls.of(Packed.of(entities), earlier)

    @classmethod
    def of(cls, packed: Packed, earlier: "Register | None" = None) -> "Register":
        """Do what `build` does, with entities that are packed already."""
        index = Index.build(packed.listed, earlier.index if earlier else None)
        network = Network.build(packed, index, Clusters.build(index))
        unlisted = Index.build(network.unlisted_below(), earlier.unlisted if earlier else None)
        return cls(index=index, network=network, unlisted=unlisted, lists=index.entities.list_ids())

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, Array]) -> "Register":
        """Take what `arrays` gave."""
        index = _index(part_of(arrays, "listed"))
        return cls(
            index=index,
            network=Network.of_arrays(part_of(arrays, "network"), index),
            unlisted=_index(part_of(arrays, "unlisted")),
            lists=index.entities.list_ids(),
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return {
            **named("listed", _arrays(self.index)),
            **named("network", self.network.arrays()),
            **named("unlisted", _arrays(self.unlisted)),
        }


def _index(arrays: Mapping[str, Array]) -> Index:
    return Index(Entities.of_arrays(part_of(arrays, "entities")), part_of(arrays, "index"))


def _arrays(index: Index) -> Arrays:
    return {**named("entities", index.entities.arrays()), **named("index", index.arrays())}
