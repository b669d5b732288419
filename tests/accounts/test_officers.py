"""Officers: invited, appointed, ended; jurisdictions and duties."""

import pytest

from marketplace.accounts import queries, services
from marketplace.clock import now
from marketplace.errors import RuleBroken
from tests import afterwards
from tests.page import Page

INVITATION = {
    "name": "Pak Rahmat",
    "email": "rahmat@dinas.id",
    "regency": "36.02",
    "duties": ["verify", "curate"],
}
GOOD = "jendela merpati gunung"


def test_the_first_administrator_comes_from_the_command_line(app, client):
    result = app.test_cli_runner().invoke(
        args=["officers", "invite", "Lina@Dinas.id", "--name", "Lina", "--administrator"]
    )
    assert result.exit_code == 0, result.output
    link = afterwards.link_to("lina@dinas.id")
    assert link in result.output
    Page(client.get(link)).check()
    assert client.post(link, data={"password": GOOD}).location == "/masuk"
    lina = queries.by_email("lina@dinas.id")
    assert lina.is_administrator
    assert lina.may_act_in("36.71")
    assert client.get(link).status_code == 410
    answer = client.post("/masuk", data={"identity": "lina@dinas.id", "password": GOOD})
    assert answer.location == "/masuk/pasang-kode"


@pytest.mark.parametrize(
    "wrong",
    [
        ["--regency", "99.99", "--duty", "verify"],
        ["--regency", "36.01"],
        ["--regency", "36.01", "--administrator"],
        ["--duty", "rule"],
    ],
)
def test_the_command_line_refuses_with_words(app, wrong):
    result = app.test_cli_runner().invoke(
        args=["officers", "invite", "x@dinas.id", "--name", "X", *wrong]
    )
    assert result.exit_code != 0
    assert "Error" in result.output
    assert afterwards.mails_to("x@dinas.id") == []


def test_an_administrator_invites_an_officer(app, browser, lina):
    mine = browser.as_(lina)
    mine.visit("console.officer_invitation")
    assert mine.send("console.officer_invitation", INVITATION).location == "/dinas/petugas"
    page = mine.visit("console.officers")
    assert "Pak Rahmat" in page.text
    client = app.test_client()
    client.post(afterwards.link_to("rahmat@dinas.id"), data={"password": GOOD})
    rahmat = queries.by_email("rahmat@dinas.id")
    assert rahmat.is_officer
    assert not rahmat.is_administrator
    assert (rahmat.has_duty("curate"), rahmat.has_duty("support")) == (True, False)
    assert rahmat.may_act_in("36.02")
    assert rahmat.may_act_in("36.02.01.2001")
    assert not rahmat.may_act_in("36.01")
    assert [event.actor_id for event in afterwards.events("officer.invited")] == [lina.id]
    assert [event.actor_id for event in afterwards.events("officer.appointed")][-1] == lina.id


def test_mistakes_in_an_invitation_are_named(browser, lina):
    mine = browser.as_(lina)
    refused = mine.send("console.officer_invitation", {"regency": "36.02"}).check()
    assert refused.status == 422
    assert refused.all("#name-error")
    assert refused.all("#email-error")
    idle = mine.send("console.officer_invitation", {**INVITATION, "duties": []})
    assert "Pilih sedikitnya satu tugas" in idle.text
    forged = mine.send("console.officer_invitation", {**INVITATION, "duties": ["rule"]})
    assert forged.status == 422
    assert afterwards.mails_to("rahmat@dinas.id") == []


def test_strangers_and_officers_do_not_manage_officers(browser, client, sari, udin, lina):
    assert client.get("/dinas/petugas").status_code == 302
    for person in (sari, udin):
        theirs = browser.as_(person)
        for endpoint in ("console.officers", "console.officer_invitation"):
            theirs.visit(endpoint, status=403)
        assert theirs.send("console.officer_invitation", INVITATION).status == 403
        ending = theirs.send("console.officer_end", officer_id=lina.officer.id)
        assert ending.status == 403
    with pytest.raises(RuleBroken):
        services.invite("x@y.id", name="X", regency_code=None, duties=["verify"], by=udin, at=now())
    assert afterwards.fresh(lina).is_officer


def test_the_end_of_an_appointment_acts_on_the_next_request(browser, lina, udin):
    mine, theirs = browser.as_(lina), browser.as_(udin)
    theirs.visit("console.numbers")
    mine.send("console.officer_end", officer_id=udin.officer.id)
    theirs.visit("console.numbers", status=302)
    assert not afterwards.fresh(udin).is_officer
    assert "Udin" not in mine.visit("console.officers").text
    assert [event.subject_id for event in afterwards.events("officer.ended")] == [str(udin.id)]


def test_nobody_changes_her_own_appointment(browser, lina):
    mine = browser.as_(lina)
    mine.send("console.officer_end", officer_id=lina.officer.id)
    assert afterwards.fresh(lina).is_administrator
    with pytest.raises(RuleBroken, match="Anda sendiri"):
        services.appoint(lina, regency_code=None, duties=["verify"], by=lina, at=now())
    refused = mine.send("console.officer_invitation", {**INVITATION, "email": "lina@dinas.id"})
    assert "Anda sendiri" in refused.text


def test_a_new_invitation_replaces_the_old_one_and_the_lost_telephone(app, browser, lina, udin):
    mine, theirs = browser.as_(lina), browser.as_(udin)
    invitation = {**INVITATION, "email": "udin@dinas.id"}
    mine.send("console.officer_invitation", invitation)
    old = afterwards.link_to("udin@dinas.id")
    mine.send("console.officer_invitation", invitation)
    client = app.test_client()
    assert client.get(old).status_code == 410
    client.post(afterwards.link_to("udin@dinas.id"), data={"password": GOOD})
    assert not afterwards.fresh(udin).has_second_factor
    theirs.visit("storefront.account", status=302)


def test_a_weak_password_does_not_use_the_invitation_up(app, client):
    token = services.invite(
        "rahmat@dinas.id", name="Rahmat", regency_code=None, duties=["verify"], by=None, at=now()
    )
    short = Page(client.post(f"/undangan/{token}", data={"password": "gelas biru 77"}))
    assert "paling sedikit 15" in short.one("#password-error").text
    own = Page(client.post(f"/undangan/{token}", data={"password": "rahmat dinas 2026"}))
    assert "mudah ditebak" in own.text
    assert client.post(f"/undangan/{token}", data={"password": GOOD}).status_code == 302


def test_an_invitation_dies_with_the_rights_of_who_sent_it(app, client, lina):
    token = services.invite(
        "rahmat@dinas.id", name="Rahmat", regency_code=None, duties=["verify"], by=lina, at=now()
    )
    services.end_appointment(lina.officer, by=None, at=now())
    assert client.post(f"/undangan/{token}", data={"password": GOOD}).status_code == 422
    assert queries.by_email("rahmat@dinas.id") is None
