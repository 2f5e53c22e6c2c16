"""The API as described: routes, error handling and documentation, without any wired part."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lists.errors import ListError
from service.errors import ServiceError, problem_of, render
from service.routes import entities, health, lists, screening
from service.schemas.problem import ProblemOut
from service.version import VERSION

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]

_DESCRIPTION = """Screens companies, vessels, persons and aircraft against sanctions lists.

Errors are problem details (RFC 9457). Where the service has keys, send one in `X-API-Key`; only
`/health/live`, `/health/ready` and this documentation are open."""

_KEY = {
    "type": "apiKey",
    "in": "header",
    "name": "X-API-Key",
    "description": "Checked before the request is read",
}


@asynccontextmanager
async def _nothing(_: FastAPI) -> AsyncIterator[None]:
    yield


def describe_api(lifespan: Lifespan = _nothing) -> FastAPI:
    """Make the app with all its routes; they work once `app.state.parts` is set."""
    app = FastAPIOffline(
        title="Hullmark",
        version=VERSION,
        description=_DESCRIPTION,
        lifespan=lifespan,
        redoc_url=None,
        responses={
            "4XX": _problem("The request is refused"),
            "503": _problem("The lists are not searchable"),
        },
    )
    for router in (screening.router, lists.router, entities.router, health.router):
        app.include_router(router)
    for error in (ListError, ServiceError, RequestValidationError, HTTPException):
        app.add_exception_handler(error, _answer_problem)
    _describe_key(app)
    return app


def _describe_key(app: FastAPI) -> None:
    """Have the description say of every call that it may need a key.

    As a dependency, which is FastAPI's way to say it, the key would be looked for again with each request.
    """
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        description = describe()
        description["components"]["securitySchemes"] = {"APIKeyHeader": _KEY}
        for path in description["paths"].values():
            for operation in path.values():
                operation["security"] = [{"APIKeyHeader": []}]
        return description

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's way to extend its description


async def _answer_problem(request: Request, error: Exception) -> Response:
    request.state.facts.update(refused=type(error).__name__)
    return render(problem_of(error), request.state.request_id)


def _problem(description: str) -> dict[str, object]:
    return {
        "description": description,
        "content": {"application/problem+json": {"schema": ProblemOut.model_json_schema()}},
    }
