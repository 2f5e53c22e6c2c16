"""What a rule concludes about a party, with all that a reader needs to check it."""

from dataclasses import dataclass
from enum import StrEnum

from matching.ownership.holdings import Control, Path, Stake


class Rule(StrEnum):
    """Whose rule it is."""

    OFAC = "ofac"
    EU = "eu"
    UK = "uk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intermediary:
    """A party on the way that counts, and why: `share`, 0..1, is what `stakes` add up to.

    It is unlisted, or under the UK's rule may be a listed one that counts for `Conclusion.holder`. Every
    holder named here is listed or is an intermediary itself, and none depends on this party. Where a control
    is given (UK), it is reason enough.
    """

    party: str
    share: float
    stakes: tuple[Stake, ...]
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """The answer of one rule for one party, the target. Shares are 0..1.

    A party counts where it is listed or where, under the rule, its holdings are those of listed parties.
    """

    rule: Rule
    target: str
    applies: bool | None
    """Whether the rule treats the target as its listed holders: owned, or under the EU's and the UK's rule
    controlled. None where unknown shares decide."""
    owned: bool | None
    """The same for ownership alone."""
    share: float
    """The known shares that count, added up; what is over 100% is 100%."""
    share_at_most: float
    """The same, were the unknown shares as large as the known ones, of any owner, leave room for."""
    stated: float
    """All known shares in the target, of any owner, added up. Over 1 the data contradict themselves."""
    holder: str | None
    """Under the UK's rule the listed party whose holdings are added up: the one that holds the most."""
    holdings: tuple[Stake, ...]
    """The stakes in the target that count, the largest first."""
    apart: tuple[Stake, ...]
    """Under the UK's rule, the stakes in the target of other listed parties, which are not added."""
    paths: tuple[Path, ...]
    """For each of `holdings` a path from a listed party, by the weightiest link at each step."""
    intermediaries: tuple[Intermediary, ...]
    """The parties through which `holdings` count, the nearest to the target first."""
    unknown: tuple[Stake, ...]
    """Where `applies` or `owned` is None, the stakes of unknown share on which that rests. Were all of them
    nothing, it would be false."""
    controlled_by: tuple[Path, ...]
    """Paths from listed parties that control the target; at least one step of each is a control."""
