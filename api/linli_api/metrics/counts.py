"""What is counted of the requests: how many, how they ended, how long they took. By the route's pattern,
never by an address with its values, so no name and no code of an area gets into the figures.

Where several workers answer, LINLI_API_WORKERS > 1, each keeps its counts in a file of a folder that all
share (PROMETHEUS_MULTIPROC_DIR, set by `__main__` before this is imported); whoever is asked adds them up.
"""

from __future__ import annotations

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from starlette.types import Scope

FORM = CONTENT_TYPE_LATEST
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)
_LABELS = ("method", "route")
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})

REQUESTS = Counter("linli_requests", "Requests by route and status", (*_LABELS, "status"))
SECONDS = Histogram(
    "linli_request_seconds", "Seconds until an answer ended, by route", _LABELS, buckets=BUCKETS
)


def count(scope: Scope, status: int, seconds: float) -> None:
    """Count a request that was answered."""
    method = scope["method"] if scope["method"] in METHODS else "other"
    route = getattr(scope.get("route"), "path_format", None) or "unknown"
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(method, route).observe(seconds)


def text() -> bytes:
    """The figures of all workers."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
