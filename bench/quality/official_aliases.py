"""OFAC's own later aliases against an older list without them: variations that nobody made up."""

from collections.abc import Sequence
from functools import partial

from bench.quality.baselines import BASELINES, NamesByType
from bench.quality.engine import Engine
from bench.quality.rows import Row, Section, even, share
from bench.quality.same_name import is_same_name
from bench.quality.spread import spread
from lists.entities import Entity

Alias = tuple[Entity, str]
_BASELINE_SAMPLE = 500


def of_listed_parties(engine: Engine, published: Sequence[tuple[str, str]]) -> list[Alias]:
    """Give the published aliases of the engine's parties that are not among the names it has."""
    parties = {entity.own_id: entity for entity in engine.entities}
    return [
        (parties[own_id], alias)
        for own_id, alias in published
        if own_id in parties and alias not in {name.text for name in parties[own_id].names}
    ]


def official_aliases(engine: Engine, listed: NamesByType, published: Sequence[tuple[str, str]]) -> Section:
    """Screen each alias with its party's type; split by whether it is a listed name written differently."""
    aliases = of_listed_parties(engine, published)
    same = [any(is_same_name(alias, name.text) for name in entity.names) for entity, alias in aliases]
    written = [alias for alias, is_same in zip(aliases, same, strict=True) if is_same]
    other = [alias for alias, is_same in zip(aliases, same, strict=True) if not is_same]

    def ours(asked: Alias) -> bool:
        entity, alias = asked
        return entity.id in engine.ask_name(alias, entity.type).decisions

    def theirs(asked: Alias) -> list[bool]:
        entity, alias = asked
        return [entity.id in listed.alerts(one, alias, entity.type) for one in BASELINES]

    sample = written[:: max(1, len(written) // _BASELINE_SAMPLE)]
    found = spread(theirs, sample, batch=250)
    baselines = {one.name: [answer[i] for answer in found] for i, one in enumerate(BASELINES)}
    alerted = spread(ours, written)
    what = "OFAC's aliases of 2026-06 against sdn.csv of 2022-11"
    row = partial(Row, measure="own entity alerts", value=share)
    lost = [
        (i, f"{alias!r} ~ {entity.name!r} ({entity.type})")
        for i, (entity, alias) in enumerate(written)
        if not alerted[i]
    ]
    return Section(
        rows=(
            row(what=f"{what}: same name", target="98%", ours=alerted, baselines=baselines),
            *(
                row(what=f"{what}: same name, {kind}", ours=_of_type(kind, written, alerted))
                for kind in ("company", "person", "vessel")
            ),
            row(what=f"{what}: another name", ours=spread(ours, other)),
        ),
        failures={what: even(lost)},
    )


def _of_type(kind: str, aliases: Sequence[Alias], alerted: Sequence[bool]) -> list[bool]:
    return [found for (entity, _), found in zip(aliases, alerted, strict=True) if entity.type == kind]
