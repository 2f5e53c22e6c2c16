"""What a network's picture draws: lines between parties, and who stands above whom."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from lists.entities import EntityType, RelationKind
from service.schemas.network import EdgeOut, NetworkOut


@dataclass(frozen=True, slots=True)
class Line:
    """The relations between two parties that are drawn as one line.

    All have one direction, all are former or none is, all are ambiguous or none is. The `hub` is who gathers
    more such lines, the other the `spoke`; `to_spoke` says that the spoke is the relations' object.
    """

    hub: str
    spoke: str
    to_spoke: bool
    former: bool
    ambiguous: bool
    edges: tuple[EdgeOut, ...]


def lines_of(network: NetworkOut) -> tuple[Line, ...]:
    """Give the lines in the order of the relations.

    Of two parties that one is the hub which has more relations in the other's direction: outwards for the
    party nearer to the root, inwards for the farther one. Of equal ones it is who has more relations in all.
    """
    place = {node.id: place for place, node in enumerate(network.nodes)}
    ends = [tuple(sorted((edge.subject, edge.object), key=place.__getitem__)) for edge in network.edges]
    outwards = Counter(nearer for nearer, _ in ends)
    inwards = Counter(farther for _, farther in ends)
    same: dict[tuple[str, str, bool, bool, bool], list[EdgeOut]] = defaultdict(list)
    for edge, (nearer, farther) in zip(network.edges, ends, strict=True):
        from_nearer = (outwards[nearer], outwards[nearer] + inwards[nearer])
        from_farther = (inwards[farther], outwards[farther] + inwards[farther])
        hub, spoke = (nearer, farther) if from_nearer >= from_farther else (farther, nearer)
        same[hub, spoke, edge.object == spoke, edge.former, edge.ambiguous].append(edge)
    return tuple(Line(*shared, tuple(edges)) for shared, edges in same.items())


def bands_of(network: NetworkOut) -> list[list[str]]:
    """Order the parties from top to bottom: above the root who stands above it, below it who stands below.

    The root, the first of the nodes, has a band of its own; who is neither above nor below it comes next.
    """
    levels = _levels(network)
    bands: dict[tuple[int, bool], list[str]] = defaultdict(list)
    for place, node in enumerate(network.nodes):
        bands[levels[node.id], place > 0].append(node.id)
    return [bands[level] for level in sorted(bands)]


def _levels(network: NetworkOut) -> dict[str, int]:
    """Count the steps down from the root to each party, those up as negative, along a shortest way.

    Of several such ways the one counts that leads farthest up or down: a ship stands below all of its owners.
    """
    steps = _steps(network)
    levels: dict[str, int] = {}
    reached = {network.nodes[0].id: 0}
    while reached:
        levels |= reached
        further: dict[str, int] = {}
        for here, level in reached.items():
            for there, step in steps[here]:
                if there not in levels and abs(level + step) >= abs(further.get(there, 0)):
                    further[there] = level + step
        reached = further
    return levels


def _steps(network: NetworkOut) -> dict[str, list[tuple[str, int]]]:
    """Give the parties one step from each: 1 for those below it, -1 for those above."""
    ships = {node.id for node in network.nodes if node.type == EntityType.VESSEL}
    steps: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for edge in network.edges:
        upper, lower = _upper_first(edge, ships)
        steps[upper].append((lower, 1))
        steps[lower].append((upper, -1))
    return steps


def _upper_first(edge: EdgeOut, ships: set[str]) -> tuple[str, str]:
    """Put who owns or runs the other first, as Related.stands_above does; an agent stands below."""
    if edge.relation == RelationKind.LINKED_TO:
        subject_is_upper = edge.object in ships and edge.subject not in ships
    else:
        subject_is_upper = edge.relation != RelationKind.ACTS_FOR
    return (edge.subject, edge.object) if subject_is_upper else (edge.object, edge.subject)
