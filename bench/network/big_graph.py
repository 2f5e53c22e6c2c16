"""Builds a big made-up graph and prints time and memory as JSON: `python -m bench.network.big_graph N M`.

N parties, one in fifty of them listed, the others of an ownership file; M stakes between them at random, in
chains and loops as chance has it. A process of its own, so that the peak of its memory is its own.
"""

import gc
import json
import random
import resource
import sys
import time
from dataclasses import replace

from lists.entities import (
    Direction,
    Entity,
    EntityType,
    Name,
    PartyReference,
    Relation,
    RelationKind,
    unlisted_party,
)
from matching.clusters import Clusters
from matching.index import Index
from matching.network import Network
from matching.packed import Packed

_WORDS = ("baltic", "volga", "orient", "delta", "harbour", "ridge", "amber", "cobalt", "north", "meridian")
_KILOBYTES_PER_MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024


def main() -> None:
    """Make the parties, build the graph, print what it took."""
    parties, stakes = (int(argument) for argument in sys.argv[1:3])
    packed = Packed.of(_entities(parties, stakes, random.Random(7)))
    index = Index.build(packed.listed)
    made = _megabytes()
    gc.disable()  # as the service does while it builds
    started, worked = time.perf_counter(), time.process_time()
    network = Network.build(packed, index, Clusters.build(index))
    built, worked = time.perf_counter() - started, time.process_time() - worked
    started = time.perf_counter()
    below = sum(1 for _ in network.unlisted_below())
    print(
        json.dumps(
            {
                "parties": len(network),
                "stakes": stakes,
                "seconds to build": round(built, 1),
                "of them of the processor": round(worked, 1),
                "seconds to find who is below listed ones": round(time.perf_counter() - started, 1),
                "below listed ones": below,
                "megabytes of the parties themselves, and the index of the listed ones": made,
                "megabytes at the peak": _megabytes(),
            }
        )
    )


def _entities(parties: int, stakes: int, chance: random.Random) -> list[Entity]:
    entities = [_party(number, chance) for number in range(parties)]
    owned: dict[int, list[Relation]] = {}
    for _ in range(stakes):
        owner, other = chance.randrange(parties), entities[chance.randrange(parties)]
        reference = PartyReference(own_id=other.own_id, list_id=other.list_id)
        share = chance.choice((None, 0.1, 0.25, 0.5, 0.6, 1.0))
        owned.setdefault(owner, []).append(
            Relation(kind=RelationKind.OWNS, direction=Direction.TO, party=reference, share=share)
        )
    return [
        replace(entity, relations=tuple(owned[number])) if number in owned else entity
        for number, entity in enumerate(entities)
    ]


def _party(number: int, chance: random.Random) -> Entity:
    name = f"{' '.join(chance.sample(_WORDS, 2))} {number} ltd".upper()
    if number % 50 == 0:
        return Entity(list_id="listed", own_id=str(number), type=EntityType.COMPANY, names=(Name(text=name),))
    return unlisted_party("owners", PartyReference(name=name, type=EntityType.COMPANY))


def _megabytes() -> int:
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES_PER_MEGABYTE)


if __name__ == "__main__":
    main()
