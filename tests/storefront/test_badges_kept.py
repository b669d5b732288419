"""A badge that ends or lapses is gone from kept pages, lists and search: at once, at midnight."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.events import deliver_waiting
from marketplace.registry.models import Cooperative
from marketplace.search import queries
from marketplace.search import services as search
from marketplace.search.interface import Query
from marketplace.sellers.models import Badge
from marketplace.sellers.services import staying_true
from tests.builders import memberships
from tests.builders.days import stopped_clock

__all__ = ["stopped_clock"]


@pytest.fixture
def street(kept: Any) -> Any:
    """Kept pages of a shop with a badge until in three days, and its index."""
    app, (shop, owner, listings) = kept
    with transaction() as session:
        session.merge(shop).whatsapp_confirmed_at = sa.func.now()
    badge = memberships.give_badge(shop, owner, today() + timedelta(days=3))
    search.rebuild()
    return app, badge, [f"/toko/{shop.slug}", f"/produk/{listings[0].slug}"]


def marks(app: Any, paths: list[str]) -> list[bool]:
    """Whether each page shows the badge, asked twice, so that the second answer is a kept one."""
    shown = []
    for path in paths:
        pages = [app.test_client().get(path).get_data(as_text=True) for _ in range(2)]
        first, second = (one.count(f"/cek/{memberships.CODE}") for one in pages)
        assert first == second
        shown.append(first > 0)
    return shown


def found() -> int:
    db.session.rollback()
    return len(queries.find(Query(text="emping", verified=True), on=today()).ids)


def test_the_last_day_ends_at_midnight_without_a_write(street, stopped_clock):
    app, badge, paths = street
    last = badge.expires_on
    stopped_clock.stand_at(f"{last} 23:59:59")
    before = marks(app, paths)
    assert all(before) and found() > 0
    proof = f"/cek/{badge.code}"
    assert "Lencana ini berlaku" in app.test_client().get(proof).get_data(as_text=True)
    stopped_clock.stand_at(f"{last + timedelta(days=1)} 00:00:00")
    assert not any(marks(app, paths)) and found() == 0
    assert "sudah berakhir" in app.test_client().get(proof).get_data(as_text=True)
    told = app.test_client().get(proof, headers={"Accept": "application/json"})
    assert told.json["state"] == "expired"
    stopped_clock.stand_at(f"{last} 23:59:59")
    assert all(marks(app, paths)) and found() > 0


def test_a_lapse_is_gone_from_kept_pages_at_once_and_from_search_with_its_event(street):
    app, badge, paths = street
    assert all(marks(app, paths)) and found() > 0
    with transaction() as session:
        session.get_one(Cooperative, badge.cooperative_id).grade = "D"
    staying_true.recompute_all()
    assert not any(marks(app, paths))
    deliver_waiting()
    assert found() == 0
    with transaction() as session:
        session.get_one(Cooperative, badge.cooperative_id).grade = "B"
    staying_true.recompute_all()
    deliver_waiting()
    assert all(marks(app, paths)) and found() > 0
    assert db.session.get_one(Badge, badge.id).is_valid(today())


def test_a_page_and_its_data_are_never_mistaken_for_each_other(street):
    app, badge, _ = street
    path = f"/cek/{badge.code}"
    for accepted, kind in (
        ("text/html", "text/html"), ("application/json", "application/json"),
        ("text/html", "text/html"), ("application/json", "application/json"),
        ("*/*", "text/html"),
    ):  # fmt: skip
        answer = app.test_client().get(path, headers={"Accept": accepted})
        assert answer.mimetype == kind and "Accept" in answer.headers["Vary"]
