"""What the worker does once a night: after two in the morning in Banten, or when it next lives.

A night's job is claimed in the database, so of several workers one does it; a job that fails
is tried again the next night and must bear that.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from marketplace import jobs
from marketplace.clock import day_of, now
from marketplace.database import Model, db, transaction

log = structlog.get_logger(__name__)

BEGINS = timedelta(hours=2)

Job = Callable[[], object]
_jobs: dict[str, Job] = {}


class Night(Model):
    """The last night in which a job was done."""

    __tablename__ = "nights"

    job: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date]


def job(function: Job) -> Job:
    """Have the worker call a function once a night, inside an application context."""
    _jobs[f"{function.__module__.removeprefix('marketplace.')}.{function.__name__}"] = function
    return function


@jobs.every_minute
def do_what_is_due() -> None:
    """Do every job that this night has not seen yet."""
    run_due(now())


def run_due(at: datetime) -> list[str]:
    """Do the jobs of the night that `at` belongs to; returns the names of those done now."""
    tonight = day_of(at - BEGINS)
    done = dict(db.session.execute(sa.select(Night.job, Night.day)).tuples().all())
    db.session.rollback()
    due = [name for name in _jobs if done.get(name) is None or done[name] < tonight]
    return [name for name in due if _claim(name, tonight) and _do(name)]


def _claim(name: str, tonight: date) -> bool:
    """Whether this process is the one; two may ask at once."""
    with transaction() as session:
        taken = sa.update(Night).where(Night.job == name, Night.day < tonight)
        if session.execute(taken.values(day=tonight)).rowcount:  # type: ignore[attr-defined]
            return True
    try:
        with transaction() as session:
            session.execute(sa.insert(Night).values(job=name, day=tonight))
    except sa.exc.IntegrityError:
        return False
    return True


def _do(name: str) -> bool:
    try:
        _jobs[name]()
    except Exception:
        db.session.rollback()
        log.exception("nightly job failed", job=name)
        return False
    return True
