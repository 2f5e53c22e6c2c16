"""The rules on ownership and control, each in a function of its own.

`listed` are the parties that the authority lists with a measure that reaches what they own, such as an asset
freeze. That the target itself is listed makes no difference: the question is who is above it. See
docs/decisions/0008-ownership-rules.md for how each source is read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from matching.ownership.above import Above
from matching.ownership.conclusion import Conclusion, Intermediary, Rule
from matching.ownership.holdings import Control, Holdings, Link, Path, Stake, holder_of
from matching.ownership.reach import Reach, Rounds, verdict
from matching.ownership.shares import WHOLE, is_half_or_more, is_more_than_half, parts, share


def ofac(target: str, listed: Collection[str], holdings: Holdings) -> Conclusion:
    """Apply OFAC's 50 Percent Rule.

    A party is blocked where blocked persons together own 50% or more of it, directly or through parties that
    are blocked by the same rule (OFAC FAQ 399 and 401; revised guidance of 13 August 2014). Shares are not
    multiplied along a chain. Control alone does not block; it is told, as OFAC urges caution (FAQ 398, 400).
    Only what is owned now counts (FAQ 402): give no former stakes.
    """
    above = Above(target, holdings)
    owned = Reach(above, listed, is_half_or_more, through_control=False)
    controlled = Reach(above, listed, is_half_or_more, through_control=True)
    return _conclude(
        Rule.OFAC,
        owned,
        applies=owned.owns_target,
        owned=owned.owns_target,
        unknown=owned.unknown if owned.owns_target is None else (),
        controlled_by=_control_beside(owned, controlled),
    )


def eu(target: str, listed: Collection[str], holdings: Holdings) -> Conclusion:
    """Apply the EU's rule of ownership and control.

    A party is owned where listed ones together own 50% or more of it, directly or through parties so owned
    (Council, EU Best Practices for the effective implementation of restrictive measures, 3 July 2024; until
    then more than 50%; on adding up also the Commission's FAQ 8 on asset freezes). Control is a ground of its
    own (the same Best Practices).
    """
    above = Above(target, holdings)
    owned = Reach(above, listed, is_half_or_more, through_control=False)
    controlled = Reach(above, listed, is_half_or_more, through_control=True)
    unknown: tuple[Stake, ...] = ()
    if controlled.reaches_target is None:
        unknown = controlled.unknown
    elif owned.owns_target is None:
        unknown = owned.unknown
    return _conclude(
        Rule.EU,
        owned,
        applies=controlled.reaches_target,
        owned=owned.owns_target,
        unknown=unknown,
        controlled_by=_control_beside(owned, controlled),
    )


def uk(target: str, listed: Collection[str], holdings: Holdings) -> Conclusion:
    """Apply the UK's rule of ownership and control.

    A party is owned where one listed person holds more than 50% of it (Russia (Sanctions) (EU Exit)
    Regulations 2019, regulation 7(2)), adding up what that person holds directly and through parties in which
    it has a majority stake, by shares or by control (Schedule 1). Holdings of different listed persons are
    not added up unless they act jointly (OFSI, UK Financial Sanctions: General Guidance, part 4), which these
    data do not tell; `apart` names them. Control is a ground of its own (regulation 7(4)).
    """
    above = Above(target, holdings)
    followed = _each_alone(above, frozenset(listed))
    surely_owned = any(reach.crosses(reach.held) for reach in followed)
    doubtful = [] if surely_owned else _without_covered(followed, lambda reach: reach.possible)
    applies = verdict(
        any(target in reach.certain for reach in followed),
        any(target in reach.possible for reach in doubtful),
    )
    owned = verdict(surely_owned, any(reach.crosses(reach.held_at_most) for reach in doubtful))
    if owned is None:
        most = max(doubtful, key=lambda reach: reach.held_at_most)
    else:
        nobody = Reach(above, (), is_more_than_half, through_control=True)
        most = max(followed, key=lambda reach: reach.held, default=nobody)
    return _conclude(
        Rule.UK,
        most,
        applies=applies,
        owned=owned,
        unknown=_unknown_alone(doubtful, applies, owned),
        controlled_by=_controls_alone(followed),
        apart=_apart(most, followed),
    )


def _conclude(
    rule: Rule,
    reach: Reach,
    *,
    applies: bool | None,
    owned: bool | None,
    unknown: tuple[Stake, ...],
    controlled_by: tuple[Path, ...],
    apart: tuple[Stake, ...] = (),
) -> Conclusion:
    return Conclusion(
        rule=rule,
        target=reach.above.target,
        applies=applies,
        owned=owned,
        share=share(reach.held),
        share_at_most=share(reach.held_at_most),
        stated=reach.above.stated[reach.above.target] / WHOLE,
        holder=next(iter(reach.listed), None) if rule is Rule.UK else None,
        holdings=reach.stakes,
        apart=apart,
        paths=tuple(reach.path(stake) for stake in reach.stakes),
        intermediaries=tuple(_intermediaries(reach)),
        unknown=unknown,
        controlled_by=controlled_by,
    )


def _intermediaries(reach: Reach) -> Iterator[Intermediary]:
    """Explain every party through which the stakes in the target count."""
    waiting = [stake.owner for stake in reach.stakes]
    met = set(reach.listed)
    for party in waiting:
        if party in met:
            continue
        met.add(party)
        reasons = reach.reasons(party)
        stakes = tuple(link for link in reasons if isinstance(link, Stake))
        yield Intermediary(
            party=party,
            share=share(sum(parts(stake.share or 0) for stake in stakes)),
            stakes=stakes,
            controls=tuple(link for link in reasons if isinstance(link, Control)),
        )
        waiting += map(holder_of, reasons)


def _control_beside(owned: Reach, controlled: Reach) -> tuple[Path, ...]:
    """Give the paths by which the target is controlled rather than owned: one of the steps is a control."""
    above = controlled.above
    last: list[Link] = [
        control for control in above.controls_over[above.target] if control.controller in controlled.certain
    ]
    if not owned.owns_target and controlled.owns_target:
        last += [stake for stake in controlled.stakes if stake.owner not in owned.certain]
    return tuple(controlled.path(link, otherwise_than=owned.certain) for link in last)


def _each_alone(above: Above, listed: Collection[str]) -> list[Reach]:
    """Follow each listed person by itself, but none that counts for another, who holds all that it holds."""
    persons = (person for person in reversed(above.nearest_first[1:]) if person in listed)
    alone = (Reach(above, (person,), is_more_than_half, through_control=True) for person in persons)
    return _without_covered(alone, lambda reach: reach.certain)


def _without_covered(reaches: Iterable[Reach], rounds: Callable[[Reach], Rounds]) -> list[Reach]:
    """Leave out each reach that begins within one before it, as it cannot go farther than that one.

    The farthest from the target come first, so that few are followed in vain.
    """
    kept: list[Reach] = []
    covered: set[str] = set()
    for reach in reaches:
        if not reach.listed <= covered:
            kept.append(reach)
            covered.update(rounds(reach))
    return kept


def _unknown_alone(doubtful: list[Reach], applies: bool | None, owned: bool | None) -> tuple[Stake, ...]:
    found: dict[int, Stake] = {}
    for reach in doubtful:
        if (applies is None and reach.reaches_target is None) or (
            owned is None and reach.owns_target is None
        ):
            found.update((id(stake), stake) for stake in reach.unknown)
    return tuple(found.values())


def _controls_alone(reaches: Iterable[Reach]) -> tuple[Path, ...]:
    return tuple(
        reach.path(control)
        for reach in reaches
        for control in reach.above.controls_over[reach.above.target]
        if control.controller in reach.certain
    )


def _apart(most: Reach, followed: Iterable[Reach]) -> tuple[Stake, ...]:
    """Give the stakes in the target that count for a listed person, but not for the one holding most."""
    counting = {party for reach in followed for party in reach.certain} - most.certain.keys()
    stakes = most.above.stakes_in[most.above.target]
    return tuple(stake for stake in stakes if stake.owner in counting)
