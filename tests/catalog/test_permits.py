"""Permits: stated, corrected and withdrawn by the shop's own people; told of before they end."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace import generations, nightly
from marketplace.catalog.models import Permit
from marketplace.catalog.permits import queries
from marketplace.catalog.services import permit_expiry as expiry
from marketplace.catalog.services import permits as services
from marketplace.database import db, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.mail import Mail
from marketplace.sellers.models import Shop
from tests.afterwards import fresh
from tests.at_once import at_once, refusals

PIRT = "2153601010001-28"


@pytest.fixture
def clock(stopped_clock):
    stopped_clock.stand_at("2026-11-25 10:00")
    return stopped_clock


@pytest.fixture
def permit(clock, shop, owner, listing) -> Permit:
    return services.state(shop, by=owner, kind="pirt", number=PIRT, listing=listing)


def numbers_of(listing, on=None) -> list[str]:
    db.session.rollback()
    return [view.number for view in queries.of_product(listing.shop_id, listing.id, on)]


def told() -> list[tuple[str, int]]:
    db.session.rollback()
    of_expiry = Event.name.in_(("permit.runs_out", "permit.ran_out"))
    events = db.session.scalars(sa.select(Event).where(of_expiry).order_by(Event.id))
    return [(event.name, event.details["days"]) for event in events]


def test_a_permit_counts_until_the_end_of_its_last_day(permit, listing) -> None:
    assert permit.number == PIRT
    assert numbers_of(listing, date(2028, 12, 31)) == [PIRT]
    assert numbers_of(listing, date(2029, 1, 1)) == []


def test_what_holds_for_the_shop_holds_for_each_product_of_it(permit, shop, owner, listing) -> None:
    services.state(shop, by=owner, kind="halal", number="ID36110000123450221")
    assert numbers_of(listing) == ["ID36110000123450221", PIRT]
    assert [view.number for view in queries.of_shop(fresh(shop))] == ["ID36110000123450221"]
    assert queries.of_product(shop.id, listing.id + 1)[0].kind.name == "Halal"


def test_a_permit_is_corrected_renewed_and_withdrawn(permit, owner, listing) -> None:
    renewed = services.correct(permit, by=owner, version=1, number="2153601010001-31")
    assert (renewed.number, renewed.expires_on) == ("2153601010001-31", date(2031, 12, 31))
    with pytest.raises(RuleBroken, match="layar lain"):
        services.correct(permit, by=owner, version=1, number=PIRT)
    services.withdraw(permit, by=owner)
    assert numbers_of(listing) == []
    names = db.session.scalars(sa.select(Event.name).order_by(Event.id))
    assert [name for name in names if name.startswith("permit.")] == [
        "permit.stated", "permit.corrected", "permit.withdrawn",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "number", "expires_on", "words"),
    [
        ("pirt", "2153601010001-25", None, "sudah habis"),
        ("pirt", "215360101000-28", None, "15 angka"),
        ("bpom", "MD 235602169254", date(2026, 11, 24), "sudah habis"),
        ("bpom", "MD 235602169254", date(2090, 1, 1), "terlalu jauh"),
        ("surat", "1", None, "Pilih jenis"),
        ("pirt", PIRT, None, "sudah ada"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    permit, shop, owner, listing, kind, number, expires_on, words
) -> None:
    with pytest.raises(RuleBroken, match=words):
        services.state(
            shop, by=owner, kind=kind, number=number, expires_on=expires_on, listing=listing
        )
    assert len(queries.own(fresh(shop))) == 1


def test_a_stranger_states_corrects_and_withdraws_nothing(permit, shop, stranger, listing) -> None:
    for act in (
        lambda: services.state(shop, by=stranger, kind="halal", number="ID36110000123450221"),
        lambda: services.correct(permit, by=stranger, version=1, number=PIRT),
        lambda: services.withdraw(permit, by=stranger),
    ):
        with pytest.raises(NotFound):
            act()
    other = db.session.scalar(sa.select(Shop).where(Shop.id != shop.id))
    with pytest.raises(NotFound):
        services.state(other, by=stranger, kind="pirt", number="2153601010002-28", listing=listing)
    assert queries.own_permit(other, permit.id) is None
    assert numbers_of(listing) == [PIRT]


def test_stated_four_times_at_once_it_stands_once(app, clock, shop, owner, listing) -> None:
    def act():
        services.state(shop, by=owner, kind="pirt", number=PIRT, listing=listing)

    results = at_once(app, *[act] * 4)
    assert len(refusals(results)) == 3
    assert numbers_of(listing) == [PIRT]


def test_each_threshold_is_told_once_by_event_and_mail(permit, owner, clock) -> None:
    with transaction():
        keeper = db.session.merge(owner)
        keeper.set_email("rohayati@contoh.test", clock.stand_at("2026-11-25 10:00"))
    for moment in (
        "2028-11-01 03:00",  # 60 days before
        "2028-11-02 03:00",
        "2028-12-01 03:00",  # 30
        "2028-12-24 03:00",  # 7
        "2028-12-31 03:00",
        "2029-01-01 03:00",  # it has run out
        "2029-01-02 03:00",
    ):
        clock.stand_at(moment)
        for _ in range(2):
            expiry.tell_what_runs_out()
    assert told() == [
        ("permit.runs_out", 60), ("permit.runs_out", 30), ("permit.runs_out", 7),
        ("permit.ran_out", 0),
    ]  # fmt: skip
    letters = db.session.scalars(sa.select(Mail).order_by(Mail.id)).all()
    assert [letter.subject for letter in letters] == [
        *["Izin P-IRT habis pada 31 Desember 2028"] * 3,
        "Izin P-IRT sudah habis masa berlakunya",
    ]
    assert "tidak tampil lagi" in letters[-1].text and "/lapak/izin" in letters[-1].text


def test_nights_that_were_missed_tell_the_nearest_only(permit, owner, clock) -> None:
    clock.stand_at("2028-12-20 03:00")
    expiry.tell_what_runs_out()
    assert told() == [("permit.runs_out", 30)]
    services.correct(permit, by=owner, version=fresh(permit).version, number="2153601010001-29")
    clock.stand_at("2029-11-20 03:00")
    expiry.tell_what_runs_out()
    assert told()[1:] == [("permit.runs_out", 60)]


def test_two_workers_tell_once(app, permit, clock) -> None:
    clock.stand_at("2028-12-01 03:00")
    results = at_once(app, *[lambda: expiry.tell(permit)] * 4)
    assert sorted(results) == [False, False, False, True]
    assert told() == [("permit.runs_out", 30)]


def test_it_is_a_job_of_the_night_and_ends_kept_pages(permit) -> None:
    assert "catalog.services.permit_expiry.tell_what_runs_out" in nightly._jobs
    assert "permits" in generations.TABLES
