"""What an officer sees before it appears, beside what stands, and afterwards."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from marketplace.catalog import queries
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Listing, ListingReview
from marketplace.catalog.queries import reviews
from marketplace.catalog.services import review_decisions as desk
from marketplace.catalog.services import reviewing
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from tests.afterwards import fresh
from tests.at_once import at_once, refusals
from tests.builders import goods, people

BAD = replace(goods.WORDS, title="Keripik daun g4nja", category_slug="keripik")
OTHER = replace(goods.WORDS, title="Jam tangan antik")
REASON = "Sudah dicocokkan dengan fotonya."


@pytest.fixture
def asep(app):
    """An officer of Pandeglang who supervises."""
    return people.appointed(cast.ASEP)


def waits(kind: str, listing: Listing) -> ListingReview:
    db.session.rollback()
    review = reviewing.waiting(kind, listing.id)
    assert review is not None
    return review


def seen(review: ListingReview) -> dict[str, int]:
    return {"version": review.version, "listing_version": fresh(review).listing.version}


def test_the_first_of_a_new_shop_stands_at_once_and_is_looked_at(listing, asep):
    review = waits("first", listing)
    assert (
        listing.is_published and round((review.due_at - review.opened_at).total_seconds()) == 86_400
    )
    assert reviews.waiting_reviews_for(asep) == [review]
    desk.approve(review, by=asep, **seen(review))
    assert reviews.count_waiting_reviews_for(asep) == 0


def test_after_three_that_were_fine_a_shop_is_new_no_more(shop, owner, asep):
    for title in ("Emping manis", "Emping asin", "Emping pedas", "Emping tawar"):
        one = goods.sell(shop, owner, title, "emping", "bungkus", 20_000)
        review = reviewing.waiting("first", one.id)
        assert (review is None) == (title == "Emping tawar")
        if review:
            desk.approve(review, by=asep, **seen(review))


def test_forbidden_goods_wait_before_they_appear(shop, owner, asep):
    listing = goods.on_the_street(shop, owner, words=BAD)
    review = waits("held", listing)
    assert listing.state == "draft" and review.is_urgent
    assert queries.listing_for_public(listing.slug) is None
    assert round((review.due_at - review.opened_at).total_seconds()) == 4 * 3600
    desk.approve(review, by=asep, **seen(review), reason=REASON)
    assert queries.listing_for_public(listing.slug) is not None
    catalog.unpublish(fresh(listing), by=owner)
    catalog.publish(fresh(listing), by=owner)  # exactly these words were let pass
    assert fresh(listing).is_published


def test_what_is_held_appears_once_it_says_something_else(shop, owner):
    listing = goods.on_the_street(shop, owner, words=BAD)
    first = waits("held", listing)
    catalog.edit(
        fresh(listing), by=owner, version=listing.version,
        words=replace(BAD, title="Keripik daun singkong"),
    )  # fmt: skip
    assert fresh(listing).is_published and fresh(first).state == "superseded"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (OTHER, "title"),
        (replace(goods.WORDS, category_slug="jamu"), "category"),
        (replace(goods.WORDS, description="Gratis sabu-sabu."), "words"),
    ],
)
def test_a_risky_edit_waits_while_the_live_version_stays(listing, owner, asep, words, why):
    catalog.edit(listing, by=owner, version=listing.version, words=words)
    review = waits("edit", listing)
    assert why in review.why
    assert fresh(listing).title == "Emping manis" and fresh(listing).category_slug == "emping"
    desk.approve(review, by=asep, **seen(review), reason=REASON)
    assert fresh(listing).title == words.title
    assert fresh(listing).category_slug == words.category_slug


@pytest.mark.parametrize("title", ["Emping manis pedas", "Empng manis", "EMPING MANIS 500 g"])
def test_an_ordinary_edit_applies_at_once(listing, owner, title):
    words = replace(goods.WORDS, title=title, description="Renyah.")
    catalog.edit(listing, by=owner, version=listing.version, words=words)
    assert fresh(listing).title == title
    assert reviewing.waiting("edit", listing.id) is None


def test_a_price_that_leaps_waits_and_the_stock_does_not(listing, owner, asep):
    variant = listing.variants[0]
    row = catalog.Row(id=variant.id, price=2_100, stock_seen=5, stock=9)
    catalog.arrange_variants(listing, by=owner, version=listing.version, rows=[row])
    assert (fresh(variant).price, fresh(variant).stock) == (21_000, 9)
    review = waits("edit", listing)
    assert review.proposed == {"prices": {str(variant.id): 2_100}}
    catalog.edit(fresh(listing), by=owner, version=fresh(listing).version, words=OTHER)
    both = waits("edit", listing)
    assert set(both.proposed) == {"prices", "words"} and both.why == ["title", "price"]
    desk.approve(both, by=asep, **seen(both), reason=REASON)
    assert (fresh(variant).price, fresh(listing).title) == (2_100, OTHER.title)


def test_a_forbidden_name_of_an_option_is_refused_with_words(listing, owner):
    rows = [
        catalog.Row(id=listing.variants[0].id, price=21_000, option_one="Manis"),
        catalog.Row(price=21_000, option_one="Ganja"),
    ]
    with pytest.raises(RuleBroken, match="tidak bisa dipakai"):
        catalog.arrange_variants(
            listing, by=owner, version=listing.version, rows=rows, axis_one="Rasa"
        )


def test_an_owner_takes_a_proposal_back_and_a_refusal_changes_nothing(
    listing, owner, asep, stranger
):
    catalog.edit(listing, by=owner, version=listing.version, words=OTHER)
    review = waits("edit", listing)
    with pytest.raises(NotFound):
        reviewing.withdraw_proposal(review, by=stranger)
    reviewing.withdraw_proposal(fresh(review), by=owner)
    with pytest.raises(Stale, match="sudah selesai"):
        desk.approve(fresh(review), by=asep, version=1, listing_version=1)
    catalog.edit(fresh(listing), by=owner, version=fresh(listing).version, words=OTHER)
    again = waits("edit", listing)
    desk.reject(again, by=asep, **seen(again), code="lain", reason=REASON)
    assert fresh(listing).title == "Emping manis" and fresh(again).state == "rejected"
    desk.approve_after_all(fresh(again), by=asep)
    assert fresh(listing).title == OTHER.title


def test_a_decision_on_what_was_not_seen_is_late(listing, owner, asep):
    catalog.edit(listing, by=owner, version=listing.version, words=OTHER)
    review = waits("edit", listing)
    as_seen = seen(review)
    catalog.edit(
        fresh(listing), by=owner, version=fresh(listing).version,
        words=replace(goods.WORDS, description="Renyah sekali."),
    )  # fmt: skip
    with pytest.raises(Stale) as late:
        desk.approve(fresh(review), by=asep, **as_seen, reason=REASON)
    assert late.value.changed == ("Versi tayang diubah pemiliknya.",)
    desk.approve(fresh(review), by=asep, **seen(review), reason=REASON)
    assert fresh(listing).title == OTHER.title
    assert "Renyah sekali" in fresh(listing).description


def test_what_the_dinas_took_off_stays_off(listing, owner, asep):
    before = desk.remove(listing, by=asep, version=listing.version, code="palsu")
    assert before == "published" and fresh(listing).is_removed
    for verb in (catalog.publish, catalog.unpublish, catalog.archive):
        with pytest.raises(RuleBroken, match="diturunkan dinas"):
            verb(fresh(listing), by=owner)
    with pytest.raises(RuleBroken, match="diturunkan dinas"):
        catalog.edit(fresh(listing), by=owner, version=fresh(listing).version, words=goods.WORDS)
    desk.reinstate(fresh(listing), "published", by=asep)
    assert fresh(listing).is_published


def test_only_who_supervises_there_decides_and_never_on_her_own(listing, owner, yayah):
    review = waits("first", listing)
    dedi = people.appointed(cast.DEDI)
    for nobody in (yayah, dedi, owner):
        with pytest.raises(NotFound):
            desk.approve(fresh(review), by=nobody, **seen(review))
    assert reviews.review_for(dedi, review.id) is None


def test_two_officers_at_once_leave_one_decision(app, listing, owner, asep):
    lilis = people.appointed(cast.LILIS)
    catalog.edit(listing, by=owner, version=listing.version, words=OTHER)
    review = waits("edit", listing)
    review_id, as_seen = review.id, seen(review)

    def approve():
        found = db.session.get(ListingReview, review_id)
        return desk.approve(found, by=asep, **as_seen, reason=REASON)

    def reject():
        found = db.session.get(ListingReview, review_id)
        return desk.reject(found, by=lilis, **as_seen, code="lain", reason=REASON)

    def withdraw():
        return reviewing.withdraw_proposal(db.session.get(ListingReview, review_id), by=owner)

    def edit():
        one = db.session.get(Listing, listing.id)
        return catalog.edit(one, by=owner, version=as_seen["listing_version"], words=BAD)

    answers = at_once(app, approve, reject, withdraw, edit, approve, reject)
    db.session.rollback()
    decided = [one for one in answers if isinstance(one, ListingReview)]
    assert len(decided) <= 1 and len(refusals(answers)) >= 4
    approved = fresh(review).state == "approved"
    assert (fresh(listing).title == OTHER.title) == approved
    left = sa.select(sa.func.count()).where(
        ListingReview.listing_id == listing.id, ListingReview.state == "waiting",
        ListingReview.kind == "edit",
    )  # fmt: skip
    assert db.session.scalar(left) <= 1


def test_the_database_keeps_one_waiting_review_of_a_kind(listing):
    with pytest.raises(sa.exc.IntegrityError), transaction() as session:
        facts = {"listing_id": listing.id, "shop_id": listing.shop_id, "kind": "first"}
        session.add(
            ListingReview(
                **facts,
                rules_version="1",
                content="x",
                base_version=1,
                opened_at=now(),
                due_at=now(),
            )
        )
        session.flush()
