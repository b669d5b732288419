"""A buyer asks: what is written down, and what is refused in words."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.catalog import queries
from marketplace.catalog import services as catalog
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Inquiry
from marketplace.sellers import services as sellers
from tests.afterwards import fresh
from tests.builders import goods, people, shops


def written() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(Inquiry)) or 0


def test_an_inquiry_keeps_price_quantity_and_who_asked(listing: Any) -> None:
    sari = people.person(cast.SARI)
    asked = inquiries.ask(listing, listing.variants[0], 3, buyer=sari)
    kept = fresh(asked)
    assert (kept.quantity, kept.price, kept.listing_id) == (3, 21_000, listing.id)
    assert kept.buyer_id == sari.id
    assert len(kept.number) == 6 and kept.is_new and not kept.is_answered


def test_the_trail_holds_ids_and_nothing_else(listing: Any) -> None:
    asked = inquiries.ask(listing, listing.variants[0], 1)
    event = db.session.scalars(sa.select(Event).where(Event.name == "inquiry.asked")).one()
    assert event.actor_id is None
    assert event.subject_id == str(asked.id)
    assert event.details == {
        "shop_id": listing.shop_id,
        "listing_id": listing.id,
        "variant_id": listing.variants[0].id,
    }


def test_a_listing_of_one_way_needs_no_variant_named(listing: Any) -> None:
    assert inquiries.ask(listing, None, 1).variant_id == listing.variants[0].id


def test_a_listing_of_two_ways_does(listing: Any, owner: Any) -> None:
    rows = [catalog.Row(price=1000, option_one="Manis"), catalog.Row(price=2000, option_one="Asin")]
    catalog.arrange_variants(listing, by=owner, version=listing.version, rows=rows, axis_one="Rasa")
    with pytest.raises(RuleBroken, match="Pilih dulu"):
        inquiries.ask(fresh(listing), None, 1)


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (0, "paling sedikit 1"),
        (-4, "paling sedikit 1"),
        (1, "paling sedikit 2 bungkus"),
        (10_001, "lebih sedikit"),
    ],
)
def test_a_quantity_that_cannot_be_is_refused(
    listing: Any, owner: Any, quantity: int, words: str
) -> None:
    changed = catalog.Words("Emping manis", "emping", "bungkus", minimum_order=2)
    catalog.edit(listing, by=owner, version=listing.version, words=changed)
    with pytest.raises(RuleBroken, match=words):
        inquiries.ask(fresh(listing), fresh(listing).variants[0], quantity)
    assert written() == 0


def test_a_variant_of_another_listing_is_not_found(listing: Any, shop: Any, owner: Any) -> None:
    other = goods.on_the_street(shop, owner)
    with pytest.raises(NotFound):
        inquiries.ask(listing, other.variants[0], 1)
    assert written() == 0


def test_a_variant_no_longer_offered_is_refused(listing: Any, owner: Any) -> None:
    old = listing.variants[0]
    with transaction() as session:
        session.execute(sa.update(type(old)).where(type(old).id == old.id).values(active=False))
    with pytest.raises(RuleBroken, match="sedang tidak dijual"):
        inquiries.ask(fresh(listing), fresh(old), 1)
    assert written() == 0


def test_a_draft_cannot_be_asked_about(listing: Any, owner: Any) -> None:
    catalog.unpublish(listing, by=owner)
    with pytest.raises(NotFound):
        inquiries.ask(listing, fresh(listing).variants[0], 1)


def test_a_closed_shop_cannot_be_asked(listing: Any, shop: Any, owner: Any) -> None:
    sellers.close(shop, by=owner)
    with pytest.raises(NotFound):
        inquiries.ask(fresh(listing), None, 1)


def test_an_unconfirmed_number_is_not_given_out(app: Any) -> None:
    shop, owner = shops.shop_and_owner(cast.NURLELA, "Bandeng Nurlela")
    listing = goods.on_the_street(shop, owner)
    with pytest.raises(RuleBroken, match="WhatsApp"):
        inquiries.ask(listing, None, 1)
    assert written() == 0


def test_twenty_at_once_are_twenty_with_numbers_of_their_own(app: Any, listing: Any) -> None:
    slug = listing.slug
    db.session.rollback()

    def ask(_n: int) -> str:
        with app.app_context():
            mine = queries.listing_for_public(slug)
            assert mine is not None
            return inquiries.ask(mine, None, 1).number

    with ThreadPoolExecutor(20) as threads:
        numbers = list(threads.map(ask, range(20)))
    assert len(set(numbers)) == 20
    assert written() == 20
    told = sa.select(sa.func.count()).select_from(Event).where(Event.name == "inquiry.asked")
    assert db.session.scalar(told) == 20
