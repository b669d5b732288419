"""The dinas asks for what is missing, the owner answers, and an officer looks again."""

from datetime import timedelta

import pytest

from marketplace import storage
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.sellers import queries, services
from marketplace.sellers.models import Claim
from marketplace.sellers.services import Piece
from tests.afterwards import fresh
from tests.builders import memberships, people, shops
from tests.builders.memberships import WHY, seen
from tests.builders.photos import photo

ASK = "Foto kartunya terpotong."


@pytest.fixture
def returned(claim, yayah):
    return services.return_(
        claim, by=yayah, reason=ASK, reason_code="photo_unclear", seen=seen(claim),
        missing=["member_card", "explanation", "nonsense"],
    )  # fmt: skip


def test_the_owner_answers_and_the_claim_waits_again(returned, owner, yayah):
    assert fresh(returned).notes[-1].codes == ["member_card", "explanation"]
    old = seen(returned)
    services.answer(
        returned, by=owner, words="Ini foto barunya.", evidence=[Piece("member_card", photo())]
    )
    claim = fresh(returned)
    assert claim.is_waiting and len(claim.evidence) == 2
    assert [note.act for note in claim.notes] == ["submit", "return", "answer"]
    with pytest.raises(Stale):
        services.reject(claim, by=yayah, reason=WHY, seen=old)
    assert memberships.approved(claim, yayah)


def test_an_answer_says_something_and_comes_when_it_was_asked_for(returned, claim, owner, app):
    with pytest.raises(RuleBroken, match="penjelasannya") as refused:
        services.answer(returned, by=owner, words="  ")
    assert refused.value.field == "words"
    services.answer(returned, by=owner, words="Nama di KTP memang lain.")
    with pytest.raises(RuleBroken, match="berpindah langkah"):
        services.answer(returned, by=owner, words="Lagi.", evidence=[Piece("letter", photo())])
    kept = list((app.config["SETTINGS"].home / "files" / "private" / "evidence").iterdir())
    assert len(kept) == 1, "the photo of a refused answer is not kept"


def test_a_photo_that_is_none_is_said_beside_its_field(returned, owner):
    with pytest.raises(RuleBroken) as refused:
        services.answer(returned, by=owner, words="", evidence=[Piece("letter", b"%PDF-1.7")])
    assert refused.value.field == "photo_letter"


def test_an_owner_takes_back_what_she_was_asked_about(returned, owner, worker):
    key = returned.evidence[0].key
    services.withdraw(returned, by=owner)
    worker()
    assert not storage.private().exists(key) and fresh(returned).state == "withdrawn"


def test_a_stranger_answers_nothing(returned, stranger):
    with pytest.raises(NotFound):
        services.answer(returned, by=stranger, words="Saya saja.")


def test_nobody_decides_while_the_owner_is_asked(returned, yayah):
    for verb in (services.check, services.approve, services.reject, services.send_back):
        with pytest.raises(RuleBroken, match="berpindah langkah"):
            verb(returned, by=yayah, reason=WHY, seen=seen(returned))


def test_each_step_has_its_own_time(claim, yayah):
    assert claim.due_at == claim.since + timedelta(days=3)
    asked = services.return_(claim, by=yayah, reason=ASK, seen=seen(claim))
    assert asked.due_at == asked.since + timedelta(days=14)
    assert not asked.is_late(asked.due_at + timedelta(days=1)), "the owner is never late"


# --- the second officer ---------------------------------------------------------------------------
def test_the_office_approves_itself_where_it_has_two(claim, yayah):
    asep = people.appointed(cast.ASEP)
    memberships.checked(claim, yayah)
    found = queries.approvers_of(fresh(claim))
    assert found.office == "Dinas Koperasi dan UKM Kabupaten Pandeglang" and not found.because
    assert asep.id in found.officer_ids and yayah.id not in found.officer_ids
    assert queries.count_waiting_claims_for(yayah) == 0
    assert [one.id for one in queries.waiting_claims_for(asep)] == [claim.id]


@pytest.mark.parametrize("why", ["alone", "kin", "ended"])
def test_the_province_approves_where_an_office_has_one(claim, shop, yayah, why):
    halimah = people.appointed(cast.HALIMAH)
    if why != "alone":
        asep = people.appointed(cast.ASEP)
    if why == "kin":
        services.declare_interest(shop, by=asep, relation="kin")
    if why == "ended":
        with transaction() as session:
            session.get_one(type(asep), asep.id).appointment.end(claim.submitted_at)
    memberships.checked(claim, yayah)
    found = queries.approvers_of(fresh(claim))
    assert found.office == "Dinas Koperasi dan UKM Provinsi Banten"
    assert "tidak punya pemeriksa kedua" in found.because and found.officer_ids == {halimah.id}
    if why != "alone":
        with pytest.raises((RuleBroken, NotFound)):
            services.approve(claim, by=asep, reason=WHY, seen=seen(claim))
    assert services.approve(claim, by=halimah, reason=WHY, seen=seen(claim)).issuing_office == (
        found.office
    )


# --- the cooperative's own board ------------------------------------------------------------------
@pytest.fixture
def board(cooperative, yayah):
    """Hendra, whose shop is the cooperative itself."""
    shop, hendra = shops.shop_and_owner(cast.HENDRA, "Koperasi Karya Melinjo")
    claim = services.submit_claim(
        shop, by=hendra, kind="cooperative", number=memberships.NUMBER, role="pengurus",
        evidence=[Piece("letter", photo(), number="12/SK/2026")],
    )  # fmt: skip
    badge = memberships.approved(claim, yayah)
    assert (badge.kind, badge.cooperative_id) == ("cooperative", cooperative.id)
    return shop, hendra


def test_the_board_confirms_once_and_decides_nothing(board, claim, yayah):
    shop, hendra = board
    old = seen(claim)
    assert [one.id for one in queries.memberships_to_confirm(shop)] == [claim.id]
    services.answer_membership(claim, shop, by=hendra, answer="confirmed")
    assert fresh(claim).is_waiting and claim.board_answer == "confirmed"
    assert claim.notes[-1].office == "Koperasi Produsen Karya Melinjo"
    with pytest.raises(Stale):
        services.check(claim, by=yayah, reason=WHY, seen=old)
    with pytest.raises(RuleBroken, match="sudah menjawab"):
        services.answer_membership(claim, shop, by=hendra, answer="denied", words="Bukan.")


def test_a_denial_says_why(board, claim):
    shop, hendra = board
    with pytest.raises(RuleBroken, match="alasannya"):
        services.answer_membership(claim, shop, by=hendra, answer="denied")
    with pytest.raises(RuleBroken, match="benar atau tidak"):
        services.answer_membership(claim, shop, by=hendra, answer="perhaps")


def test_no_badge_no_voice(board, claim, stranger, owner, yayah):
    shop, hendra = board
    maman_s = queries.shop_of(stranger)
    for person, through in ((stranger, shop), (stranger, maman_s), (owner, queries.shop_of(owner))):
        with pytest.raises(NotFound):
            services.answer_membership(claim, through, by=person, answer="confirmed")
    services.revoke(fresh(shop).badges[0], by=yayah, reason="Pengurus berganti.")
    assert not queries.speaks_for_a_cooperative(shop)
    with pytest.raises(NotFound):
        services.answer_membership(claim, shop, by=hendra, answer="confirmed")
    assert isinstance(claim, Claim) and fresh(claim).board_answer is None
