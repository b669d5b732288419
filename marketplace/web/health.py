"""Whether the process lives (`/healthz`) and whether it can do its work (`/readyz`)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask, current_app, jsonify
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.wrappers import Response

from marketplace.clock import now
from marketplace.database import Model, db, transaction
from marketplace.web.access import public

BEAT_EVERY = timedelta(seconds=10)
BEAT_IS_LATE = timedelta(seconds=45)

Check = Callable[[], str | None]


class Heartbeat(Model):
    """When a kind of process last said that it is at work."""

    __tablename__ = "heartbeats"

    process: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(process: str) -> None:
    """Write down that a process is at work."""
    with transaction() as session:
        session.merge(Heartbeat(process=process, at=now()))


def readiness_needs(app: Flask, name: str, check: Check) -> None:
    """Add something to `/readyz`: `check` answers None when well, else what is wrong."""
    app.extensions["readiness"][name] = check


def faults(app: Flask) -> dict[str, str]:
    """What is not well, by name; empty when everything is."""
    found: dict[str, str] = {}
    for name, check in app.extensions["readiness"].items():
        try:
            wrong = check()
        except Exception as error:
            wrong = type(error).__name__
        if wrong:
            found[name] = wrong
    return found


def _database() -> str | None:
    db.session.execute(sa.text("SELECT 1"))
    return None


def worker_age() -> float | None:
    """Seconds since a worker was heard of; None when none ever was."""
    last = db.session.scalar(sa.select(Heartbeat.at).where(Heartbeat.process == "worker"))
    return None if last is None else (now() - last).total_seconds()


def worker_trouble() -> str | None:
    """Why no worker seems to be at work; None when one was heard of a moment ago."""
    age = worker_age()
    if age is None:
        return "never started"
    return None if age < BEAT_IS_LATE.total_seconds() else "no heartbeat"


@public
def healthz() -> Response:
    """This process answers."""
    import sqlite3

    return jsonify(status="ok", sqlite=sqlite3.sqlite_version)


@public
def readyz() -> tuple[Response, int]:
    """Database, worker and index, each in a word; 503 when one is not well."""
    wrong = faults(current_app)
    checks = {name: wrong.get(name, "ok") for name in current_app.extensions["readiness"]}
    return jsonify(status="not ready" if wrong else "ready", **checks), 503 if wrong else 200


def init_app(app: Flask) -> None:
    """Serve both addresses."""
    app.extensions["readiness"] = {"database": _database, "worker": worker_trouble}
    app.add_url_rule("/healthz", "healthz", healthz)
    app.add_url_rule("/readyz", "readyz", readyz)
