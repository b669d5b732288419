"""Lists are kept for strangers, and never shown once the street, the index or the day moved on."""

from datetime import timedelta
from typing import Any

import numpy as np

from marketplace.catalog import services as catalog
from marketplace.clock import today
from marketplace.database import db
from marketplace.demo import cast
from marketplace.search import services as search
from marketplace.search.ranking import order
from tests.builders import goods, shops
from tests.builders.days import Clock, stopped_clock

__all__ = ["stopped_clock"]


def test_a_kept_list_follows_the_street_and_the_index(kept: Any) -> None:
    app, (shop, owner, listings) = kept

    def words(path: str = "/cari?q=emping") -> str:
        return str(app.test_client().get(path).get_data(as_text=True))

    assert "Pencarian sedang diperbaiki" in words()
    search.rebuild()
    assert "Pencarian sedang diperbaiki" not in words()
    assert words() == words()
    assert "Emping manis" in words()
    catalog.archive(listings[0], by=owner)
    assert "Emping manis" not in words()
    new = goods.sell(shop, owner, "Emping jumbo", "emping", "bungkus", 30_000)
    assert "Emping jumbo" not in words()
    search.index_listings([new.id])
    assert "Emping jumbo" in words()
    assert "Emping jumbo" in words("/kategori/emping")
    assert "Emping jumbo" in words("/daerah/menes")


def test_a_kept_list_costs_no_statement_but_the_street_s_number(kept: Any) -> None:
    from sqlalchemy import event

    app, _ = kept
    search.rebuild()
    seen: list[str] = []
    app.test_client().get("/cari")
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    app.test_client().get("/cari")
    assert seen == []  # and the number itself is read outside of the ORM


def test_the_turns_of_the_next_day_are_shown_from_midnight_on(
    kept: Any, stopped_clock: Clock
) -> None:
    app, (shop, _, _) = kept
    other, owner = shops.shop_and_owner(cast.NURLELA, "Opak Nurlela")
    goods.sell(other, owner, "Emping manis", "emping", "bungkus", 22_000)
    search.rebuild()

    def first() -> str:
        html = str(app.test_client().get("/cari?q=emping%20manis").get_data(as_text=True))
        prices = [html.find("Rp21.000"), html.find("Rp22.000")]
        assert min(prices) > 0
        return "old" if prices[0] < prices[1] else "new"

    def whose(day: Any) -> str:
        lots = order.turns(np.array([shop.id, other.id]), day)
        return "old" if lots[0] > lots[1] else "new"

    day = today()
    while whose(day) == whose(day + timedelta(days=1)):
        day += timedelta(days=1)
    stopped_clock.stand_at(f"{day} 23:59")
    assert first() == whose(day)
    assert first() == whose(day)
    stopped_clock.stand_at(f"{day + timedelta(days=1)} 00:00")
    assert first() == whose(day + timedelta(days=1)) != whose(day)
