"""What the service itself can refuse, and the one map from errors to problem details (RFC 9457).

ServiceError
├── OpenDoor         asked to serve other machines without API keys
├── WrongPolicy      the chosen matching policy cannot be read
├── NotReady         the lists are not searchable (yet)
├── MissingKey       no API key, or none that is known
├── TooLarge         the body is over its limit
├── CutOff           the body ends before its end
├── BadField         a value outside a JSON body is not acceptable
├── WrongColumns     a book's columns cannot be understood
├── WrongResult      a book's result cannot be written there, or so
├── Unfinished       what is there of a result is not part of this one
└── NoParquet        Parquet is asked for and not installed
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from lists import errors as lists_errors
from lists.sources.parsed import RejectedRow
from service.schemas.lists import REJECTED_SHOWN


class ServiceError(Exception):
    """The root of the service's own refusals."""


class OpenDoor(ServiceError):  # noqa: N818 -- the names read as what happened
    """Asked to serve other machines without API keys."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"without API keys only a loopback address is served, not {host!r}: set HULLMARK_API_KEYS"
        )
        self.host = host


class WrongPolicy(ServiceError):  # noqa: N818
    """The matching policy that the settings choose does not exist or is not one."""

    def __init__(self, choice: str, reason: str) -> None:
        super().__init__(f"HULLMARK_POLICY={choice}: {reason}")
        self.reason = reason


class NotReady(ServiceError):  # noqa: N818
    """The live lists cannot be searched: the index is being built, or could not be built."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MissingKey(ServiceError):  # noqa: N818
    """The request carries no API key, or one that is not known."""

    def __init__(self) -> None:
        super().__init__("send a valid key in the header X-API-Key")


class TooLarge(ServiceError, HTTPException):  # noqa: N818
    """A request body over its limit in bytes. FastAPI's reading of bodies lets only an HTTPException pass."""

    def __init__(self, limit: int) -> None:
        HTTPException.__init__(self, 413, f"the body is larger than {limit} bytes")
        self.limit = limit


class CutOff(ServiceError, HTTPException):  # noqa: N818
    """A multipart body without its closing boundary: files at its end are missing or cut."""

    def __init__(self) -> None:
        HTTPException.__init__(self, 400, "the multipart body ends before its closing boundary")


class BadField(ServiceError):  # noqa: N818
    """A value in a path or form that is not acceptable."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        self.path = path


class WrongColumns(ServiceError):  # noqa: N818
    """It is not clear which columns of a book give the name and the facts."""


class WrongResult(ServiceError):  # noqa: N818
    """The result of a book cannot be written to that file, or not in that format."""


class Unfinished(ServiceError):  # noqa: N818
    """What was begun of a book's result does not belong to this run, or another run is at work on it."""


class NoParquet(ServiceError):  # noqa: N818
    """Parquet is asked for, and the library that reads and writes it is not installed."""

    def __init__(self) -> None:
        super().__init__("install pyarrow, as the extra hullmark[parquet] does")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Problem details before they are written. `facts` become members beside the standard ones."""

    status: int
    title: str
    detail: str
    kind: str = "about:blank"
    errors: tuple[dict[str, str], ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def members(self, request_id: str | None = None) -> dict[str, Any]:
        """Give the JSON members; `instance` names the request where there is one."""
        members: dict[str, Any] = {
            "type": self.kind,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }
        if request_id is not None:
            members["instance"] = f"urn:hullmark:request:{request_id}"
        if self.errors:
            members["errors"] = list(self.errors)
        return self.facts | members


_STATUS: Mapping[type[Exception], tuple[int, str]] = {
    lists_errors.UnknownFormat: (422, "Unknown format"),
    lists_errors.DamagedFile: (422, "Damaged file"),
    lists_errors.ConflictingRows: (422, "Conflicting rows"),
    lists_errors.EmptyList: (422, "Empty list"),
    lists_errors.UnknownList: (404, "Unknown list"),
    lists_errors.UnknownVersion: (404, "Unknown version"),
    lists_errors.UnknownEntity: (404, "Unknown entity"),
    lists_errors.WrongCatalogue: (500, "Wrong catalogue"),
    lists_errors.NotInCatalogue: (404, "Not in the catalogue"),
    lists_errors.NotEnabled: (409, "Not enabled"),
    lists_errors.PutByHand: (409, "Put by hand"),
    lists_errors.RefreshRunning: (409, "Refresh running"),
    lists_errors.LostLease: (409, "Lease lost"),
    lists_errors.NotQuarantined: (404, "Not in quarantine"),
    lists_errors.ForbiddenAddress: (502, "Forbidden address"),
    lists_errors.FetchFailed: (502, "List not fetched"),
    lists_errors.WorkerDied: (500, "Process ended"),
    OpenDoor: (500, "Open door"),
    WrongPolicy: (500, "Wrong policy"),
    NotReady: (503, "Not ready"),
    MissingKey: (401, "API key needed"),
    TooLarge: (413, "Body too large"),
    CutOff: (400, "Body cut off"),
    BadField: (422, "Invalid value"),
    WrongColumns: (422, "Wrong columns"),
    WrongResult: (422, "Wrong result file"),
    Unfinished: (409, "Unfinished result"),
    NoParquet: (501, "Parquet not installed"),
}


def problem_of(error: Exception) -> Problem:
    """Map any error to what a client may know of it; an unmapped one says nothing of its inside."""
    if isinstance(error, RequestValidationError | ValidationError):
        return _invalid(error.errors())
    mapped = _STATUS.get(type(error))
    if mapped is not None:
        return _mapped(error, *mapped)
    if isinstance(error, HTTPException):
        title = HTTPStatus(error.status_code).phrase
        return Problem(
            status=error.status_code, title=title, detail=error.detail, headers=error.headers or {}
        )
    return Problem(status=500, title="Internal Server Error", detail="the service failed; see its log")


def render(problem: Problem, request_id: str) -> Response:
    """Write a problem as a response. ASCII JSON: a text that is no Unicode text can still be shown."""
    return Response(
        json.dumps(problem.members(request_id)),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=dict(problem.headers),
    )


_HEADERS = {401: {"WWW-Authenticate": "X-API-Key"}, 503: {"Retry-After": "1"}}

# Facts of our errors that a client can use; one that only repeats the detail is left out.
_FACTS = frozenset(
    {
        "files",
        "file",
        "line",
        "lines",
        "own_id",
        "list_id",
        "rejected_count",
        "rejected",
        "version",
        "entity_id",
        "limit",
    }
)


def _mapped(error: Exception, status: int, title: str) -> Problem:
    facts = {key: _fact(value) for key, value in vars(error).items() if key in _FACTS}
    path = getattr(error, "path", None)
    return Problem(
        status=status,
        title=title,
        detail=error.detail if isinstance(error, HTTPException) else str(error),
        kind="urn:hullmark:problem:" + re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower(),
        errors=({"path": path, "message": str(error)},) if path else (),
        facts=facts,
        headers=_HEADERS.get(status, {}),
    )


def _fact(value: Any) -> Any:
    """Write a fact as JSON can; of rejected rows as many as an upload's answer shows."""
    if not isinstance(value, tuple):
        return value
    return [asdict(one) if isinstance(one, RejectedRow) else one for one in value[:REJECTED_SHOWN]]


def _invalid(errors: Iterable[Any]) -> Problem:
    fields = tuple(_field_error(error) for error in errors)
    first = fields[0] if fields else {"path": "", "message": "invalid"}
    return Problem(
        status=422,
        title="Invalid request",
        detail=": ".join(part for part in (first["path"], first["message"]) if part),
        kind="urn:hullmark:problem:invalid-request",
        errors=fields,
    )


def _field_error(error: Any) -> dict[str, str]:
    if error["type"] == "json_invalid":  # its place is a position in the text, and no field
        return {
            "path": "",
            "message": f"no JSON: {error['ctx']['error']} at character {error['loc'][-1] + 1}",
        }
    if isinstance(error.get("input"), bytes):  # FastAPI leaves a body that is not called JSON as it is
        return {"path": "", "message": "the body must be JSON, sent with Content-Type: application/json"}
    return {"path": _path(error["loc"]), "message": error["msg"]}


def _path(location: tuple[int | str, ...]) -> str:
    """Write a field's place as `identifiers.imo.0`; where it was sent (body, path, query) is left out."""
    places = ("body", "path", "query", "header")
    inner = location[1:] if location and location[0] in places else location
    return ".".join(str(part) for part in inner)
