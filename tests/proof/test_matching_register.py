"""A register of 10,000 with all that goes wrong in one: right proposals, and no wrong badge.

`REGISTER`, `CLAIMS` and `DECISIONS` in the environment change the figures.
"""

import os
import statistics
import time

import pytest

from marketplace.database import db
from marketplace.registry.matching import Asked, propose
from tests.register_trial import generated, suggested, try_all

SIZE = int(os.environ.get("REGISTER", "10000"))
CLAIMS = int(os.environ.get("CLAIMS", "2000"))
LARGE = int(os.environ.get("LARGE_REGISTER", "50000"))

pytestmark = pytest.mark.proof


def test_the_right_record_is_among_five_and_nothing_grants_a_badge_wrongly(app):
    big, claims = generated(7, SIZE, CLAIMS)
    rates = suggested(claims)
    print(f"\n{rates}")
    assert rates.overall >= 0.95
    assert min(rates.of(damage) for damage in rates.asked) >= 0.85
    trial = try_all(big, claims, 11)
    print("given", dict(trial.given), "despite marks", dict(trial.despite))
    print("refused", dict(trial.refused))
    # An honest claim on a sound record is given its badge, or the trial would prove nothing.
    assert trial.given.total() > CLAIMS / 100 and trial.despite.total() > CLAIMS / 100
    for damage in ("forged", "name only", "another's number", "a twin's number"):
        assert not trial.given[damage]


def test_proposing_is_quick_in_a_large_register(app):
    _, claims = generated(8, LARGE, 600)
    took: list[tuple[float, float]] = []
    for told in claims:
        db.session.rollback()
        names = (told.name,) if told.name else ()
        wall, own = time.perf_counter(), time.process_time()
        propose(Asked("member", told.number, names, told.regency_code, told.district_code))
        took.append((time.perf_counter() - wall, time.process_time() - own))
    for what, times in zip(("wall", "this process"), zip(*took, strict=True), strict=True):
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{what}: p50 {statistics.median(times):.4f} s, p95 {p95:.4f} s")
    # Of a machine that does other things beside it, only its own work can be held to a figure.
    assert statistics.quantiles([own for _, own in took], n=20)[-1] <= 0.05
