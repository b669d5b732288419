"""Two web processes follow a change and outlive rebuilds; `make proof` does more of it."""

from pathlib import Path

from tests.followed_search import asked_during_rebuilds, market, seconds_to_follow

MOST_SECONDS = 2.0


def test_both_find_a_change_within_two_seconds_and_no_query_fails_in_a_rebuild(
    tmp_path: Path,
) -> None:
    with market(tmp_path) as running:
        assert max(seconds_to_follow(running, changes=4)) <= MOST_SECONDS
        verdict = asked_during_rebuilds(running, rebuilds=1, per_second=20)
        assert verdict.failures == []
        assert verdict.answered > 10
