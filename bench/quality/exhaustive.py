"""The index against the exhaustive scan: what scoring every listed name finds must come back."""

import random
from collections.abc import Sequence

from bench.quality.engine import Engine
from bench.quality.perturb import perturb
from bench.quality.rows import Row, Section, share
from bench.quality.spread import spread
from lists.entities import Entity, EntityType
from matching.index import Index
from matching.policy import DEFAULT_POLICY
from matching.query import Query
from matching.screen import explain


def exhaustive_alerts(index: Index, name: str, kind: EntityType | None) -> set[str]:
    """Give the ids of all entities that alert when each is scored by itself, without the index's search."""
    query = Query(names=(name,), type=kind)
    return {
        entity.id
        for entity in index
        if kind in (None, entity.type) or entity.type is None
        if explain(query, entity.id, index, DEFAULT_POLICY).decision is not None
    }


def perturbed_queries(
    entities: Sequence[Entity], count: int, seed: int
) -> list[tuple[str, EntityType | None]]:
    """Draw entities, each type in turn, and write one name of each as somebody else might."""
    dice = random.Random(seed)
    by_type = [
        [entity for entity in entities if entity.type is kind]
        for kind in (EntityType.VESSEL, EntityType.COMPANY, EntityType.PERSON)
    ]
    drawn = [dice.choice(by_type[i % len(by_type)]) for i in range(count)]
    return [(perturb(dice.choice(entity.names).text, dice), entity.type) for entity in drawn]


def missed_by_index(
    engine: Engine, queries: Sequence[tuple[str, EntityType | None]], *, batch: int = 5
) -> list[tuple[int, set[str]]]:
    """Give, for each query, how many entities the exhaustive scan alerts on, and those the index lost."""

    def compare(asked: tuple[str, EntityType | None]) -> tuple[int, set[str]]:
        everything = exhaustive_alerts(engine.index, *asked)
        return len(everything), everything - engine.ask_name(*asked).decisions.keys()

    return spread(compare, queries, batch=batch)


def index_against_scan(engine: Engine, count: int) -> Section:
    """Compare both on perturbed names of the loaded list."""
    queries = perturbed_queries(engine.entities, count, seed=20260401)
    missed = missed_by_index(engine, queries)
    what = f"index against exhaustive scan, {count} perturbed queries"
    lost = [
        f"{name!r} ({kind}): {', '.join(sorted(ids))}"
        for (name, kind), (_, ids) in zip(queries, missed, strict=True)
        if ids
    ]
    rows = (
        Row(
            what=what,
            measure="queries that lose an alert",
            target="0",
            ours=[bool(ids) for _, ids in missed],
            value=share,
        ),
        Row(
            what=what,
            measure="queries with an alert",
            ours=[found > 0 for found, _ in missed],
            value=share,
        ),
    )
    return Section(rows=rows, failures={what: lost})
