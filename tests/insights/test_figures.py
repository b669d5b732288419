"""The dinas's figures: each is counted from the rows that it opens, and says nothing else."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Inquiry
from marketplace.insights import queries
from marketplace.insights.indicators import KINDS, book
from marketplace.insights.queries import BANTEN
from marketplace.insights.rows import STATEMENTS
from marketplace.search import services as search
from marketplace.sellers.models import Claim, Shop
from tests.builders import goods, memberships, shops


@pytest.fixture
def street(app):
    """Rohayati in Pandeglang with a badge and two listings, Dewi in Kota Serang with none."""
    shop, owner = shops.shop_and_owner(cast.ROHAYATI)
    for title in ("Emping manis", "Emping asin"):
        goods.sell(shop, owner, title, "emping", "bungkus", 21_000)
    memberships.give_badge(shop, owner, today())
    shops.shop_and_owner(cast.DEWI, "Batik Dewi")
    return shop


def ask(listing, *, minutes=None, days=0):
    inquiry = inquiries.ask(listing, None, 1)
    with transaction() as session:
        asked = now() - timedelta(days=days)
        answered = asked + timedelta(minutes=minutes) if minutes is not None else None
        session.get_one(Inquiry, inquiry.id).asked_at = asked
        session.get_one(Inquiry, inquiry.id).answered_at = answered


def figure(key, code=BANTEN):
    db.session.rollback()
    return queries.figures().of(key, code)


def test_every_indicator_says_what_it_means_and_has_rows():
    assert {one.key for one in book().indicators} == set(STATEMENTS)
    for one in book().indicators:
        assert one.kind in KINDS and one.meaning.endswith(".") and one.unit
        assert (one.of in book()) == (one.kind == "share")


def test_shops_listings_and_the_verified_share(street):
    assert (figure("shops"), figure("shops", "36.01"), figure("shops", "36.02")) == (2, 1, 0)
    assert (figure("listings"), figure("listings", "36.73")) == (2, 0)
    assert (figure("verified"), figure("verified", "36.01")) == (50, 100)
    assert figure("verified", "36.02") is None  # of no shop at all
    with transaction():
        street_again = db.session.get_one(Shop, street.id)
        street_again.suspend("Diperiksa.", now())
    assert (figure("shops"), figure("verified"), figure("listings")) == (1, 0, 0)


def test_a_badge_that_ends_leaves_the_share(street, monkeypatch):
    tomorrow = now() + timedelta(days=1)
    assert queries.figures(now()).of("verified") == 50
    assert queries.figures(tomorrow).of("verified") == 0


def test_searches_belong_to_the_place_they_name(app):
    day = today().isoformat()
    counts = (0, 0, 0, 3, 0, 0, 0, None)
    earlier = (today() - timedelta(days=30)).isoformat()
    asked = ((day, "emping menes", 5), (day, "emping", 7), (earlier, "kopi menes", 9))
    search.write_down([(*one, *counts) for one in asked])
    assert (figure("searches"), figure("searches", "36.01")) == (12, 5)


def test_inquiries_and_the_middle_of_answers(street):
    listing = db.session.scalars(sa.select(goods.Listing)).first()
    assert figure("answer_time") is None
    for minutes in (10, 20, 600):
        ask(listing, minutes=minutes)
    ask(listing)
    ask(listing, minutes=5, days=40)
    assert (figure("inquiries"), figure("answer_time")) == (4, 20)
    ask(listing, minutes=40)
    assert figure("answer_time", "36.01") == 30  # the mean of the two in the middle
    assert queries.figures_before(now())["inquiries"][BANTEN] == 1


@pytest.mark.parametrize("count", [1, 2, 5, 8, 31])
def test_the_middle_is_that_of_a_sorted_list(street, count):
    from statistics import median

    dice = random.Random(count)
    listing = db.session.scalars(sa.select(goods.Listing)).first()
    minutes = [dice.randrange(0, 9_000) for _ in range(count)]
    for one in minutes:
        ask(listing, minutes=one)
    assert figure("answer_time") == round(median(minutes))


def test_decisions_count_from_sending_to_deciding(street):
    with transaction() as session:
        claim = session.scalars(sa.select(Claim)).one()
        claim.submitted_at, claim.decided_at = now() - timedelta(hours=30), now()
    assert (figure("decision_time"), figure("decision_time", "36.01")) == (30, 30)


def test_each_figure_has_as_many_rows_as_it_says(street):
    listing = db.session.scalars(sa.select(goods.Listing)).first()
    ask(listing, minutes=3)
    for one in book().indicators:
        for code in (BANTEN, "36.01", "36.73"):
            rows = queries.rows_behind(one.key, code, today())
            assert (
                rows.total
                == len(rows.rows)
                == len(list(queries.every_row_behind(one.key, code, today())))
            )
            if one.kind == "count":
                assert rows.total == figure(one.key, code)


def test_all_figures_cost_a_fixed_number_of_statements(street, statements):
    with statements() as seen:
        queries.figures()
    assert len(seen) <= 9


def test_kept_figures_are_counted_anew_when_they_are_old(street, monkeypatch):
    recent = queries._Recent()
    first = recent.figures()
    assert recent.figures() is first
    monkeypatch.setattr(recent, "_until", 0.0)
    assert recent.figures() is not first


def test_people_are_not_among_the_rows(street):
    people_words = {"name", "phone", "email", "buyer_id", "whatsapp"}
    for statement in STATEMENTS.values():
        names = {column.name for column in statement(queries.window_until(today())).subquery().c}
        assert not names & people_words
