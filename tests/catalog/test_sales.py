"""Sales and wholesale steps: what owners may ask, what is written down, who is refused."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.catalog import services as catalog
from marketplace.catalog.models import PriceRecord
from marketplace.catalog.pricing import Deal, SaleDays, price_of
from marketplace.catalog.services import Row
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from tests.afterwards import fresh
from tests.at_once import at_once, refusals

DAYS = SaleDays(date(2026, 12, 1), date(2026, 12, 7))


@pytest.fixture
def clock(stopped_clock):
    """November, before anything of the listing is made."""
    stopped_clock.stand_at("2026-11-01 09:00")
    return stopped_clock


@pytest.fixture
def emping(clock, listing):
    return listing


def sell_off(listing, owner, price=18_000, days=DAYS, version=None):
    first = fresh(listing).offered[0]
    return catalog.set_sale(
        listing,
        by=owner,
        version=version or fresh(listing).version,
        days=days,
        prices={first.id: price},
    )


def reprice(listing, owner, price, **row) -> None:
    first = fresh(listing).offered[0]
    catalog.arrange_variants(
        listing, by=owner, version=fresh(listing).version, rows=[Row(price, first.id, **row)]
    )


def records() -> list[tuple]:
    db.session.rollback()
    found = db.session.scalars(sa.select(PriceRecord).order_by(PriceRecord.id))
    return [(one.price, one.sale_price, one.sale_from, one.sale_until) for one in found]


def lowest(listing) -> int | None:
    return fresh(listing).offered[0].sale_lowest


def test_every_change_of_a_price_is_written_down(emping, owner) -> None:
    reprice(emping, owner, 22_000)
    reprice(emping, owner, 22_000)
    sell_off(emping, owner)
    catalog.end_sale(emping, by=owner, version=fresh(emping).version)
    assert records() == [
        (21_000, None, None, None),
        (22_000, None, None, None),
        (22_000, 18_000, DAYS.first, DAYS.last),
        (22_000, None, None, None),
    ]


def test_a_raise_before_a_sale_does_not_hide_the_lower_price(emping, owner, clock) -> None:
    clock.stand_at("2026-11-20 09:00")
    reprice(emping, owner, 30_000)
    sell_off(emping, owner, 25_000)
    assert lowest(emping) == 21_000
    reprice(emping, owner, 20_000 + 6_000)
    assert lowest(emping) == 21_000


def test_a_price_that_falls_before_the_sale_begins_counts(emping, owner, clock) -> None:
    sell_off(emping, owner, 15_000)
    clock.stand_at("2026-11-20 09:00")
    reprice(emping, owner, 17_000)
    assert lowest(emping) == 17_000


def test_a_running_sale_keeps_what_was_lowest_before_it(emping, owner, clock) -> None:
    sell_off(emping, owner, 18_000)
    clock.stand_at("2026-12-03 12:00")
    sell_off(emping, owner, 16_000)
    sell_off(emping, owner, 17_000, days=SaleDays(DAYS.first, date(2026, 12, 10)))
    assert lowest(emping) == 21_000


def test_a_second_sale_soon_after_shows_the_price_of_the_first(emping, owner, clock) -> None:
    sell_off(emping, owner, 18_000)
    clock.stand_at("2026-12-10 12:00")
    sell_off(emping, owner, 19_000, days=SaleDays(date(2026, 12, 10), date(2026, 12, 12)))
    assert lowest(emping) == 18_000


def test_a_sale_from_today_counts_what_was_asked_this_morning(emping, owner, clock) -> None:
    clock.stand_at("2026-12-01 08:00")
    reprice(emping, owner, 19_500)
    clock.stand_at("2026-12-01 09:00")
    reprice(emping, owner, 25_000)
    clock.stand_at("2026-12-01 09:05")
    sell_off(emping, owner, 20_000)
    assert lowest(emping) == 19_500


def test_a_regular_price_may_not_fall_to_the_sale_price(emping, owner, clock) -> None:
    sell_off(emping, owner)
    with pytest.raises(RuleBroken, match=r"Harga promo Rp18\.000 harus di bawah"):
        reprice(emping, owner, 18_000)
    assert fresh(emping).offered[0].price == 21_000
    clock.stand_at("2026-12-08 00:00")
    reprice(emping, owner, 18_000)
    one = fresh(emping).offered[0]
    assert (one.price, one.sale_price) == (18_000, None)


def test_a_row_may_bring_its_deal(emping, owner) -> None:
    first = fresh(emping).offered[0]
    deal = Deal(sale_price=9_000, wholesale=((10, 9_500), (20, 9_000)))
    for _ in range(2):
        catalog.arrange_variants(
            emping,
            by=owner,
            version=fresh(emping).version,
            rows=[Row(10_000, first.id, deal=deal)],
            sale_days=DAYS,
        )
    one = fresh(emping).offered[0]
    assert (one.price, one.sale_price, one.wholesale) == (10_000, 9_000, [[10, 9_500], [20, 9_000]])
    assert len(records()) == 2


def test_steps_are_kept_in_order_and_apply(emping, owner) -> None:
    first = fresh(emping).offered[0]
    steps = {first.id: [(50, 18_000), (10, 20_000)]}
    catalog.set_wholesale(emping, by=owner, version=fresh(emping).version, steps=steps)
    one = fresh(emping).offered[0]
    assert one.wholesale == [[10, 20_000], [50, 18_000]]
    assert price_of(one, 49, date(2026, 11, 2)) == 20_000
    with pytest.raises(RuleBroken, match="mulai 10 harus di bawah"):
        reprice(emping, owner, 20_000)
    catalog.set_wholesale(emping, by=owner, version=fresh(emping).version, steps={})
    assert fresh(emping).offered[0].wholesale == []


def test_what_cannot_be_is_refused_and_changes_nothing(emping, owner) -> None:
    with pytest.raises(RuleBroken, match="di bawah harga biasa"):
        sell_off(emping, owner, 21_000)
    with pytest.raises(RuleBroken, match="layar lain"):
        sell_off(emping, owner, version=1)
    with pytest.raises(RuleBroken, match="Isi harga promonya"):
        catalog.set_sale(emping, by=owner, version=2, days=DAYS, prices={})
    with pytest.raises(NotFound):
        catalog.set_sale(emping, by=owner, version=2, days=DAYS, prices={999_999: 5_000})
    with pytest.raises(RuleBroken, match="tidak sedang promo"):
        catalog.end_sale(emping, by=owner, version=2)
    one = fresh(emping)
    assert (one.version, one.sale_from, one.offered[0].sale_price) == (2, None, None)
    assert len(records()) == 1


def test_a_stranger_changes_no_price(emping, stranger) -> None:
    first = fresh(emping).offered[0]
    for change in (
        lambda: sell_off(emping, stranger),
        lambda: catalog.end_sale(emping, by=stranger, version=2),
        lambda: catalog.set_wholesale(
            emping, by=stranger, version=2, steps={first.id: [(2, 20_000)]}
        ),
    ):
        with pytest.raises(NotFound):
            change()
    assert len(records()) == 1


def test_of_two_changes_at_once_the_second_is_refused(app, emping, owner) -> None:
    version, first = fresh(emping).version, fresh(emping).offered[0].id

    def ask(price: int) -> None:
        catalog.set_sale(emping, by=owner, version=version, days=DAYS, prices={first: price})

    prices = (18_000, 17_000, 16_000, 15_000)
    results = at_once(app, *(lambda price=price: ask(price) for price in prices))
    assert len(refusals(results)) == 3
    assert len(records()) == 2
    assert records()[-1][1] == fresh(emping).offered[0].sale_price


def test_a_sale_and_a_lower_regular_price_at_once_never_cross(app, emping, owner) -> None:
    version, first = fresh(emping).version, fresh(emping).offered[0].id

    def put_on_sale() -> None:
        catalog.set_sale(emping, by=owner, version=version, days=DAYS, prices={first: 18_000})

    def lower() -> None:
        rows = [Row(17_000, first)]
        catalog.arrange_variants(emping, by=owner, version=version, rows=rows)

    assert len(refusals(at_once(app, put_on_sale, lower))) == 1
    one = fresh(emping).offered[0]
    assert (one.price, one.sale_price) in {(21_000, 18_000), (17_000, None)}
    assert records()[-1][:2] == (one.price, one.sale_price)
