"""Where a person is signed in: in plain words, and ended from anywhere."""

import pytest
from sqlalchemy import select

from marketplace.accounts import services
from marketplace.accounts.models import SignIn
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import NotFound
from marketplace.web.devices import device_of
from tests.at_once import at_once
from tests.builders import people

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; Redmi) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"
)
ENTER = {"identity": "081234567890", "password": people.PASSWORD}


@pytest.mark.parametrize(
    ("said", "device"),
    [
        (PHONE, "Chrome di Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18 Safari/604.1",
         "Safari di iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge di Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
         "Firefox di Linux"),
        ("Mozilla/5.0 (Linux; Android 13) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36",
         "Samsung Internet di Android"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script> " * 100, ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_people_know_it(said, device):
    assert device_of(said) == device


def kept() -> list[SignIn]:
    db.session.rollback()
    return list(db.session.scalars(select(SignIn).order_by(SignIn.id)))


def test_only_the_coarse_label_of_a_browser_is_kept(client, sari):
    client.post("/masuk", data=ENTER, headers={"User-Agent": PHONE})
    (row,) = kept()
    assert row.device == "Chrome di Android"
    assert "Redmi" not in str(vars(row))


def test_she_sees_this_device_and_the_others(browser, sari):
    mine = browser.as_(sari)
    services.start_sign_in(sari, now(), "Firefox di Windows")
    page = mine.visit("storefront.account_devices")
    assert "Firefox di Windows" in page.text
    assert page.text.count("Perangkat ini") == 1


def test_signing_out_of_one_device_ends_only_that(browser, sari):
    here, there = browser.as_(sari), browser.as_(sari)
    first, second = (row.id for row in kept())
    assert here.send("storefront.account_device_end", sign_in_id=second).location
    assert there.client.get("/akun/").status_code == 302
    assert here.client.get("/akun/").status_code == 200
    assert here.send("storefront.account_device_end", sign_in_id=first).location == "/"
    assert here.client.get("/akun/").status_code == 302


def test_signing_out_everywhere_else_leaves_this_one(browser, sari, dewi):
    here, there, other = browser.as_(sari), browser.as_(sari), browser.as_(dewi)
    assert here.send("storefront.account_devices_end").location == "/akun/perangkat"
    states = [one.client.get("/akun/").status_code for one in (here, there, other)]
    assert states == [200, 302, 200]


def test_another_person_s_session_is_not_found(browser, sari, dewi):
    hers = browser.as_(sari)
    (row,) = kept()
    stranger = browser.as_(dewi)
    assert stranger.send("storefront.account_device_end", sign_in_id=row.id).status == 404
    with pytest.raises(NotFound):
        services.end_one_sign_in(row, by=dewi, at=now())
    assert hers.client.get("/akun/").status_code == 200


def test_ended_twice_at_the_same_moment_it_ends_once(app, sari):
    services.start_sign_in(sari, now())
    row_id, user_id = kept()[0].id, sari.id

    def end() -> None:
        row = db.session.get_one(SignIn, row_id)
        services.end_one_sign_in(row, by=db.session.get_one(type(sari), user_id), at=now())

    at_once(app, end, end)
    assert kept()[0].ended_at is not None
