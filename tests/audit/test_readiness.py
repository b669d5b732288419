"""Operators are told when sealing lags, and when the trail ends before its head outside."""

from datetime import timedelta

import pytest

from marketplace.audit import sealing, state
from marketplace.clock import now
from marketplace.web import health
from tests.audit.trail import attack, happen, sealed

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_readiness_tells_what_is_wrong_with_the_trail(app, client):
    health.beat("worker")
    assert client.get("/readyz").get_json()["audit"] == "ok"
    happen(2, at=now() - timedelta(seconds=90))
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.get_json()["audit"] == "events wait for their seal"
    sealing.seal_within(5)
    assert client.get("/readyz").get_json()["audit"] == "ok"


def test_a_trail_that_is_shorter_than_its_head_is_no_secret(app):
    sealed(3)
    assert (state.sealed(), state.tail(), state.oldest()) == (3, 0, 0)
    attack("DELETE FROM event_seals WHERE sequence > 2", "DELETE FROM events WHERE id > 2")
    assert "ends before its head" in (state.trouble() or "")
    app.extensions["gauges"]["events_sealed"][1]()
