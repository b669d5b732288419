"""Which wishes an owner sees, in which order, and that one of her listings answers them."""

from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.catalog import services as catalog
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries import services
from marketplace.inquiries.models import Wish, WishAnswer
from marketplace.inquiries.queries import wishes
from marketplace.sellers import queries as sellers
from marketplace.sellers import services as shops_services
from tests import afterwards
from tests.afterwards import fresh
from tests.at_once import at_once, refusals
from tests.builders import goods, people, shops
from tests.builders.wishes import wish


def seen_by(shop: Any) -> list[str]:
    return [one.wish.text for one in wishes.for_shop(fresh(shop)).wishes]


def answers() -> list[WishAnswer]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(WishAnswer)))


def test_an_owner_sees_her_own_categories_first_then_their_neighbours(shop: Any, listing: Any):
    wish("Keripik talas", "keripik")
    wish("Kain tenun Baduy", "kain-tenun")
    wish("Camilan untuk pesta", "camilan")
    wish("Emping jengkol", "emping")
    assert seen_by(shop) == ["Emping jengkol", "Camilan untuk pesta", "Keripik talas"]
    assert [one.near for one in wishes.for_shop(shop).wishes] == [False, False, True]
    assert wishes.open_count(shop) == 2


def test_her_own_place_comes_first_then_what_is_asked_for_most_then_last(shop: Any, listing: Any):
    for text, places in {
        "Emping lama": [None],
        "Emping baru": [None],
        "Emping sering": ["36.71", "36.71", None],
        "Emping di sini": ["36.71", "36.01"],
    }.items():
        for place in places:
            wish(text, regency_code=place)
    assert seen_by(shop) == ["Emping di sini", "Emping sering", "Emping baru", "Emping lama"]
    (first, *_) = wishes.for_shop(shop).wishes
    assert [(place.short_name, times) for place, times in first.named_places] == [
        ("Pandeglang", 1), ("Kota Tangerang", 1),
    ]  # fmt: skip


def test_a_shop_that_sells_nothing_sees_nothing(shop: Any):
    made = wish()
    assert seen_by(shop) == [] and wishes.open_count(shop) == 0
    assert wishes.one_for_shop(shop, made.id) is None


def test_what_is_answered_by_others_comes_after_what_nobody_sells(shop, listing, owner, app):
    other, maman = shops.shop_and_owner(cast.MAMAN, "Emping Maman")
    theirs = goods.on_the_street(other, maman)
    answered = wish("Emping jengkol", by=people.person(cast.SARI))
    wish("Emping jengkol")
    wish("Emping talas")
    services.answer_wish(answered, theirs, by=maman)
    assert seen_by(shop) == ["Emping talas", "Emping jengkol"]
    assert [one.answers for one in wishes.for_shop(shop).wishes] == [0, 1]
    assert seen_by(other) == ["Emping talas"]
    assert [one.wish.text for one in wishes.answered_by(other)] == ["Emping jengkol"]
    services.answer_wish(answered, listing, by=owner)
    assert seen_by(shop) == ["Emping talas"] and len(answers()) == 2


def test_an_answer_is_kept_told_and_can_be_changed(shop, listing, owner, statements):
    made = wish()
    services.answer_wish(made, listing, by=owner)
    assert fresh(made).state == "answered"
    (event,) = afterwards.events("wish.answered")
    assert (event.actor_id, event.details) == (owner.id, {"listing_id": listing.id})
    another = goods.on_the_street(shop, owner)
    services.answer_wish(made, another, by=owner)
    assert [one.listing_id for one in answers()] == [another.id]


def test_asked_for_again_it_opens_again_only_when_nobody_sells_it(listing, owner):
    made = wish()
    services.answer_wish(made, listing, by=owner)
    assert wish().id == made.id and fresh(made).state == "answered"
    catalog.unpublish(listing, by=owner)
    wish()
    assert (fresh(made).state, fresh(made).times) == ("open", 3)


def test_what_leaves_the_street_answers_nothing_any_more(shop, listing, owner, worker):
    made = wish()
    services.answer_wish(made, listing, by=owner)
    shops_services.close(shop, by=owner)
    worker()
    assert fresh(made).is_open
    shops_services.reopen(shop, by=owner)
    worker()
    assert fresh(made).state == "answered"
    catalog.archive(listing, by=owner)
    worker()
    assert fresh(made).is_open
    told = [event.details["state"] for event in afterwards.events("wish.settled")]
    assert told == ["open", "answered", "open"]
    services.settle_wishes(shop.id)
    assert len(afterwards.events("wish.settled")) == 3


def test_what_another_shop_still_sells_stays_answered(shop, listing, owner, worker):
    other, maman = shops.shop_and_owner(cast.MAMAN, "Emping Maman")
    made = wish()
    services.answer_wish(made, listing, by=owner)
    services.answer_wish(made, goods.on_the_street(other, maman), by=maman)
    catalog.archive(listing, by=owner)
    worker()
    assert fresh(made).state == "answered"


def test_what_cannot_answer_is_refused(shop, listing, owner):
    made = wish()
    draft = catalog.offer(shop, by=owner, words=goods.WORDS, price=9000)
    with pytest.raises(RuleBroken, match="Tayangkan dulu"):
        services.answer_wish(made, draft, by=owner)
    cloth = goods.sell(shop, owner, "Kain batik", "kain-batik-tulis", "lembar", 90_000)
    with pytest.raises(RuleBroken, match="bukan dari kategori"):
        services.answer_wish(made, cloth, by=owner)
    shops_services.close(shop, by=owner)
    with pytest.raises(RuleBroken, match="Tayangkan dulu"):
        services.answer_wish(made, fresh(listing), by=owner)
    assert answers() == [] and fresh(made).is_open


def test_a_hidden_wish_is_answered_by_nobody_and_seen_by_nobody(shop, listing, owner):
    made = wish()
    services.hide_wish(made, by=people.appointed(cast.ASEP), reason="Bukan produk.")
    assert seen_by(shop) == [] and wishes.one_for_shop(shop, made.id) is None
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        services.answer_wish(made, listing, by=owner)


def test_a_stranger_answers_with_nobody_elses_listing(listing, stranger):
    made = wish()
    with pytest.raises(NotFound):
        services.answer_wish(made, listing, by=stranger)
    assert answers() == []
    his = sellers.shop_of(stranger)
    assert his and wishes.fitting_listings(his, made) == []


def test_two_shops_answer_at_once_and_one_owner_twice(app, shop, listing, owner):
    other, maman = shops.shop_and_owner(cast.MAMAN, "Emping Maman")
    theirs = goods.on_the_street(other, maman)
    made = wish()
    ids = (made.id, listing.id, owner.id), (made.id, theirs.id, maman.id)

    def answer(wish_id: int, listing_id: int, person_id: int) -> None:
        services.answer_wish(
            db.session.get_one(Wish, wish_id),
            db.session.get_one(type(listing), listing_id),
            by=db.session.get_one(type(owner), person_id),
        )

    done = at_once(app, *[lambda i=i: answer(*i) for i in (ids[0], ids[1], ids[0])])
    assert refusals(done) == []
    assert sorted(one.listing_id for one in answers()) == sorted([listing.id, theirs.id])
    assert fresh(made).state == "answered" and fresh(made).times == 1


def test_an_answer_and_an_officer_at_once_leave_it_hidden_or_answered_not_both(app, listing, owner):
    officer, made = people.appointed(cast.ASEP).id, wish().id
    owner_id, listing_id = owner.id, listing.id

    def answer() -> None:
        chosen = db.session.get_one(type(listing), listing_id)
        person = db.session.get_one(type(owner), owner_id)
        services.answer_wish(db.session.get_one(Wish, made), chosen, by=person)

    def hide() -> None:
        by = db.session.get_one(type(owner), officer)
        services.hide_wish(db.session.get_one(Wish, made), by=by, reason="Bukan produk.")

    at_once(app, answer, hide)
    db.session.rollback()
    kept = db.session.get_one(Wish, made)
    assert kept.is_hidden and kept.hidden_reason == "Bukan produk."
    assert len(answers()) <= 1
