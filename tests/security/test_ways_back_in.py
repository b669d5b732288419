"""Nobody takes over an officer's account by the help that is meant for others."""

import pytest
from sqlalchemy import select

from marketplace.accounts import services
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import RuleBroken
from tests.afterwards import fresh
from tests.builders import people

NEW = "meja kayu lampu minyak"


@pytest.fixture
def helper(app):
    return people.officer("Udin", "udin@dinas.id", regency_code="36.01", duties=["support"])


@pytest.fixture
def administrator(app):
    return people.officer("Lina", "lina@dinas.id", is_administrator=True)


def invite(administrator: User, email: str) -> str:
    return services.invite(
        email,
        name="Dewi",
        regency_code=None,
        duties=["verify"],
        by=administrator,
        at=now(),
    )


def test_no_link_for_an_officer(helper, administrator):
    for officer in (administrator, people.officer("Ani", "ani@dinas.id", duties=["support"])):
        with pytest.raises(RuleBroken, match="undangan"):
            services.issue_reset_link(officer, by=helper, at=now())


def test_a_link_from_before_she_became_an_officer_is_over(helper, administrator):
    """Its maker has a copy; her second factor is not set up yet, so the password would be all."""
    dewi = people.by_email("Dewi", "dewi@contoh.id")
    link = services.issue_reset_link(dewi, by=helper, at=now())
    services.accept_invitation(invite(administrator, "dewi@contoh.id"), NEW, now())
    with pytest.raises(RuleBroken, match="Tautan"):
        services.reset_by_link(link, "sepatu hujan kemarin sore", now())
    assert services.authenticate("dewi@contoh.id", NEW) is not None


def test_a_link_ends_with_its_makers_appointment(helper, administrator):
    sari = people.by_phone("Sari", "+6281234567890")
    link = services.issue_reset_link(sari, by=helper, at=now())
    services.end_appointment(fresh(helper).officer, by=administrator, at=now())
    with pytest.raises(RuleBroken, match="Tautan"):
        services.reset_by_link(link, NEW, now())


def test_an_open_invitation_ends_with_the_appointment(administrator):
    ani = people.officer("Ani", "ani@dinas.id", duties=["verify"])
    again = invite(administrator, "ani@dinas.id")
    services.end_appointment(ani.officer, by=administrator, at=now())
    with pytest.raises(RuleBroken, match="Tautan"):
        services.accept_invitation(again, NEW, now())
    db.session.rollback()
    assert not db.session.scalar(select(User).where(User.email == "ani@dinas.id")).is_officer
