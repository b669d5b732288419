"""Stock is counted truly: nobody's form overwrites a newer count, nobody sells what is gone."""

import pytest
import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing, Variant
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from tests.afterwards import fresh
from tests.at_once import at_once, refusals


@pytest.fixture
def variant(listing: Listing) -> Variant:
    return listing.offered[0]


def test_stock_is_set_taken_and_given_back(variant, owner) -> None:
    catalog.set_stock(variant, by=owner, seen=5, to=12)
    catalog.take(variant.id, 4)
    catalog.put_back(variant.id, 1)
    assert fresh(variant).stock == 9
    told = db.session.scalars(
        sa.select(Event).where(Event.name == "listing.stock_changed").order_by(Event.id)
    ).all()
    assert [event.details.get("change") for event in told] == [None, -4, 1]
    assert told[0].details["changes"] == [[variant.id, 5, 12]]


def test_a_stale_form_never_overwrites_newer_stock(variant, owner) -> None:
    catalog.take(variant.id, 2)
    with pytest.raises(catalog.StockMoved, match="dari 5 menjadi 3") as refused:
        catalog.set_stock(variant, by=owner, seen=5, to=5 + 10)
    assert refused.value.stocks == {variant.id: 3}
    assert fresh(variant).stock == 3


def test_a_form_that_leaves_the_count_alone_changes_nothing(variant, owner) -> None:
    catalog.take(variant.id, 2)
    catalog.set_stock(variant, by=owner, seen=5, to=5)
    assert fresh(variant).stock == 3


def test_no_more_is_taken_than_there_is(variant) -> None:
    with pytest.raises(RuleBroken, match="Sisa stok tinggal 5"):
        catalog.take(variant.id, 6)
    catalog.take(variant.id, 5)
    with pytest.raises(RuleBroken, match="baru saja habis"):
        catalog.take(variant.id, 1)
    for nonsense in (0, -3):
        with pytest.raises(RuleBroken):
            catalog.take(variant.id, nonsense)
        with pytest.raises(RuleBroken):
            catalog.put_back(variant.id, nonsense)
    with pytest.raises(NotFound):
        catalog.take(999_999, 1)
    assert fresh(variant).stock == 0


def test_a_count_below_none_or_beyond_reason_is_refused(variant, owner) -> None:
    for wrong in (-1, 1_000_001):
        with pytest.raises(RuleBroken):
            catalog.set_stock(variant, by=owner, seen=5, to=wrong)


def test_another_listings_variant_is_not_found(listing, variant, shop, owner) -> None:
    other = catalog.open_draft(
        shop, by=owner, words=catalog.Words("Emping asin", "emping", "bungkus"), price=1000
    )
    with pytest.raises(NotFound):
        catalog.set_stocks(other, by=owner, counts=[catalog.Count(variant.id, 5, 6)])
    assert fresh(variant).stock == 5


def test_of_two_edits_at_once_one_wins_and_one_is_told(app, variant, owner) -> None:
    id_, by = variant.id, owner.id

    def set_to(count: int):
        def act() -> None:
            one, person = db.session.get(Variant, id_), db.session.get(User, by)
            catalog.set_stock(one, by=person, seen=5, to=count)

        return act

    for _ in range(5):
        results = at_once(app, set_to(8), set_to(9))
        assert len(refusals(results)) == 1 and results.count(None) == 1
        assert fresh(variant).stock == (8 if results[0] is None else 9)
        catalog.set_stock(fresh(variant), by=owner, seen=fresh(variant).stock, to=5)


def test_the_last_unit_is_taken_once(app, variant, owner) -> None:
    catalog.set_stock(variant, by=owner, seen=5, to=1)
    variant_id = variant.id
    results = at_once(app, *[lambda: catalog.take(variant_id, 1)] * 8)
    assert results.count(None) == 1 and len(refusals(results)) == 7
    assert fresh(variant).stock == 0
