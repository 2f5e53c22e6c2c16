"""The part of all holdings that a rule needs: everything above one party."""

from collections import defaultdict

from matching.ownership.holdings import Control, Holdings, Link, Stake, holder_of
from matching.ownership.shares import WHOLE, parts


class Above:
    """All parties above a target, however far and whether or not in loops, with the links between them.

    What the target itself holds is left out: nobody owns a party by way of that party.
    """

    def __init__(self, target: str, holdings: Holdings) -> None:
        self.target = target
        self.stakes_in: dict[str, list[Stake]] = {}
        self.controls_over: dict[str, list[Control]] = {}
        self.stakes_of: dict[str, list[Stake]] = defaultdict(list)
        self.controls_of: dict[str, list[Control]] = defaultdict(list)
        self.stated: dict[str, int] = {}
        """The known shares in each party, of any owner, added up; in parts."""
        self._collect(holdings)

    @property
    def nearest_first(self) -> list[str]:
        """All parties, each before those that only stand further above; the target is the first."""
        return list(self.stakes_in)

    def unstated(self, party: str) -> int:
        """Give the parts of a party that no known share takes: at most what all its unknown shares are."""
        return max(0, WHOLE - self.stated[party])

    def _collect(self, holdings: Holdings) -> None:
        waiting = [self.target]
        met = {self.target}
        for party in waiting:
            stakes = list(holdings.stakes_in(party))
            self.stated[party] = sum(parts(stake.share) for stake in stakes if stake.share is not None)
            self.stakes_in[party] = [stake for stake in stakes if stake.owner != self.target]
            self.controls_over[party] = [
                control for control in holdings.controls_over(party) if control.controller != self.target
            ]
            for stake in self.stakes_in[party]:
                self.stakes_of[stake.owner].append(stake)
            for control in self.controls_over[party]:
                self.controls_of[control.controller].append(control)
            links: list[Link] = [*self.stakes_in[party], *self.controls_over[party]]
            holders = dict.fromkeys(map(holder_of, links))
            waiting += [holder for holder in holders if holder not in met]
            met.update(holders)
