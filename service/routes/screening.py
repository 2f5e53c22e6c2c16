"""Screening one party, many, and explaining one."""

from typing import Any

from fastapi import APIRouter
from pydantic import ValidationError

from lists.errors import ListError
from service.dependencies import LogFacts, Parts, RequestId, Wired
from service.errors import ServiceError, problem_of
from service.schemas.answer import BatchOut, ExplanationOut, RowErrorOut, ScreeningOut
from service.schemas.problem import ProblemOut
from service.schemas.query import BatchIn, ExplainIn, ScreeningIn

router = APIRouter(tags=["screening"])


@router.post("/screen", summary="Screen one party")
def screen_one(body: ScreeningIn, parts: Wired, facts: LogFacts) -> ScreeningOut:
    """Screen a name, identifiers or both against the live lists."""
    answer = _screen(body, parts)
    facts.update(outcome=answer.outcome, lists={ref.id: ref.version for ref in answer.lists})
    if parts.log_names:
        facts.update(name=body.name, other_names=body.other_names, birth_date=body.birth_date)
    return answer


@router.post("/screen/batch", summary="Screen up to 1,000 parties")
def screen_batch(body: BatchIn, parts: Wired, facts: LogFacts, request_id: RequestId) -> BatchOut:
    """Screen each row by itself; the results stand in the order of the rows."""
    results = [_screen_row(row, parts, request_id) for row in body.screenings]
    outcomes = [row.outcome if isinstance(row, ScreeningOut) else "error" for row in results]
    facts.update(rows=len(results), outcomes={outcome: outcomes.count(outcome) for outcome in set(outcomes)})
    return BatchOut(results=results)


@router.post("/explain", summary="Explain one entity for a query")
def explain_one(body: ExplainIn, parts: Wired, facts: LogFacts) -> ExplanationOut:
    """Give the evidence for one entity, alert or not, and what keeps it from being one."""
    explained = parts.screener.explain(body.query.to_query(), body.entity_id, body.query.threshold)
    facts.update(decision=explained.explanation.decision)
    return ExplanationOut.of(explained, warnings=body.query.warnings())


def _screen(body: ScreeningIn, parts: Parts) -> ScreeningOut:
    screened = parts.screener.screen(body.to_query(), body.threshold)
    parts.metrics.screenings.labels(screened.screening.outcome).inc()
    parts.metrics.screening_seconds.observe(screened.seconds)
    return ScreeningOut.of(screened, limit=body.limit, reference=body.reference, warnings=body.warnings())


def _screen_row(row: Any, parts: Parts, request_id: str) -> ScreeningOut | RowErrorOut:
    try:
        return _screen(ScreeningIn.model_validate(row), parts)
    except (ValidationError, ListError, ServiceError) as error:
        return RowErrorOut(error=ProblemOut(**problem_of(error).members(request_id)))
