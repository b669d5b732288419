"""A sample of the proof: every change of a sealed trail is noticed, whatever it is."""

from tests.audit import mutations
from tests.audit.whole import put, read, whole

__all__ = ["whole"]


def test_nothing_goes_unnoticed(whole):
    assert mutations.undetected(whole, seed=5, count=300) == []


def test_what_is_put_into_the_database_is_read_from_it(whole):
    assert put(whole) and read().events == whole.events and read().seals == whole.seals
