"""Work that takes longer than a request: begun by a service, done by the worker in a process
of its own, while a page shows how far it is.

The table is the queue. A task is claimed by conditional UPDATE and begun again when its process
dies, so whatever it does must bear a second beginning.
"""

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from marketplace import events, storage
from marketplace.clock import now
from marketplace.database import Id, Model, db, in_transaction, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.retention import forgets

log = structlog.get_logger(__name__)

MOST_TRIES = 3
BEAT_IS_LATE = timedelta(seconds=90)
BEGUN_WITHIN = timedelta(minutes=1)
TOLD_EVERY = 0.5  # seconds between two reports of progress
BROKE = "Pekerjaan ini terhenti di pihak kami. Silakan coba lagi."


class Task(Model):
    """One piece of work: who asked for it, how far it is, and what came of it."""

    __tablename__ = "tasks"

    id: Mapped[Id]
    kind: Mapped[str]
    # No foreign key: people live in a room above.
    by_id: Mapped[int | None] = mapped_column(index=True)
    arguments: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    # Names, and keys in the private store: what it works on, until it is over.
    files: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    state: Mapped[str] = mapped_column(default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    # What it is doing now, for the person who waits.
    words: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    error: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        sa.Index(
            "ix_tasks_unfinished",
            "state",
            "id",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )

    @property
    def is_over(self) -> bool:
        """Whether it ended, well or not."""
        return self.ended_at is not None

    @property
    def is_late(self) -> bool:
        """Whether it has waited so long that no worker seems to be there."""
        return self.state == "waiting" and now() - self.created_at > BEGUN_WITHIN

    @property
    def percent(self) -> int | None:
        """How much of it is done; None while nobody knows how much there is."""
        return min(100, 100 * self.done // self.total) if self.total else None

    def end(self, at: datetime, *, result: dict[str, Any] | None, error: str | None) -> None:
        """Write down what came of it."""
        self.state = "failed" if error else "done"
        self.result, self.error, self.ended_at = result, error, at
        self.files = {}

    def put_back(self, at: datetime) -> None:
        """Let it be begun again after its process died; not for ever."""
        if self.tries >= MOST_TRIES:
            self.end(at, result=None, error=BROKE)
        else:
            self.state, self.beat_at = "waiting", None


class Running:
    """What the function that does a task is given."""

    def __init__(self, task: Task) -> None:
        self.id = task.id
        self.by_id = task.by_id
        self.arguments: dict[str, Any] = task.arguments
        self._files = dict(task.files)
        self._told = 0.0

    def file(self, name: str) -> bytes:
        """A file that was given with the task; NotFound when it is gone."""
        return storage.private().get(self._files[name])

    def progress(self, done: int, total: int | None = None, words: str = "") -> None:
        """Say how far it is; never inside a transaction, and cheap to call for each row."""
        if time.monotonic() - self._told < TOLD_EVERY and done != total:
            return
        if in_transaction():
            raise RuntimeError("progress is told between transactions")
        self._told = time.monotonic()
        told = {"done": done, "total": total, "words": words, "beat_at": now()}
        with transaction() as session:
            session.execute(
                sa.update(Task).where(Task.id == self.id, Task.ended_at.is_(None)).values(told)
            )


Work = Callable[[Running], dict[str, Any] | None]
_work: dict[str, Work] = {}


def runs(kind: str) -> Callable[[Work], Work]:
    """Name the function that does tasks of a kind; its answer (JSON) is the task's result."""

    def register(function: Work) -> Work:
        _work[kind] = function
        return function

    return register


def begin(
    kind: str, *, by: Any = None, files: Mapping[str, bytes] | None = None, **arguments: Any
) -> Task:
    """Ask for work of a kind, with files it needs; arguments are JSON, ids rather than names.

    Files are kept before the transaction begins, so a task with files is begun outside of one.
    """
    if kind not in _work:
        raise KeyError(kind)
    if files and in_transaction():
        raise RuntimeError("a file is kept before the transaction begins")
    keys = {name: _new_key() for name in files or {}}
    try:
        for name, content in (files or {}).items():
            storage.private().put(keys[name], content)
        with transaction() as session:
            by_id = getattr(by, "id", None)
            task = Task(kind=kind, by_id=by_id, arguments=arguments, files=keys)
            session.add(task)
            session.flush()
            events.record("task.begun", task, by=by, kind=kind)
    except BaseException:
        _delete(keys.values())
        raise
    return task


def of_person(task_id: int, by: Any, *kinds: str) -> Task | None:
    """A task of one of these kinds that this person asked for."""
    wanted = sa.select(Task).where(Task.id == task_id, Task.by_id == by.id, Task.kind.in_(kinds))
    return db.session.scalars(wanted).one_or_none()


def newest(limit: int) -> list[Task]:
    """The last tasks of everybody, for those who run the site."""
    return list(db.session.scalars(sa.select(Task).order_by(Task.id.desc()).limit(limit)))


def claim_next() -> int | None:
    """Take the oldest waiting task for this process; None when there is none."""
    waiting = sa.select(Task.id).where(Task.state == "waiting", Task.ended_at.is_(None))
    for task_id in db.session.scalars(waiting.order_by(Task.id).limit(5)).all():
        at = now()
        with transaction() as session:
            claimed: Any = session.execute(
                sa.update(Task)
                .where(Task.id == task_id, Task.state == "waiting")
                .values(state="running", started_at=at, beat_at=at, tries=Task.tries + 1)
            )
        if claimed.rowcount == 1:
            return task_id
    db.session.rollback()
    return None


def run(task_id: int) -> None:
    """Do a claimed task here and now; what it raises becomes words, never an exception."""
    task = db.session.get_one(Task, task_id)
    work, running = _work[task.kind], Running(task)
    db.session.rollback()
    try:
        result, error = work(running), None
    except RuleBroken as broken:
        db.session.rollback()
        result, error = None, broken.message
    except Exception:
        db.session.rollback()
        log.exception("task failed", task_id=task_id, kind=task.kind)
        result, error = None, BROKE
    _end(task_id, result, error)


def run_waiting() -> int:
    """Do every waiting task in this process, one after another; returns how many."""
    count = 0
    while (task_id := claim_next()) is not None:
        run(task_id)
        count += 1
    return count


def beat(task_id: int) -> None:
    """Say that the process that does a task lives."""
    with transaction() as session:
        session.execute(sa.update(Task).where(Task.id == task_id).values(beat_at=now()))


def put_back(task_id: int) -> None:
    """Let a task be begun again whose process ended without an answer; a third time it fails."""
    with transaction() as session:
        task = locked(session.get_one(Task, task_id))
        files = list(task.files.values())
        if task.state == "running":
            task.put_back(now())
        over = task.is_over
    if over:
        _delete(files)


def put_back_late() -> int:
    """Put back the tasks whose process has not been heard of; returns how many."""
    late = sa.select(Task.id).where(
        Task.state == "running", Task.ended_at.is_(None), Task.beat_at < now() - BEAT_IS_LATE
    )
    found = db.session.scalars(late).all()
    for task_id in found:
        put_back(task_id)
    return len(found)


@forgets("tasks")
def forget_ended_before(before: datetime) -> int:
    """Delete tasks that ended before an instant; returns how many."""
    with transaction() as session:
        gone: Any = session.execute(sa.delete(Task).where(Task.ended_at < before))
    return gone.rowcount


@storage.names_files
def _files() -> Iterator[tuple[str, str]]:
    """What tasks work on."""
    for given in db.session.scalars(sa.select(Task.files).where(Task.ended_at.is_(None))):
        for key in given.values():
            yield "private", key


def _end(task_id: int, result: dict[str, Any] | None, error: str | None) -> None:
    with transaction() as session:
        task = locked(session.get_one(Task, task_id))
        over = list(task.files.values())
        task.end(now(), result=result, error=error)
        name = "task.failed" if error else "task.done"
        events.record(name, task, kind=task.kind)
    _delete(over)


def _delete(keys: Any) -> None:
    for key in keys:
        storage.private().delete(key)


def _new_key() -> str:
    return f"tasks/{secrets.token_urlsafe(18)}"
