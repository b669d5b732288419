"""Ten thousand changes of a sealed trail, and some hundreds in the database itself: all noticed."""

import random

import pytest

from marketplace.audit import reading
from tests.audit import mutations
from tests.audit.whole import put, read, whole

__all__ = ["whole"]

pytestmark = pytest.mark.proof
IN_MEMORY, IN_DATABASE = 10_000, 480


def test_every_change_is_noticed(whole, capsys):
    assert mutations.undetected(whole, seed=2026, count=IN_MEMORY) == []
    with capsys.disabled():
        print(f"\n{IN_MEMORY} mutations in the memory, all noticed")


def test_every_change_of_the_database_is_noticed(whole, capsys):
    chance, done, refused = random.Random(7), 0, 0
    while done < IN_DATABASE:
        mutation = mutations.MUTATIONS[(done + refused) % len(mutations.MUTATIONS)]
        one = whole.copy(chance)
        mutation(one)
        if not put(one):
            refused += 1  # the database cannot hold it
            continue
        there = read()
        if (there.events, there.seals) == (whole.events, whole.seals):
            refused += 1  # nor tell it from what was there
            continue
        verdict = reading.check()
        assert not verdict.is_sound, mutation.__name__
        done += 1
    assert put(whole) and reading.check().is_sound
    with capsys.disabled():
        print(f"\n{done} mutations in the database, all noticed; {refused} that it did not take")
