"""What an alert on a party shows whatever was asked: made once, while its snapshot is searched."""

from dataclasses import dataclass

from lists.entities import Entity
from matching.network import Network
from service.schemas.entities import EntityOut
from service.schemas.network import AlsoListedOut, NameElsewhereOut, RelatedOut
from service.summary import summarise_related

RELATED_SHOWN = 50
MOST_KEPT = 1_000
"""Portraits kept: those with all related parties take 100 kB each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A party as an alert shows it, and what stands beside it; `around` is the sentence on that, or empty."""

    entity: EntityOut
    also_listed: list[AlsoListedOut]
    former_names_elsewhere: list[NameElsewhereOut]
    related_total: int
    related: list[RelatedOut]
    around: str

    @classmethod
    def of(cls, entity: Entity, network: Network) -> "Portrait":
        related = network.beside(entity.id)
        return cls(
            entity=EntityOut.of(entity),
            also_listed=AlsoListedOut.all_of(entity, network.clusters),
            former_names_elsewhere=NameElsewhereOut.all_of(network.party(entity.id), entity),
            related_total=len(related),
            related=[RelatedOut.of(party, entity.list_id) for party in related[:RELATED_SHOWN]],
            around=summarise_related(related),
        )


class Portraits:
    """The portraits of one network, the last ones kept."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._kept: dict[str, Portrait] = {}

    def of(self, entity: Entity) -> Portrait:
        """Give the portrait of a party by its record or as the network joins it."""
        portrait = self._kept.get(entity.id)
        if portrait is None:
            portrait = Portrait.of(entity, self._network)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[entity.id] = portrait
        return portrait
