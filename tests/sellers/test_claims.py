"""A claim names a record of the register and shows evidence; one waits at a time."""

from datetime import timedelta

import pytest

from marketplace import storage
from marketplace.clock import today
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers import evidence, queries, services
from tests.afterwards import fresh
from tests.builders import memberships
from tests.builders.memberships import NUMBER, card


def submit(shop, owner, **changes):
    chosen = {
        "number": NUMBER, "role": "anggota", "member_number": "A-12", "evidence": card(), **changes
    }  # fmt: skip
    return services.submit_claim(shop, by=owner, **chosen)


@pytest.mark.parametrize(
    "number",
    [
        "3601130010007",
        "3601 1300 10007",
        "003003/BH/M.KUKM/2/I/2017",
        "no. 003003/bh/m.kukm.2/i/2017",
    ],
)
def test_a_number_finds_its_record_however_it_is_typed(shop, owner, cooperative, number):
    claim = submit(shop, owner, number=number)
    assert claim.cooperative_id == cooperative.id
    assert claim.is_waiting and claim.number == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("3601130010008", "belum ada di register"),
        ("halo", "belum ada di register"),
        ("3601134502900001", "NIK KTP"),
        ("", "belum ada di register"),
    ],
)
def test_an_unknown_number_is_refused_with_what_to_check(shop, owner, cooperative, number, words):
    with pytest.raises(RuleBroken, match=words) as refused:
        submit(shop, owner, number=number)
    assert refused.value.field == "number"
    assert queries.latest_claims_of(shop) == []


def test_a_cooperative_outside_banten_carries_no_badge(shop, owner):
    memberships.cooperative(outside_banten=True, regency_code=None)
    with pytest.raises(RuleBroken, match="luar Banten"):
        submit(shop, owner)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"role": "ketua"}, "role"), ({"member_number": " "}, "member_number"),
     ({"member_number": "9" * 61}, "member_number"), ({"evidence": []}, "photo_member_card")],
)  # fmt: skip
def test_what_is_missing_is_said_beside_its_field(shop, owner, cooperative, wrong, field):
    with pytest.raises(RuleBroken) as refused:
        submit(shop, owner, **wrong)
    assert refused.value.field == field


def test_one_claim_waits_at_a_time(shop, owner, claim, app):
    with pytest.raises(RuleBroken, match="masih menunggu"):
        submit(shop, owner)
    kept = list((app.config["SETTINGS"].home / "files" / "private" / "evidence").iterdir())
    assert len(kept) == 1, "the photo of a refused claim is not kept"


def test_a_stranger_claims_nothing_for_another_shop(shop, stranger, cooperative):
    with pytest.raises(NotFound):
        submit(shop, stranger)


def test_an_owner_takes_her_claim_back_and_its_photo_goes(shop, owner, claim, worker):
    key = claim.evidence[0].key
    assert storage.private().exists(key)
    services.withdraw(claim, by=owner)
    assert fresh(claim).state == "withdrawn"
    worker()
    assert not storage.private().exists(key)
    assert submit(shop, owner).is_waiting


def test_a_stranger_withdraws_nothing(claim, stranger):
    with pytest.raises(NotFound):
        services.withdraw(claim, by=stranger)
    assert fresh(claim).is_waiting


def test_a_decided_claim_cannot_be_taken_back(claim, owner, yayah):
    memberships.rejected(claim, yayah)
    with pytest.raises(RuleBroken, match="sudah diputuskan"):
        services.withdraw(claim, by=owner)


def test_a_badge_that_counts_for_long_needs_no_second_claim(shop, owner, cooperative, yayah):
    memberships.badge_of(shop, owner, yayah)
    with pytest.raises(RuleBroken, match="60 hari"):
        submit(shop, owner)


@pytest.mark.parametrize("days", [20, -3], ids=["near its end", "after it"])
def test_a_renewed_badge_keeps_its_code_and_gets_a_ground(shop, owner, cooperative, yayah, days):
    old = memberships.badge_of(shop, owner, yayah, expires_on=today() + timedelta(days=days))
    claim = submit(shop, owner)
    new = memberships.approved(claim, yayah)
    assert (new.id, new.code) == (old.id, old.code)
    assert fresh(new).is_valid(today() + timedelta(days=30))
    assert [ground.claim_id for ground in fresh(new).grounds][1:] == [claim.id]


def test_evidence_is_found_only_under_its_key(claim):
    assert evidence.photo(claim.evidence[0].key)[:4] == b"RIFF"
    assert len(claim.evidence[0].key) > 50
    with pytest.raises(NotFound):
        evidence.photo("evidence/none")


def test_a_suspended_person_claims_nothing(shop, cooperative, owner):
    from marketplace.clock import now
    from marketplace.database import transaction

    with transaction() as session:
        session.get_one(type(owner), owner.id).suspend(now())
    with pytest.raises(NotFound):
        submit(shop, owner)
