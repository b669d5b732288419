"""A case is decided once, on what was seen; another officer hears the one appeal."""

from datetime import timedelta

import pytest

from marketplace.accounts import services as accounts
from marketplace.catalog import queries as catalog
from marketplace.catalog import services as goods
from marketplace.catalog.models import Listing
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken, Stale
from marketplace.moderation import queries, services
from marketplace.moderation.models import Appeal, Decision, ModerationCase
from marketplace.sellers import services as sellers
from tests.afterwards import events, fresh, mails_to
from tests.at_once import at_once, refusals
from tests.builders import people

REMOVE = services.Verdict("remove", "counterfeit", "Barang ini tiruan.")
KEEP = services.Verdict("keep", "no_breach", "Tidak melanggar aturan.")
WORDS = "Ini buatan saya sendiri sejak 1998, ada fotonya."


@pytest.fixture
def case(listing):
    """A case about Rohayati's emping."""
    return services.report(listing, "palsu", "Tiruan.")


def seen(case: ModerationCase) -> dict[str, int | None]:
    one = fresh(case)
    return {"version": one.version, "listing_version": one.listing and one.listing.version}


def removed(case: ModerationCase, by) -> Decision:
    return services.decide(fresh(case), REMOVE, by=by, **seen(case))


def test_a_removed_listing_is_gone_and_its_owner_reads_why(case, listing, owner, shop, asep):
    decision = removed(case, asep)
    assert catalog.listing_for_public(listing.slug) is None
    with pytest.raises(RuleBroken, match="diturunkan dinas"):
        goods.publish(fresh(listing), by=owner)
    (told,), total = queries.decisions_of(fresh(shop))
    assert (told.id, total, told.reason) == (decision.id, 1, REMOVE.reason)
    assert queries.removal_of(fresh(listing)).id == decision.id
    assert [one.details["action"] for one in events("case.decided")] == ["remove"]


def test_an_owner_with_an_address_gets_a_letter(case, owner, asep):
    with transaction():
        locked(owner).set_email("rohayati@contoh.test", now())
    removed(case, asep)
    (letter,) = mails_to("rohayati@contoh.test")
    assert "Produk diturunkan" in letter.subject and REMOVE.reason in letter.text


def test_a_decision_on_another_version_is_late(case, listing, owner, asep):
    before = seen(case)
    words = goods.Words("Emping manis asli", "emping", "bungkus")
    goods.edit(fresh(listing), by=owner, version=fresh(listing).version, words=words)
    with pytest.raises(Stale) as late:
        services.decide(fresh(case), REMOVE, by=asep, **before)
    assert "diubah pemiliknya" in late.value.changed[0] and fresh(listing).is_published
    services.decide(fresh(case), KEEP, by=asep, **seen(case))
    with pytest.raises(Stale, match="sudah diputuskan"):
        services.decide(fresh(case), REMOVE, by=asep, **seen(case))


def test_the_appeal_goes_to_another_officer_who_undoes_it(case, listing, owner, asep, lilis):
    decision = removed(case, asep)
    appeal = services.appeal(fresh(decision), by=owner, words=WORDS)
    assert queries.waiting_appeals_for(asep) == []
    assert [one.id for one in queries.waiting_appeals_for(lilis)] == [appeal.id]
    answer = {"version": 1, "upheld": True, "code": "appeal_right", "reason": "Keberatan benar."}
    with pytest.raises(RuleBroken, match="Petugas lain"):
        services.answer_appeal(fresh(appeal), by=asep, **answer)
    services.answer_appeal(fresh(appeal), by=lilis, **answer)
    assert fresh(listing).is_published and fresh(decision).undone_at is not None
    with pytest.raises(Stale, match="sudah diajukan"):
        services.appeal(fresh(decision), by=owner, words=WORDS)


def test_another_account_of_the_first_officer_answers_no_appeal(case, owner, asep, lilis):
    appeal = services.appeal(fresh(removed(case, asep)), by=owner, words=WORDS)
    for person in (asep, lilis):
        accounts.keep_personal_number(person, "nik_ktp", "3601135507850003")
    answer = {"version": 1, "upheld": False, "code": "appeal_proven", "reason": "Terbukti tiruan."}
    with pytest.raises(RuleBroken, match="Petugas lain"):
        services.answer_appeal(fresh(appeal), by=lilis, **answer)


def test_a_dismissed_appeal_changes_nothing(case, listing, owner, asep, lilis):
    appeal = services.appeal(fresh(removed(case, asep)), by=owner, words=WORDS)
    answer = {"version": 1, "upheld": False, "code": "appeal_proven", "reason": "Terbukti tiruan."}
    services.answer_appeal(fresh(appeal), by=lilis, **answer)
    assert fresh(listing).is_removed and fresh(appeal).state == "dismissed"


def test_an_appeal_has_its_days_and_its_owner(case, owner, stranger, asep, stopped_clock):
    decision = removed(case, asep)
    with pytest.raises(NotFound):
        services.appeal(fresh(decision), by=stranger, words=WORDS)
    with pytest.raises(RuleBroken, match="10 sampai 1000"):
        services.appeal(fresh(decision), by=owner, words="Tidak.")
    stopped_clock.stand_at((today() + timedelta(days=15)).isoformat() + " 12:00")
    with pytest.raises(RuleBroken, match="sudah lewat"):
        services.appeal(fresh(decision), by=owner, words=WORDS)


def test_a_shop_is_suspended_until_a_day_and_an_appeal_opens_it(shop, owner, asep, lilis):
    until = today() + timedelta(days=7)
    told = {"code": "fraud", "reason": "Laporan penipuan terbukti.", "until": until}
    decision = services.suspend(shop, by=asep, **told)
    assert fresh(shop).suspended_until == until and queries.suspension_of(fresh(shop))
    appeal = services.appeal(fresh(decision), by=owner, words=WORDS)
    answer = {"version": 1, "upheld": True, "code": "appeal_right", "reason": "Keliru orang."}
    services.answer_appeal(fresh(appeal), by=lilis, **answer)
    assert fresh(shop).is_open_to_public


def test_an_old_appeal_does_not_lift_a_new_suspension(shop, owner, asep, lilis):
    told = {"code": "fraud", "reason": "Laporan penipuan terbukti.", "until": None}
    decision = services.suspend(shop, by=asep, **told)
    appeal = services.appeal(fresh(decision), by=owner, words=WORDS)
    services.lift_suspension(fresh(shop), by=asep, code="mended", reason="Sudah diperbaiki.")
    sellers.suspend(fresh(shop), by=asep, reason="Berulang lagi.")
    answer = {"version": 1, "upheld": True, "code": "appeal_right", "reason": "Keliru orang."}
    services.answer_appeal(fresh(appeal), by=lilis, **answer)
    assert not fresh(shop).is_open_to_public
    # Words are kept where they can be forgotten, never in the trail.
    assert [one.details for one in events("shop.suspension_lifted")] == [{}]


def test_no_officer_decides_on_her_own_shop_or_elsewhere(case, listing, asep, yayah):
    dedi = people.appointed(cast.DEDI)
    for nobody in (yayah, dedi):
        with pytest.raises(NotFound):
            services.decide(fresh(case), KEEP, by=nobody, **seen(case))
    assert queries.case_for(dedi, case.id) is None


def test_two_officers_at_once_leave_one_decision(app, case, listing, asep, lilis):
    case_id, before = case.id, seen(case)

    def decide(verdict, by):
        return lambda: (
            services.decide(
                db.session.get(ModerationCase, case_id), verdict, by=by, **before
            ).action
        )

    answers = at_once(app, *[decide(REMOVE, asep), decide(KEEP, lilis)] * 3)
    assert len(refusals(answers)) == 5
    assert all(isinstance(one, Stale) for one in refusals(answers))
    (action,) = [one for one in answers if isinstance(one, str)]
    assert fresh(listing).is_removed == (action == "remove")


def test_an_edit_and_a_removal_at_once_leave_what_was_seen_or_nothing(
    app, case, listing, owner, asep
):
    case_id, listing_id, before = case.id, listing.id, seen(case)
    words = goods.Words("Emping manis asli", "emping", "bungkus")

    def edit():
        one = db.session.get(Listing, listing_id)
        return goods.edit(one, by=owner, version=before["listing_version"], words=words)

    def remove():
        one = db.session.get(ModerationCase, case_id)
        return services.decide(one, REMOVE, by=asep, **before)

    assert len(refusals(at_once(app, edit, remove))) == 1
    assert fresh(listing).is_removed == (fresh(listing).title == "Emping manis")


def test_two_appeals_and_two_answers_at_once_leave_one_each(app, case, listing, owner, asep, lilis):
    decision_id = removed(case, asep).id
    halimah = people.officer(
        "Halimah", "halimah@contoh.test", regency_code="36.01", duties=["supervise"]
    )

    def appeal():
        return services.appeal(db.session.get(Decision, decision_id), by=owner, words=WORDS).id

    made = at_once(app, *[appeal] * 4)
    assert len(refusals(made)) == 3
    appeal_id = next(one for one in made if isinstance(one, int))

    def answer(by, *, upheld):
        told = {"code": "appeal_right", "reason": "Sudah diperiksa.", "version": 1}
        return lambda: services.answer_appeal(
            db.session.get(Appeal, appeal_id), by=by, upheld=upheld, **told
        )

    answers = at_once(app, *[answer(lilis, upheld=True), answer(halimah, upheld=False)] * 2)
    assert len(refusals(answers)) == 3
    db.session.rollback()
    upheld = db.session.get_one(Appeal, appeal_id).state == "upheld"
    assert fresh(listing).is_published == upheld
