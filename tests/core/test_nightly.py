"""What is done once a night is done once, by one worker, and on the next night again."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace import nightly
from tests.at_once import at_once

NIGHT = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)  # 02.30 WIB on the 25th


@pytest.fixture
def done(monkeypatch):
    """The nights' only job: what it was called for."""
    calls = []
    monkeypatch.setattr(nightly, "_jobs", {"sweep": lambda: calls.append("sweep")})
    return calls


def test_a_job_is_done_once_a_night(app, done):
    assert nightly.run_due(NIGHT) == ["sweep"]
    assert nightly.run_due(NIGHT + timedelta(hours=5)) == []
    assert nightly.run_due(NIGHT + timedelta(hours=23, minutes=20)) == []
    assert nightly.run_due(NIGHT + timedelta(hours=24)) == ["sweep"]
    assert len(done) == 2


def test_before_two_in_the_morning_it_is_still_the_night_before(app, done):
    nightly.run_due(NIGHT)
    assert nightly.run_due(NIGHT.replace(hour=18, minute=30) + timedelta(days=1)) == []


def test_of_several_workers_one_does_it(app, done):
    at_once(app, *[lambda: nightly.run_due(NIGHT)] * 4)
    assert done == ["sweep"]
    at_once(app, *[lambda: nightly.run_due(NIGHT + timedelta(days=1))] * 4)
    assert done == ["sweep", "sweep"]


def test_a_job_that_fails_leaves_the_others_alone(app, done, monkeypatch):
    def fail():
        raise ValueError

    monkeypatch.setattr(nightly, "_jobs", {"fails": fail, **nightly._jobs})
    assert nightly.run_due(NIGHT) == ["sweep"]
    assert nightly.run_due(NIGHT + timedelta(days=1)) == ["sweep"]
