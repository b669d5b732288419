"""Collections: made, published, edited and ended by officers; what a stranger finds of them."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.events import Event
from marketplace.promotions import services
from marketplace.promotions.models import Collection, CollectionItem
from marketplace.promotions.queries import collections as queries
from marketplace.promotions.queries import desk
from marketplace.sellers import services as sellers
from marketplace.sellers.models.interest import relations
from marketplace.sellers.services import interests
from tests.at_once import at_once, refusals
from tests.builders import goods, people, promoted


@pytest.fixture
def arif(app: Any) -> User:
    """The officer of the province who curates."""
    return people.appointed(cast.ARIF)


def local(regency: str = "36.01", name: str = "Kurator Daerah") -> User:
    """An officer of a kab/kota who curates."""
    email = f"kurator-{regency}@contoh.test"
    return people.officer(name, email, regency_code=regency, duties=["curate"])


def names() -> list[str]:
    chosen = sa.select(Event.name).where(Event.subject_kind == "Collection").order_by(Event.id)
    return list(db.session.scalars(chosen))


def test_an_officer_makes_a_collection_and_the_street_sees_it(
    arif: User, listing: Any, browser: Any
) -> None:
    made = promoted.draft(arif, [listing])
    browser.visit(made.url, status=404)
    services.publish(made, version=made.version, by=arif)
    page = browser.visit(made.url)
    assert "Dipilih oleh Dinas Koperasi dan UKM Provinsi Banten." in page.text
    assert "Khas daerah dan sesuai tema." in page.text and arif.name not in page.text
    assert page.all(f'.listing-card__link[href="/produk/{listing.slug}"]')
    home = browser.visit("/")
    assert home.one(".campaign__link")["href"] == made.url
    assert made.url in browser.visit("/promo/").html
    assert f"<loc>http://localhost{made.url}</loc>" in browser.visit("/sitemap/halaman.xml").html
    expected = ["collection.made", "collection.item_placed", "collection.published"]
    assert names() == expected


def test_an_empty_collection_and_a_period_of_the_past_are_refused(arif: User, listing: Any) -> None:
    made = promoted.draft(arif)
    with pytest.raises(RuleBroken, match="belum berisi"):
        services.publish(made, version=made.version, by=arif)
    days = promoted.period(now() - timedelta(days=3), now() - timedelta(days=2))
    past = promoted.draft(arif, [listing], title="Lama", period=days)
    with pytest.raises(RuleBroken, match="sudah lewat"):
        services.publish(past, version=past.version, by=arif)
    days = promoted.period(now(), now() - timedelta(days=2))
    with pytest.raises(RuleBroken, match="sesudah hari pertama"):
        promoted.draft(arif, period=days)
    with pytest.raises(RuleBroken, match="Pilih alasan"):
        promoted.draft(arif, reason_code="")


def test_a_reason_is_asked_for_each_placing_and_each_removal(arif: User, listing: Any) -> None:
    made = promoted.draft(arif)
    with pytest.raises(RuleBroken, match="alasan"):
        services.place(made, listing, version=made.version, by=arif, reason_code="")
    item = services.place(
        made, listing, version=made.version, by=arif, reason_code="", reason="Juara lomba 2026."
    )
    with pytest.raises(RuleBroken, match="tidak cocok"):
        services.take_out(item, version=made.version, by=arif, reason_code="typical")
    services.take_out(item, version=made.version, by=arif, reason_code="theme")
    db.session.rollback()
    kept = db.session.get_one(CollectionItem, item.id)
    assert (kept.removal_reason, kept.removed_by_id) == ("Tidak sesuai tema.", arif.id)
    about = [one.details for one in desk.history_of(made) if one.name.endswith("item_removed")]
    assert about[0]["reason_code"] == "theme" and about[0]["listing_id"] == listing.id
    # It may come back.
    services.place(made, listing, version=made.version, by=arif, reason_code="typical")


def test_what_may_not_be_shown_may_not_be_placed(arif: User, shop: Any, owner: User) -> None:
    sold_out = goods.on_the_street(shop, owner, stock=0)
    made = promoted.draft(arif)
    with pytest.raises(RuleBroken, match="Stoknya"):
        services.place(made, sold_out, version=made.version, by=arif, reason_code="typical")


def test_an_office_places_only_what_stands_in_its_own_place(arif: User, listing: Any) -> None:
    made = promoted.draft(arif)
    elsewhere, here = local("36.71"), local("36.01")
    with pytest.raises(NotFound):
        services.place(made, listing, version=made.version, by=elsewhere, reason_code="typical")
    services.place(made, listing, version=made.version, by=here, reason_code="typical")
    # What it says and when it runs is the province's to decide.
    with pytest.raises(RuleBroken, match="dinas lain"):
        services.publish(made, version=made.version, by=here)
    assert (
        promoted.draft(here, title="Menes").office == "Dinas Koperasi dan UKM Kabupaten Pandeglang"
    )
    with pytest.raises(NotFound):
        promoted.draft(people.appointed(cast.YAYAH), title="Tanpa tugas")


def test_nobody_places_a_shop_in_which_she_has_an_interest(
    arif: User, listing: Any, shop: Any
) -> None:
    made = promoted.draft(arif)
    interests.declare(shop, by=arif, relation=next(iter(relations())))
    with pytest.raises(RuleBroken, match="kepentingan"):
        services.place(made, listing, version=made.version, by=arif, reason_code="typical")
    assert desk.listings_for(arif, made, "emping", now()) == []
    assert made.items == []


def test_nobody_brings_a_shop_forward_in_which_she_has_an_interest(
    arif: User, listing: Any, shop: Any, owner: Any
) -> None:
    more = [
        goods.sell(shop, owner, name, "emping", "bungkus", 9_000) for name in ("Ceplis", "Mlinjo")
    ]
    made = promoted.draft(arif, [listing, *more])
    interests.declare(shop, by=arif, relation=next(iter(relations())))
    first, second, third = made.items
    with pytest.raises(RuleBroken, match="kepentingan"):
        services.step(third, version=made.version, by=arif, places=-1)
    with pytest.raises(RuleBroken, match="kepentingan"):
        services.arrange(made, [third.id, first.id, second.id], version=made.version, by=arif)
    assert [one.id for one in made.items] == [first.id, second.id, third.id]


def test_a_stranger_and_a_buyer_can_do_nothing(arif: User, listing: Any, stranger: User) -> None:
    made = promoted.draft(arif, [listing])
    for act in (
        lambda: services.publish(made, version=made.version, by=stranger),
        lambda: promoted.draft(stranger, title="Punya saya"),
        lambda: services.arrange(made, [1], version=made.version, by=stranger),
    ):
        with pytest.raises(NotFound):
            act()


def test_who_comes_second_is_told_what_the_first_did(arif: User, listing: Any, app: Any) -> None:
    made = promoted.draft(arif, [listing])
    version = made.version
    services.publish(made, version=version, by=arif)
    with pytest.raises(Stale) as late:
        services.edit(made, promoted.said(title="Lain"), version=version, by=arif)
    assert late.value.changed == ("Koleksi ditayangkan.",)


def test_two_officers_at_once_make_one_change(
    arif: User, listing: Any, shop: Any, owner: User, app: Any
) -> None:
    other = goods.on_the_street(shop, owner)
    made = promoted.draft(arif)
    version, collection_id = made.version, made.id
    db.session.rollback()

    def placing(listing_id: int) -> Any:
        def place() -> Any:
            one = db.session.get_one(Collection, collection_id)
            chosen = db.session.get_one(Listing, listing_id)
            services.place(one, chosen, version=version, by=arif, reason_code="typical")

        return place

    results = at_once(app, placing(listing.id), placing(other.id), placing(listing.id))
    assert [type(one) for one in refusals(results)] == [Stale, Stale]
    db.session.rollback()
    assert len(db.session.get_one(Collection, collection_id).items) == 1


def test_what_falls_out_disappears_by_itself_and_comes_back(
    arif: User, listing: Any, shop: Any, owner: User, browser: Any
) -> None:
    made = promoted.running(arif, [listing])
    sellers.close(shop, by=owner)
    assert queries.standing_in(made, now()) == []
    assert "Semua produk di sini sedang tidak tersedia" in browser.visit(made.url).text
    assert not browser.visit("/").all(".campaign")
    sellers.reopen(shop, by=owner)
    assert [one.card.id for one in queries.standing_in(made, now())] == [listing.id]
