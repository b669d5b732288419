"""One report hides nothing, many are one case, and a flood is counted rather than kept."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.catalog import queries as catalog
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.moderation import queries, services
from marketplace.moderation.kinds import rules
from marketplace.moderation.models import ModerationCase, Report
from marketplace.sellers.models import Shop
from tests.afterwards import fresh
from tests.at_once import at_once
from tests.builders import people


def count(table: type) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_reports_of_one_listing_are_one_case_and_hide_nothing(listing, asep):
    services.report(listing, "palsu", "Bukan buatan Menes.")
    case = services.report(fresh(listing), "menipu", "")
    assert count(ModerationCase) == 1 and fresh(case).reports_count == 2
    assert catalog.listing_for_public(listing.slug) is not None
    (waiting,) = queries.waiting_cases_for(asep)
    assert waiting.title == listing.title and not waiting.is_urgent
    assert timedelta(hours=23) < waiting.due_at - waiting.since <= timedelta(hours=24)


def test_an_urgent_report_moves_the_deadline_forward_and_never_back(listing):
    case = services.report(listing, "palsu", "")
    services.report(fresh(listing), "terlarang", "")
    services.report(fresh(listing), "palsu", "")
    assert fresh(case).is_urgent
    assert fresh(case).due_at - fresh(case).opened_at < timedelta(hours=4, minutes=1)


def test_the_same_person_is_heard_once_while_it_is_open(listing, asep):
    sari = people.person(cast.SARI)
    case = services.report(listing, "palsu", "", by=sari)
    services.report(fresh(listing), "menipu", "", by=sari)
    assert fresh(case).reports_count == 1
    verdict = services.Verdict("keep", "no_breach", "Tidak melanggar.")
    services.decide(
        fresh(case), verdict, by=asep, version=fresh(case).version,
        listing_version=fresh(listing).version,
    )  # fmt: skip
    again = services.report(fresh(listing), "palsu", "", by=sari)
    assert again.id != case.id
    assert [one.action for one in queries.reports_by(sari)] == [None, "keep"]


def test_listing_and_shop_are_two_cases(listing, shop):
    one, other = services.report(listing, "palsu", ""), services.report(shop, "menipu", "")
    assert one.id != other.id and fresh(other).listing is None


@pytest.mark.parametrize(
    ("kind", "words"), [("", ""), ("tidak-ada", ""), ("palsu", "x" * 1001), ("lainnya", "jelek")]
)
def test_what_says_nothing_is_refused_with_words(listing, kind, words):
    with pytest.raises(RuleBroken):
        services.report(listing, kind, words)
    assert count(ModerationCase) == 0


def test_a_flood_makes_one_case_and_keeps_the_first_hundred(app, listing, asep, monkeypatch):
    monkeypatch.setitem(rules(), "most_kept", 10)
    listing_id = listing.id

    def send() -> None:
        for _ in range(5):
            one = db.session.get(type(listing), listing_id)
            services.report(one, "palsu", "Palsu sekali.")
            db.session.rollback()

    at_once(app, *[send] * 6)
    (case,) = queries.waiting_cases_for(asep)
    assert (case.reports_count, case.version) == (30, 1)
    assert count(Report) == 10
    assert catalog.listing_for_public(listing.slug) is not None


def test_reports_at_once_open_one_case_of_a_shop(app, shop):
    shop_id = shop.id
    answers = at_once(
        app,
        *[lambda: services.report(db.session.get(Shop, shop_id), "menipu", "").id] * 6,
    )
    assert len(set(answers)) == 1 and count(ModerationCase) == 1


def test_another_office_and_another_duty_see_nothing(listing, yayah):
    services.report(listing, "palsu", "")
    dedi = people.appointed(cast.DEDI)
    assert queries.waiting_cases_for(dedi) == queries.waiting_cases_for(yayah) == []
    assert queries.count_waiting_cases_for(dedi) == queries.count_waiting_cases_for(yayah) == 0
