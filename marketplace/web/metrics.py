"""`/metrics` for Prometheus: this process's own numbers, and what the database knows.

There is no such page unless METRICS_TOKEN is set, and nothing is counted then. Each web process
counts for itself, so each is scraped at its own port; what comes from the database is the same
from all of them. Labels are endpoints, statuses and names from the code: never anything typed.
"""

import hmac
import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
import structlog
from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from marketplace import database, events, jobs
from marketplace.database import db
from marketplace.tasks import Task
from marketplace.web import health
from marketplace.web.access import public

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

log = structlog.get_logger(__name__)

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Value = Callable[[], float | Mapping[str, float] | None]


def gauge(app: Flask, name: str, explanation: str, value: Value, label: str = "") -> None:
    """Add a number that is asked for at each scrape: None leaves it out; a mapping needs a label.

    A room, which knows no HTTP, writes the same into `app.extensions["gauges"]` itself.
    """
    app.extensions["gauges"][name] = explanation, value, label


class _Scraped:
    """Prometheus's question for all gauges of an application."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def describe(self) -> list[Any]:
        """Nothing: at registration no gauge is there yet."""
        return []

    def collect(self) -> Iterator[Any]:
        """Every gauge that could be read."""
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        for name, (explanation, value, label) in self._app.extensions["gauges"].items():
            try:
                found = value()
            except Exception:
                db.session.rollback()
                log.exception("a metric could not be read", metric=name)
                continue
            kind = CounterMetricFamily if name.endswith("_total") else GaugeMetricFamily
            family = kind(f"pasar_{name}", explanation, labels=[label] if label else [])
            if isinstance(found, Mapping):
                for key, number in found.items():
                    family.add_metric([key], number)
            elif found is not None:
                family.add_metric([], found)
            yield family


@public
def metrics() -> Response:
    """All numbers, for whoever brings the token."""
    token = current_app.config["SETTINGS"].metrics_token
    brought = request.headers.get("Authorization", "")
    if not hmac.compare_digest(brought.encode(), f"Bearer {token}".encode()):
        return Response("METRICS_TOKEN\n", 401, {"WWW-Authenticate": "Bearer"})
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

    registry: CollectorRegistry = current_app.extensions["metrics.registry"]
    answer = Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def init_app(app: Flask) -> None:
    """Count and serve, when there is a token; else only let others name their gauges."""
    app.extensions["gauges"] = {}
    if not app.config["SETTINGS"].metrics_token:
        return
    from prometheus_client import CollectorRegistry, ProcessCollector

    registry = CollectorRegistry()
    app.extensions["metrics.registry"] = registry
    ProcessCollector(registry=registry)
    registry.register(_Scraped(app))
    _count_requests(app, registry)
    _time_transactions(registry)
    _name_gauges(app)
    app.add_url_rule("/metrics", "metrics", metrics)


def _count_requests(app: Flask, registry: "CollectorRegistry") -> None:
    from prometheus_client import Counter, Histogram

    answered = Counter(
        "pasar_requests", "Requests that reached a view", ["endpoint", "status"], registry=registry
    )
    took = Histogram(
        "pasar_request_seconds",
        "Time until the answer was made",
        ["endpoint"],
        buckets=SECONDS,
        registry=registry,
    )

    @app.after_request
    def count(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        answered.labels(endpoint, str(response.status_code)).inc()
        if "started" in g:
            took.labels(endpoint).observe(time.perf_counter() - g.started)
        return response


def _time_transactions(registry: "CollectorRegistry") -> None:
    from prometheus_client import Histogram

    waited, lasted = (
        Histogram(name, explanation, buckets=SECONDS, registry=registry)
        for name, explanation in (
            ("pasar_transaction_wait_seconds", "Wait of a writer until it could begin"),
            ("pasar_transaction_seconds", "From beginning to the end of the commit"),
        )
    )

    @database.on_end
    def note(waiting: float, working: float) -> None:
        waited.observe(waiting)
        lasted.observe(working)


def _tasks_by_state() -> dict[str, float]:
    kept = sa.select(Task.state, sa.func.count()).group_by(Task.state)
    return {state: float(count) for state, count in db.session.execute(kept)}


def _name_gauges(app: Flask) -> None:
    def pages(name: str) -> Value:
        def value() -> float | None:
            kept = app.extensions.get("page_cache.pages")
            return None if kept is None else float(getattr(kept, name))

        return value

    gauge(app, "page_cache_hits_total", "Requests answered by a kept page", pages("hits"))
    gauge(app, "page_cache_misses_total", "Requests that a kept page might answer", pages("misses"))
    gauge(app, "page_cache_bytes", "Memory of all kept pages", pages("weight"))
    gauge(app, "queue_depth", "Hints that no worker has taken", lambda: jobs.depth(app))
    gauge(app, "deliveries_waiting", "Deliveries to come", events.waiting)
    gauge(app, "deliveries_given_up", "Deliveries that nobody tries again", events.given_up)
    gauge(app, "tasks", "Tasks kept, by state", _tasks_by_state, "state")
    gauge(app, "worker_heartbeat_age_seconds", "Since a worker was heard of", health.worker_age)
