"""Figures of the benchmark: what is counted, how it is split, how it is written."""

import math

import pytest

from bench.quality.baselines import BASELINES
from bench.quality.report import as_csv, as_markdown, failures
from bench.quality.rows import Row, Section, f1, precision, recall, share
from bench.quality.spread import spread

OUTCOMES = [(True, True), (True, False), (False, True), (False, False), (True, True)]


def test_precision_recall_and_f1_of_expected_and_alerted():
    assert precision(OUTCOMES) == pytest.approx(2 / 3)
    assert recall(OUTCOMES) == pytest.approx(2 / 3)
    assert f1([(True, True), (True, False)]) == pytest.approx(2 / 3)


def test_without_any_outcome_no_share_is_made_up():
    assert all(map(math.isnan, (share([]), f1([]), f1([(False, False)]), recall([(False, True)]))))
    row = Row(what="nothing", measure="alerted", ours=[], value=share)
    assert "| – | – | – |" in as_markdown([Section(rows=(row,))])


def test_even_positions_are_looked_at_and_odd_ones_only_counted():
    row = Row(what="names", measure="alerted", ours=[True, False, True, False], value=share)
    assert (share(row.looked_at), share(row.only_counted)) == (1.0, 0.0)


def test_a_sum_of_sets_is_split_by_the_positions_of_each_set():
    sets = [[True, False, True], [True, False]]
    row = Row(what="sum", measure="alerted", ours=[*sets[0], *sets[1]], sets=sets, value=share)
    assert (share(row.looked_at), share(row.only_counted)) == (1.0, 0.0)


def test_the_table_has_a_cell_for_each_baseline_and_the_csv_the_same_cells():
    row = Row(
        what="names",
        measure="alerted",
        target="≤ 0.3%",
        ours=[True] + [False] * 399,
        baselines={BASELINES[0].name: [True, False]},
        value=share,
    )
    section = Section(rows=(row,))
    assert "| names | 400 | alerted | ≤ 0.3% | 0.25% (1) | 0.50% (1) | 0.0% | 50.0% |" in as_markdown(
        [section]
    )
    assert "names,400,alerted,≤ 0.3%,0.25% (1),0.50% (1),0.0%,50.0%" in as_csv([section])


def test_only_so_many_failures_are_told():
    section = Section(rows=(), failures={"typos": ["one", "two", "three"], "order": []})
    assert failures([section], 2) == "typos: 3 of the looked-at half\n    one\n    two"


def test_work_spread_over_processes_comes_back_in_order():
    assert spread(lambda number: number * 2, range(11), processes=2, batch=3) == [n * 2 for n in range(11)]
