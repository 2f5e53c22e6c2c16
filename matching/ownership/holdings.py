"""Who holds how much of whom, and who controls whom. Parties are ids of nodes, listed or not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """A part of one party that another owns.

    `share` is 0..1, None where it is unknown. Two stakes of one owner in one party are two stakes and add up;
    whoever has several reports of the same stake gives one.
    """

    owner: str
    owned: str
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A statement, without a share, that one party controls another or is its parent."""

    controller: str
    controlled: str


Link = Stake | Control
Path = tuple[Link, ...]
"""Links from a listed party down to the party asked about; each begins where the one before it ends."""


def holder_of(link: Link) -> str:
    """Give the upper end of a link."""
    return link.owner if isinstance(link, Stake) else link.controller


class Holdings(Protocol):
    """Where a rule looks up who stands above a party; it asks of the target, then of those above."""

    def stakes_in(self, party: str, /) -> Iterable[Stake]: ...
    def controls_over(self, party: str, /) -> Iterable[Control]: ...


class StatedHoldings:
    """Stakes and controls held in memory."""

    def __init__(self, stakes: Iterable[Stake], controls: Iterable[Control] = ()) -> None:
        self._stakes: dict[str, list[Stake]] = defaultdict(list)
        self._controls: dict[str, list[Control]] = defaultdict(list)
        for stake in stakes:
            self._stakes[stake.owned].append(stake)
        for control in controls:
            self._controls[control.controlled].append(control)

    def stakes_in(self, party: str, /) -> Iterable[Stake]:
        return self._stakes.get(party, ())

    def controls_over(self, party: str, /) -> Iterable[Control]:
        return self._controls.get(party, ())
