"""Twenty deaths while a register of 2,000 rows is applied: old or new each time, never half.

And twenty while it is staged: nothing at all, or the whole preview.
"""

import pytest

from tests.registry import test_killed_apply, test_killed_preview

STATEMENTS = [f"s{n}" for n in range(1, 12)]
MOMENTS = [f"t{n / 100}" for n in (1, 3, 5, 8, 12, 17, 24, 40)]
OF_STAGING = [
    *(f"s{n}" for n in (1, 3, 5, 7, 9, 11, 13, 15, 17, 19)),
    *(f"t{n / 100}" for n in (5, 20, 40, 60, 90, 130)),
    *("commit", "commit2", "commit4", "commit6"),
]


@pytest.mark.proof
@pytest.mark.parametrize("point", [*STATEMENTS, *MOMENTS, "commit"])
def test_a_death_leaves_the_old_register_or_the_new_one(app, point):
    assert test_killed_apply.kill_and_look(app, point, 2000) in ("old", "new")


@pytest.mark.proof
@pytest.mark.parametrize("point", OF_STAGING)
def test_a_death_while_staging_leaves_nothing_or_a_whole_preview(app, tmp_path, point):
    left = test_killed_preview.kill_and_look(app, tmp_path / "register.csv", point, 2000)
    assert left in ("nothing", "preview")
