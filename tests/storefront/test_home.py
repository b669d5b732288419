"""The front page: counts from the data, shelves by place, verified shops; an empty first day."""

from datetime import timedelta
from typing import Any

from marketplace.catalog import services as catalog
from marketplace.clock import now, today
from marketplace.demo import cast
from marketplace.places import queries as places
from marketplace.promotions import services as promotions
from marketplace.promotions.queries.window import window
from marketplace.sellers import services as sellers
from tests.builders import goods, memberships, shops

# A shelf of the season stands there only in some months.
ALL_YEAR = '.shelf:not([data-shelf^="musim"])'


def titles(page: Any, css: str = ".listing-card__link") -> list[str]:
    return [link.get_text(strip=True) for link in page.all(css)]


def test_an_empty_street_invites_sellers(browser: Any) -> None:
    page = browser.visit("storefront.home")
    assert "Pasar baru dibuka" in page.text
    assert "0 produk" not in page.text
    assert not page.all(".listing-card")


def test_search_comes_first_and_every_group_has_a_door(browser: Any) -> None:
    page = browser.visit("storefront.home")
    assert page.one("header form[role=search] input[name=q]")
    doors = [link["href"] for link in page.all(".category-tile")]
    assert len(doors) == 11 and "/kategori/gula-madu-kopi" in doors
    regions = [link["href"] for link in page.all(".regions__link")]
    assert regions == [f"/daerah/{regency.slug}" for regency in places.regencies()]
    assert page.one('a.promise[href="/lencana"]')


def test_counts_come_from_what_stands_on_the_street(
    listing: Any, shop: Any, owner: Any, browser: Any
) -> None:
    goods.on_the_street(shop, owner)
    draft = goods.on_the_street(shop, owner)
    catalog.unpublish(draft, by=owner)
    other, maman = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    goods.on_the_street(other, maman)
    lead = browser.visit("storefront.home").one(".hero__lead").get_text()
    assert lead.startswith("3 produk dari 2 usaha di 2 kabupaten dan kota.")


def test_a_shelf_for_each_place_that_has_goods(listing: Any, browser: Any) -> None:
    page = browser.visit("storefront.home")
    assert [h.get_text() for h in page.all(f"{ALL_YEAR} .shelf__title")] == [
        "Baru di pasar",
        "Dari Pandeglang",
    ]
    assert page.one('a.shelf__link[href="/daerah/kabupaten-pandeglang"]')
    assert titles(page, f"{ALL_YEAR} .listing-card__link") == ["Emping manis", "Emping manis"]


def test_another_place_comes_first_each_day(app: Any, listing: Any) -> None:
    other, maman = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    goods.on_the_street(other, maman)
    days = [window(now() + timedelta(days=n)) for n in range(2)]
    assert {shown.regencies[0].key for shown in days} == {"daerah:36.01", "daerah:36.04"}


def test_drafts_and_closed_shops_are_nowhere(
    listing: Any, shop: Any, owner: Any, browser: Any
) -> None:
    sellers.close(shop, by=owner)
    assert titles(browser.visit("storefront.home")) == []


def test_verified_shops_are_shown_while_their_badge_counts(
    listing: Any, shop: Any, owner: Any, browser: Any
) -> None:
    memberships.give_badge(shop, owner, today())
    page = browser.visit("storefront.home")
    assert titles(page, ".shop-card__link") == ["Emping Rohayati"]
    assert page.all(".listing-card .badge")


def test_a_badge_that_ended_shows_nothing(
    listing: Any, shop: Any, owner: Any, browser: Any
) -> None:
    memberships.give_badge(shop, owner, today() - timedelta(days=1))
    page = browser.visit("storefront.home")
    assert titles(page, ".shop-card__link") == []
    assert not page.all(".listing-card .badge")


def test_four_statements_and_no_write(
    listing: Any, shop: Any, client: Any, statements: Any
) -> None:
    promotions.take_turns()  # as the worker does each minute
    with statements() as seen:
        assert client.get("/").status_code == 200
    assert len([s for s in seen if s.lstrip().upper().startswith("SELECT")]) <= 4
    assert not [s for s in seen if s.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
