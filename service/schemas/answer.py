"""What a screening answers."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from matching.evidence import Dismissed, Evidence, Hit, MatchedName
from matching.policy import Policy
from service.portraits import Portrait
from service.schemas.entities import EntityOut
from service.schemas.lists import ListRef
from service.schemas.network import AlsoListedOut, NameElsewhereOut, RelatedOut
from service.schemas.problem import ProblemOut
from service.screener import Explained, Screened
from service.summary import summarise_explanation, summarise_hit
from service.version import VERSION


class EngineOut(BaseModel):
    """What screened: the product's version and the hash of the policy's values."""

    version: str
    policy: str

    @classmethod
    @lru_cache(maxsize=64)  # a policy's hash costs more than an empty answer
    def of(cls, policy: Policy) -> "EngineOut":
        return EngineOut(version=VERSION, policy=policy.hash)


class MatchedNameOut(BaseModel):
    """The listed name that met the query best, and the part of the query that met it."""

    text: str
    kind: str
    query_text: str

    @classmethod
    def of(cls, matched: MatchedName) -> "MatchedNameOut":
        name = matched.name
        return MatchedNameOut(text=name.text, kind=name.kind, query_text=matched.query_text)


class EvidenceOut(BaseModel):
    """One reason for or against. The points of all evidence add up to the score, held to 0..1.

    `limit` is `review` where this reason keeps the hit from being more, whatever its score.
    """

    rule: str
    query_value: str
    listed_value: str
    points: float
    limit: str | None
    detail: dict[str, Any]

    @classmethod
    def of(cls, evidence: Evidence) -> "EvidenceOut":
        return EvidenceOut(
            rule=evidence.rule,
            query_value=evidence.query_value,
            listed_value=evidence.listed_value,
            points=round(evidence.points, 4),
            limit=evidence.limit,
            detail=evidence.detail,
        )


class HitOut(BaseModel):
    """An alert: `match` is the listed party until shown otherwise, at `review` a person must look."""

    entity: EntityOut
    decision: str
    score: float
    summary: str
    matched_name: MatchedNameOut | None
    evidence: list[EvidenceOut]
    also_listed: list[AlsoListedOut]
    former_names_elsewhere: list[NameElsewhereOut]
    related_total: int
    related: list[RelatedOut]

    @classmethod
    def of(cls, hit: Hit, portrait: Portrait) -> "HitOut":
        return HitOut(
            entity=portrait.entity,
            decision=hit.decision,
            score=round(hit.score, 4),
            summary=summarise_hit(hit, portrait.around),
            matched_name=MatchedNameOut.of(hit.matched_name) if hit.matched_name else None,
            evidence=[EvidenceOut.of(evidence) for evidence in hit.evidence],
            also_listed=portrait.also_listed,
            former_names_elsewhere=portrait.former_names_elsewhere,
            related_total=portrait.related_total,
            related=portrait.related,
        )


class DismissedOut(BaseModel):
    """An entity whose name would have alerted and whose facts say that it is another party."""

    entity_id: str
    name: str
    score: float
    why: str

    @classmethod
    def of(cls, dismissed: Dismissed) -> "DismissedOut":
        return DismissedOut(
            entity_id=dismissed.entity.id,
            name=dismissed.entity.name,
            score=round(dismissed.score, 4),
            why=dismissed.why,
        )


class ScreeningOut(BaseModel):
    """The answer to one screening. `outcome` and `hits_total` count all hits, `hits` shows `limit`.

    `ownership` is what each rule on ownership says of the subject by the owners that the query gives.
    """

    screening_id: str
    screened_at: datetime
    reference: str | None
    outcome: str
    hits_total: int
    engine: EngineOut
    lists: list[ListRef]
    warnings: list[str]
    hits: list[HitOut]
    dismissed: list[DismissedOut]
    ownership: list[dict[str, Any]]

    @classmethod
    def of(
        cls, screened: Screened, *, limit: int, reference: str | None, warnings: Sequence[str]
    ) -> "ScreeningOut":
        screening, portraits = screened.screening, screened.snapshot.portraits
        return ScreeningOut(
            screening_id=screened.id,
            screened_at=screened.at,
            reference=reference,
            outcome=screening.outcome,
            hits_total=len(screening.hits),
            engine=EngineOut.of(screened.policy),
            lists=[ListRef.of(version) for version in screened.versions],
            warnings=[*warnings, *screening.warnings],
            hits=[HitOut.of(hit, portraits.of(hit.entity)) for hit in screening.hits[:limit]],
            dismissed=[DismissedOut.of(dismissed) for dismissed in screening.dismissed],
            ownership=list(screening.ownership),
        )


class RowErrorOut(BaseModel):
    """A row of a batch that could not be screened."""

    error: ProblemOut


class BatchOut(BaseModel):
    """An answer or an error for each row, in the order of the rows."""

    results: list[ScreeningOut | RowErrorOut]


class ExplanationOut(BaseModel):
    """The evidence for one entity, alert or not; `kept_back_by` says what keeps it from being one."""

    entity: EntityOut
    decision: str | None
    score: float
    summary: str
    matched_name: MatchedNameOut | None
    evidence: list[EvidenceOut]
    kept_back_by: list[str]
    engine: EngineOut
    lists: list[ListRef]
    warnings: list[str]

    @classmethod
    def of(cls, explained: Explained, *, warnings: Sequence[str]) -> "ExplanationOut":
        explanation = explained.explanation
        matched = explanation.matched_name
        return ExplanationOut(
            entity=EntityOut.of(explanation.entity),
            decision=explanation.decision,
            score=round(explanation.score, 4),
            summary=summarise_explanation(explanation),
            matched_name=MatchedNameOut.of(matched) if matched else None,
            evidence=[EvidenceOut.of(evidence) for evidence in explanation.evidence],
            kept_back_by=list(explanation.kept_back_by),
            engine=EngineOut.of(explained.policy),
            lists=[ListRef.of(version) for version in explained.versions],
            warnings=list(warnings),
        )
