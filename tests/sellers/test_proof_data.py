"""/cek/<code> for programs: the same facts as the page, under the same address."""

from datetime import timedelta

import pytest

from marketplace.clock import today
from marketplace.database import transaction
from marketplace.registry.models import Business
from marketplace.sellers.models import Badge, Ground
from marketplace.sellers.services import staying_true
from tests.builders import memberships

JSON = {"Accept": "application/json"}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def badge(shop, owner, cooperative, yayah) -> Badge:
    return memberships.badge_of(shop, owner, yayah)


def data(client, code, **headers):
    answer = client.get(f"/cek/{code}", headers={**JSON, **headers})
    assert "Accept" in answer.headers["Vary"]
    return answer


def test_a_program_reads_what_people_read_and_nobody_s_name(client, badge, owner, yayah):
    answer = data(client, badge.code)
    told = answer.json
    assert (told["state"], told["is_valid"], told["kind"]) == ("valid", True, "member")
    assert told["says"] == "Anggota Koperasi Produsen Karya Melinjo"
    assert told["record"]["nik_koperasi"] == memberships.NUMBER
    assert told["verified"][0]["office"] == "Dinas Koperasi dan UKM Kabupaten Pandeglang"
    assert told["verified"][0]["officers"] == 2
    assert told["expires_on"] == badge.expires_on.isoformat() and told["revoked_on"] is None
    for hidden in (yayah.name, owner.name.split()[-1] + "@", "A-12", owner.phone or "+62"):
        assert hidden not in answer.text
    assert client.get(f"/cek/{badge.code}.json").json == told
    again = data(client, badge.code, **{"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("code", ["TIDAKADA2345", "x", "A" * 200])
def test_what_was_never_issued_says_so(client, app, code):
    answer = data(client, code)
    assert answer.status_code == 404 and answer.json["state"] == "unknown"
    assert answer.json["is_valid"] is False and len(answer.json["code"]) <= 40


def test_a_lapsed_badge_says_so_in_words_and_data(client, browser, badge, cooperative):
    with transaction() as session:
        session.merge(cooperative).grade = "D"
    staying_true.recompute_all()
    assert data(client, badge.code).json["state"] == "lapsed"
    page = browser.visit("storefront.proof", code=badge.code)
    assert "sedang tidak berlaku" in page.text and "terverifikasi dinas" not in page.text


def test_a_misread_code_is_found_if_only_one_fits(client, badge):
    with transaction() as session:
        session.get_one(Badge, badge.id).code = "QAAAJAAA2222"
    assert client.get("/cek/0AAAIAAA2222", headers=HTML).location == "/cek/QAAAJAAA2222"
    assert client.get("/cek/000000000000", headers=HTML).status_code == 404


def test_a_business_and_a_renewed_badge_show_their_own_facts(browser, client, badge, shop, owner):
    with transaction() as session:
        record = Business(
            name="EMPING ROHAYATI", name_key="emping rohayati", nib="0220001901234",
            regency_code="36.01", outside_banten=False, scale="Mikro",
        )  # fmt: skip
        session.add(record)
        session.flush()
        kept = session.get_one(Badge, badge.id)
        first = kept.grounds[0]
        said = {"name": record.name, "nib": record.nib, "scale": "Mikro", "source": "OSS"}
        kept.kind, kept.business_id, kept.cooperative_id, kept.basis = (
            "business",
            record.id,
            None,
            said,
        )
        kept.grounds.append(
            Ground(
                claim_id=_another_claim(session, first.claim_id), basis=said,
                rules_version="2026-1",
                checked_by_id=first.checked_by_id, approved_by_id=first.approved_by_id,
                office=first.office, approved_at=first.approved_at + timedelta(days=1),
                expires_on=today(),
            )
        )  # fmt: skip
    page = browser.visit("storefront.proof", code=badge.code)
    for words in ("UMKM ber-NIB", "0220001901234", "Mikro", "OSS", "Riwayat", "dua petugas"):
        assert words in page.text
    assert "NIK koperasi" not in page.text and "Grade" not in page.text
    assert data(client, badge.code).json["record"] == {
        "register": "umkm", "name": "Emping Rohayati", "nib": "0220001901234", "source": "OSS",
        "data_on": None,
    }  # fmt: skip


def _another_claim(session, claim_id):
    from marketplace.sellers.models import Claim

    first = session.get_one(Claim, claim_id)
    copied = {
        column.name: getattr(first, column.name)
        for column in Claim.__table__.columns
        if column.name not in ("id", "version")
    }
    another = Claim(**copied)
    session.add(another)
    session.flush()
    return another.id
