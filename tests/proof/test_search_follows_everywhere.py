"""Forty changes at two web processes, then rebuilds under 50 queries a second."""

import statistics

import pytest

from tests.followed_search import asked_during_rebuilds, market, seconds_to_follow

pytestmark = pytest.mark.proof
CHANGES, REBUILDS, MOST_SECONDS = 40, 5, 2.0


def test_both_processes_follow_and_no_query_fails_while_the_index_is_rebuilt(tmp_path, capsys):
    with market(tmp_path) as running:
        times = seconds_to_follow(running, CHANGES)
        verdict = asked_during_rebuilds(running, REBUILDS)
    with capsys.disabled():
        print(f"\nfollowed: median {statistics.median(times):.3f} s, max {max(times):.3f} s")
        slowest = max(verdict.seconds)
        print(f"{verdict.answered} queries in {REBUILDS} rebuilds, the slowest {slowest:.3f} s")
    assert max(times) <= MOST_SECONDS
    assert verdict.failures == []
    assert verdict.answered > 100
