"""Evidence is kept while it is needed and a year longer, then deleted."""

from datetime import timedelta

import pytest

from marketplace import storage
from marketplace.clock import now, today
from marketplace.database import transaction
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, Evidence
from tests import afterwards
from tests.afterwards import fresh
from tests.builders import memberships

MORE_THAN_A_YEAR = timedelta(days=370)


def decided(claim, yayah, days_ago):
    memberships.rejected(claim, yayah)
    with transaction() as session:
        session.get_one(Claim, claim.id).decided_at = now() - timedelta(days=days_ago)


@pytest.mark.parametrize(("days_ago", "kept"), [(1, True), (360, True), (370, False)])
def test_a_rejected_claim_s_photo_goes_after_a_year(claim, yayah, days_ago, kept):
    key = claim.evidence[0].key
    decided(claim, yayah, days_ago)
    assert services.forget_old_evidence() == int(not kept)
    assert storage.private().exists(key) is kept
    assert fresh(claim).has_evidence is kept
    assert services.forget_old_evidence() == 0


def test_a_waiting_claim_s_photo_stays(claim):
    with transaction() as session:
        session.get_one(Claim, claim.id).submitted_at = now() - MORE_THAN_A_YEAR
    assert services.forget_old_evidence() == 0
    assert fresh(claim).has_evidence


@pytest.mark.parametrize("ended", ["expired", "revoked", "counts"])
def test_a_badge_s_photo_goes_a_year_after_its_end(shop, owner, cooperative, yayah, ended):
    badge = memberships.badge_of(shop, owner, yayah)
    with transaction() as session:
        kept = session.get_one(Badge, badge.id)
        if ended == "expired":
            kept.expires_on = today() - MORE_THAN_A_YEAR
        if ended == "revoked":
            kept.revoked_at = now() - MORE_THAN_A_YEAR
    assert services.forget_old_evidence() == int(ended != "counts")


@pytest.mark.parametrize(("days_ago", "kept"), [(29, True), (31, False)])
def test_an_identity_card_goes_a_month_after_the_decision(claim, yayah, days_ago, kept):
    piece, key = claim.evidence[0], claim.evidence[0].key
    with transaction() as session:
        session.get_one(Evidence, piece.id).kind = "ktp"
    decided(claim, yayah, days_ago)
    assert services.forget_identity_cards() == int(not kept)
    assert storage.private().exists(key) is kept
    assert fresh(piece).is_kept is kept
    told = [event.details for event in afterwards.events("claim.evidence_forgotten")]
    assert told == ([] if kept else [{"evidence_id": piece.id}])


def test_the_desk_says_that_the_photo_is_gone(browser, claim, yayah):
    decided(claim, yayah, 370)
    services.forget_old_evidence()
    desk = browser.as_(yayah)
    assert "masa simpannya habis" in desk.visit("console.claim", claim_id=claim.id).text
    where = {"claim_id": claim.id, "evidence_id": claim.evidence[0].id}
    desk.visit("console.evidence", status=404, **where)


def test_what_an_owner_explained_goes_a_year_after_the_decision(claim, owner, yayah):
    asked = services.return_(claim, by=yayah, reason="Fotonya kabur.", seen=memberships.seen(claim))
    services.answer(asked, by=owner, words="Kartu saya basah.")
    memberships.rejected(claim, yayah)
    for days, kept in ((360, "Kartu saya basah."), (370, "")):
        with transaction() as session:
            session.get_one(Claim, claim.id).decided_at = now() - timedelta(days=days)
        services.forget_claim_words(now() - timedelta(days=365))
        words = {note.act: note.words for note in fresh(claim).notes}
        assert words["answer"] == kept and words["return"] == "Fotonya kabur."
