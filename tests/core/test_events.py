"""Events are kept with their change, told at least once, and a failing listener tries again."""

import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import events
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.events import Delivery, Event
from marketplace.mail import Mail, queue

heard: list[int] = []


@pytest.fixture(autouse=True)
def listener(monkeypatch):
    """One more subscriber to mail, that only counts."""
    heard.clear()

    def listen(event: Event) -> None:
        heard.append(event.id)

    monkeypatch.setitem(events._subscribers, "mail.queued", {"tests:listen": listen})
    return listen


def write_one() -> None:
    with transaction():
        queue("sari@contoh.test", "Halo", "Isi surat.")


def test_an_event_is_told_once(app, worker):
    write_one()
    assert worker() == 1 and worker() == 0
    assert len(heard) == 1


def test_an_event_without_its_transaction_is_refused(app):
    with pytest.raises(RuntimeError):
        events.record("mail.queued", Mail())


def test_a_change_that_fails_tells_nobody(app, worker):
    with pytest.raises(ValueError), transaction():
        queue("sari@contoh.test", "Halo", "Isi surat.")
        raise ValueError
    assert worker() == 0 and heard == []


def test_a_failing_listener_is_tried_again_later(app, worker, monkeypatch):
    def fail(_event: Event) -> None:
        raise OSError("the network is down")

    monkeypatch.setitem(events._subscribers, "mail.queued", {"tests:listen": fail})
    write_one()
    worker()
    delivery = db.session.scalars(sa.select(Delivery)).one()
    assert delivery.error == "OSError" and delivery.done_at is None and delivery.due_at > now()
    monkeypatch.setitem(events._subscribers, "mail.queued", {"tests:listen": lambda e: None})
    with transaction() as session:
        session.execute(sa.update(Delivery).values(due_at=now() - timedelta(seconds=1)))
    worker()
    assert db.session.scalars(sa.select(Delivery)).one().done_at is not None


def test_what_is_given_up_is_counted(app):
    write_one()
    assert events.given_up() == 0
    with transaction() as session:
        session.execute(sa.update(Delivery).values(tries=events.MOST_TRIES))
    assert events.given_up() == 1 and events.deliver_waiting() == 0


def test_many_workers_tell_an_event_once(app):
    write_one()
    event_id = db.session.scalar(sa.select(Event.id))
    db.session.rollback()

    def work() -> None:
        with app.app_context():
            events.deliver(event_id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [event_id]
