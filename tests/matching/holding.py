"""Stakes and controls as short as a worked example writes them."""

from matching.ownership.holdings import Control, Stake, StatedHoldings


def holdings(*links: tuple[str, float | str | None, str]) -> StatedHoldings:
    """Read ("X", 50, "A") as X owns 50% of A, None as an unknown share, "controls" as control."""
    stakes = [
        Stake(owner=owner, owned=owned, share=None if percent is None else percent / 100)
        for owner, percent, owned in links
        if not isinstance(percent, str)
    ]
    controls = [
        Control(controller=owner, controlled=owned) for owner, word, owned in links if word == "controls"
    ]
    return StatedHoldings(stakes, controls)
