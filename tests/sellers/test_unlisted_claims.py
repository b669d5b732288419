"""A cooperative that she does not find by number: shown by name, or claimed before it is listed."""

import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry import services as registry
from marketplace.sellers import queries
from marketplace.sellers.models import Badge, Claim
from tests.builders import memberships
from tests.sellers.test_verification_page import photo_part

TYPED = "3601130010070"


def send(hers, **changes):
    data = {
        "unlisted": "y", "number": TYPED, "called": "Kop. Karya Melinjo", "role": "anggota",
        "member_number": "A-12", "consent": "y", "photo_member_card": photo_part(), **changes,
    }  # fmt: skip
    return hers.send("workspace.claim_submission", data, slug="anggota")


def test_she_picks_her_cooperative_from_those_that_are_like_it(browser, owner, shop, cooperative):
    registry.index_names("koperasi")
    hers = browser.as_(owner)
    for typed in ({"number": TYPED}, {"number": "", "name": "KOP. KARYA MELINJO"}):
        page = hers.send("workspace.claim_number", typed, slug="anggota")
        page.check()
        assert page.status == 422 and "Mungkin salah satu ini?" in page.text
        assert cooperative.nik_koperasi in page.text
        link = page.one(f'a[href$="koperasi={cooperative.id}#klaim"]')
        assert "Apakah ini koperasi Anda?" in hers.visit(link["href"].partition("#")[0]).text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Claim)) == 0


def test_a_name_alone_leads_nowhere(browser, owner, shop, cooperative):
    hers = browser.as_(owner)
    page = hers.send("workspace.claim_number", {"name": "Koperasi Mawar"}, slug="anggota")
    assert page.status == 422 and "Mungkin" not in page.text
    assert page.all('a[href$="koperasi=belum#klaim"]')
    sent = send(hers, number="tidak tahu")
    assert sent.status == 422 and "Tulis nomor koperasinya" in sent.text
    assert send(hers, called="").status == 422
    assert send(hers, number="3601134502900001").status == 422


def test_a_claim_on_an_unlisted_cooperative_waits_for_an_officer(
    browser, owner, shop, cooperative, yayah
):
    hers = browser.as_(owner)
    hers.visit("workspace.claim_new", slug="anggota", koperasi="belum")
    sent = send(hers)
    assert sent.status == 302
    claim = db.session.scalars(sa.select(Claim)).one()
    assert (claim.cooperative_id, claim.number) == (None, TYPED)
    assert claim.evidence[0].source == "Kop. Karya Melinjo"
    assert "Dinas Koperasi dan UKM Kabupaten Pandeglang" in hers.visit(sent.location).text
    assert [one.id for one in queries.claims_for(yayah, "waiting")] == [claim.id]
    registry.index_names("koperasi")
    assert queries.proposal_for(claim).suggestions[0].record.id == cooperative.id
    assert memberships.seen(claim).record_version == 0
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Badge)) == 0
