"""Logs are JSON lines, on standard output in servers. What is not on the list below does not get out."""

import logging
import logging.config
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

# Ids, codes, figures. No words, names, addresses, sessions, paths or exception texts: those quote people.
ALLOWED = frozenset({
    "at", "level", "event", "logger", "request", "route", "method", "status", "ms", "queries",
    "error", "where", "part", "task", "count", "duty", "stream", "code", "kind", "port", "signal",
})  # fmt: skip
Event = MutableMapping[str, Any]


def only_allowed(_logger: Any, _method: str, event: Event) -> Mapping[str, Any]:
    return {key: value for key, value in event.items() if key in ALLOWED}


def error_by_name(_logger: Any, _method: str, event: Event) -> Event:
    """An exception's kind and place, never its text: a database error quotes the row it refused."""
    exc_info = event.pop("exc_info", None)
    if exc_info is True:
        exc_info = sys.exc_info()
    error = exc_info[1] if isinstance(exc_info, tuple) else exc_info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rsplit('/site-packages/')[-1]}:{frame.lineno}" for frame in frames[-8:]]


def foreign_event(_logger: Any, _method: str, event: Event) -> Event:
    """Lines of libraries: the first line, unformatted. Arguments and what follows may carry paths and words."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None and not event.get("_from_structlog"):
        said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        event["event"] = (said.splitlines() or [""])[0][:100]
    return event


_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
]


def configure(settings: Mapping[str, Any]) -> None:
    """Django calls this with LOGGING."""
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [foreign_event, error_by_name, only_allowed, structlog.processors.JSONRenderer()],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"lines": formatter},
            "handlers": {
                "out": {
                    "class": "logging.StreamHandler",
                    "formatter": "lines",
                    "stream": f"ext://sys.{settings['stream']}",
                }
            },
            "root": {"handlers": ["out"], "level": settings["level"]},
            "loggers": {
                # Django's own request lines hold the path; config.middleware.RequestLog writes one without.
                "django.request": {"level": "CRITICAL"},
                "django.security": {"level": "CRITICAL"},  # quotes what was refused
                "django.server": {"level": "CRITICAL"},
                "uvicorn.access": {"level": "CRITICAL"},
                "daphne": {"level": "WARNING"},
                "celery": {"level": "WARNING"},
                "celery.app.trace": {"level": "ERROR"},
                "httpx": {"level": "WARNING"},
            },
        }
    )
