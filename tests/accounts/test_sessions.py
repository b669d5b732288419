"""Sessions live in the database: each can be ended, and falls asleep by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from marketplace.accounts import services
from marketplace.accounts.models import SignIn
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.builders import people

ENTER = {"identity": "081234567890", "password": people.PASSWORD}


def move_back(**by: timedelta) -> None:
    """Pretend that every session began, or was last seen, so much earlier."""
    with transaction() as session:
        session.execute(update(SignIn).values({name: now() - ago for name, ago in by.items()}))


def is_in(browser) -> bool:
    return browser.client.get("/akun/").status_code == 200


def test_signing_out_kills_a_copied_cookie(app, browser, sari):
    browser.client.post("/masuk", data=ENTER)
    copied = browser.client.get_cookie("pasar").value
    assert is_in(browser)
    browser.signed_in = True
    browser.send("storefront.sign_out")
    thief = app.test_client()
    thief.set_cookie("pasar", copied)
    assert thief.get("/akun/").status_code == 302


def test_signing_out_is_a_post(browser, sari):
    mine = browser.as_(sari)
    assert mine.client.get("/keluar").status_code == 405
    assert is_in(mine)


def test_each_sign_in_has_a_new_id_and_only_its_hash_is_kept(app, browser, sari):
    tokens = []
    for _ in range(2):
        browser.client.post("/masuk", data=ENTER)
        with browser.client.session_transaction() as session:
            tokens.append(session["sign_in"])
        browser.signed_in = True
        browser.send("storefront.sign_out")
        browser.signed_in = False
    assert len(set(tokens)) == 2
    kept = set(db.session.scalars(select(SignIn.token_hash)))
    assert not kept & set(tokens)


def test_a_planted_session_is_not_taken_over(app, browser, sari):
    with browser.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    browser.client.post("/masuk", data=ENTER)
    with browser.client.session_transaction() as session:
        assert "planted" not in session


def test_one_statement_says_who_is_signed_in(browser, sari, statements):
    mine = browser.as_(sari)
    with statements() as seen:
        mine.client.get("/akun/nama")
    assert len([sql for sql in seen if "sign_ins" in sql]) == 1
    assert len([sql for sql in seen if sql.startswith("SELECT")]) == 1


def test_a_buyer_falls_asleep_after_fourteen_days(browser, sari):
    mine = browser.as_(sari)
    move_back(last_seen_at=timedelta(days=13, hours=23))
    assert is_in(mine)
    move_back(last_seen_at=timedelta(days=14, minutes=1))
    assert not is_in(mine)


def test_a_buyer_signs_in_anew_after_thirty_days(browser, sari):
    mine = browser.as_(sari)
    move_back(created_at=timedelta(days=30, minutes=1))
    assert not is_in(mine)


@pytest.mark.parametrize(
    ("moved", "still_in"),
    [
        ({"last_seen_at": timedelta(minutes=29)}, True),
        ({"last_seen_at": timedelta(minutes=31)}, False),
        ({"created_at": timedelta(hours=12, minutes=1)}, False),
    ],
)
def test_an_officer_falls_asleep_sooner(browser, udin, moved, still_in):
    mine = browser.as_(udin)
    move_back(**moved)
    assert is_in(mine) is still_in


def test_a_visit_is_noted_at_most_every_five_minutes(browser, sari, statements):
    mine = browser.as_(sari)
    with statements() as seen:
        mine.visit("storefront.account")
        mine.visit("storefront.account")
    assert not [sql for sql in seen if sql.startswith(("UPDATE", "INSERT"))]
    move_back(last_seen_at=timedelta(minutes=6))
    with statements() as seen:
        mine.visit("storefront.account")
        mine.visit("storefront.account")
    assert len([sql for sql in seen if sql.startswith("UPDATE sign_ins")]) == 1


def test_a_new_password_ends_every_other_session(browser, sari):
    here, elsewhere = browser.as_(sari), browser.as_(sari)
    form = {"current": people.PASSWORD, "password": "meja kayu lampu minyak"}
    assert here.send("storefront.account_password", form).location == "/akun/"
    assert is_in(here)
    assert not is_in(elsewhere)
    assert [event.actor_id for event in afterwards.events("password.changed")] == [sari.id]


def test_a_wrong_old_password_changes_nothing(browser, sari):
    mine = browser.as_(sari)
    form = {"current": "salah sekali", "password": "meja kayu lampu minyak"}
    refused = mine.send("storefront.account_password", form)
    assert refused.status == 422
    assert "Sandi lama tidak cocok" in refused.one("#current-error").text
    assert is_in(mine)


def test_suspension_acts_at_once(browser, sari, lina):
    mine = browser.as_(sari)
    services.suspend(sari, by=lina, at=now())
    assert not is_in(mine)
    with pytest.raises(RuleBroken):
        services.suspend(lina, by=lina, at=now())
    with pytest.raises(RuleBroken):
        services.suspend(lina, by=sari, at=now())


def test_a_password_changed_meanwhile_stops_the_sign_in(app, sari):
    recognised = afterwards.fresh(sari)
    assert recognised.fs_uniquifier
    other = db.session.get_one(type(sari), sari.id)
    with transaction() as session:
        session.execute(
            update(type(sari))
            .values(fs_uniquifier="other")
            .execution_options(synchronize_session=False)
        )
    other.__dict__["fs_uniquifier"] = "as it was"
    with pytest.raises(RuleBroken, match="baru saja berubah"):
        services.start_sign_in(other, now())
