"""Structured logs: JSON lines on stderr."""

import asyncio
import logging
import sys
import traceback
from io import StringIO
from typing import TYPE_CHECKING, Any

import structlog
from structlog.typing import FilteringBoundLogger, Processor

if TYPE_CHECKING:
    from lists.version import ListVersion

_STAMP: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


class _ByTurns(StringIO):
    """Standard error, on which what the event loop tells in one turn is written at once.

    Each write lets go of the interpreter, and the thread that screens takes it: with a write for each request
    the loop would have to wait for it as often.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: list[str] = []

    def write(self, text: str, /) -> int:
        """Write at the end of the event loop's turn, or now where there is none."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return sys.stderr.write(text)
        if not self._told:
            loop.call_soon(self._write_out)
        self._told.append(text)
        return len(text)

    def _write_out(self) -> None:
        told, self._told = self._told, []
        sys.stderr.write("".join(told))


def make_logger(level: str) -> FilteringBoundLogger:
    """Make the service's logger: one JSON object a line, ASCII, from `level` upwards."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(_ByTurns()),
        processors=[*_STAMP, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
    )
    return logger


def server_log_config(level: str) -> dict[str, Any]:
    """Give uvicorn a logging configuration that writes its few lines in the same form."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _STAMP,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.JSONRenderer(),
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "loggers": {"uvicorn": {"handlers": ["stderr"], "level": level.upper(), "propagate": False}},
    }


def facts_of(version: "ListVersion") -> dict[str, Any]:
    """Describe a version of a list for the log."""
    return {
        "list": version.list_id,
        "version": version.version,
        "published_at": version.published_at and version.published_at.isoformat(),
        "entities": version.entities,
        "added": version.added,
        "changed": version.changed,
        "removed": version.removed,
        "rejected": version.rejected_count,
    }


def trace_of(error: BaseException, *, with_text: bool) -> dict[str, Any]:
    """Describe an error for the log. Its text may hold a name, so it is given only `with_text`."""
    facts: dict[str, Any] = {
        "error": type(error).__name__,
        "trace": [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ],
    }
    return facts | {"error_text": str(error)} if with_text else facts
