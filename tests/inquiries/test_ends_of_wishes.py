"""A wish is open for 90 days after it was last asked for; its words go a year later."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace.accounts import services as accounts
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.inquiries import services
from marketplace.inquiries.models import Wish, WishAnswer, WishAsking
from marketplace.inquiries.queries import wishes
from tests.afterwards import events, fresh
from tests.at_once import at_once, refusals
from tests.builders import people
from tests.builders.wishes import wish

REASON = "Bukan produk UMKM."


def count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def after(days: int) -> dict[str, int]:
    return accounts.apply_retention(now() + timedelta(days=days)).counts


@pytest.fixture
def asep(app: Any) -> Any:
    return people.appointed(cast.ASEP)


def test_it_ends_after_90_days_and_who_asked_is_forgotten(app, shop, listing):
    sari = people.person(cast.SARI)
    made = wish(by=sari, note="Pedas")
    after(89)
    assert fresh(made).is_open and wishes.of_buyer(sari)
    assert after(91)["wishes"] == 2
    assert fresh(made).state == "closed" and wishes.of_buyer(sari) == []
    db.session.rollback()
    (asking,) = db.session.scalars(sa.select(WishAsking))
    assert (asking.person_id, asking.note) == (None, "")
    assert wishes.for_shop(shop).total == 0


def test_who_asks_again_keeps_it_open(app):
    made, sari = wish(), people.person(cast.SARI)
    with transaction() as session:
        session.execute(sa.update(WishAsking).values(asked_at=now() - timedelta(days=80)))
    wish(by=sari)
    after(60)
    assert fresh(made).is_open and fresh(made).times == 2


def test_asked_for_in_the_moment_it_ends_it_stands(app):
    old = wish()
    with transaction() as session:
        long_ago = now() - timedelta(days=91)
        session.execute(sa.update(Wish).values(last_asked_at=long_ago))
    before = now() - timedelta(days=90)
    made = at_once(app, lambda: services.end_old_wishes(before), lambda: wish().id)
    kept = fresh(old) if made[1] == old.id else db.session.get_one(Wish, made[1])
    db.session.refresh(kept)
    assert kept.is_open and kept.last_asked_at > before


def test_ended_it_makes_room_for_the_same_words(app):
    made = wish()
    after(91)
    assert wish().id != made.id and count(Wish) == 2


def test_a_year_after_the_words_go(app, listing, owner):
    services.answer_wish(wish(), listing, by=owner)
    after(91)
    after(364)
    assert (count(Wish), count(WishAnswer)) == (1, 1)
    assert after(366)["wish_texts"] == 1
    assert (count(Wish), count(WishAsking), count(WishAnswer)) == (0, 0, 0)


def test_an_officer_hides_it_with_a_reason_and_shows_it_again(app, asep):
    made = wish()
    services.hide_wish(made, by=asep, reason=REASON)
    assert (fresh(made).state, fresh(made).hidden_reason) == ("hidden", REASON)
    (event,) = events("wish.hidden")
    assert (event.actor_id, event.details) == (asep.id, {})
    with pytest.raises(RuleBroken, match="sudah tidak tampil"):
        services.hide_wish(made, by=asep, reason=REASON)
    services.show_wish_again(made, by=asep)
    assert fresh(made).is_open and fresh(made).hidden_reason is None
    with pytest.raises(RuleBroken, match="tidak sedang disembunyikan"):
        services.show_wish_again(made, by=asep)


def test_two_officers_at_once_hide_it_once(app, asep):
    made, her_id = wish().id, asep.id

    def hide() -> None:
        by = db.session.get_one(type(asep), her_id)
        services.hide_wish(db.session.get_one(Wish, made), by=by, reason=REASON)

    assert len(refusals(at_once(app, hide, hide))) == 1
    assert len(events("wish.hidden")) == 1


def test_hidden_it_is_not_taken_in_again(app, asep):
    sari = people.person(cast.SARI)
    made = wish(by=sari)
    services.hide_wish(made, by=asep, reason=REASON)
    for person in (None, sari):
        with pytest.raises(RuleBroken, match="tidak dapat kami tampilkan"):
            wish(by=person)
    assert fresh(made).times == 1 and count(WishAsking) == 1


@pytest.mark.parametrize("reason", ["", "  a ", "x" * 1001])
def test_without_a_reason_nothing_is_hidden(app, asep, reason):
    made = wish()
    with pytest.raises(RuleBroken) as refused:
        services.hide_wish(made, by=asep, reason=reason)
    assert refused.value.field == "reason" and fresh(made).is_open


@pytest.mark.parametrize("who", [cast.YAYAH, cast.SARI])
def test_nobody_without_the_duty_hides(app, who):
    made = wish()
    person = people.appointed(who) if hasattr(who, "duties") else people.person(who)
    with pytest.raises(NotFound):
        services.hide_wish(made, by=person, reason=REASON)
    assert fresh(made).is_open


def test_a_flood_of_wishes_is_forgotten_like_one(app: Any) -> None:
    ended = now() - timedelta(days=366)
    flood = [
        {"text": f"kopi {n}", "key": f"kopi {n}", "category_slug": "kopi", "state": "closed",
         "times": 0, "created_at": ended, "last_asked_at": ended, "version": 1}
        for n in range(66_000)
    ]  # fmt: skip
    with transaction() as session:
        session.execute(sa.insert(Wish), flood)
    assert after(0)["wish_texts"] == len(flood)
    assert count(Wish) == 0
