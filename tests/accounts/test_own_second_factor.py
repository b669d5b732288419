"""A second factor for everybody: set up, used, replaced by paper once, taken away again."""

import pytest

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.accounts import queries, services
from marketplace.accounts.models.person import FOR_SECOND_STEP
from marketplace.accounts.services.paper_codes import new_paper_codes
from marketplace.clock import now
from marketplace.database import locked, transaction
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.at_once import at_once, refusals
from tests.builders import people
from tests.page import Page

ENTER = {"identity": "081234567890", "password": people.PASSWORD}
PASSWORD = {"password": people.PASSWORD}


def secret_of(mine) -> str:
    with mine.client.session_transaction() as session:
        return session["factor_prepared"]["secret"]


def set_up(mine) -> list[str]:
    """Set a second factor up in this browser; returns the codes on paper."""
    assert mine.send("storefront.account_factor", PASSWORD).location == "/akun/kode-masuk/pasang"
    assert mine.visit("storefront.account_factor_setup").all(".qr svg")
    code = {"code": gateway.present_code(secret_of(mine))}
    assert mine.send("storefront.account_factor_setup", code).location == "/akun/kode-pemulihan"
    return [one.text for one in mine.visit("storefront.recovery_codes").all(".codes code")]


@pytest.fixture
def wati(app):
    """A buyer with an authenticator."""
    user = people.by_phone("Wati", "+6281234567890")
    with transaction():
        gateway.set_second_factor(locked(user), gateway.known_code_secret(people.KEY))
    return user


def test_a_buyer_sets_it_up_and_other_sessions_end(app, browser, sari):
    here, elsewhere = browser.as_(sari), browser.as_(sari)
    assert len(set_up(here)) == 8
    assert here.client.get("/akun/").status_code == 200
    assert elsewhere.client.get("/akun/").status_code == 302
    again = app.test_client()
    assert again.post("/masuk", data=ENTER).location == "/masuk/kode"


def test_without_the_password_nothing_begins(browser, sari):
    mine = browser.as_(sari)
    page = mine.send("storefront.account_factor", {"password": "salah sekali"})
    assert page.status == 422 and "tidak cocok" in page.one("#password-error").text
    assert mine.visit("storefront.account_factor_setup", status=302).location == "/akun/kode-masuk"


def test_a_wrong_first_code_keeps_nothing(browser, sari):
    mine = browser.as_(sari)
    mine.send("storefront.account_factor", PASSWORD)
    assert mine.send("storefront.account_factor_setup", {"code": "000000"}).status == 422
    assert not afterwards.fresh(sari).has_second_factor


def test_a_code_on_paper_stands_in_once(app, browser, sari):
    codes = set_up(browser.as_(sari))
    for status in (302, 422):
        client = app.test_client()
        client.post("/masuk", data=ENTER)
        answer = client.post("/masuk/kode", data={"paper": codes[0].lower()})
        assert answer.status_code == status
    assert queries.recovery_codes_left(sari, FOR_SECOND_STEP) == 7


def test_one_sheet_of_paper_is_one_factor(app, browser, sari):
    codes = set_up(browser.as_(sari))
    with pytest.raises(RuleBroken):
        services.reset_by_code("081234567890", codes[1], "meja kayu lampu minyak", now())
    other = services.replace_recovery_codes(sari, people.PASSWORD, now())
    with pytest.raises(RuleBroken):
        services.check_code(sari, other[0], now())


def test_it_is_taken_away_with_password_and_code(app, browser, wati):
    here, elsewhere = browser.as_(wati), browser.as_(wati)
    both = {**PASSWORD, "code": people.code()}
    refused = here.send("storefront.account_factor_removal", {**both, "password": "salah"})
    assert refused.status == 422
    refused = here.send("storefront.account_factor_removal", {**PASSWORD, "code": "000000"})
    assert refused.status == 422 and refused.one("#code-error")
    assert here.send("storefront.account_factor_removal", both).location == "/akun/kode-masuk"
    assert not afterwards.fresh(wati).has_second_factor
    assert here.client.get("/akun/").status_code == 200
    assert elsewhere.client.get("/akun/").status_code == 302
    assert app.test_client().post("/masuk", data=ENTER).location == "/akun/"


def test_an_officer_keeps_hers(browser, udin):
    mine = browser.as_(udin)
    assert "Akun petugas selalu" in mine.visit("storefront.account_factor").text
    both = {**PASSWORD, "code": people.code()}
    assert mine.send("storefront.account_factor_removal", both).status == 422
    assert mine.send("storefront.account_factor_codes", both).status == 422
    assert afterwards.fresh(udin).has_second_factor


def test_a_buyer_s_paper_is_worth_nothing_once_she_is_an_officer(app, browser, sari):
    codes = set_up(browser.as_(sari))
    services.appoint(sari, regency_code=None, duties=["support"], by=None, at=now())
    with pytest.raises(RuleBroken):
        services.check_code(afterwards.fresh(sari), codes[0], now())


def test_one_code_on_paper_twice_at_once(app, wati):
    with transaction():
        codes = new_paper_codes(locked(wati), FOR_SECOND_STEP, now())
    user_id = wati.id

    def check() -> None:
        services.check_code(queries.person(user_id), codes[0], now())

    assert len(refusals(at_once(app, check, check, check))) == 2


def test_new_codes_on_paper_void_the_old(browser, wati):
    mine = browser.as_(wati)
    both = {**PASSWORD, "code": people.code()}
    assert mine.send("storefront.account_factor_codes", both).location == "/akun/kode-pemulihan"
    page = mine.visit("storefront.recovery_codes")
    assert "menggantikan kode dari HP" in page.text
    assert queries.recovery_codes_left(wati, FOR_SECOND_STEP) == 8


def test_strangers_find_no_second_factor(client):
    for path in ("/akun/kode-masuk", "/akun/kode-masuk/pasang", "/akun/kode-masuk/lepas"):
        assert Page(client.get(path)).location == f"/masuk?next={path}"
