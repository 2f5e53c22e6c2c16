"""Rows of the benchmark's table.

Whatever is counted is split by position: cases at even positions may be looked at while matching is
improved, those at odd positions are only counted.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Outcomes = Sequence[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measure of one set of cases: ours, and the baselines' (perhaps on fewer cases).

    `value` makes the share, 0..1, of outcomes. `sets` are given where `ours` is the sum of several sets of
    cases, each split by its own positions.
    """

    what: str
    measure: str
    ours: Outcomes
    target: str = ""
    baselines: Mapping[str, Outcomes] = field(default_factory=dict)
    value: Callable[[Outcomes], float]
    sets: Sequence[Outcomes] = ()

    @property
    def looked_at(self) -> Outcomes:
        return [outcome for one in self.sets or (self.ours,) for outcome in one[0::2]]

    @property
    def only_counted(self) -> Outcomes:
        return [outcome for one in self.sets or (self.ours,) for outcome in one[1::2]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The rows of one kind of case, and the failures among the cases that may be looked at, by row."""

    rows: tuple[Row, ...]
    failures: Mapping[str, Sequence[str]] = field(default_factory=dict)


def share(outcomes: Outcomes) -> float:
    """Give the share of outcomes that are true; not a number where there is none."""
    return sum(map(bool, outcomes)) / len(outcomes) if outcomes else math.nan


def precision(outcomes: Outcomes) -> float:
    """Give the share of right alerts among alerts; an outcome is (expected, alerted)."""
    return share([expected for expected, alerted in outcomes if alerted])


def recall(outcomes: Outcomes) -> float:
    """Give the share of expected alerts that came; an outcome is (expected, alerted)."""
    return share([alerted for expected, alerted in outcomes if expected])


def f1(outcomes: Outcomes) -> float:
    """Give the harmonic mean of precision and recall: right alerts twice, among expected ones and alerts."""
    right = sum(expected and alerted for expected, alerted in outcomes)
    either = sum(expected + alerted for expected, alerted in outcomes)
    return 2 * right / either if either else math.nan


def even(failures: Sequence[tuple[int, str]]) -> list[str]:
    """Give the failures at even positions."""
    return [text for position, text in failures if position % 2 == 0]
