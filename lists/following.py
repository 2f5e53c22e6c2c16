"""What is known of a list that is followed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from lists.download import Validators
from lists.version import Counts, ListVersion


class Outcome(StrEnum):
    """What came of a refresh."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refreshed:
    """What came of a refresh: the live version after it, and why a fetched one is in quarantine."""

    list_id: str
    outcome: Outcome
    version: ListVersion | None
    reasons: tuple[str, ...] = ()


class Stage(StrEnum):
    """How far a refresh has come."""

    FETCHING = "fetching"
    READING = "reading"
    STORING = "storing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to refresh a list, until it is given back, runs out, or the list is disabled."""

    list_id: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The files that were last fetched: their fingerprint, and what to ask for newer ones with."""

    sha256: str
    validators: Mapping[str, Validators]

    def as_json(self) -> dict[str, dict[str, str | None]]:
        """Give the validators as JSON can hold them."""
        return {name: asdict(known) for name, known in self.validators.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The end of a refresh that found out what is published: `seen`, or (None) what was seen before."""

    at: datetime
    next_check_at: datetime
    seen: Seen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A list that is followed. Times are UTC.

    `checked_at` is when the live version was last known to be what its publisher has, `fetched_at` when what
    it has was last new.
    `failures` have followed one another since, the last of them at `failed_at` with `error`. `stage` is set
    while it is being refreshed.
    """

    list_id: str
    enabled_at: datetime
    leased_until: datetime | None
    stage: Stage | None
    next_check_at: datetime
    checked_at: datetime | None
    fetched_at: datetime | None
    seen: Seen | None
    failed_at: datetime | None
    failures: int
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A fetched version that waits for an operator's word, and why."""

    list_id: str
    sha256: str
    format: str
    reasons: tuple[str, ...]
    counts: Counts
    rows: int
    rejected: int
    fetched_at: datetime
    published_at: datetime | None
