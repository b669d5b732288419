"""The demo world as it stands once it is loaded."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace import storage
from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries as accounts
from marketplace.catalog.models import WIDTHS, Listing, Picture, Variant
from marketplace.clock import day_of
from marketplace.database import db
from marketplace.demo import cast, files, world
from marketplace.inquiries import wording
from marketplace.inquiries.models import Inquiry, Wish, WishAnswer, WishAsking
from marketplace.registry.models import Cooperative
from marketplace.search import queries as search
from marketplace.search.interface import Query
from marketplace.sellers.models import Badge, Claim, Shop
from tests.databases import ENGINES, empty, forget_files

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(scope="module", params=ENGINES)
def loaded(request: Any, applications: dict[str, Flask]) -> Iterator[world.Loaded]:
    """One world for the whole file: these tests only look."""
    application = applications[request.param]
    with application.app_context():
        empty(db.engine)
        forget_files(application)
        yield world.load(now=NOON)
        db.session.rollback()


def count(model: Any, *conditions: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions)) or 0


def test_the_world_is_whole(loaded):
    assert loaded.shops == count(Shop) >= 44
    assert loaded.listings == count(Listing) >= 320
    assert loaded.cooperatives == count(Cooperative) >= 64
    assert loaded.badges == count(Badge) >= 30
    assert loaded.inquiries == count(Inquiry) == 150
    assert loaded.people == len(cast.EVERYBODY) + len([s for s in files.shops() if not s.owner])
    assert loaded.indexed > 300
    regencies = set(db.session.scalars(sa.select(Shop.regency_code).distinct()))
    assert len(regencies) == 8


def test_claims_ended_in_every_way(loaded):
    day = day_of(NOON)
    states = set(db.session.scalars(sa.select(Claim.state).distinct()))
    assert states == set(Claim.STATES)
    assert set(db.session.scalars(sa.select(Badge.kind).distinct())) == set(Claim.KINDS)
    badges = [badge.state(day) for badge in db.session.scalars(sa.select(Badge))]
    assert badges.count("valid") >= 28
    assert badges.count("expired") == badges.count("revoked") == 1


def test_the_register_has_lapsed_ones_and_ones_without_a_number(loaded):
    assert count(Cooperative, Cooperative.grade == "D") >= 5
    assert count(Cooperative, Cooperative.nik_koperasi.is_(None)) >= 5
    assert count(Cooperative, Cooperative.certificate_expires_on < day_of(NOON)) >= 5
    assert count(Cooperative, Cooperative.regency_code.is_(None)) == 0


def test_what_stands_on_the_street_may_stand_there(loaded):
    published = db.session.scalars(sa.select(Listing).where(Listing.state == "published")).all()
    assert all(listing.offered and listing.pictures for listing in published)
    assert all(listing.published_at <= NOON for listing in published)
    counted = sa.select(Variant).join(Listing).where(Listing.made_to_order)
    assert all(variant.stock is None for variant in db.session.scalars(counted))
    assert count(Picture, Picture.listing_id.is_(None)) == loaded.shops


def test_every_picture_is_in_the_public_store(loaded):
    keys = set(db.session.scalars(sa.select(Picture.key)))
    store = storage.public()
    assert all(store.exists(f"pictures/{key}/{width}.webp") for key in keys for width in WIDTHS)


def test_buyers_find_it(loaded):
    answer = search.find(Query(text="sate bandeng"), day_of(NOON))
    assert answer.total >= 5
    assert not answer.degraded


def test_inquiries_lie_in_the_last_thirty_days(loaded):
    first, last = db.session.execute(
        sa.select(sa.func.min(Inquiry.asked_at), sa.func.max(Inquiry.asked_at))
    ).one()
    assert NOON - timedelta(days=30) <= first < last <= NOON
    assert 0 < count(Inquiry, Inquiry.seen_at.is_(None)) < 75


def test_wishes_are_of_many_kinds_and_places_and_one_is_answered(loaded):
    wishes = db.session.scalars(sa.select(Wish).order_by(Wish.id)).all()
    assert loaded.wishes == len(wishes) == 12
    assert len({one.group.slug for one in wishes}) >= 6
    assert [one.state for one in wishes].count("answered") == count(WishAnswer) == 1
    assert sum(one.times for one in wishes) == count(WishAsking)
    places = set(db.session.scalars(sa.select(WishAsking.regency_code).distinct()))
    assert len(places) >= 6
    for one in wishes:
        assert wording.wanted(one.text) == one.text
        assert one.last_asked_at <= NOON < one.ends_at
    for note in db.session.scalars(sa.select(WishAsking.note)):
        assert wording.note(note) == note


def test_an_officer_signs_in_with_the_shared_password_and_her_code(loaded):
    yayah = accounts.by_email(cast.YAYAH.email)
    assert yayah and yayah.is_officer and yayah.may_act_in("36.01.13.2011")
    assert gateway.is_password_of(yayah, cast.PASSWORD)
    code = gateway.present_code(yayah.tf_totp_secret)
    assert gateway.step_of_code(yayah, code) is not None
    other = accounts.by_email(cast.ASEP.email)
    assert gateway.step_of_code(other, code) is None, "each officer has her own secret"
