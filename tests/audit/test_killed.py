"""Killed in the middle of sealing: nothing is lost, nothing is sealed twice."""

import os
import random
import signal
import time

from marketplace.audit import heads, sealing, state
from marketplace.database import db
from tests.audit.trail import found, happen, lines

KILLS = 6


def seal_in_a_child(app) -> int:
    """A worker in a process of its own, that seals two events at a time."""
    db.session.remove()
    db.engine.dispose()
    if pid := os.fork():
        return pid
    try:
        with app.app_context():
            while sealing.seal(None, most=2):
                pass
    finally:
        os._exit(0)


def test_killed_anywhere_the_next_worker_goes_on(app):
    happen(200)
    chance, sealed = random.Random(11), []
    for _ in range(KILLS):
        pid = seal_in_a_child(app)
        time.sleep(chance.uniform(0.02, 0.25))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        heads.catch_up(sealing.present_head())
        sealed.append(int(state.sealed()))
        db.session.rollback()
        verdict = found()
        assert verdict.is_sound and verdict.seals == sealed[-1]
        assert not sealed[-1] or int(lines()[-1].split()[2]) == sealed[-1]
    sealing.seal_within(5)
    assert found().is_sound and found().seals == 200
