"""How far the listing of some parties reaches down through stakes and controls."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from functools import cached_property

from matching.ownership.above import Above
from matching.ownership.holdings import Control, Link, Path, Stake, holder_of
from matching.ownership.shares import parts

Rounds = dict[str, int]
"""The parties that count, with the round in which they began to: a listed one in round 0, each other one in
the round after those on whom it depends. So no party counts because of itself, whatever loops there are."""


class Reach:
    """The parties that count as listed ones do: the listed themselves, and those that enough of them hold.

    The least set such that a party is in it where the stakes in it of others in the set cross a line, or,
    `through_control`, where one of them controls it. `certain` takes unknown shares as nothing. `possible`
    takes them as large as they can be: all unknown shares in a party are together at most what the known
    shares, of any owner, leave.
    """

    def __init__(
        self, above: Above, listed: Iterable[str], crosses: Callable[[int], bool], *, through_control: bool
    ) -> None:
        self.above = above
        self.listed = frozenset(party for party in listed if party in above.stakes_in) - {above.target}
        self.crosses = crosses
        self.through_control = through_control

    @property
    def certain(self) -> Rounds:
        return self._certain[0]

    @property
    def possible(self) -> Rounds:
        return self._possible[0]

    @property
    def held(self) -> int:
        """The parts of the target that parties that count are known to hold; over 100% where the data are."""
        return self._certain[1]

    @property
    def held_at_most(self) -> int:
        """The parts of the target that they could hold, were the unknown shares as large as they can be."""
        return self._possible[1]

    @property
    def reaches_target(self) -> bool | None:
        """Tell whether the target counts; None where unknown shares decide."""
        return verdict(self.above.target in self.certain, self.above.target in self.possible)

    @property
    def owns_target(self) -> bool | None:
        """Tell whether the stakes in the target cross the line; None where unknown shares decide."""
        return verdict(self.crosses(self.held), self.crosses(self.held_at_most))

    @cached_property
    def _certain(self) -> tuple[Rounds, int]:
        return self._spread(with_unknown=False)

    @cached_property
    def _possible(self) -> tuple[Rounds, int]:
        return self._spread(with_unknown=True)

    @cached_property
    def stakes(self) -> tuple[Stake, ...]:
        """The stakes of known share in the target whose owner counts, the largest first."""
        found = [
            stake
            for stake in self.above.stakes_in[self.above.target]
            if stake.share is not None and stake.owner in self.certain
        ]
        return tuple(sorted(found, key=lambda stake: (-(stake.share or 0), stake.owner)))

    @property
    def unknown(self) -> tuple[Stake, ...]:
        """The stakes of unknown share by which the target could count; if all were nothing, it would not."""
        found: list[Stake] = []
        waiting = [self.above.target]
        met = set(waiting)
        for party in waiting:
            links = [link for link in self._links_to(party) if holder_of(link) in self.possible]
            if self.above.unstated(party):
                found += [link for link in links if isinstance(link, Stake) and link.share is None]
            doubtful = {holder_of(link): None for link in links if holder_of(link) not in self.certain}
            waiting += [holder for holder in doubtful if holder not in met]
            met.update(doubtful)
        return tuple(found)

    def reasons(self, party: str) -> tuple[Link, ...]:
        """Give the links for which an unlisted party counts: controls, then stakes, the largest first.

        Only those whose holder counted before it, so that reasons never go in a circle.
        """
        before = self.certain[party]
        links = [
            link
            for link in self._links_to(party)
            if self.certain.get(holder_of(link), before) < before
            and not (isinstance(link, Stake) and link.share is None)
        ]
        return tuple(sorted(links, key=lambda link: (_rank(link), holder_of(link))))

    def path(self, last: Link, *, otherwise_than: Collection[str] = ()) -> Path:
        """Give a path from a listed party that ends with a link whose holder counts.

        At each step up it takes the weightiest reason: a control, else the largest stake. `otherwise_than`
        are the parties that count without any control: from a party that is not one of them it goes up to
        another such, until it meets a control.
        """
        links = [last]
        while (holder := holder_of(links[-1])) not in self.listed:
            reasons = self.reasons(holder)
            if otherwise_than and holder not in otherwise_than:
                reasons = tuple(
                    link for link in reasons if isinstance(link, Control) or link.owner not in otherwise_than
                )
            links.append(reasons[0])
        return tuple(reversed(links))

    def _links_to(self, party: str) -> list[Link]:
        controls = self.above.controls_over[party] if self.through_control else []
        return [*controls, *self.above.stakes_in[party]]

    def _spread(self, *, with_unknown: bool) -> tuple[Rounds, int]:
        """Give the parties that count, and the parts of the target that they hold."""
        rounds = dict.fromkeys(self.listed, 0)
        held: dict[str, int] = defaultdict(int)
        unstated_added: set[str] = set()
        newly = list(rounds)
        number = 0
        while newly:
            number += 1
            crossed: set[str] = set()
            for party in newly:
                for stake in self.above.stakes_of.get(party, ()):
                    if stake.share is not None:
                        held[stake.owned] += parts(stake.share)
                    elif with_unknown and stake.owned not in unstated_added:
                        unstated_added.add(stake.owned)
                        held[stake.owned] += self.above.unstated(stake.owned)
                    if self.crosses(held[stake.owned]):
                        crossed.add(stake.owned)
                if self.through_control:
                    crossed.update(control.controlled for control in self.above.controls_of.get(party, ()))
            newly = [party for party in crossed if party not in rounds]
            rounds.update(dict.fromkeys(newly, number))
        return rounds, held[self.above.target]


def verdict(certain: bool, possible: bool) -> bool | None:
    """Answer yes where it is certain, None where it is only possible."""
    return certain or (None if possible else False)


def _rank(link: Link) -> float:
    return -(link.share or 0) if isinstance(link, Stake) else -2
