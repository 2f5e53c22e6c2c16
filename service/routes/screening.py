"""Screening one party, many, and explaining one.

Answers are written where they are made, in a thread: on the event loop they would hold up everybody else.
"""

import time
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ValidationError

from lists.errors import ListError
from service.dependencies import LogFacts, Parts, RequestId, Wired, parts_of
from service.errors import ServiceError, problem_of
from service.schemas.answer import BatchOut, ExplanationOut, RowErrorOut, ScreeningOut
from service.schemas.problem import ProblemOut
from service.schemas.query import BatchIn, ExplainIn, ScreeningIn

router = APIRouter(tags=["screening"])


@router.post("/screen", summary="Screen one party", response_model=ScreeningOut)
async def screen_one(body: ScreeningIn, request: Request) -> Response:
    """Screen a name, identifiers or both against the live lists."""
    # As dependencies they take a tenth of a millisecond.
    parts, facts = parts_of(request), request.state.facts
    answer, written = await parts.thread.run(partial(_screen, body, parts, time.monotonic()))
    facts.update(outcome=answer.outcome, lists={ref.id: ref.version for ref in answer.lists})
    if parts.log_names:
        facts.update(name=body.name, other_names=body.other_names, birth_date=body.birth_date)
    return _as_json(written)


@router.post("/screen/batch", summary="Screen up to 1,000 parties", response_model=BatchOut)
async def screen_batch(body: BatchIn, parts: Wired, facts: LogFacts, request_id: RequestId) -> Response:
    """Screen each row by itself; the results stand in the order of the rows."""
    outcomes: list[str] = []
    results: list[bytes] = []
    for row in body.screenings:  # a row at a time, so that others have their turn between
        outcome, written = await parts.thread.run(partial(_screen_row, row, parts, request_id))
        outcomes.append(outcome)
        results.append(written)
    facts.update(rows=len(results), outcomes={outcome: outcomes.count(outcome) for outcome in set(outcomes)})
    return _as_json(b'{"results":[' + b",".join(results) + b"]}")


@router.post("/explain", summary="Explain one entity for a query")
def explain_one(body: ExplainIn, parts: Wired, facts: LogFacts) -> ExplanationOut:
    """Give the evidence for one entity, alert or not, and what keeps it from being one."""
    explained = parts.screener.explain(body.query.to_query(), body.entity_id, body.query.threshold)
    facts.update(decision=explained.explanation.decision)
    return ExplanationOut.of(explained, warnings=body.query.warnings())


def _screen(body: ScreeningIn, parts: Parts, asked_at: float | None = None) -> tuple[ScreeningOut, bytes]:
    screened = parts.screener.screen(body.to_query(), body.threshold, asked_at)
    parts.metrics.screenings.labels(screened.screening.outcome).inc()
    parts.metrics.screening_seconds.observe(screened.seconds)
    answer = ScreeningOut.of(screened, limit=body.limit, reference=body.reference, warnings=body.warnings())
    return answer, _written(answer)


def _screen_row(row: Any, parts: Parts, request_id: str) -> tuple[str, bytes]:
    """Give the outcome of a row, or `error`, and its result as written."""
    try:
        answer, written = _screen(ScreeningIn.model_validate(row), parts)
    except (ValidationError, ListError, ServiceError) as error:
        return "error", _written(RowErrorOut(error=ProblemOut(**problem_of(error).members(request_id))))
    return answer.outcome, written


def _written(answer: BaseModel) -> bytes:
    return answer.__pydantic_serializer__.to_json(answer)


def _as_json(written: bytes) -> Response:
    return Response(written, media_type="application/json")
