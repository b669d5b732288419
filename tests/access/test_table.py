"""Every address answers every kind of person as the declared table says."""

import pytest

from marketplace.web import health
from tests.access import asking, world
from tests.access.table import TABLE
from tests.access.world import ROLES

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def addresses(app) -> set[str]:
    """What the application answers to."""
    return {
        f"{method} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}
    }


def test_the_table_names_every_address_and_no_other(app):
    assert addresses(app) == set(TABLE)


@pytest.mark.parametrize("row", sorted(TABLE))
def test_an_address_answers_as_the_table_says(app, row):
    method, endpoint = row.split(" ")
    everything = world.build()
    health.beat("worker")
    answers = [asking.ask(app, everything, role, endpoint, method) for role in ROLES]
    assert dict(zip(ROLES, answers, strict=True)) == dict(zip(ROLES, TABLE[row], strict=True))


def test_a_new_address_without_a_row_is_seen(app):
    known = addresses(app)
    assert known - {"GET storefront.home"} != set(TABLE)
    assert "GET storefront.new_page" not in TABLE
