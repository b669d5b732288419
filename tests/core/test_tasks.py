"""Work in the background: done once, seen while it lasts, begun again when its process dies."""

from datetime import timedelta

import pytest

from marketplace import storage, tasks
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.tasks import Task
from tests.afterwards import events, fresh
from tests.at_once import at_once
from tests.builders import people


@pytest.fixture
def work(monkeypatch):
    """`work(kind, function)` teaches a kind of task for one test."""

    def teach(kind, function):
        monkeypatch.setitem(tasks._work, kind, function)

    return teach


def test_a_task_is_done_and_its_result_kept(app, work):
    work("count", lambda running: {"letters": len(running.file("text")), **running.arguments})
    task = tasks.begin("count", files={"text": b"lapak"}, language="id")
    assert tasks.run_waiting() == 1
    task = fresh(task)
    assert (task.state, task.result) == ("done", {"letters": 5, "language": "id"})
    assert task.files == {}
    assert [event.name for event in events("task.done")] == ["task.done"]


def test_what_it_was_given_is_deleted_when_it_ends_and_its_row_later(app, work):
    work("read", lambda running: {"bytes": len(running.file("in"))})
    task = tasks.begin("read", files={"in": b"x"})
    key = task.files["in"]
    tasks.run_waiting()
    assert not storage.private().exists(key)
    assert tasks.forget_ended_before(now() - timedelta(minutes=1)) == 0
    assert tasks.forget_ended_before(now() + timedelta(minutes=1)) == 1
    assert tasks.newest(5) == []


def test_progress_is_seen_while_it_lasts(app, work):
    seen = []

    def slow(running):
        running.progress(3, 3, "Membaca baris")
        seen.append(db.session.get_one(Task, running.id, populate_existing=True).percent)
        running.progress(2, 3)  # too soon after the last to be written

    work("slow", slow)
    task = tasks.begin("slow")
    tasks.run_waiting()
    assert seen == [100]
    assert (fresh(task).done, fresh(task).words) == (3, "Membaca baris")


def test_progress_inside_a_transaction_is_a_mistake(app, work):
    def careless(running):
        with transaction():
            running.progress(1, 1)

    work("careless", careless)
    task = tasks.begin("careless")
    tasks.run_waiting()
    assert fresh(task).state == "failed"


@pytest.mark.parametrize(
    ("raised", "words"),
    [(RuleBroken("Berkas kosong."), "Berkas kosong."), (ValueError("secret"), tasks.BROKE)],
)
def test_a_failure_is_said_in_words(app, work, raised, words):
    def fail(_running):
        raise raised

    work("fail", fail)
    task = tasks.begin("fail")
    tasks.run_waiting()
    assert (fresh(task).state, fresh(task).error) == ("failed", words)


def test_a_dead_process_leaves_its_task_to_the_next_one_but_not_for_ever(app, work):
    work("die", lambda running: None)
    task = tasks.begin("die", files={"in": b"x"})
    for _ in range(tasks.MOST_TRIES):
        assert tasks.claim_next() == task.id
        assert tasks.claim_next() is None
        tasks.put_back(task.id)
    assert tasks.claim_next() is None
    assert fresh(task).error == tasks.BROKE
    assert list(storage.private().list("tasks")) == []


def test_a_task_nobody_has_heard_of_is_put_back(app, work):
    work("silent", lambda running: {})
    task = tasks.begin("silent")
    tasks.claim_next()
    assert tasks.put_back_late() == 0
    with transaction() as session:
        locked(session.get_one(Task, task.id)).beat_at = now() - timedelta(minutes=5)
    assert tasks.put_back_late() == 1
    tasks.run_waiting()
    assert fresh(task).state == "done"


def test_of_two_workers_one_gets_the_task(app, work):
    work("once", lambda running: {})
    task = tasks.begin("once")
    claimed = at_once(app, *[tasks.claim_next] * 4)
    assert sorted(claimed, key=str) == sorted([task.id, None, None, None], key=str)


def test_a_stranger_does_not_find_it(app, work):
    work("own", lambda running: {})
    owner, other = people.person(cast.SARI), people.person(cast.DIMAS)
    task = tasks.begin("own", by=owner)
    assert tasks.of_person(task.id, owner, "own").id == task.id
    assert tasks.of_person(task.id, other, "own") is None
    assert tasks.of_person(task.id, owner, "another kind") is None


def test_files_of_a_task_that_was_never_begun_are_gone(app, work):
    with pytest.raises(KeyError):
        tasks.begin("unknown", files={"a": b"b"})
    work("known", lambda running: {})
    with transaction(), pytest.raises(RuntimeError):
        tasks.begin("known", files={"a": b"b"})
    assert list(storage.private().list("tasks")) == []
