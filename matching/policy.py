"""The matching policy: every threshold and weight as one frozen value, hashed into every answer."""

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from lists.entities import EntityType


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRules:
    """What differences between two names cost, for one type of entity; points are shares of the score 0..1.

    `missing`, `extra` and `replaced` are multiplied by the weight share of the words concerned: listed
    words that the query lacks, query words that the listed name lacks, and the smaller of both (words
    that stand in each other's place). `number_conflict` is for names whose numbers differ,
    `number_extra` for a number that only the query has.
    """

    missing: float
    extra: float
    replaced: float
    reordered: float
    number_conflict: float
    number_extra: float
    short_length: int
    """A single word of fewer letters than this must be equal, and alone gives a review."""
    single_length: int
    """A single word of fewer letters than this plus another word is another name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """Thresholds of their own for the entities of a list, of a type, or of both; None means any."""

    list_id: str | None = None
    type: EntityType | None = None
    review: float
    match: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Thresholds and weights. Scores are 0..1; an alert is a hit at or above `review_threshold`."""

    review_threshold: float = 0.80
    match_threshold: float = 0.93
    thresholds: tuple[Threshold, ...] = ()
    """Exceptions; the first that fits an entity counts."""
    company: NameRules = NameRules(
        missing=0.4,
        extra=0.7,
        replaced=1.0,
        reordered=0.01,
        number_conflict=0.05,
        number_extra=0.0,
        short_length=5,
        single_length=5,
    )
    vessel: NameRules = NameRules(
        missing=0.4,
        extra=0.8,
        replaced=1.0,
        reordered=0.02,
        number_conflict=0.5,
        number_extra=0.3,
        short_length=7,
        single_length=1_000,
    )
    person: NameRules = NameRules(
        missing=0.4,
        extra=0.35,
        replaced=1.2,
        reordered=0.005,
        number_conflict=0.0,
        number_extra=0.0,
        short_length=5,
        single_length=5,
    )
    short_name_typo: float = 0.3
    """Cost of anything but equality in a short single-word name."""
    generic_only: float = 0.3
    """Cost where all that agrees is words too common to tell parties apart."""
    generic_weight: float = 0.5
    """The weight up to which a word is too common to tell parties apart."""
    general_name_weight: float = 0.8
    """Sum of word weights from which a company's name of such words alone may stand beside others of them."""
    embedded_score: float = 0.82
    """Score of a distinctive listed name that stands whole inside a longer text."""
    embedded_weight: float = 1.3
    """Sum of word weights from which a listed name is distinctive."""
    cut_off_score: float = 0.85
    """Score of a listed name that the query breaks off inside a word."""
    form_conflict: float = 0.005
    """Cost of two different legal forms: it only breaks ties."""
    identifier_points: float = 1.0
    """An equal strong identifier of the same kind."""
    weak_identifier_points: float = 0.80
    """An equal MMSI or call sign without an agreeing name."""
    weak_identifier_support: float = 0.05
    """The same beside an agreeing name."""
    near_imo_points: float = 0.80
    """A wrong IMO number one digit or one swap away from the listed one, without an agreeing name."""
    imo_conflict: float = 0.12
    """Cost of another valid IMO number; with a second conflicting fact the hit is dismissed."""
    identity_conflict_score: float = 0.6
    """Name score under which an equal identifier is marked as an identity conflict."""
    fact_support: float = 0.02
    fact_conflict: float = 0.03
    birth_date_conflict: float = 0.15
    birth_year_near: float = 0.05
    minority_share: float = 0.25
    """A share of listed parties from which an unlisted one alerts though no rule counts it as theirs.

    Who holds a quarter may be its beneficial owner (FATF Recommendation 24), and OFAC urges caution below its
    50% (FAQ 398)."""

    def lowest_name_score(self, *, facts: int, identifiers: int) -> float:
        """Give the name score under which so many facts and identifiers of a query cannot make an alert."""
        most_support = facts * self.fact_support + identifiers * self.weak_identifier_support
        lowest = min(self.review_threshold, *(threshold.review for threshold in self.thresholds), 1.0)
        return lowest - most_support

    def with_review_threshold(self, review: float) -> "Policy":
        """Give this policy with one review threshold for all lists and types."""
        exceptions = tuple(replace(threshold, review=review) for threshold in self.thresholds)
        return replace(self, review_threshold=review, thresholds=exceptions)

    def threshold_for(self, list_id: str, entity_type: EntityType | None) -> Threshold:
        """Give the thresholds that count for the entities of a list and type."""
        for threshold in self.thresholds:
            if threshold.list_id in (None, list_id) and threshold.type in (None, entity_type):
                return threshold
        return Threshold(review=self.review_threshold, match=self.match_threshold)

    def __post_init__(self) -> None:
        """Refuse thresholds outside 0..1."""
        for threshold in (
            Threshold(review=self.review_threshold, match=self.match_threshold),
            *self.thresholds,
        ):
            if not (0.0 <= threshold.review <= 1.0 and 0.0 <= threshold.match <= 1.0):
                raise ValueError(
                    f"a threshold outside 0..1: review {threshold.review}, match {threshold.match}"
                )

    def rules_for(self, entity_type: EntityType | None) -> NameRules:
        """Give the name rules of a type; aircraft and untyped entities are compared like companies."""
        if entity_type is EntityType.VESSEL:
            return self.vessel
        return self.person if entity_type is EntityType.PERSON else self.company

    @property
    def hash(self) -> str:
        """The SHA-256 of the policy's values, as `sha256:<hex>`."""
        canonical = json.dumps(asdict(self), sort_keys=True)
        return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


DEFAULT_POLICY = Policy()
PRESETS = {
    "strict": Policy(review_threshold=0.74, match_threshold=0.9, embedded_score=0.76),
    "balanced": DEFAULT_POLICY,
    "lenient": Policy(review_threshold=0.88, match_threshold=0.95, embedded_score=0.88, generic_only=0.4),
}
"""Named policies: strict misses least, lenient alerts least; docs/benchmarks.md has the figures of each."""
