"""Cards: one statement however many, in the order asked for, public ones only."""

from dataclasses import replace
from datetime import timedelta

from marketplace.catalog import queries
from marketplace.catalog import services as catalog
from marketplace.clock import today
from marketplace.database import locked, transaction
from tests.builders import memberships
from tests.builders.goods import WORDS, on_the_street


def test_a_card_says_what_a_buyer_looks_for(shop, owner, worker) -> None:
    listing = on_the_street(shop, owner, words=replace(WORDS, net_weight_grams=250), stock=3)
    worker()
    (card,) = queries.cards([listing.id])
    assert (card.url, card.title, card.price, card.price_to) == (
        "/produk/emping-manis",
        "Emping manis",
        21_000,
        None,
    )
    assert card.place == shop.place.district.label and card.category_tint == "camilan"
    assert card.price_each_text == "Rp84.000 per kg" and card.stock_words == "Sisa 3"
    assert card.picture.ready and card.picture.alt == "Emping manis"
    assert card.picture.widths == [160, 320, 640]
    assert card.picture.url(320) == f"/media/{card.picture.key}/320.webp"
    assert card.verified is False


def test_cards_keep_the_order_and_cost_one_statement(shop, owner, worker, statements) -> None:
    ids = [
        on_the_street(shop, owner, words=replace(WORDS, title=f"Emping {n}")).id for n in range(5)
    ]
    draft = catalog.open_draft(shop, by=owner, words=WORDS, price=1000).id
    worker()
    wanted = [ids[3], draft, ids[0], 999_999, ids[4]]
    with statements() as seen:
        cards = queries.cards(wanted)
    assert [card.id for card in cards] == [ids[3], ids[0], ids[4]]
    assert len([s for s in seen if "PRAGMA" not in s]) == 1
    with statements() as seen:
        assert [card.id for card in queries.newest(3)] == [ids[4], ids[3], ids[2]]
        shelves = queries.newest_by_regency(each=2)
    assert len([s for s in seen if "PRAGMA" not in s]) == 2
    assert {code: len(shelf) for code, shelf in shelves.items()} == {"36.01": 2}
    assert queries.newest(category="camilan", regency_code="36.01")
    assert queries.newest(category="batik-tenun") == []
    assert queries.newest(regency_code="36.72") == []
    assert len(queries.of_shop(shop, limit=9, but=ids[0])) == 4


def test_a_product_page_costs_two_statements(listing, worker, statements) -> None:
    worker()
    with statements() as seen:
        found = queries.listing_for_public("emping-manis")
        assert found.shop.name and found.offered and queries.first_picture(found)
    assert len([s for s in seen if "PRAGMA" not in s]) == 2


def test_a_picture_that_waits_or_failed_is_not_on_the_card(listing) -> None:
    assert queries.cards([listing.id])[0].picture is None
    assert queries.own_listings(listing.shop, "published")[0].picture.ready is False


def test_documents_hold_everything_in_few_statements(shop, owner, statements) -> None:
    ids = [
        on_the_street(
            shop, owner, words=replace(WORDS, title=f"Emping {n}", description="Gurih")
        ).id
        for n in range(4)
    ]
    with statements() as seen:
        found = list(queries.documents())
    # A batch, its permits, and the empty one after.
    assert len([s for s in seen if "PRAGMA" not in s]) == 3
    assert [one.listing_id for one in found] == sorted(ids)
    first = found[0]
    assert first.category_parent == "camilan" and first.description == "Gurih"
    assert first.place_names == (
        shop.place.name,
        shop.place.district.name,
        "Kabupaten Pandeglang",
    )
    assert first.in_stock and first.verified_until is None
    assert [one.listing_id for one in queries.documents(ids[1:3])] == sorted(ids[1:3])
    assert list(queries.documents([])) == []


def test_unit_prices_round_to_whole_rupiah() -> None:
    assert queries.price_each_text(10_000, 300) == "Rp33.333 per kg"
    assert queries.price_each_text(10_000, 1000) is None
    assert queries.price_each_text(10_000, 250, "kg") is None
    assert queries.price_each_text(10_000, None) is None


def test_own_listings_and_what_runs_out(shop, owner, listing) -> None:
    catalog.set_stock(listing.offered[0], by=owner, seen=5, to=0)
    assert [row.stock_words for row in queries.running_out(shop)] == ["Habis"]
    assert queries.counts_of(shop) == {"published": 1}
    assert queries.own_listings(shop, "draft") == []


def test_a_days_badge_counts_only_while_it_lasts(listing, shop, owner) -> None:
    memberships.give_badge(shop, owner, until=today())
    assert queries.cards([listing.id])[0].verified
    assert not queries.cards([listing.id], on=today() + timedelta(days=1))[0].verified
    assert queries.newest(verified=True) and next(iter(queries.documents())).verified_until


def test_no_badge_shows_before_the_shops_number_is_confirmed(listing, shop, owner) -> None:
    memberships.give_badge(shop, owner, until=today())
    with transaction():
        locked(shop).whatsapp_confirmed_at = None
    assert not queries.cards([listing.id])[0].verified
    assert next(iter(queries.documents())).verified_until is None
