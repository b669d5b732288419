"""Every event is sealed once, in the order of ids, whoever seals and whatever happens to him."""

import secrets
import threading
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import clock
from marketplace.audit import heads, keys, sealing, state
from marketplace.audit.horizon import ManyWriters, for_database
from marketplace.audit.models import EventSeal
from marketplace.database import db, transaction
from marketplace.events import Event
from marketplace.vault import Keyring
from tests.audit.trail import found, happen, kinds, lines, sealed
from tests.databases import ENGINES

only_postgresql = pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)


def order() -> list[tuple[int, int]]:
    """Numbers of seals with those of their events."""
    wanted = sa.select(EventSeal.sequence, EventSeal.event_id).order_by(EventSeal.sequence)
    rows = db.session.execute(wanted).tuples().all()
    db.session.rollback()
    return list(rows)


def test_events_are_sealed_in_order_and_once(app):
    happen(3)
    assert (state.tail(), state.sealed()) == (3, 0)
    assert sealing.seal_within(5) == 3 and sealing.seal_within(5) == 0
    happen(2)
    assert sealing.seal_within(5) == 2
    assert order() == [(n, n) for n in range(1, 6)]
    assert len(lines()) == 2 and found().is_sound


def test_large_tails_are_sealed_in_batches(app, monkeypatch):
    monkeypatch.setattr(sealing.seal, "__kwdefaults__", {"most": 4})
    sealed(10)
    assert [line.split()[2] for line in lines()] == ["4", "8", "10"]


class Writer(threading.Thread):
    """Somebody who writes an event and keeps her transaction open until told."""

    def __init__(self, app, *, keep=True) -> None:
        super().__init__()
        self.app, self.keep = app, keep
        self.written, self.end = threading.Event(), threading.Event()
        self.start()
        assert self.written.wait(10)

    def run(self) -> None:
        with self.app.app_context():
            try:
                with transaction() as session:
                    told = {"subject_kind": "x", "subject_id": "1", "details": {}}
                    session.add(Event(name="x", at=clock.now(), **told))
                    session.flush()
                    self.written.set()
                    self.end.wait(10)
                    if not self.keep:
                        raise ValueError
            except ValueError:
                pass

    def finish(self) -> None:
        self.end.set()
        self.join()


@only_postgresql
def test_an_id_that_comes_late_is_not_passed_over(app):
    ahead = for_database()
    first, second = Writer(app), Writer(app)
    second.finish()
    assert sealing.seal_all(ahead) == 0 and state.tail() == 1  # 2 is there, 1 may still come
    third = Writer(app)
    assert sealing.seal_all(ahead) == 0
    first.finish()
    # 3 is open, but was drawn after we looked: it holds back nothing of before.
    assert sealing.seal_all(ahead) == 2 and order() == [(1, 1), (2, 2)]
    third.finish()
    sealing.seal_all(ahead)
    sealing.seal_all(ahead)
    assert order() == [(1, 1), (2, 2), (3, 3)] and found().is_sound


@only_postgresql
def test_an_id_that_was_taken_back_leaves_no_gap_among_seals(app):
    ahead = for_database()
    first, second = Writer(app, keep=False), Writer(app)
    second.finish()
    assert sealing.seal_all(ahead) == 0
    first.finish()
    assert sealing.seal_all(ahead) == 1 and order() == [(1, 2)]
    assert found().is_sound


@only_postgresql
def test_a_server_that_counts_anew_is_looked_at_anew(app):
    happen(1)
    ahead = ManyWriters(settled=900, drawn=1000, writing=frozenset())
    writer = Writer(app)
    assert ahead.reached() == 0
    writer.finish()
    assert ahead.reached() == 2


def test_two_workers_seal_each_event_once(app):
    happen(300)

    def work() -> None:
        with app.app_context():
            while state.tail():
                sealing.seal(None, most=7)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order() == [(n, n) for n in range(1, 301)] and kinds() == set()


def test_a_clock_that_goes_back_breaks_nothing(app, monkeypatch):
    sealed(2)
    real = clock.now()
    for module in ("marketplace.audit.sealing.now", "tests.audit.trail.now"):
        monkeypatch.setattr(module, lambda: real - timedelta(days=400))
    sealed(2)
    monkeypatch.undo()
    sealed(1)
    assert len(order()) == 5 and found().is_sound


def test_a_new_key_seals_what_comes_and_the_old_one_opens_what_was(app, monkeypatch):
    sealed(2)
    old = keys.present()
    change_key(app, monkeypatch, kept=True)
    sealed(2)
    assert keys.present()[0] != old[0] and found().is_sound
    change_key(app, monkeypatch, kept=False)
    assert "unknown key" in kinds()


def test_a_machine_that_is_behind_does_not_go_back_to_the_old_key(app, monkeypatch):
    sealed(2)
    ring = app.extensions["keyring"]
    old, new = next(iter(ring.keys().by_id.values())), secrets.token_urlsafe(48)
    for given in ((new, old), (old, new), (new, old)):
        monkeypatch.setitem(app.extensions, "keyring", Keyring(ring.file, given))
        sealed(2)
    assert found().is_sound and len(order()) == 8


def change_key(app, monkeypatch, *, kept: bool) -> None:
    ring = app.extensions["keyring"]
    old = tuple(ring.keys().by_id.values()) if kept else ()
    given = (secrets.token_urlsafe(48), *old)
    monkeypatch.setitem(app.extensions, "keyring", Keyring(ring.file, given))


def test_a_head_that_a_killed_worker_did_not_write_is_written_at_the_next_start(app):
    sealed(1)
    happen(1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(heads, "append", lambda head: None)
        sealing.seal_within(5)
    assert len(lines()) == 1
    heads.catch_up(sealing.present_head())
    heads.catch_up(sealing.present_head())
    assert [line.split()[2] for line in lines()] == ["1", "2"] and found().is_sound


def test_what_waits_for_longer_than_a_minute_is_told(app, browser):
    happen(1, at=clock.now() - timedelta(seconds=61))
    assert state.trouble() == "events wait for their seal" and kinds() == {"unsealed"}
    sealing.seal_within(5)
    assert state.trouble() is None and kinds() == set()
