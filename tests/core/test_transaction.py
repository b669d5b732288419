"""Writing happens in `transaction()` and nowhere else: the database itself refuses the rest."""

import threading

import pytest
import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db, late_transaction, locked, transaction
from marketplace.errors import NotFound
from marketplace.mail import Mail
from marketplace.web.health import Heartbeat, beat


def hearts() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Heartbeat))


def test_what_is_written_inside_is_kept(app):
    with transaction() as session:
        session.add(Heartbeat(process="web", at=now()))
    assert hearts() == 1


def test_the_database_refuses_a_write_outside(app):
    with pytest.raises(sa.exc.DBAPIError):
        db.session.execute(sa.insert(Heartbeat).values(process="web", at=now()))
    db.session.rollback()
    db.session.add(Heartbeat(process="web", at=now()))
    with pytest.raises(sa.exc.DBAPIError):
        db.session.commit()
    assert hearts() == 0


def test_a_failure_takes_everything_back(app):
    with pytest.raises(ValueError), transaction() as session:
        session.add(Heartbeat(process="web", at=now()))
        session.flush()
        raise ValueError
    assert hearts() == 0


def test_an_inner_failure_dooms_the_whole_even_when_it_is_swallowed(app):
    with pytest.raises(RuntimeError), transaction() as session:
        session.add(Heartbeat(process="web", at=now()))
        try:
            with transaction():
                raise ValueError
        except ValueError:
            pass
    assert hearts() == 0


def test_records_changed_before_are_refused(app):
    db.session.add(Heartbeat(process="web", at=now()))
    with pytest.raises(RuntimeError), transaction():
        pass
    db.session.rollback()


def test_locked_reads_again_and_belongs_inside(app):
    beat("web")
    mine = db.session.get(Heartbeat, "web")
    with pytest.raises(RuntimeError):
        locked(mine)
    beat("web")
    with transaction() as session:
        again = locked(mine)
        assert again is mine and again.at == session.scalar(sa.select(Heartbeat.at))
        session.delete(again)
    with pytest.raises(NotFound), transaction():
        locked(mine)


def test_a_late_transaction_keeps_what_the_session_holds(app):
    """What Flask-Security does: read, change without flushing, then ask for a commit."""
    session = db.session()
    with session.no_autoflush:
        assert hearts() == 0
        session.add(Heartbeat(process="web", at=now()))
        with late_transaction():
            pass
    assert hearts() == 1


def test_twenty_writers_lose_nothing(app):
    """Each adds one under the lock; an unlocked read-and-add would lose most of them."""
    with transaction() as session:
        session.add(Mail(recipient="-", subject="-", text="", queued_at=now()))

    def add() -> None:
        with app.app_context():
            for _ in range(5):
                with transaction() as session:
                    mail = locked(session.scalars(sa.select(Mail)).one())
                    mail.text += "x"

    threads = [threading.Thread(target=add) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()
    assert db.session.scalar(sa.select(Mail.text)) == "x" * 100
