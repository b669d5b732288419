"""The database: models' base, the one way to write, and what each engine needs."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.orm import registry as sa_registry
from sqlalchemy.types import TypeDecorator

from marketplace.errors import NotFound
from marketplace.money import Rupiah

__all__ = ["Id", "Model", "Rupiah", "UtcDateTime", "db", "locked", "transaction"]


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Id = Annotated[int, mapped_column(BigId, primary_key=True)]


# Every constraint has a name, so that a migration can speak of it on both engines.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all tables."""

    registry = sa_registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={int: BigId, datetime: UtcDateTime},
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

Record = TypeVar("Record", bound=Base)

# Seconds: a writer waits for another; folding the log waits for readers, and writers for it.
WRITERS_WAIT, FOLDING_WAITS = 15, 2
# SQLite lets one writer in at a time; queueing in the process is far kinder than its busy loop.
_writers = threading.Lock()
_on_end: list[Callable[[float, float], None]] = []
_before_commit: list[Callable[[Session], None]] = []


def engine_options(url: str) -> dict[str, Any]:
    """Options for the engine of a database URL; no error of it quotes what people typed."""
    if url.startswith("sqlite"):
        return {
            "hide_parameters": True,
            "connect_args": {
                "isolation_level": None,
                "timeout": WRITERS_WAIT,
                "check_same_thread": False,
            },
        }
    return {"hide_parameters": True, "pool_pre_ping": True}


def install(engine: Engine) -> None:
    """Teach an engine that a transaction only reads unless it was opened to write."""
    event.listen(engine, "begin", _begin)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    import sqlite3

    if sqlite3.sqlite_version_info < (3, 51, 3):
        # Older libraries can corrupt a WAL file that several connections share.
        raise RuntimeError(f"SQLite {sqlite3.sqlite_version} is too old: 3.51.3 or PostgreSQL")
    # What is deleted is overwritten with zeros: a person's name must not linger in a free page.
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").close()


def fold_log() -> None:
    """On SQLite, write the log of changes into the database and empty it; else nothing.

    Does what it can beside readers: the next call, or the next checkpoint, does the rest.
    """
    _outside_transactions("PRAGMA wal_checkpoint(TRUNCATE)")


def rewrite() -> None:
    """On SQLite, write the whole database anew, so that no page holds a copy of what is gone.

    Splitting a page leaves copies in it that deleting a row does not reach. Writers wait.
    """
    _outside_transactions("PRAGMA query_only=OFF", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")


def _outside_transactions(*statements: str) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    with _writers:
        raw: Any = db.engine.raw_connection()
        try:
            raw.execute(f"PRAGMA busy_timeout={FOLDING_WAITS * 1000}").close()
            for statement in statements:
                raw.execute(statement).close()
        finally:
            raw.execute(f"PRAGMA busy_timeout={WRITERS_WAIT * 1000}").close()
            raw.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        _begin_sqlite(raw, writes=writes)
    elif not writes:
        raw.execute("SET TRANSACTION READ ONLY")


def _begin_sqlite(raw: Any, *, writes: bool) -> None:
    raw.execute(f"PRAGMA query_only={'OFF' if writes else 'ON'}").close()
    raw.execute("BEGIN IMMEDIATE" if writes else "BEGIN").close()


class _Transaction:
    """What `transaction()` remembers of the outermost block on a session."""

    def __init__(self) -> None:
        self.doomed = False
        self.after_commit: list[Callable[[], None]] = []


@contextmanager
def transaction() -> Iterator[Session]:
    """Write all of it or nothing; an inner block joins the outer one.

    The request's read snapshot ends here, so what was read before may be stale:
    re-read with `locked` whatever a decision rests on. RuntimeError when changes
    were made outside, or when an inner failure was swallowed.
    """
    session = db.session()
    outer: _Transaction | None = session.info.get("transaction")
    if outer is not None:
        try:
            yield session
        except BaseException:
            outer.doomed = True
            raise
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("records were changed outside a transaction")
    session.rollback()

    def begin() -> None:
        session.connection(execution_options={"writes": True})

    with _kept_or_undone(session, begin):
        yield session


@contextmanager
def late_transaction() -> Iterator[Session]:
    """Write what a session already holds unflushed: for Flask-Security's own commits only.

    Nothing is re-read under the lock, so never for stock or money.
    """
    session = db.session()

    def begin() -> None:
        # The read ends below the session, which would otherwise forget what it holds.
        connection = session.connection()
        raw: Any = connection.connection.dbapi_connection
        raw.rollback()
        if connection.dialect.name == "sqlite":
            _begin_sqlite(raw, writes=True)

    with _kept_or_undone(session, begin):
        yield session


@contextmanager
def _kept_or_undone(session: Session, begin: Callable[[], None]) -> Iterator[None]:
    """Begin under the writers' lock; commit at the end, or roll back; then tell who waits."""
    mine = _Transaction()
    asked = began = time.monotonic()
    with _one_writer(session):
        session.info["transaction"] = mine
        try:
            begin()
            began = time.monotonic()
            yield
            if mine.doomed:
                raise RuntimeError("a part of this transaction failed")
            _commit(session)
        except BaseException:
            session.rollback()
            raise
        finally:
            del session.info["transaction"]
    for note in _on_end:
        note(began - asked, time.monotonic() - began)
    for tell in mine.after_commit:
        tell()


def _commit(session: Session) -> None:
    session.flush()
    for last in _before_commit:
        last(session)
    session.commit()


def on_end(function: Callable[[float, float], None]) -> Callable[[float, float], None]:
    """Tell a function how long each kept transaction waited to begin, and lasted, in seconds."""
    _on_end.append(function)
    return function


def before_commit(function: Callable[[Session], None]) -> Callable[[Session], None]:
    """Have a function run as the last thing in every transaction, after the flush."""
    _before_commit.append(function)
    return function


def _one_writer(session: Session) -> Any:
    return _writers if session.get_bind().dialect.name == "sqlite" else nullcontext()


def after_commit(tell: Callable[[], None]) -> None:
    """Do something once the present transaction has been kept; it must not raise."""
    session = db.session()
    current: _Transaction = session.info["transaction"]
    current.after_commit.append(tell)


def in_transaction() -> bool:
    """Whether a write transaction is open on this session."""
    return "transaction" in db.session().info


def locked(record: Record) -> Record:
    """The same record, re-read and locked until the transaction ends; NotFound when it is gone."""
    if not in_transaction():
        raise RuntimeError("locked() belongs inside transaction()")
    session = db.session()
    mapper = sa.inspect(type(record))
    key = sa.inspect(record).identity or mapper.primary_key_from_instance(record)
    fresh = session.get(
        type(record), key, with_for_update={"of": type(record)}, populate_existing=True
    )
    if fresh is None:
        raise NotFound
    return fresh
