"""The rules against a slow, obvious computation: go over all parties again until nothing changes."""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.ownership.conclusion import Conclusion, Rule
from matching.ownership.holdings import Control, Link, Stake, StatedHoldings, holder_of
from matching.ownership.rules import eu, ofac, uk

RULES = {Rule.OFAC: ofac, Rule.EU: eu, Rule.UK: uk}
Triple = tuple[str, int, str]
"""Owner, percent, owned."""


def _half_or_more(percent: int) -> bool:
    return percent >= 50


def _more_than_half(percent: int) -> bool:
    return percent > 50


def _counting(
    listed: Iterable[str],
    stakes: Sequence[Triple],
    controls: Sequence[tuple[str, str]],
    line: Callable[[int], bool],
) -> set[str]:
    counting = set(listed)
    while True:
        held: dict[str, int] = defaultdict(int)
        for owner, percent, owned in stakes:
            if owner in counting:
                held[owned] += percent
        found = {party for party, percent in held.items() if line(percent)}
        found |= {controlled for controller, controlled in controls if controller in counting}
        if found <= counting:
            return counting
        counting |= found


def _held(target: str, counting: Collection[str], stakes: Sequence[Triple]) -> int:
    return sum(percent for owner, percent, owned in stakes if owned == target and owner in counting)


def _answer(
    rule: Rule, target: str, listed: set[str], stakes: Sequence[Triple], controls: Sequence[tuple[str, str]]
) -> tuple[bool, bool, int]:
    """Give applies, owned and the percent that count, where all shares are known."""
    others = listed - {target}
    if rule is Rule.UK:
        stakes = [stake for stake in stakes if stake[0] != target]
        controls = [control for control in controls if control[0] != target]
        alone = [_counting({person}, stakes, controls, _more_than_half) for person in sorted(others)]
        percents = [_held(target, counting, stakes) for counting in alone] or [0]
        applies = any(target in counting for counting in alone)
        return applies, any(map(_more_than_half, percents)), max(percents)
    owned = _counting(others, stakes, (), _half_or_more)
    of_others = [stake for stake in stakes if stake[0] != target]
    percent = _held(target, _counting(others, of_others, (), _half_or_more), of_others)
    controlled = _counting(others, stakes, controls, _half_or_more)
    return target in (owned if rule is Rule.OFAC else controlled), target in owned, percent


def _cases(stakes: Sequence[Stake]) -> Iterator[list[Triple]]:
    """Give each extreme of the unknown shares: in each party all nothing, or one of them all that is left."""
    known = [(s.owner, round(s.share * 100), s.owned) for s in stakes if s.share is not None]
    left: dict[str, int] = defaultdict(lambda: 100)
    for _, percent, owned in known:
        left[owned] -= percent
    unknown: dict[str, list[str]] = defaultdict(list)
    for stake in stakes:
        if stake.share is None:
            unknown[stake.owned].append(stake.owner)
    for takers in product(*([None, *owners] for owners in unknown.values())):
        taken = zip(unknown, takers, strict=True)
        yield known + [(taker, max(0, left[owned]), owned) for owned, taker in taken if taker]


def _verdict(answers: set[bool]) -> bool | None:
    return None if len(answers) == 2 else answers.pop()


PARTIES = [*"ABCDEFG"]
PERCENT = st.sampled_from([5, 10, 20, 25, 30, 40, 49, 50, 51, 60, 75, 100])
STAKES = st.lists(
    st.builds(
        lambda owner, percent, owned: Stake(
            owner=owner, owned=owned, share=None if percent is None else percent / 100
        ),
        st.sampled_from(PARTIES),
        st.one_of(PERCENT, PERCENT, PERCENT, st.none()),
        st.sampled_from(PARTIES),
    ),
    max_size=12,
).filter(lambda stakes: sum(stake.share is None for stake in stakes) <= 5)
CONTROLS = st.lists(st.tuples(st.sampled_from(PARTIES), st.sampled_from(PARTIES)), max_size=2)


@given(STAKES, CONTROLS, st.sets(st.sampled_from(PARTIES), max_size=3))
@settings(max_examples=400, deadline=None)
def test_small_graphs_with_loops_and_unknown_shares_agree_with_all_their_cases(
    stakes: list[Stake], controls: list[tuple[str, str]], listed: set[str]
) -> None:
    links = _stated(stakes, controls)
    for rule, apply in RULES.items():
        found = apply("A", listed, links)
        answers = [_answer(rule, "A", listed, case, controls) for case in _cases(stakes)]
        assert found.applies == _verdict({applies for applies, _, _ in answers})
        assert found.owned == _verdict({owned for _, owned, _ in answers})
        percents = [percent for _, _, percent in answers]
        if rule is not Rule.UK or found.owned is None:
            assert found.share_at_most == min(100, max(percents)) / 100
        if rule is not Rule.UK or found.owned is not None:
            assert found.share == min(100, *percents) / 100
        _check(found, listed)
        _check_unknown(found, listed, stakes, controls)


def _check_unknown(
    found: Conclusion, listed: set[str], stakes: list[Stake], controls: list[tuple[str, str]]
) -> None:
    """Were the unknown shares that are named nothing, the open answer would be no."""
    open_answer = found.applies is None or found.owned is None
    assert bool(found.unknown) == open_answer
    assert all(stake.share is None for stake in found.unknown)
    if open_answer:
        settled = [
            Stake(owner=stake.owner, owned=stake.owned, share=0.0) if stake in found.unknown else stake
            for stake in stakes
        ]
        again = RULES[found.rule](found.target, listed, _stated(settled, controls))
        assert (again.applies if found.applies is None else again.owned) is False


def _check(found: Conclusion, listed: Collection[str]) -> None:
    """A reader who adds up what the conclusion shows arrives at it; every path leads from a listed party."""
    assert sum(round((stake.share or 0) * 100) for stake in found.holdings) >= round(found.share * 100)
    shown_stakes = [*found.holdings, *(stake for party in found.intermediaries for stake in party.stakes)]
    assert all(stake.share is not None for stake in shown_stakes)
    line = _more_than_half if found.rule is Rule.UK else _half_or_more
    shown = set(listed) if found.holder is None else {found.holder}
    waiting = list(found.intermediaries)
    while waiting:
        ready = [
            party
            for party in waiting
            if any(control.controller in shown for control in party.controls)
            or (
                line(sum(round((stake.share or 0) * 100) for stake in party.stakes))
                and all(stake.owner in shown for stake in party.stakes)
            )
        ]
        assert ready, "these intermediaries count because of each other"
        shown |= {party.party for party in ready}
        waiting = [party for party in waiting if party not in ready]
    assert all(stake.owner in shown for stake in found.holdings)
    assert [path[-1] for path in found.paths] == list(found.holdings)
    for path in (*found.paths, *found.controlled_by):
        _check_path(path, found.target, listed)
    assert all(any(isinstance(link, Control) for link in path) for path in found.controlled_by)


def _check_path(path: Sequence[Link], target: str, listed: Collection[str]) -> None:
    held = [link.owned if isinstance(link, Stake) else link.controlled for link in path]
    holders = [holder_of(link) for link in path]
    assert holders[0] in listed
    assert (held[:-1], held[-1]) == (holders[1:], target)
    assert len({holders[0], *held}) == len(path) + 1, "a path passes a party twice"


def _stated(stakes: Iterable[Stake], controls: Iterable[tuple[str, str]]) -> StatedHoldings:
    return StatedHoldings(stakes, [Control(controller=above, controlled=below) for above, below in controls])


def _random_graph(seed: int) -> tuple[list[Stake], list[tuple[str, str]], set[str]]:
    """Make 10,000 parties, each owned by up to three others, anywhere in the graph, so that loops abound."""
    chance = random.Random(seed)
    parties = [str(number) for number in range(10_000)]
    stakes = []
    for owned in parties:
        left = 100
        for owner in chance.sample(parties, chance.choice([0, 1, 1, 2, 2, 3])):
            percent = min(left, chance.choice([10, 25, 30, 50, 51, 75, 100]))
            left -= percent
            share = None if chance.random() < 0.1 else percent / 100
            stakes.append(Stake(owner=owner, owned=owned, share=share))
    controls = [(chance.choice(parties), chance.choice(parties)) for _ in range(500)]
    return stakes, controls, set(chance.sample(parties, 400))


def _with_unknown_at_most(stakes: Sequence[Stake], counting: Collection[str]) -> list[Triple]:
    """Let one unknown share in each party, of an owner that counts, take all that the known ones leave."""
    known = [(s.owner, round(s.share * 100), s.owned) for s in stakes if s.share is not None]
    left: dict[str, int] = defaultdict(lambda: 100)
    for _, percent, owned in known:
        left[owned] -= percent
    takers = {s.owned: s.owner for s in stakes if s.share is None and s.owner in counting}
    return known + [(owner, left[owned], owned) for owned, owner in takers.items()]


@pytest.mark.parametrize("seed", range(2))
def test_graphs_of_10_000_parties_with_loops_agree_with_going_over_all_of_them(seed: int) -> None:
    stakes, controls, listed = _random_graph(seed)
    links = _stated(stakes, controls)
    known = _with_unknown_at_most(stakes, ())
    for rule, of_rule in ((Rule.OFAC, []), (Rule.EU, controls)):
        certain = _counting(listed, known, of_rule, _half_or_more)
        possible = _possible(listed, stakes, of_rule)
        never = {stake.owned for stake in stakes} - possible
        for parties, applies in ((certain - listed, True), (possible - certain, None), (never, False)):
            for target in random.Random(seed).sample(sorted(parties), 8):
                found = RULES[rule](target, listed, links)
                assert found.applies is applies
                _check(found, listed)


def _possible(listed: set[str], stakes: Sequence[Stake], controls: Sequence[tuple[str, str]]) -> set[str]:
    possible = set(listed)
    while True:
        more = _counting(listed, _with_unknown_at_most(stakes, possible), controls, _half_or_more)
        if more == possible:
            return possible
        possible = more


@pytest.mark.parametrize("seed", range(2))
def test_uk_graphs_of_10_000_parties_agree_with_following_each_listed_person_alone(seed: int) -> None:
    stakes, controls, listed = _random_graph(seed)
    listed = set(sorted(listed)[:40])
    known = [stake for stake in stakes if stake.share is not None]
    links = _stated(known, controls)
    triples = [(s.owner, round((s.share or 0) * 100), s.owned) for s in known]
    reached = set()
    for person in listed:
        reached |= _counting({person}, triples, controls, _more_than_half) - {person}
    targets = random.Random(seed).sample(sorted({stake.owned for stake in stakes} - listed), 25)
    targets += sorted(reached - listed)[:25]
    for target in targets:
        found = uk(target, listed, links)
        assert found.applies == (target in reached)
        _check(found, listed)
