"""Structured logs: JSON lines on stderr."""

import logging
import sys
import traceback
from typing import TYPE_CHECKING, Any

import structlog
from structlog.typing import FilteringBoundLogger, Processor

if TYPE_CHECKING:
    from lists.version import ListVersion

_STAMP: tuple[Processor, ...] = (
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def make_logger(level: str) -> FilteringBoundLogger:
    """Make the service's logger: one JSON object a line, ASCII, from `level` upwards."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.WriteLogger(sys.stderr),
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
