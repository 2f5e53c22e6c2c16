"""All that is searched, in one value."""

from collections.abc import Iterable
from dataclasses import dataclass

from lists.entities import Entity
from matching.clusters import Clusters
from matching.index import Index
from matching.network import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The listed entities, the network that they stand in, and who stands below them without being listed."""

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
        everything = tuple(entities)
        listed = (entity for entity in everything if entity.is_listed)
        index = Index.build(listed, earlier.index if earlier else None)
        network = Network.build(everything, index, Clusters.build(index))
        unlisted = Index.build(network.unlisted_below(), earlier.unlisted if earlier else None)
        return cls(
            index=index,
            network=network,
            unlisted=unlisted,
            lists=frozenset(entity.list_id for entity in everything if entity.is_listed),
        )
