"""What waits for an officer: of her office, of her duties, and until when."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace.accounts import queries as accounts
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.demo import cast
from marketplace.desk import queries, services
from marketplace.desk.queries import FREE, MINE, Wanted
from marketplace.desk.sources import SOURCES
from marketplace.errors import NotFound
from marketplace.sellers import queries as sellers
from marketplace.sellers.models import Claim
from tests.builders import people
from tests.desk.conftest import number, rights


def keys(officer, **wanted) -> list[str]:
    """What stands in her inbox."""
    return [one.key for one in queries.inbox(officer, Wanted(**wanted)).items]


def test_a_claim_stands_in_the_inbox_of_its_office_and_of_the_province(claim, yayah, entin):
    halimah = people.appointed(cast.HALIMAH)
    assert keys(yayah) == keys(halimah) == [f"claim-{claim.id}"]
    assert keys(entin) == []
    assert not queries.is_hers(entin, "claim", claim.id)


def test_each_duty_opens_its_own_kinds(claim, owner, yayah, asep):
    number(owner)
    rights(owner)
    arif, jajang = people.appointed(cast.ARIF), people.appointed(cast.JAJANG)
    kinds = {one: {key.partition("-")[0] for key in keys(one)} for one in (yayah, asep, jajang)}
    assert kinds[yayah] == {"claim", "number"}
    assert kinds[asep] == {"claim", "number", "rights"}
    assert kinds[jajang] == {"rights"}
    assert keys(arif) == [] and queries.counts(arif) == []


def test_what_is_decided_leaves_the_inbox(owner, asep, claim):
    asked = number(owner)
    with transaction() as session:
        session.get_one(Claim, claim.id).state = "withdrawn"
        session.merge(asked).expires_at = now()
    assert keys(asep) == []


def test_the_nearest_deadline_is_on_top_and_only_what_is_late_on_request(owner, asep, claim):
    late = rights(owner, now() - timedelta(hours=2))
    soon = rights(owner, now() + timedelta(hours=1), kind="objection")
    assert keys(asep) == [f"rights-{late.id}", f"rights-{soon.id}", f"claim-{claim.id}"]
    assert keys(asep, overdue=True) == [f"rights-{late.id}"]
    counts = {one.source.kind: one for one in queries.counts(asep)}
    assert (counts["rights"].waiting, counts["rights"].late) == (2, 1)
    assert counts["rights"].next_due_at == late.due_at
    assert (counts["number"].waiting, counts["number"].next_due_at) == (0, None)


def test_one_regency_of_the_province(claim, owner):
    halimah = people.appointed(cast.HALIMAH)
    number(owner)
    assert keys(halimah, regency="36.01") == [f"claim-{claim.id}"]
    assert keys(halimah, regency="36.02") == []


def test_mine_and_nobodys(claim, owner, asep, yayah):
    asked = number(owner)
    services.take_on("number", asked.id, by=asep)
    assert keys(asep, whose=MINE) == [f"number-{asked.id}"]
    assert keys(asep, whose=FREE) == keys(yayah, whose=FREE) == [f"claim-{claim.id}"]
    held = next(one for one in queries.inbox(yayah, Wanted()).items if one.kind == "number")
    assert held.holder == asep


@pytest.mark.parametrize("many", [3, 30])
def test_a_page_costs_the_same_statements_however_much_waits(owner, asep, statements, many):
    for hours in range(many):
        number(owner, now() - timedelta(hours=hours))
    with statements() as seen:
        queries.inbox(asep, Wanted(), size=20)
        queries.counts(asep)
    asked = [one for one in seen if one.startswith("SELECT")]
    # The lines, the records of each kind, who has what, the counts; the officer, her appointment.
    assert len(asked) <= 1 + len(SOURCES) + 1 + 1 + 2, asked


def test_an_officers_whole_inbox_is_what_the_rooms_say_waits(claim, owner, asep, yayah):
    number(owner)
    rights(owner)
    for officer in (asep, yayah):
        told = {kind: set(map(int, ids)) for kind, ids in _by_kind(keys(officer)).items()}
        assert told["number"] == {one.id for one in accounts.waiting_confirmations(now())}
        assert told["claim"] == {one.id for one in sellers.waiting_claims_for(officer)}
    waiting = accounts.rights_requests(waiting=True).requests
    assert set(_by_kind(keys(asep))["rights"]) == {str(one.id) for one in waiting}


def test_what_she_checked_herself_waits_for_a_colleague(claim, yayah, asep):
    with transaction() as session:
        kept = session.get_one(Claim, claim.id)
        kept.state, kept.checked_by_id, kept.since = "checked", yayah.id, now()
    assert keys(yayah) == [] == sellers.waiting_claims_for(yayah)
    (item,) = queries.inbox(asep, Wanted()).items
    assert item.row.words == "Klaim anggota koperasi, menunggu persetujuan"
    with pytest.raises(NotFound):
        services.take_on("claim", claim.id, by=yayah)


def _by_kind(some: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in some:
        kind, _, number_of = key.partition("-")
        found.setdefault(kind, []).append(number_of)
    return found


def test_every_source_has_its_records_in_a_table_with_an_id():
    assert all(isinstance(one.model.id.type, sa.BigInteger) for one in SOURCES.values())
