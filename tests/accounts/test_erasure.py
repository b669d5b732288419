"""Erasing oneself: explained, proven, at once; or by an officer where something is in the way."""

import pytest
from sqlalchemy import select

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries, services
from marketplace.accounts.models import RightsRequest, User
from marketplace.accounts.models.person import NOBODY
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Inquiry
from marketplace.sellers import services as sellers
from marketplace.sellers.models import Badge, Shop, ShopMember
from tests import afterwards
from tests.at_once import at_once, refusals
from tests.builders import goods, memberships, people, shops
from tests.page import Page

SURE = {"password": people.PASSWORD, "understood": "y"}


@pytest.fixture
def rina(app):
    """She keeps a shop with a listing, and has a password."""
    user = people.by_phone("Rina", "+6281277770000")
    shop = shops.shop_of(user)
    with transaction() as session:
        session.get_one(Shop, shop.id).whatsapp = user.phone
        session.get_one(Shop, shop.id).whatsapp_confirmed_at = now()
    return user, shop, goods.on_the_street(shop, user)


def erase(user) -> RightsRequest:
    return services.ask_to_be_erased(user, people.PASSWORD, "", now())


def test_she_is_told_proves_herself_and_is_gone(app, browser, sari):
    mine, elsewhere = browser.as_(sari), browser.as_(sari)
    page = mine.visit("storefront.account_deletion")
    assert "Yang hilang" in page.text and "lima tahun" in page.text
    for wrong in ({}, {"understood": "y", "password": "salah"}, {"password": people.PASSWORD}):
        assert mine.send("storefront.account_deletion", wrong).status == 422
    assert afterwards.fresh(sari).erased_at is None
    assert mine.send("storefront.account_deletion", SURE).location == "/akun-dihapus"
    browser.visit("storefront.account_gone")
    for browser_of_hers in (mine, elsewhere):
        assert browser_of_hers.client.get("/akun/").status_code == 302
    gone = afterwards.fresh(sari)
    assert (gone.name, gone.email, gone.phone, gone.password) == (NOBODY, None, None, None)
    enter = {"identity": "081234567890", "password": people.PASSWORD}
    assert Page(app.test_client().post("/masuk", data=enter)).status == 422
    (request,) = db.session.scalars(select(RightsRequest)).all()
    assert (request.kind, request.state) == ("deletion", "done")


def test_her_number_is_free_again(app, sari):
    erase(sari)
    joined = services.sign_up("Sari", "081234567890", people.PASSWORD, now()).user
    assert joined is not None and joined.id != sari.id


def test_the_second_factor_is_asked_too(browser, sari):
    with transaction():
        gateway.set_second_factor(locked(sari), gateway.known_code_secret(people.KEY))
    mine = browser.as_(sari)
    assert mine.send("storefront.account_deletion", {**SURE, "code": "000000"}).status == 422
    sent = mine.send("storefront.account_deletion", {**SURE, "code": people.code()})
    assert sent.location == "/akun-dihapus"


def test_an_officer_stays(browser, udin):
    mine = browser.as_(udin)
    assert "administrator mengakhiri" in mine.visit("storefront.account_deletion").text
    assert mine.send("storefront.account_deletion", SURE).status == 422
    with pytest.raises(RuleBroken, match="petugas"):
        services.ask_to_be_erased(udin, people.PASSWORD, people.code(), now())


def test_her_shop_leaves_the_street_and_inquiries_stay_without_her(browser, rina, dewi, worker):
    user, shop, listing = rina
    asked = inquiries.ask(listing, listing.variants[0], 2, buyer=dewi)
    slugs = shop.slug, listing.slug
    erase(user)
    worker()
    browser.visit("storefront.shop", status=404, slug=slugs[0])
    browser.visit("storefront.product", status=404, slug=slugs[1])
    kept = afterwards.fresh(asked)
    assert (kept.buyer_id, kept.price) == (dewi.id, 21_000)
    page = browser.as_(dewi).visit("storefront.account_inquiries").text
    assert "Lapak yang dihapus" in page and "Emping" in page
    erase(dewi)
    assert afterwards.fresh(asked).buyer_id is None


def test_a_shop_that_others_keep_goes_on_without_her_number(rina, sari):
    user, shop, listing = rina
    with transaction() as session:
        session.add(ShopMember(shop_id=shop.id, user_id=sari.id, since=now()))
    erase(user)
    kept = afterwards.fresh(shop)
    assert (kept.name, kept.whatsapp, kept.closed_at) == (shop.name, None, None)
    assert afterwards.fresh(listing).is_published
    members = db.session.scalars(select(ShopMember.user_id)).all()
    assert members == [sari.id]


def test_a_badge_is_revoked_and_its_proof_names_nobody(browser, rina, cooperative, yayah):
    user, shop, _ = rina
    badge = memberships.badge_of(shop, user, yayah)
    erase(user)
    assert db.session.get(Badge, badge.id).revoked_at is not None
    page = browser.visit("storefront.proof", code=badge.code).text
    assert "Rina" not in page and "dicabut" in page.lower()


def test_a_suspended_shop_is_looked_at_by_an_officer(browser, rina, lina):
    user, shop, _ = rina
    chief = people.officer("Halimah", "halimah@dinas.id", duties=["supervise", "support"])
    sellers.suspend(shop, by=chief, reason="Alamat tidak ditemukan.")
    mine, desk = browser.as_(user), browser.as_(lina)
    assert mine.send("storefront.account_deletion", SURE).location == "/akun/data"
    assert afterwards.fresh(user).erased_at is None
    (request,) = queries.rights_requests(waiting=True).requests
    page = desk.visit("console.rights_request", request_id=request.id)
    assert "dibekukan" in page.text
    assert desk.send("console.rights_erasure", request_id=request.id).location
    assert afterwards.fresh(user).erased_at is not None
    assert [e.actor_id for e in afterwards.events("person.erased")] == [lina.id]


def test_only_a_request_to_be_erased_erases(sari, udin, yayah):
    asked = services.ask_about_data(sari, "objection", "Saya keberatan.", now())
    for by in (udin, yayah, sari):
        with pytest.raises(RuleBroken):
            services.erase_by_request(asked, by=by, at=now())
    assert afterwards.fresh(sari).erased_at is None


def test_erased_twice_at_once_she_goes_once(app, sari):
    user_id = sari.id

    def go() -> None:
        erase(queries.person(user_id))

    assert len(refusals(at_once(app, go, go, go))) == 2
    assert len(afterwards.events("person.erased")) == 1


def test_what_comes_in_meanwhile_does_not_bring_her_back(app, rina, dewi):
    user, _shop, listing = rina
    ids = user.id, listing.id, dewi.id
    typed = services.Particulars("A", "B", "081234567890", "36.01.13.2001", "C")

    def person() -> User:
        return queries.person(ids[0])

    def asks() -> None:
        one = db.session.get_one(type(listing), ids[1])
        try:
            inquiries.ask(one, None, 1, buyer=person())
        except NotFound:
            return

    at_once(
        app,
        lambda: erase(person()),
        asks,
        lambda: services.rename(person(), "Rina"),
        lambda: services.add_address(person(), typed, now()),
        lambda: services.ask_about_data(person(), "objection", "Saya keberatan.", now()),
    )
    gone = afterwards.fresh(user)
    assert gone.name == NOBODY and queries.addresses_of(user) == []
    assert db.session.scalars(select(Inquiry.id).where(Inquiry.buyer_id == ids[0])).all() == []
    wishes = db.session.scalars(select(RightsRequest.wish)).all()
    assert set(wishes) <= {""}


def test_nobody_else_is_touched(app, rina, sari, dewi):
    services.start_sign_in(dewi, now(), "Chrome di Android")
    before = [getattr(afterwards.fresh(dewi), name) for name in ("name", "email", "password")]
    erase(rina[0])
    after = [getattr(afterwards.fresh(dewi), name) for name in ("name", "email", "password")]
    assert after == before and len(queries.open_sign_ins_of(dewi, now())) == 1
