"""The index knows how well a listing is offered: its pictures, its permits, its shop's answers."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import nightly
from marketplace.catalog import queries as shelf
from marketplace.catalog import services as catalog
from marketplace.catalog.services import permits
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Inquiry
from marketplace.search import documents, queries, services
from marketplace.search.interface import Query
from marketplace.search.services import indexing
from tests.afterwards import fresh
from tests.builders import goods, photos


@pytest.fixture
def opened(app: Any, worker: Any) -> Any:
    services.rebuild()
    found = goods.open_street()
    worker()
    return found


def document(listing: Any) -> shelf.PublicListing:
    db.session.rollback()
    (found,) = documents.read([listing.id])
    return found


def asked(listing: Any, count: int, days_ago: int = 10) -> list[Inquiry]:
    put = [inquiries.ask(listing, listing.variants[0], 1) for _ in range(count)]
    with transaction() as session:
        session.execute(sa.update(Inquiry).values(asked_at=now() - timedelta(days=days_ago)))
    return put


def test_few_questions_and_the_very_latest_tell_nothing(opened: Any) -> None:
    listing = opened[2][0]
    asked(listing, 4)
    assert document(listing).answered_share is None
    asked(fresh(listing), 4, days_ago=1)
    assert document(listing).answered_share is None


def test_a_shop_is_known_by_the_share_that_it_answered(opened: Any) -> None:
    _, owner, listings = opened
    put = asked(listings[0], 5)
    assert document(listings[0]).answered_share == 0
    inquiries.mark_answered(fresh(put[0]), by=owner)
    assert document(listings[1]).answered_share == pytest.approx(0.2)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[shelf.PublicListing]:
    """What is written into the index from here on."""
    found: list[shelf.PublicListing] = []
    engine = type(indexing.engine())
    replace = engine.replace

    def seen(self: Any, documents: Any, among: Any = ()) -> None:
        batch = list(documents)
        found.extend(batch)
        replace(self, batch, among)

    monkeypatch.setattr(engine, "replace", seen)
    return found


def test_the_night_counts_the_answers_into_the_index(
    opened: Any, worker: Any, written: list[shelf.PublicListing]
) -> None:
    _, owner, listings = opened
    for one in asked(listings[0], 5):
        inquiries.mark_answered(fresh(one), by=owner)
    worker()
    assert written == []  # an answer is no reason to write four listings anew
    assert "search.subscribers.follow_answers" in nightly.run_due(now() + timedelta(days=1))
    assert [one.answered_share for one in written] == [1.0] * len(listings)


def test_pictures_and_permits_reach_the_index_when_they_come_and_go(
    opened: Any, worker: Any, written: list[shelf.PublicListing]
) -> None:
    _, owner, listings = opened
    catalog.add_picture(fresh(listings[0]), by=owner, data=photos.photo())
    worker()
    assert [one.picture_count for one in written] == [2]
    shop = fresh(listings[0]).shop
    stated = permits.state(shop, by=owner, kind="merek", number="IDM000123456")
    worker()
    assert queries.find(Query(permits=("merek",))).total == len(listings)
    permits.withdraw(fresh(stated), by=owner)
    worker()
    assert queries.find(Query(permits=("merek",))).total == 0
