"""The queue between web and worker, and what the worker does by the clock.

The queue only carries hints: the outbox in the database is the truth, so a lost
hint costs seconds, never work.
"""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask, current_app

from marketplace.libraries import without

log = structlog.get_logger(__name__)

Periodic = Callable[[], None]
_periodic: list[tuple[str, Periodic]] = []
_delivers: list[Callable[[int], None]] = []
_takes: dict[str, Callable[[Any], None]] = {}


def delivers(function: Callable[[int], None]) -> Callable[[int], None]:
    """Name the function that a hint calls with an event's id."""
    _delivers[:] = [function]
    return function


def takes(measured: str) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Name the function that the worker calls with what processes measured of a kind."""

    def name(function: Callable[[Any], None]) -> Callable[[Any], None]:
        _takes[measured] = function
        return function

    return name


def every_minute(function: Periodic) -> Periodic:
    """Have the worker call a function once a minute, inside an application context."""
    _periodic.append((f"{function.__module__}.{function.__name__}", function))
    return function


def init_app(app: Flask) -> None:
    """Open the queue that the configuration names."""
    huey = _open(app)
    app.extensions["queue"] = huey

    @huey.task(name="deliver")
    def deliver(event_id: int) -> None:
        with app.app_context():
            _delivers[0](event_id)

    @huey.task(name="take")
    def take(measured: str, load: Any) -> None:
        with app.app_context():
            _takes[measured](load)

    app.extensions["queue.deliver"] = deliver
    app.extensions["queue.take"] = take


def _open(app: Flask) -> Any:
    settings = app.config["SETTINGS"]
    if settings.testing:
        from huey import MemoryHuey

        return MemoryHuey("marketplace")
    if settings.redis_url:
        from huey import RedisHuey

        return RedisHuey("marketplace", url=_with_timeouts(settings.redis_url))
    with without("redis", "psycopg"):
        from huey import SqliteHuey
    return SqliteHuey("marketplace", filename=str(settings.home / "queue.sqlite3"), fsync=True)


def _with_timeouts(url: str) -> str:
    """The address of a Redis that a request waits for a few seconds at most."""
    join = "&" if "?" in url else "?"
    return f"{url}{join}socket_connect_timeout=2&socket_timeout=5"


def hint(event_id: int) -> None:
    """Ask the worker to deliver an event now; if that fails, its sweep will."""
    try:
        current_app.extensions["queue.deliver"](event_id)
    except Exception:
        log.exception("hint failed", event_id=event_id)


def handing(measured: str) -> Callable[[Any], None]:
    """A call, free of the application's context, that hands a batch of measurements to the worker.

    They are not facts: what the queue does not take is lost, and nobody waits for it.
    """
    take = current_app.extensions["queue.take"]

    def hand(load: Any) -> None:
        try:
            take(measured, load)
        except Exception:
            log.exception("measurements are lost", measured=measured)

    return hand


def depth(app: Flask) -> int:
    """How many hints no worker has taken yet."""
    return int(app.extensions["queue"].pending_count())


def trouble(app: Flask) -> str | None:
    """What keeps the queue from being used; None when nothing does."""
    try:
        depth(app)
    except Exception as error:
        return type(error).__name__
    return None


def consumer(app: Flask) -> Any:
    """The worker: takes hints and runs the periodic functions until it is told to stop."""
    from huey import crontab

    huey = app.extensions["queue"]

    @huey.periodic_task(crontab(minute="*"), name="every_minute")
    def every_minute_task() -> None:
        for name, function in _periodic:
            with app.app_context():
                try:
                    function()
                except Exception:
                    log.exception("periodic function failed", function=name)

    return huey.create_consumer(workers=2, periodic=True, initial_delay=0.05, max_delay=0.4)
