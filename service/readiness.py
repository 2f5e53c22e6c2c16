"""Whether the service may be given screenings."""

from collections.abc import Callable
from dataclasses import dataclass

from service.errors import NotReady
from service.self_test import SelfTest
from service.snapshot import LiveSnapshot, Snapshot

NAMED = 5
"""Listed names that are named where they do not find themselves."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Asks everything that can turn `ready` off; `stale` gives the lists whose staleness does."""

    live: LiveSnapshot
    self_test: SelfTest
    stale: Callable[[], tuple[str, ...]]

    def check(self) -> Snapshot:
        """Give the snapshot as it stands, if it is complete and found right. Raises NotReady."""
        snapshot = self.live.check_built()
        snapshot.check_complete()
        if unfound := self.self_test.unfound:
            more = f" and {len(unfound) - NAMED} more" if len(unfound) > NAMED else ""
            raise NotReady(f"listed names that do not find themselves: {', '.join(unfound[:NAMED])}{more}")
        if stale := self.stale():
            raise NotReady(f"stale: {', '.join(stale)}")
        return snapshot
