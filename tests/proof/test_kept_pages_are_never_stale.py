"""300 commits against two processes that keep pages: no answer is older than the last commit."""

import pytest

from tests.databases import ENGINES
from tests.kept_pages import watched

pytestmark = pytest.mark.proof
COMMITS, LEAST_CHECKS = 300, 1_000


@pytest.mark.parametrize("engine", ENGINES)
def test_three_hundred_commits_leave_no_stale_page(engine, tmp_path, capsys):
    seen = watched(engine, tmp_path, commits=COMMITS)
    with capsys.disabled():
        print(f"\n{engine}: {COMMITS} commits, {seen}")
    assert seen.stale == 0
    assert seen.checks >= LEAST_CHECKS and seen.kept > COMMITS
