"""A sample of the proof that two processes never show an old page; the whole is in tests/proof."""

import pytest

from tests.databases import ENGINES
from tests.kept_pages import CHECKS_OF_EACH, watched


@pytest.mark.parametrize("engine", ENGINES)
def test_two_processes_never_show_what_was_before_a_commit(engine, tmp_path):
    seen = watched(engine, tmp_path, commits=40)
    assert seen.stale == 0
    assert seen.checks >= 40 * CHECKS_OF_EACH and seen.kept > 0
