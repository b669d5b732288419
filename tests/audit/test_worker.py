"""The worker's thread that seals: within seconds, through troubles, until it is told to stop."""

import threading
import time

from marketplace.audit import canonical, sealing, state
from marketplace.database import db
from marketplace.events import Event
from tests.audit.trail import found, happen


def wait_for(count: int) -> None:
    until = time.monotonic() + 20
    while state.sealed() < count and time.monotonic() < until:
        db.session.rollback()
        time.sleep(0.05)
    assert state.sealed() == count
    db.session.rollback()


def test_it_seals_goes_on_after_trouble_and_stops(app, monkeypatch):
    monkeypatch.setattr(sealing, "LOOKS_EVERY", 0.05)
    monkeypatch.setattr(sealing, "AFTER_TROUBLE", 0.1)
    stopping = threading.Event()
    thread = sealing.keep_sealing(app, stopping)
    try:
        happen(3)
        wait_for(3)
        # The server goes away under it: every connection is closed.
        db.session.remove()
        if db.engine.dialect.name == "postgresql":
            with db.engine.connect() as connection:
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        else:
            monkeypatch.setattr(sealing, "seal", _failing_once(sealing.seal))
        happen(2)
        wait_for(5)
    finally:
        stopping.set()
        thread.join(10)
    assert not thread.is_alive() and found().is_sound


def _failing_once(seal):
    left = ["once"]

    def failing(*args, **more):
        if left:
            raise OSError(left.pop())
        return seal(*args, **more)

    return failing


def test_a_seal_vouches_for_every_column_of_an_event():
    assert set(canonical.COLUMNS) == {column.name for column in Event.__table__.columns}
