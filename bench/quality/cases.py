"""The judged cases of the folder `shared`: variations, labelled pairs, innocents, namesakes."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bench.quality.baselines import BASELINES, NamesByType
from bench.quality.engine import Engine, query_of
from bench.quality.rows import Row, Section, even, f1, precision, recall, share
from bench.quality.spread import spread
from lists.entities import Entity, EntityType
from lists.sources.formats import recognise
from lists.sources.parsed import RawFile
from matching.query import Query

Case = dict[str, str]
BASELINE_INNOCENTS = 500
"""Baselines are measured on so many innocents, taken evenly."""
TYPE_OF_SCHEMA = {"Person": "person", "Vessel": "vessel", "Airplane": "aircraft"}
_PAIRS = "judge-pairs"


def right(expect: str, decision: str | None, *, anything: bool) -> bool:
    """Judge a decision on the expected entity; `anything` says whether any entity alerted at all."""
    return {
        "match": decision == "match",
        "review": decision == "review",
        "alert": decision is not None,
        "no-match": decision != "match",
        "none": decision is None,
        "silent": not anything,
    }[expect]


def variations(engine: Engine, listed: NamesByType, rows: Sequence[Case]) -> Section:
    """Screen each variation; a baseline's alert counts as whatever kind of alert is expected."""

    def ours(row: Case) -> tuple[bool, str]:
        found = engine.ask(query_of(row)).decisions
        decision = next((found[i] for i in row["expect_id"].split() if i in found), None)
        asked = row["name"] or row["identifiers"]
        told = f"[{row['class']}] {asked!r}: {row['expect']} expected, got {decision}"
        return right(row["expect"], decision, anything=bool(found)), told

    def theirs(row: Case) -> list[bool]:
        kind = EntityType(row["type"]) if row["type"] else None
        answers = [listed.alerts(baseline, row["name"], kind) for baseline in BASELINES]
        expected = set(row["expect_id"].split())
        return [
            bool(found & expected) == (row["expect"] in {"match", "review", "alert"})
            and (row["expect"] != "silent" or not found)
            for found in answers
        ]

    judged = spread(ours, rows, batch=50)
    return Section(
        rows=(
            Row(
                what="variations.csv",
                measure="right",
                target="97%",
                ours=[good for good, _ in judged],
                baselines=_by_baseline(spread(theirs, rows, batch=50)),
                value=share,
            ),
        ),
        failures={"variations.csv": even([(i, told) for i, (good, told) in enumerate(judged) if not good])},
    )


@dataclass(frozen=True, slots=True)
class Innocents:
    """A file of innocents: what to screen of them and how many alerts are allowed."""

    file: str
    what: str
    only_names: bool
    target: str
    match_target: str = ""


INNOCENTS = (
    Innocents("innocent_companies.csv", "innocent companies, names only", True, "≤ 0.3%", "≤ 0.02%"),
    Innocents("innocent_companies.csv", "innocent companies, as given", False, ""),
    Innocents("innocent_shipping_companies.csv", "innocent shipping companies, names only", True, "≤ 1.5%"),
    Innocents("innocent_vessels.csv", "innocent vessels, with IMO", False, "≤ 0.1%"),
    Innocents("innocent_vessels.csv", "innocent vessels, names only", True, "≤ 1%"),
)


def innocents(engine: Engine, listed: NamesByType, kind: Innocents, rows: Sequence[Case]) -> Section:
    """Screen innocents: none should alert."""

    def ours(row: Case) -> tuple[bool, bool, str]:
        answer = engine.ask(query_of(row, only_names=kind.only_names))
        top = next(iter(answer.decisions), "")
        told = f"{row['name']!r}: {answer.decisions.get(top)} {answer.scores.get(top, 0):.3f} {top}"
        return bool(answer.decisions), answer.has_match, told + f" {_name(engine, top)!r}"

    def theirs(row: Case) -> list[bool]:
        return [bool(listed.alerts(one, row["name"], EntityType(row["type"]))) for one in BASELINES]

    judged = spread(ours, rows)
    sample = rows[:: max(1, len(rows) // BASELINE_INNOCENTS)][:BASELINE_INNOCENTS]
    baselines = _by_baseline(spread(theirs, sample, batch=500)) if kind.only_names else {}
    row = partial(Row, what=kind.what, value=share)
    alerted = [found for found, _, _ in judged]
    matched = [match for _, match, _ in judged]
    return Section(
        rows=(
            row(measure="alerted", target=kind.target, ours=alerted, baselines=baselines),
            row(measure="match", target=kind.match_target, ours=matched),
        ),
        failures={kind.what: even([(i, told) for i, (found, _, told) in enumerate(judged) if found])},
    )


def _name(engine: Engine, entity_id: str) -> str:
    return engine.index.entity(entity_id).name if entity_id else ""


def namesakes(engine: Engine, rows: Sequence[Case]) -> Section:
    """Screen ships that share a listed ship's name, with their own IMO numbers: none is that ship."""

    def ours(row: Case) -> tuple[bool, bool]:
        answer = engine.ask(query_of(row))
        return answer.has_match, bool(answer.decisions)

    judged = spread(ours, rows)
    what = "namesake vessels, with IMO"
    matched = [match for match, _ in judged]
    failed = [(i, repr(rows[i]["name"])) for i, match in enumerate(matched) if match]
    return Section(
        rows=(
            Row(what=what, measure="match", target="0", ours=matched, value=share),
            Row(what=what, measure="alerted", ours=[alerted for _, alerted in judged], value=share),
        ),
        failures={what: even(failed)},
    )


def pairs_as_list(rows: Sequence[Case]) -> tuple[Entity, ...]:
    """Make the operator's list whose names are the second ones of the pairs; own id is the position."""
    listing = io.StringIO()
    writer = csv.writer(listing)
    writer.writerow(["id", "type", "name"])
    writer.writerows([i, _type(row), row["name2"]] for i, row in enumerate(rows))
    file = RawFile(name="judge-pairs.csv", content=listing.getvalue().encode())
    return recognise((file,)).parse(_PAIRS, (file,)).entities


def pairs(engine: Engine, listed: NamesByType, rows: Sequence[Case]) -> Section:
    """Screen the first name of each pair; the second must alert where the pair is labelled a match."""

    def ours(place: int) -> bool:
        row = rows[place]
        query = Query(names=(row["name1"],), type=_type(row), lists=frozenset({_PAIRS}))
        return f"{_PAIRS}:{place}" in engine.ask(query).decisions

    def theirs(place: int) -> list[bool]:
        row = rows[place]
        return [f"{_PAIRS}:{place}" in listed.alerts(one, row["name1"], _type(row)) for one in BASELINES]

    places = range(len(rows))
    alerted = spread(ours, places, batch=250)
    by_baseline = _by_baseline(spread(theirs, places, batch=250))
    expected = [row["is_match"] == "true" for row in rows]
    made: list[Row] = []
    for group, target, belongs in _PAIR_GROUPS:
        chosen = [i for i in places if belongs(rows[i]["schema"])]
        outcomes = {
            name: [(expected[i], found[i]) for i in chosen]
            for name, found in (("", alerted), *by_baseline.items())
        }
        row = partial(Row, what=f"name_pairs.csv, {group}", ours=outcomes.pop(""), baselines=outcomes)
        made += (
            row(measure="F1", target=target, value=f1),
            row(measure="precision", value=precision),
            row(measure="recall", value=recall),
        )
    wrong = [(i, _told(rows[i], alerted=alerted[i])) for i in places if expected[i] != alerted[i]]
    return Section(rows=tuple(made), failures={"name_pairs.csv": even(wrong)})


_PAIR_GROUPS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("all", "87%", lambda _: True),
    ("company or organisation", "93%", lambda schema: schema in {"Company", "Organization"}),
    ("person", "83%", lambda schema: schema == "Person"),
    ("vessel", "100%", lambda schema: schema == "Vessel"),
)


def _told(row: Case, *, alerted: bool) -> str:
    return f"{'false' if alerted else 'missed'} {row['schema']} {row['name1']!r} ~ {row['name2']!r}"


def _type(row: Case) -> EntityType:
    return EntityType(TYPE_OF_SCHEMA.get(row["schema"], "company"))


def _by_baseline(alerts: Sequence[Sequence[bool]]) -> dict[str, list[bool]]:
    return {baseline.name: [one[i] for one in alerts] for i, baseline in enumerate(BASELINES)}
