"""What a screening answers with: hits whose evidence adds up to their score."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from lists.entities import Entity, Name


class Decision(StrEnum):
    """What to do with a hit; both are alerts."""

    MATCH = "match"
    REVIEW = "review"


class Outcome(StrEnum):
    """The answer to a whole screening."""

    MATCH = "match"
    REVIEW = "review"
    CLEAR = "clear"
    INSUFFICIENT_DATA = "insufficient_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason for or against a hit.

    `points` add up, over all evidence of a hit, to its score (clamped to 0..1). `limit` is set where this
    evidence keeps the hit from being more than a review, whatever its score. `detail` is JSON-ready.
    """

    rule: str
    query_value: str
    listed_value: str
    points: float
    limit: Decision | None = None
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedName:
    """The listed name that met the query best, and the part of the query that met it."""

    name: Name
    query_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An entity that reached the review threshold, or that shares an identifier with the query."""

    entity: Entity
    decision: Decision
    score: float
    matched_name: MatchedName | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dismissed:
    """An entity whose name would have alerted and whose facts say that it is another party."""

    entity: Entity
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The result of one query under one policy; hits are in order, uncut.

    `ownership` is what each rule on ownership says of the subject where the query gives its owners, as
    matching.owners.conclusions_out writes it.
    """

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    dismissed: tuple[Dismissed, ...] = ()
    warnings: tuple[str, ...] = ()
    ownership: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one entity is or is not an alert: its evidence, and what keeps it from being one."""

    entity: Entity
    decision: Decision | None = None
    score: float = 0.0
    matched_name: MatchedName | None = None
    evidence: tuple[Evidence, ...] = ()
    kept_back_by: tuple[str, ...] = ()
