"""What strangers see and find follows the price of the day in Banten; at midnight nobody writes."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.catalog import queries as shelf
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing
from marketplace.catalog.pricing import SaleDays, single_price
from marketplace.catalog.queries.cards import lowest_price
from marketplace.clock import today
from marketplace.database import db
from marketplace.inquiries import services as inquiries
from marketplace.money import rupiah
from marketplace.search import queries, services
from marketplace.search.interface import EngineUnavailable, Query
from tests.afterwards import fresh
from tests.builders import goods

DAYS = SaleDays(date(2026, 12, 1), date(2026, 12, 7))
# When it is midnight in Banten it is 17.00 of the day before in UTC.
MOMENTS = [
    ("2026-11-30 23:59:59", 21_000),
    ("2026-12-01 00:00:00", 9_000),
    ("2026-12-01 06:59:59", 9_000),
    ("2026-12-07 23:59:59", 9_000),
    ("2026-12-08 00:00:00", 21_000),
]


@pytest.fixture
def emping(stopped_clock: Any, app: Any, worker: Any) -> Listing:
    """Emping for Rp21.000, indexed; from the 1st to the 7th of December it costs Rp9.000."""
    stopped_clock.stand_at("2026-11-15 09:00")
    services.rebuild()
    _, owner, listings = goods.open_street()
    first = listings[0].offered[0].id
    catalog.set_sale(listings[0], by=owner, version=2, days=DAYS, prices={first: 9_000})
    worker()
    return listings[0]


def cheapest(**filters: Any) -> list[str]:
    db.session.rollback()
    ids = queries.find(Query(sort="cheapest", **filters)).ids
    return [card.title for card in shelf.cards(ids)]


def without_index() -> Any:
    raise EngineUnavailable("there is no index")


@pytest.mark.parametrize("indexed", [True, False])
@pytest.mark.parametrize(("moment", "price"), MOMENTS)
def test_cards_filters_and_order_follow_the_day(
    emping: Listing, stopped_clock: Any, monkeypatch: Any, moment: str, price: int, indexed: bool
) -> None:
    stopped_clock.stand_at(moment)
    if not indexed:
        monkeypatch.setattr(queries, "engine", without_index)
    assert [card.price for card in shelf.cards([emping.id])] == [price]
    on_sale = price == 9_000
    assert cheapest()[0] == ("Emping manis" if on_sale else "Keripik pisang")
    assert cheapest(price_to=10_000) == (["Emping manis"] if on_sale else [])
    assert ("Emping manis" in cheapest(price_from=20_000)) is not on_sale


def test_the_database_and_the_rule_agree(emping: Listing, stopped_clock: Any) -> None:
    for moment, price in MOMENTS:
        stopped_clock.stand_at(moment)
        on = today()
        asked = db.session.scalar(sa.select(lowest_price(on)).where(Listing.id == emping.id))
        assert asked == single_price(fresh(emping).offered[0], on) == price


def test_the_page_strikes_the_old_price_and_says_the_lowest(
    emping: Listing, stopped_clock: Any, browser: Any
) -> None:
    page = browser.visit("storefront.product", slug=emping.slug)
    assert page.one(".price--big .price__old").get_text() == ""
    stopped_clock.stand_at("2026-12-01 00:00:00")
    page = browser.visit("storefront.product", slug=emping.slug)
    assert page.one(".price--big .price__now").get_text() == "Rp9.000"
    assert page.one(".price--big s.price__old").get_text() == "Rp21.000"
    assert page.one("[data-variant-sale]").get_text() == (
        "Promo sampai 7 Desember 2026. Harga biasa Rp21.000. "
        "Terendah 30 hari sebelum promo: Rp21.000."
    )
    card = browser.visit("/cari").one(f'.listing-card:has([href="/produk/{emping.slug}"])')
    assert card.select_one("s").get_text() == "Rp21.000" and "Promo" in card.get_text()


def set_steps(listing: Listing, *steps: tuple[int, int]) -> None:
    one = fresh(listing)
    owner = one.shop.members[0].user
    of_first = {one.offered[0].id: steps}
    catalog.set_wholesale(one, by=owner, version=one.version, steps=of_first)


def test_steps_stand_on_the_page_where_they_are_cheaper_than_today(
    emping: Listing, stopped_clock: Any, browser: Any
) -> None:
    set_steps(emping, (10, 20_000), (50, 8_500))

    def steps() -> list[str]:
        page = browser.visit("storefront.product", slug=emping.slug)
        return [step.get_text() for step in page.all("[data-variant-steps] li")]

    assert steps() == ["Mulai 10 bungkus: Rp20.000", "Mulai 50 bungkus: Rp8.500"]
    stopped_clock.stand_at("2026-12-03 12:00")
    assert steps() == ["Mulai 50 bungkus: Rp8.500"]


@pytest.mark.parametrize(
    ("moment", "quantity", "price"),
    [
        ("2026-11-30 23:59:59", 1, 21_000),
        ("2026-11-30 23:59:59", 10, 20_000),
        ("2026-12-01 00:00:00", 10, 9_000),
        ("2026-12-01 00:00:00", 50, 8_500),
    ],
)
def test_a_question_records_the_price_for_so_many_on_that_day(
    emping: Listing, stopped_clock: Any, moment: str, quantity: int, price: int
) -> None:
    set_steps(emping, (10, 20_000), (50, 8_500))
    stopped_clock.stand_at(moment)
    asked = inquiries.ask(fresh(emping), None, quantity)
    assert asked.price == price
    assert f"Harga: {rupiah(price)} per bungkus" in asked.question_text("x")
