"""What surrounds every request: its id, its log line, its key and the size of its body. Plain ASGI."""

import hmac
import re
import time
from functools import lru_cache
from hashlib import sha256
from http import HTTPMethod
from typing import Any
from urllib.parse import unquote

from python_multipart.multipart import parse_options_header
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import FilteringBoundLogger

from service.errors import CutOff, MissingKey, TooLarge, problem_of, render
from service.ids import new_id
from service.logs import trace_of
from service.metrics import Metrics

_DOCS = "/static-offline-docs/"  # the page's own files, served from here and not from a network
OPEN_PATHS = frozenset(
    {"/health/live", "/health/ready", "/docs", "/openapi.json"}
    | {_DOCS + name for name in ("swagger-ui.css", "swagger-ui-bundle.js", "favicon.png")}
)
"""Served without a key: what a load balancer asks, and the documentation."""

_METHODS = frozenset(HTTPMethod)
"""What is counted under its name: an invented method would leave a metric of its own for good."""

_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")


class EncodedSlashes:
    """Tells the slashes of an entity's id, percent-encoded in the path, from those of the path itself.

    A server decodes both alike: the record of `firm:A/fleet` would be taken for the fleet of `firm:A`.
    """

    _PREFIX = "/entities/"
    _MARK = "\x00"  # no id holds the NUL character

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(self._PREFIX) and scope.get("raw_path"):
            raw = scope["raw_path"].decode("latin-1").partition("?")[0]
            marked = re.sub("%2f", "%00", raw, flags=re.IGNORECASE)
            scope["path"] = unquote(marked)  # in place: the router tells the log its route by this scope
        await self._app(scope, receive, send)

    @classmethod
    def restore(cls, entity_id: str) -> str:
        """Give an id as it was before it was encoded."""
        return entity_id.replace(cls._MARK, "/")


class RequestLog:
    """Gives each request its id, counts and logs it, and turns what nobody caught into a 500.

    Routes add what is worth a word in the log to `request.state.facts`.
    """

    def __init__(
        self, app: ASGIApp, *, logger: FilteringBoundLogger, metrics: Metrics, log_names: bool
    ) -> None:
        self._app = app
        self._logger = logger
        self._metrics = metrics
        self._log_names = log_names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id(Headers(scope=scope))
        facts: dict[str, Any] = {}
        scope.setdefault("state", {}).update(request_id=request_id, facts=facts, caller="anyone")
        status: int | None = None

        async def send_marked(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_marked)
        except Exception as error:  # noqa: BLE001 -- the last catch: logged, answered, never passed on
            facts.update(failed=trace_of(error, with_text=self._log_names))
            if status is None:
                await render(problem_of(error), request_id)(scope, receive, send_marked)
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requests.labels(method, route, str(status)).inc()
        write = self._logger.error if "failed" in facts else self._logger.info
        write(
            "request",
            request_id=request_id,
            method=scope["method"],
            route=route,
            status=status,
            ms=round((time.perf_counter() - started) * 1000, 2),
            **facts,
        )


class KeyGate:
    """Lets a request in that carries one of the keys, before its body is read."""

    def __init__(self, app: ASGIApp, *, keys: frozenset[str]) -> None:
        self._app = app
        self._keys = tuple(key.encode() for key in keys)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN_PATHS or self._knows(scope):
            await self._app(scope, receive, send)
            return
        await render(problem_of(MissingKey()), scope["state"]["request_id"])(scope, receive, send)

    def _knows(self, scope: Scope) -> bool:
        given = Headers(scope=scope).get("x-api-key", "").encode()
        scope["state"]["caller"] = fingerprint_of(given)
        # Every key is compared, so that the time tells nothing of which one is near.
        return sum(hmac.compare_digest(given, key) for key in self._keys) > 0


def fingerprint_of(key: bytes) -> str:
    """Name a key without telling it: by the first 8 hex digits of its SHA-256.

    >>> fingerprint_of(b"a-key")
    'key 2a8a1240'
    """
    return f"key {sha256(key).hexdigest()[:8]}"


class BodyGuard:
    """Limits bodies as they stream in, and refuses a multipart body without its end.

    python-multipart takes a cut body for a whole one: the files at its end would be missing unseen.
    """

    def __init__(self, app: ASGIApp, *, max_upload: int, max_json: int) -> None:
        self._app = app
        self._max_upload = max_upload
        self._max_json = max_json

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        end = _closing_boundary(headers.get("content-type"))
        limit = self._max_json if end is None else self._max_upload
        if int(headers.get("content-length", "0")) > limit:
            await render(problem_of(TooLarge(limit)), scope["state"]["request_id"])(scope, receive, send)
            return
        size, tail = 0, b""

        async def receive_guarded() -> Message:
            nonlocal size, tail
            message = await receive()
            if message["type"] == "http.request":
                body = message.get("body", b"")
                size += len(body)
                tail = (tail + body)[-4096:]
                if size > limit:
                    raise TooLarge(limit)
                if end is not None and not message.get("more_body", False) and end not in tail:
                    raise CutOff
            return message

        await self._app(scope, receive_guarded, send)


def _request_id(headers: Headers) -> str:
    given = headers.get("x-request-id", "")
    return given if _SANE_ID.fullmatch(given) else new_id().hex


@lru_cache(maxsize=64)  # most requests say the same of their bodies
def _closing_boundary(header: str | None) -> bytes | None:
    """Give the bytes that end a multipart body, by its content type; None for a body of another kind."""
    content_type, options = parse_options_header(header)
    boundary = options.get(b"boundary")
    if content_type != b"multipart/form-data" or boundary is None:
        return None
    return b"--" + boundary + b"--"
