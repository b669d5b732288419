"""Every address answers every kind of person as the declared table says."""

import pytest

from marketplace import create_app
from marketplace.web import access, health
from tests.access import asking, world
from tests.access.table import TABLE
from tests.access.world import ROLES
from tests.conftest import settings_for

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


def test_a_new_address_without_a_row_is_seen(engine, tmp_path):
    """Planted in an application of its own, and open to everybody."""
    planted = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path}/planted.sqlite3"))
    planted.add_url_rule("/baru", "planted", access.public(lambda: ""), methods=["GET", "POST"])
    assert addresses(planted) - set(TABLE) == {"GET planted", "POST planted"}
