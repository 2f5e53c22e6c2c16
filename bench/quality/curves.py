"""Recall against false alerts at every threshold: names made up to be caught, and innocents' names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bench.quality.baselines import BASELINES, NamesByType
from bench.quality.engine import Engine
from bench.quality.made_up import VARIATIONS, make
from bench.quality.spread import spread
from bench.quality.variations.variation import Expected, Subject
from lists.entities import EntityType
from matching.policy import DEFAULT_POLICY

LOWEST = 0.65
"""All are measured from this threshold on: under it, nearly every listed name would be a candidate."""
_OF_EACH_CLASS = 30
_INNOCENTS = 2_000
_BATCH = 100
_CAUGHT = frozenset({Expected.SAME, Expected.ALERT})


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold, 0..1, gives: the share of variations caught, and of innocents alerted."""

    threshold: float
    recall: float
    false_alerts: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of one method from its lowest threshold to 1, and the one that it is used with."""

    method: str
    points: tuple[Point, ...]
    used: Point


@dataclass(frozen=True, slots=True)
class Panel:
    """The curves of all methods on names of one type, and how many names were screened."""

    title: str
    variations: int
    innocents: int
    curves: tuple[Curve, ...]


def panel(
    engine: Engine, of: Sequence[Subject], innocents: Sequence[str], kind: EntityType, seed: int
) -> Panel:
    """Screen variations of subjects and innocents of one type by all methods, against the engine's list."""
    asked = _variations([one for one in of if one.entity.type is kind], seed)
    step = max(1, len(innocents) // _INNOCENTS)
    asked += [(name, "") for name in innocents[::step][:_INNOCENTS]]
    wide = replace(DEFAULT_POLICY, review_threshold=LOWEST)
    listed = NamesByType(engine.entities)

    def scores(one: tuple[str, str]) -> list[float]:
        text, own = one
        found = [engine.ask_name(text, kind, wide).scores]
        found += [
            {
                entity: score / 100
                for entity, score in listed.scores(baseline, text, kind, 100 * LOWEST).items()
            }
            for baseline in BASELINES
        ]
        return [each.get(own, 0.0) if own else max(each.values(), default=0.0) for each in found]

    by_name = spread(scores, asked, batch=_BATCH)
    used = [("Hullmark", DEFAULT_POLICY.review_threshold)]
    used += [(baseline.name, baseline.threshold / 100) for baseline in BASELINES]
    curves = []
    for place, (method, threshold) in enumerate(used):
        caught = [found[place] for found, (_, own) in zip(by_name, asked, strict=True) if own]
        alerted = [found[place] for found, (_, own) in zip(by_name, asked, strict=True) if not own]
        steps = [LOWEST + i / 100 for i in range(round((1 - LOWEST) * 100) + 1)]
        points = tuple(_point(step, caught, alerted) for step in steps)
        curves.append(Curve(method, points, _point(threshold, caught, alerted)))
    total = sum(bool(own) for _, own in asked)
    return Panel(f"{kind} names".capitalize(), total, len(asked) - total, tuple(curves))


def _variations(of: Sequence[Subject], seed: int) -> list[tuple[str, str]]:
    """Give variations of every class to be caught, the same number of each, with their own entity's id."""
    chosen: list[tuple[str, str]] = []
    for variation in VARIATIONS:
        if variation.expected in _CAUGHT:
            made = list(make(variation, of, seed))
            step = max(1, len(made) // _OF_EACH_CLASS)
            chosen += [(one.text, one.subject.entity.id) for one in made[::step][:_OF_EACH_CLASS]]
    return chosen


def _point(threshold: float, caught: Sequence[float], alerted: Sequence[float]) -> Point:
    def reached(scores: Sequence[float]) -> float:
        return sum(score >= threshold - 1e-9 for score in scores) / max(1, len(scores))

    return Point(threshold, reached(caught), reached(alerted))
