"""What happens to listings, shops and badges is in the index once the worker has heard of it."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import storage
from marketplace.catalog import services as catalog
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.search import queries, services
from marketplace.search.interface import Query
from marketplace.sellers import services as sellers
from tests.afterwards import fresh
from tests.builders import goods, memberships


def titles(text: str = "", **filters: Any) -> list[str]:
    from marketplace.catalog import queries as shelf

    db.session.rollback()
    answer = queries.find(Query(text, **filters))
    assert not answer.degraded
    return [card.title for card in shelf.cards(answer.ids)]


@pytest.fixture
def opened(app: Any, worker: Any) -> Any:
    services.rebuild()
    found = goods.open_street()
    worker()
    return found


def test_a_published_listing_is_found_and_an_archived_one_is_not(opened: Any, worker: Any) -> None:
    _, owner, listings = opened
    assert titles("emping manis") == ["Emping manis"]
    catalog.archive(listings[0], by=owner)
    worker()
    assert titles("emping") == ["Emping asin pedas"]
    assert queries.find(Query("emping")).total == 1


def test_a_listing_hidden_while_the_worker_rests_is_never_shown(opened: Any) -> None:
    _, owner, listings = opened
    catalog.archive(listings[0], by=owner)
    assert titles("emping") == ["Emping asin pedas"]


def test_an_edited_title_is_found_by_its_new_words(opened: Any, worker: Any) -> None:
    _, owner, listings = opened
    words = catalog.Words(title="Emping opak bakar", category_slug="emping", unit="bungkus")
    catalog.edit(fresh(listings[0]), by=owner, words=words, version=listings[0].version)
    worker()
    assert titles("opak") == ["Emping opak bakar"]
    assert titles("manis") == []


def test_a_closed_shop_takes_its_listings_along_and_brings_them_back(
    opened: Any, worker: Any
) -> None:
    shop, owner, listings = opened
    sellers.close(shop, by=owner)
    worker()
    assert queries.find(Query()).total == 0
    sellers.reopen(fresh(shop), by=owner)
    worker()
    assert queries.find(Query()).total == len(listings)


def test_a_suspended_shop_is_gone(opened: Any, worker: Any) -> None:
    from marketplace import events

    shop, _, _ = opened
    with transaction():
        suspended = locked(shop)
        suspended.suspend("Menjual barang palsu", now())
        events.record("shop.suspended", suspended)
    worker()
    assert queries.find(Query()).total == 0


def test_a_badge_opens_the_verified_filter_until_its_last_day(opened: Any, worker: Any) -> None:
    shop, owner, listings = opened
    last = today() + timedelta(days=3)
    memberships.give_badge(shop, owner, until=last)
    worker()
    assert queries.find(Query(verified=True)).total == len(listings)
    assert queries.find(Query(verified=True), on=last).total == len(listings)
    assert queries.find(Query(verified=True), on=last + timedelta(days=1)).total == 0
    memberships.take_badge(shop)
    worker()
    assert queries.find(Query(verified=True)).total == 0


def test_indexing_twice_and_unknown_listings_change_nothing(opened: Any) -> None:
    _, _, listings = opened
    ids = [listing.id for listing in listings]
    services.index_listings([*ids, *ids, 10**9])
    services.index_listings([])
    assert queries.find(Query()).total == len(listings)


def lose_the_index() -> None:
    """Take away what says that there is an index, wherever it is kept."""
    folder = storage.index_folder()
    if folder is not None:
        (folder / "live.json").unlink()
        return
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.text("DELETE FROM generations WHERE name = 'search'"))


def test_a_missing_index_is_rebuilt_by_the_next_change(opened: Any, worker: Any) -> None:
    shop, owner, listings = opened
    lose_the_index()
    assert queries.trouble()
    goods.sell(shop, owner, "Rengginang", "rangginang", "bungkus", 12_000)
    worker()
    assert queries.find(Query()).total == len(listings) + 1
    assert queries.trouble() is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_clock_heals_a_damaged_index(opened: Any) -> None:
    (segment,) = [*storage.index_folder().glob("g*/*.seg")][:1]
    segment.write_bytes(b"rusak")
    assert queries.trouble()
    services.keep_whole()
    assert queries.trouble() is None
    assert titles("batik") == ["Kain batik Datulaya"]


@pytest.mark.parametrize("amount", ["1" * 23 + "/4 kg", "1" * 5_000 + " kg", "isi " + "0" * 30])
def test_an_amount_beyond_all_sense_does_not_keep_a_listing_out(
    opened: Any, worker: Any, amount: str
) -> None:
    _, owner, listings = opened
    words = catalog.Words(
        title="Emping opak bakar",
        category_slug="emping",
        unit="bungkus",
        description=f"Pesan {amount}",
    )
    catalog.edit(fresh(listings[0]), by=owner, words=words, version=listings[0].version)
    worker()
    assert titles("opak") == ["Emping opak bakar"]
    assert services.rebuild() == queries.find(Query()).total
