"""Sales and wholesale steps of the demo world obey the rules, and their past adds up."""

from datetime import UTC, datetime

import sqlalchemy as sa

from marketplace.catalog.models import PriceRecord, Variant
from marketplace.catalog.pricing import Deal, check_deal, is_on_sale, lowest_before
from marketplace.clock import day_of, start_of
from marketplace.database import db
from marketplace.demo import world

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def test_every_sale_and_every_step_is_one_that_an_owner_may_set(app) -> None:
    world.load(now=NOON)
    variants = db.session.scalars(sa.select(Variant)).all()
    records: dict[int, list[PriceRecord]] = {}
    for one in db.session.scalars(sa.select(PriceRecord).order_by(PriceRecord.id)):
        records.setdefault(one.variant_id, []).append(one)
    for variant in variants:
        steps = tuple((least, price) for least, price in variant.wholesale)
        check_deal(variant.price, Deal(variant.sale_price, steps))
        last = records[variant.id][-1]
        assert (last.price, last.sale_price) == (variant.price, variant.sale_price)
        if variant.sale_price is None:
            assert variant.sale_lowest is None
            continue
        begins = start_of(variant.sale_from)
        assert variant.sale_lowest == lowest_before(records[variant.id], begins)
    assert sum(is_on_sale(variant, day_of(NOON)) for variant in variants) >= 10
    assert sum(bool(variant.wholesale) for variant in variants) >= 30
