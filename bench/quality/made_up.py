"""Variations made up from listed names, by class: who alerts on their own entity, and who must not."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bench.quality.baselines import BASELINES, NamesByType
from bench.quality.engine import Engine
from bench.quality.rows import Row, Section, even, share
from bench.quality.spread import spread
from bench.quality.variations import innocents, layout, numerals, russian, slips, wording
from bench.quality.variations.variation import Expected, Subject, Variation
from bench.quality.words_of_innocents import words_of_innocents
from lists.entities import Entity, EntityType

VARIATIONS: tuple[Variation, ...] = (
    *layout.VARIATIONS,
    *slips.VARIATIONS,
    *wording.VARIATIONS,
    *russian.VARIATIONS,
    *numerals.VARIATIONS,
    *innocents.VARIATIONS,
)
COMPANIES = 2_000
_BASELINE_SAMPLE = 60
_BATCH = 300
_TARGETS = {Expected.SAME: "98%", Expected.ALERT: "98%", Expected.NO_MATCH: "0", Expected.NO_ALERT: "0"}


@dataclass(frozen=True, slots=True)
class Made:
    """A variation of a subject's name."""

    variation: Variation
    subject: Subject
    text: str


def subjects(entities: Sequence[Entity], innocents_names: Sequence[str], companies: int) -> list[Subject]:
    """Give all vessels and so many companies, taken evenly."""
    foreign, common = words_of_innocents(innocents_names, entities)
    made: list[Subject] = []
    for kind in (EntityType.VESSEL, EntityType.COMPANY):
        of_kind = [entity for entity in entities if entity.type is kind]
        listed = frozenset(name.text.upper() for entity in of_kind for name in entity.names)
        if kind is EntityType.COMPANY:
            of_kind = of_kind[:: max(1, len(of_kind) // companies)][:companies]
        made += [Subject(entity, foreign, listed, common) for entity in of_kind]
    return made


def make(variation: Variation, of: Sequence[Subject], seed: int) -> Iterator[Made]:
    """Make one variation of each subject that the class applies to; the same ones for the same seed."""
    for subject in of:
        if subject.entity.type not in variation.types:
            continue
        dice = random.Random(f"{seed} {variation.code} {variation.title} {subject.entity.id}")
        text = variation.make(subject, dice)
        if text is not None and text != subject.name:
            yield Made(variation, subject, text)


def made_up(engine: Engine, listed: NamesByType, of: Sequence[Subject], seed: int) -> list[Section]:
    """Screen the variations of every class, vessels and companies apart."""
    exact = _exact_decisions(engine, of)
    sections = []
    for variation in VARIATIONS:
        for kind in (EntityType.VESSEL, EntityType.COMPANY):
            made = list(make(variation, [one for one in of if one.entity.type is kind], seed))
            if made:
                sections.append(_section(engine, listed, made, exact))
    return [_total(sections), *sections]


def _exact_decisions(engine: Engine, of: Sequence[Subject]) -> dict[str, str | None]:
    """Give the decision on each subject's own entity when its name is screened as listed."""

    def ask(subject: Subject) -> str | None:
        own = subject.entity
        return engine.ask_name(own.name, own.type).decisions.get(own.id)

    return {one.entity.id: found for one, found in zip(of, spread(ask, of, batch=_BATCH), strict=True)}


def _section(
    engine: Engine, listed: NamesByType, made: Sequence[Made], exact: dict[str, str | None]
) -> Section:
    """Measure one class on subjects of one type."""
    variation, kind = made[0].variation, made[0].subject.entity.type
    of_nobody = variation.code == "N53"  # any alert counts, as the name was made from no listed one

    def ours(one: Made) -> tuple[str | None, float]:
        answer = engine.ask_name(one.text, kind)
        own = next(iter(answer.decisions), "") if of_nobody else one.subject.entity.id
        return answer.decisions.get(own), answer.scores.get(own, 0.0)

    def theirs(one: Made) -> list[bool]:
        answers = [listed.alerts(baseline, one.text, kind) for baseline in BASELINES]
        return [bool(a) if of_nobody else one.subject.entity.id in a for a in answers]

    found = spread(ours, made, batch=_BATCH)
    sample = made[:: max(1, len(made) // _BASELINE_SAMPLE)]
    by_sample = spread(theirs, sample, batch=_BATCH)
    baselines = {one.name: [a[i] for a in by_sample] for i, one in enumerate(BASELINES)}
    decisions = [decision for decision, _ in found]
    what = f"{variation.code} {variation.title}, {'vessels' if kind is EntityType.VESSEL else 'companies'}"
    row = partial(Row, what=what, value=share, target=_TARGETS.get(variation.expected, ""))
    if variation.expected is Expected.NO_MATCH:
        wrong = [decision == "match" for decision in decisions]
        rows: tuple[Row, ...] = (row(measure="match", ours=wrong), _alerted(row, decisions, baselines))
    elif variation.expected is Expected.NO_ALERT:
        wrong = [decision is not None for decision in decisions]
        rows = (_alerted(row, decisions, baselines, _TARGETS[Expected.NO_ALERT]),)
    else:
        same = [
            decision == exact[one.subject.entity.id] for decision, one in zip(decisions, made, strict=True)
        ]
        wrong = [decision is None for decision in decisions]
        rows = (row(measure="alerted", ours=[not lost for lost in wrong], baselines=baselines),)
        if variation.expected is Expected.SAME:
            wrong = [not equal for equal in same]
            rows += (row(measure="same answer as the exact name", ours=same),)
    told = [
        (i, f"{one.text!r} of {one.subject.name!r}: {decision} {score:.3f}")
        for i, (one, (decision, score)) in enumerate(zip(made, found, strict=True))
        if wrong[i]
    ]
    return Section(rows=rows, failures={what: even(told)})


def _alerted(
    row: partial[Row],
    decisions: Sequence[str | None],
    baselines: dict[str, list[bool]],
    target: str = "",
) -> Row:
    alerted = [decision is not None for decision in decisions]
    return row(measure="alerted", ours=alerted, baselines=baselines, target=target)


def _total(sections: Sequence[Section]) -> Section:
    """Sum the alerts of all classes in which 98% are wanted."""
    wanted = [
        row
        for section in sections
        for row in section.rows
        if row.measure == "alerted" and row.target == "98%"
    ]
    return Section(
        rows=(
            Row(
                what="made-up variations, all classes to be caught (H, H=)",
                measure="alerted",
                target="98%",
                ours=[found for row in wanted for found in row.ours],
                sets=[row.ours for row in wanted],
                baselines={
                    one.name: [found for row in wanted for found in row.baselines[one.name]]
                    for one in BASELINES
                },
                value=share,
            ),
        )
    )
