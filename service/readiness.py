"""Whether the service may be given screenings."""

from collections.abc import Callable
from dataclasses import dataclass

from service.errors import NotReady
from service.self_test import SelfTest
from service.shared_self_test import SharedSelfTest
from service.snapshot import LiveSnapshot, Snapshot

NAMED = 5
"""Entities told, where names of theirs do not find them: by id alone, since `ready` asks for no key."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Asks everything that can turn `ready` off; `check_looks` raises NotReady for what a look found."""

    live: LiveSnapshot
    self_test: SelfTest | SharedSelfTest
    check_looks: Callable[[], None]

    def check(self) -> Snapshot:
        """Give the snapshot as it stands, if it is complete and found right. Raises NotReady."""
        snapshot = self.live.check_built()
        snapshot.check_complete()
        if unfound := self.self_test.unfound:
            more = f" and {len(unfound) - NAMED} more" if len(unfound) > NAMED else ""
            raise NotReady(f"names of {', '.join(sorted(unfound)[:NAMED])}{more} do not find their entities")
        self.check_looks()
        return snapshot
