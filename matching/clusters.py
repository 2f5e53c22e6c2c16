"""Which entities of several lists are one party.

Conservative: a wrong join would lend one party's names to another. Records stay as published; see decision
0010.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lists.entities import Entity, Identifier
from matching.flat import Array, Arrays, Rows, named, part_of, place_in
from matching.index import Index
from matching.pairs import Pairs


@dataclass(frozen=True, slots=True)
class Link:
    """Why two entities are one party: the identifier that both carry. Ids are those of entities."""

    one: str
    other: str
    shared: Identifier


class Clusters:
    """The parties of several records; an entity that stands alone is in no cluster.

    Entities are their places in the index. Flat arrays hold the members of each cluster in the order of
    their ids; who is in a cluster, ascending, and beside each which; and the links of each cluster, as both
    ends and the place of the shared identifier among those of the first.
    """

    def __init__(self, index: Index, arrays: Mapping[str, Array]) -> None:
        """Take the index that they were built of, and what `arrays` gave."""
        self._index = index
        self._arrays = dict(arrays)
        self._members = Rows.of_arrays(part_of(arrays, "members"))
        self._links = Rows.of_arrays(part_of(arrays, "links"))
        self._joined, self._cluster = arrays["joined"], arrays["cluster"]

    @classmethod
    def build(cls, index: Index) -> "Clusters":
        """Join the entities of an index, the surest pairs first; whoever screens with whatever policy.

        Two clusters stay apart where any of their members may not be joined: where identifiers conflict, or
        where both are on one list and not joined with each other.
        """
        pairs = Pairs(index)
        groups: dict[str, dict[str, Entity]] = {}
        links: list[tuple[int, int, int]] = []
        for one, other, shared in pairs.in_order():
            ours = groups.get(one.id) or {one.id: one}
            theirs = groups.get(other.id) or {other.id: other}
            if ours is not theirs and not pairs.may_join(ours.values(), theirs.values()):
                continue
            links.append((index.position(one.id), index.position(other.id), one.identifiers.index(shared)))
            if ours is not theirs:
                joined = {**ours, **theirs}
                groups.update(dict.fromkeys(joined, joined))
        once = {id(group): sorted(group) for group in groups.values()}
        return cls(
            index, _flat([[index.position(member) for member in group] for group in once.values()], links)
        )

    def arrays(self) -> Arrays:
        """Give the arrays to save."""
        return self._arrays

    def members(self, entity: Entity) -> tuple[Entity, ...]:
        """Give all records of an entity's party, its own too, in the order of ids."""
        if entity.id not in self._index:
            return (entity,)
        members = self.members_at(self._index.position(entity.id))
        return (entity,) if len(members) == 1 else tuple(map(self._index.at, members))

    def members_at(self, position: int) -> list[int]:
        """Give the places of all records of the party of the entity at a place, in the order of their ids."""
        cluster = self._cluster_at(position)
        return [position] if cluster is None else list(self._members[cluster].tolist())

    def others(self, entity: Entity) -> tuple[Entity, ...]:
        """Give the other records of an entity's party, in the order of ids."""
        return tuple(member for member in self.members(entity) if member.id != entity.id)

    def how(self, one: Entity) -> Mapping[str, tuple[Link, ...]]:
        """Give the shortest chain of links from an entity to each record of its party, by the record's id."""
        chains: dict[str, tuple[Link, ...]] = {one.id: ()}
        links = self._links_beside(one)
        for here in (waiting := [one.id]):
            for link in links[here]:
                there = link.other if link.one == here else link.one
                if there not in chains:
                    chains[there] = (*chains[here], link)
                    waiting.append(there)
        return chains

    def _links_beside(self, entity: Entity) -> defaultdict[str, list[Link]]:
        """Give the links of an entity's cluster by the ids of both their ends."""
        beside = defaultdict[str, list[Link]](list)
        is_known = entity.id in self._index
        cluster = self._cluster_at(self._index.position(entity.id)) if is_known else None
        for one, other, place in () if cluster is None else self._links[cluster].tolist():
            first = self._index.at(one)
            link = Link(first.id, self._index.at(other).id, first.identifiers[place])
            beside[link.one].append(link)
            beside[link.other].append(link)
        return beside

    def _cluster_at(self, position: int) -> int | None:
        place = place_in(self._joined, position)
        is_joined = place < len(self._joined) and self._joined[place] == position
        return int(self._cluster[place]) if is_joined else None


def _flat(clusters: list[list[int]], links: list[tuple[int, int, int]]) -> Arrays:
    """Give the arrays of clusters, each of its members in order, and of the links between them."""
    members = np.array([member for cluster in clusters for member in cluster], dtype=np.int32)
    sizes = np.array([len(cluster) for cluster in clusters], dtype=np.int64)
    of_members = np.repeat(np.arange(len(clusters), dtype=np.int32), sizes)
    order = np.argsort(members)
    joined, cluster = members[order], of_members[order]
    ends = np.array(links, dtype=np.int32).reshape(-1, 3)
    of_links = cluster[joined.searchsorted(ends[:, 0])]
    return {
        **named("members", Rows.grouped(of_members, members, len(clusters)).arrays()),
        **named("links", Rows.grouped(of_links, ends, len(clusters)).arrays()),
        "joined": joined,
        "cluster": cluster,
    }
