"""Who sells as a member of a cooperative, as each office may see it."""

from datetime import timedelta

import pytest

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.sellers import queries, services
from tests.builders import memberships, people
from tests.builders.shops import shop_and_owner

LATE = "Sudah lama."


@pytest.fixture
def officer(app):
    return people.officer("Rina", "rina@contoh.test", regency_code="36.01", duties=["verify"])


def standings(record, officer) -> list[tuple[str, str]]:
    listed, total = queries.memberships_of(record, officer)
    assert total == len(listed)
    return [(one.shop.name, one.standing(today())) for one in listed]


def test_a_claim_waits_then_becomes_a_badge_and_ends(officer):
    record = memberships.cooperative()
    shop, owner = shop_and_owner(cast.ROHAYATI)
    claim = memberships.claim_of(shop, owner)
    assert standings(record, officer) == [("Emping Rohayati", "waiting")]
    badge = memberships.approved(claim, officer)
    assert standings(record, officer) == [("Emping Rohayati", "valid")]
    services.revoke(badge, by=officer, reason=LATE)
    assert standings(record, officer) == [("Emping Rohayati", "revoked")]
    memberships.claim_of(shop, owner)
    assert standings(record, officer) == [("Emping Rohayati", "waiting")]


def test_a_badge_in_force_counts_beside_a_claim_for_the_next(officer):
    record = memberships.cooperative()
    shop, owner = shop_and_owner(cast.ROHAYATI)
    memberships.badge_of(shop, owner, officer, today() + timedelta(days=20))
    memberships.claim_of(shop, owner)
    assert standings(record, officer) == [("Emping Rohayati", "valid")]


def test_a_rejected_claim_is_told_and_another_cooperative_has_none(officer):
    record = memberships.cooperative()
    other = memberships.cooperative(
        name="Lain", nik_koperasi="3601010010009", legal_number=None, legal_number_key=None
    )
    claim = memberships.claim_of(*shop_and_owner(cast.ROHAYATI))
    memberships.rejected(claim, officer)
    assert standings(record, officer) == [("Emping Rohayati", "rejected")]
    assert standings(other, officer) == []


def test_an_office_sees_its_own_cooperatives_and_shops_and_no_others(officer):
    record = memberships.cooperative()
    memberships.claim_of(*shop_and_owner(cast.ROHAYATI))
    elsewhere = people.officer("Dedi", "dedi@contoh.test", regency_code="36.71", duties=["verify"])
    province = people.officer("Ida", "ida@contoh.test", duties=["verify"])
    assert standings(record, elsewhere) == []
    (seen,), _total = queries.memberships_of(record, province)
    assert seen.is_hers
    abroad, owner = shop_and_owner(cast.MAMAN, "Gerabah Maman")
    there = people.officer(
        "Sri", "sri@contoh.test", regency_code=abroad.regency_code, duties=["verify"]
    )
    memberships.claim_of(abroad, owner)
    assert standings(record, there) == [("Gerabah Maman", "waiting")]
    assert len(standings(record, officer)) == 2
    hers = {one.shop.name: one.is_hers for one in queries.memberships_of(record, officer)[0]}
    assert hers == {"Emping Rohayati": True, "Gerabah Maman": False}


def test_many_members_cost_as_many_statements_as_one(officer, statements):
    record = memberships.cooperative()
    counts = []
    for one in (cast.ROHAYATI, cast.MAMAN):
        memberships.claim_of(*shop_and_owner(one, f"Lapak {one.name}"))
        with statements() as seen:
            standings(record, officer)
        counts.append(len([statement for statement in seen if "SELECT" in statement]))
    assert counts[0] == counts[1]
