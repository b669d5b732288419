"""Twenty deaths while a register of 2,000 rows is applied: old or new each time, never half."""

import pytest

from tests.registry.test_killed_apply import kill_and_look

STATEMENTS = [f"s{n}" for n in range(1, 12)]
MOMENTS = [f"t{n / 100}" for n in (1, 3, 5, 8, 12, 17, 24, 40)]


@pytest.mark.proof
@pytest.mark.parametrize("point", [*STATEMENTS, *MOMENTS, "commit"])
def test_a_death_leaves_the_old_register_or_the_new_one(app, point):
    assert kill_and_look(app, point, 2000) in ("old", "new")
