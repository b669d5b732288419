"""A badge beside the register at the desk: kept, or taken away with the code given again."""

import pytest
import sqlalchemy as sa

from marketplace.accounts.models import SignIn
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.registry.models import Cooperative
from marketplace.sellers import queries
from marketplace.sellers.services import staying_true
from tests.afterwards import fresh
from tests.builders import memberships, people

REASON = "Register keliru menurut instansinya."
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def question(shop, owner, cooperative, yayah):
    badge = memberships.badge_of(shop, owner, yayah)
    with transaction() as session:
        session.get_one(Cooperative, cooperative.id).name = "KOPERASI LAIN"
    staying_true.recompute_all()
    return queries.open_conflicts_of(badge)[0]


@pytest.fixture
def desk(browser, yayah):
    return browser.as_(yayah)


def answer(prefix, question, **more):
    said = {"reason_code": "", "reason": REASON, "version": str(question.version), **more}
    return {f"{prefix}-{name}": value for name, value in said.items()}


def test_both_sides_are_shown_and_the_badge_is_kept(desk, question):
    at = {"conflict_id": question.id}
    page = desk.visit("console.conflict", **at)
    assert "KOPERASI PRODUSEN KARYA MELINJO" in page.text and "KOPERASI LAIN" in page.text
    assert page.all(".compare__row--differs") and "Diberikan." in page.text
    assert desk.send("console.conflict_keeping", answer("tetap", question), **at).status == 302
    again = desk.send("console.conflict_keeping", answer("tetap", question), **at)
    assert again.status == 409 and "sudah diputuskan" in again.text
    assert "Lencana dipertahankan" in desk.visit("console.conflict", **at).text


def test_a_badge_is_taken_away_with_the_code_only(desk, question):
    at = {"conflict_id": question.id}
    with transaction() as session:
        session.execute(sa.update(SignIn).values(code_given_at=None))
    refused = desk.send("console.conflict_revocation", answer("cabut", question), **at)
    assert refused.status == 422 and "autentikator" in refused.text
    sent = answer("cabut", question, reason_code="register_says_other", code=people.code())
    assert desk.send("console.conflict_revocation", sent, **at).status == 302
    badge = fresh(question).badge
    assert badge.revocation_code == "register_says_other" and REASON in badge.revocation_reason


def test_another_kab_kota_finds_nothing(browser, question):
    there = browser.as_(people.appointed(cast.MEGA))
    there.visit("console.conflict", conflict_id=question.id, status=404)
