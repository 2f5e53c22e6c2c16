"""Every name of every loaded list, screened as it stands."""

from collections import defaultdict

from rapidfuzz import utils

from bench.quality.engine import Engine
from bench.quality.rows import Row, Section, even, share
from bench.quality.spread import spread
from lists.entities import Entity, EntityType


def listed_names(engine: Engine) -> Section:
    """Screen each name with its type: its entity must alert, and a bearer of the name come first.

    A bearer is an entity of that type that has the same name but for case and punctuation.
    """
    bearers: dict[tuple[EntityType | None, str], set[str]] = defaultdict(set)
    names = [(entity, name.text) for entity in engine.entities for name in entity.names]
    for entity, name in names:
        bearers[entity.type, utils.default_process(name)].add(entity.id)

    def ours(asked: tuple[Entity, str]) -> tuple[bool, bool]:
        entity, name = asked
        found = list(engine.ask_name(name, entity.type).decisions)
        first = found[0] if found else ""
        return entity.id in found, first in bearers[entity.type, utils.default_process(name)]

    judged = spread(ours, names)
    what = "every listed name, OFAC 2021-07 and 2026-04"
    lost = [
        (i, f"{name!r} of {entity.id}") for i, (entity, name) in enumerate(names) if judged[i] != (True, True)
    ]
    return Section(
        rows=(
            Row(
                what=what,
                measure="own entity alerts",
                target="100%",
                ours=[own for own, _ in judged],
                value=share,
            ),
            Row(what=what, measure="a bearer is first", ours=[first for _, first in judged], value=share),
        ),
        failures={what: even(lost)},
    )
