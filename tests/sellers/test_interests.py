"""An officer declares a shop that is near to her; from then on others decide about it."""

import pytest

from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers import queries, services
from marketplace.sellers.services import interests
from tests.at_once import at_once, refusals
from tests.builders import memberships, people, shops


def test_an_interest_keeps_her_from_every_decision(shop, owner, yayah):
    asep, halimah = people.appointed(cast.ASEP), people.appointed(cast.HALIMAH)
    memberships.cooperative()
    badge = memberships.badge_of(shop, owner, yayah)
    for near in (yayah, asep):
        interests.declare(shop, by=near, relation="kin")
        assert queries.has_interest(near, shop)
    with pytest.raises(RuleBroken, match="kepentingan"):
        services.revoke(badge, by=yayah, reason="Kartu ternyata palsu.")
    with pytest.raises(RuleBroken, match="kepentingan"):
        services.suspend(shop, by=asep, reason="Alamat tidak ditemukan.")
    assert not queries.has_interest(halimah, shop)
    services.revoke(badge, by=halimah, reason="Kartu ternyata palsu.")


def test_one_s_own_shop_needs_no_declaration(shop, owner, stranger):
    assert queries.has_interest(owner, shop) and not queries.has_interest(stranger, shop)
    assert queries.shop_ids_of_interest(owner) == {shop.id}


def test_an_interest_that_ended_lingers(shop, yayah, stopped_clock):
    stopped_clock.stand_at("2026-11-30 10:00")
    interest = interests.declare(shop, by=yayah, relation="other")
    interests.end(interest, by=yayah)
    assert queries.has_interest(yayah, shop)
    with pytest.raises(RuleBroken, match="sudah diakhiri"):
        interests.end(interest, by=yayah)
    stopped_clock.stand_at("2026-12-30 09:59")
    assert queries.has_interest(yayah, shop)
    stopped_clock.stand_at("2026-12-30 10:01")
    assert not queries.has_interest(yayah, shop)


def test_it_is_declared_once_even_at_once(app, shop, yayah):
    with pytest.raises(RuleBroken, match="hubungannya"):
        interests.declare(shop, by=yayah, relation="neighbour")

    def declare():
        return interests.declare(shop, by=yayah, relation="own")

    assert len(refusals(at_once(app, *[declare] * 4))) == 3


def test_only_officers_declare_and_each_ends_her_own(shop, owner, stranger, yayah):
    for person in (owner, stranger):
        with pytest.raises(NotFound):
            interests.declare(shop, by=person, relation="kin")
    interest = interests.declare(shop, by=yayah, relation="kin")
    with pytest.raises(NotFound):
        interests.end(interest, by=people.appointed(cast.ASEP))
    assert queries.interest_of(people.appointed(cast.HALIMAH), interest.id) is None


def test_she_declares_it_on_her_own_page(browser, yayah):
    shop, _ = shops.shop_and_owner(cast.MAMAN, "Gerabah Maman")
    hers = browser.as_(yayah)
    page = hers.visit("console.interests", q="gerabah")
    assert "Gerabah Maman" in page.text and "Belum ada pernyataan" in page.text
    assert hers.send("console.interest", shop_id=shop.id).status == 422
    assert hers.send("console.interest", {"relation": "kin"}, shop_id=shop.id).status == 302
    assert "Lapak keluarga saya" in hers.visit("console.interests").text
    admin = people.officer("Admin", "admin@contoh.test", is_administrator=True)
    assert yayah.name in browser.as_(admin).visit("console.interests").text
