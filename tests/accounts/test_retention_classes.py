"""Retention classes are data: the night goes by them, the privacy page shows them, each is kept."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import mail, nightly, retention, storage
from marketplace.accounts import services
from marketplace.accounts.models import Consent, RetentionRun, RightsRequest, SignIn
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Inquiry
from tests import afterwards
from tests.builders import people

CLASSES = retention.retention().classes


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_every_class_of_the_night_has_its_function_and_no_function_lacks_a_class():
    by_night = {one.key for one in CLASSES if one.applied == "night"}
    assert set(retention.forgetters()) == by_night
    assert len({one.key for one in CLASSES}) == len(CLASSES)
    for one in CLASSES:
        assert one.what and one.basis and one.ends
        assert (one.days is None) == (one.applied == "never")


def test_the_privacy_page_shows_every_class(browser):
    page = browser.visit("storefront.privacy").text
    assert [one.what for one in CLASSES if one.what not in page] == []
    assert "90 hari" in page and "5 tahun" in page


def test_the_night_runs_them(app):
    ran = nightly.run_due(now())
    assert "accounts.subscribers.apply_retention" in ran
    run = db.session.scalars(sa.select(RetentionRun)).one()
    assert run.version == retention.retention().version
    assert set(run.counts) == {one.key for one in CLASSES if one.applied == "night"}


def old_session(sari) -> None:
    services.start_sign_in(sari, now())
    services.end_all_sign_ins(sari, now())


def old_consent(sari) -> None:
    services.withdraw_consent(sari, "inquiry_history", now())


def old_copy(sari) -> None:
    made = services.ask_for_copy(sari, people.PASSWORD, now())
    storage.private().put("copies/lama", b"salinan")
    with transaction() as session:
        session.get_one(RightsRequest, made.id).lay_ready("copies/lama", now())


def test_sessions_go_after_90_days(sari):
    old_session(sari)
    services.apply_retention(now() + timedelta(days=89))
    assert count(SignIn) == 1
    run = services.apply_retention(now() + timedelta(days=91))
    assert count(SignIn) == 0 and run.counts["sign_ins"] == 1


def test_of_old_mails_only_the_time_stays(app, sari, worker):
    with transaction():
        kept = mail.queue("sari@contoh.test", "Halo", "Isi.")
    worker()
    file = app.config["SETTINGS"].home / "mail" / f"{kept.id:08d}.eml"
    assert file.exists()
    services.apply_retention(now() + timedelta(days=89))
    assert afterwards.fresh(kept).recipient
    services.apply_retention(now() + timedelta(days=91))
    worker()
    gone = afterwards.fresh(kept)
    assert (gone.recipient, gone.subject) == ("", "") and gone.sent_at
    assert not file.exists()


def test_a_copy_that_nobody_fetched_goes_after_a_week(sari):
    old_copy(sari)
    services.apply_retention(now() + timedelta(days=6))
    assert storage.private().exists("copies/lama")
    services.apply_retention(now() + timedelta(days=8))
    assert not storage.private().exists("copies/lama")
    assert count(RightsRequest) == 1


@pytest.mark.parametrize(("years", "kept"), [(4, 1), (6, 0)])
def test_what_the_law_keeps_five_years_goes_then(listing, sari, years, kept):
    inquiries.ask(listing, listing.variants[0], 1, buyer=None)
    old_consent(sari)
    services.apply_retention(now() + timedelta(days=365 * years))
    assert (count(Inquiry), count(Consent), count(RightsRequest)) == (kept, kept, kept)


def test_one_that_fails_stops_no_other(sari, monkeypatch):
    old_session(sari)

    def breaks(_before) -> int:
        raise OSError

    monkeypatch.setitem(retention._forgetters, "copies", breaks)
    run = services.apply_retention(now() + timedelta(days=91))
    assert run.counts["sign_ins"] == 1 and "copies" not in run.counts
    assert afterwards.events("retention.applied")
