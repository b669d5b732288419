"""A file that no record names goes after two days; one that a record names stays."""

import os
import time
from datetime import timedelta

import pytest

from marketplace import orphans, storage, tasks
from marketplace.accounts.models import RightsRequest
from marketplace.catalog.models import ListingImport, Picture
from marketplace.clock import now, today
from marketplace.database import transaction
from marketplace.registry.models import RegistryImport
from tests.builders import goods, memberships

pytestmark = pytest.mark.usefixtures("app")
PLACES = ("tasks", "registry", "imports", "originals", "copies", "evidence")


@pytest.fixture
def old(app):
    """`old("tasks/a")` keeps a file that was written three days ago."""

    def keep(key: str) -> str:
        storage.private().put(key, b"x")
        before = time.time() - 3 * 86_400
        os.utime(app.config["SETTINGS"].home / "files" / "private" / key, (before, before))
        return key

    return keep


def test_files_without_a_record_go_after_two_days(old):
    left = [old(f"{place}/nobody") for place in PLACES]
    storage.private().put("tasks/new", b"x")
    assert orphans.forget(now() - timedelta(days=2)) == 0
    assert orphans.forget(now()) == len(PLACES)
    assert not any(storage.private().exists(key) for key in left)
    assert storage.private().exists("tasks/new")


def test_files_that_records_name_stay(old, monkeypatch, shop, owner):
    at = now()
    monkeypatch.setitem(tasks._work, "keep", lambda running: None)
    waiting = tasks.begin("keep", files={"in": b"x"}).files["in"]
    listing = goods.on_the_street(shop, owner)
    named = [old(f"{place}/named") for place in PLACES] + [old(waiting)]
    memberships.cooperative()
    claim = memberships.claim_of(shop, owner)
    with transaction() as session:
        session.add_all(
            [
                tasks.Task(kind="keep", arguments={}, files={"in": "tasks/named"}),
                RegistryImport(
                    source="uji", filename="a.csv", data_on=today(), summary={}, mapping={},
                    notes=[], register_version=0, file_key="registry/named",
                ),
                ListingImport(
                    shop_id=shop.id, by_id=owner.id, filename="a.csv", created_at=at,
                    pictures_key="imports/named",
                ),
                Picture(shop_id=shop.id, listing_id=listing.id, key="named", created_at=at),
                RightsRequest(
                    user_id=owner.id, kind="copy", asked_at=at, due_at=at, file_key="copies/named"
                ),
            ]
        )  # fmt: skip
    with transaction() as session:
        session.get_one(type(claim), claim.id).evidence[0].key = "evidence/named"
    orphans.forget(now())
    assert [key for key in named if not storage.private().exists(key)] == []
