"""The owner's pages of permits: stated and explained, kept when wrong, renewed, withdrawn."""

import pytest
import sqlalchemy as sa

from marketplace.catalog.models import Permit
from marketplace.catalog.services import permits as services
from marketplace.database import db

PIRT = "2023604010123-28"


@pytest.fixture
def hers(browser, owner, stopped_clock):
    stopped_clock.stand_at("2026-11-25 10:00")
    return browser.as_(owner)


@pytest.fixture
def at(hers, listing) -> str:
    return f"/lapak/produk/{listing.id}/izin"


def stated() -> list[tuple]:
    db.session.rollback()
    rows = db.session.execute(sa.select(Permit.kind, Permit.number, Permit.listing_id))
    return [tuple(row) for row in rows]


def test_a_permit_of_a_product_is_stated_and_explained(hers, at, listing) -> None:
    page = hers.visit(at)
    assert "biasanya memakai P-IRT" in page.text and "wajib bersertifikat halal" in page.text
    assert hers.send(at, {"kind": "pirt", "number": "P-IRT 2023604010123-28"}).location == at
    page = hers.visit(at)
    assert "Kemasan plastik" in page.text and "Kabupaten Serang" in page.text
    assert "berlaku sampai akhir 2028" in page.text
    assert "biasanya memakai P-IRT" not in page.text
    assert stated() == [("pirt", PIRT, listing.id)]
    assert "Emping manis" in hers.visit("/lapak/izin").text


def test_a_permit_of_the_shop_warns_of_what_is_only_odd(hers, shop) -> None:
    assert hers.send("/lapak/izin", {"kind": "halal", "number": "15100012345678"}).status == 302
    page = hers.visit("/lapak/izin")
    assert "biasanya diawali ID" in page.one(".notice--warn").get_text()
    assert stated() == [("halal", "15100012345678", None)]


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"number": PIRT}, "kind", "Pilih jenis izinnya"),
        ({"kind": "pirt", "number": ""}, "number", "seperti di surat izin"),
        ({"kind": "pirt", "number": "123"}, "number", "15 angka"),
        ({"kind": "pirt", "number": PIRT, "expires_on": "2027-01-01"}, "expires_on", "tahun 2028"),
        ({"kind": "bpom", "number": "MD 235602169254", "expires_on": "2026-11-24"}, "expires_on",
         "sudah habis"),
        ({"kind": "x", "number": PIRT}, "kind", "Pilih"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field_and_is_kept(hers, at, sent, field, words) -> None:
    page = hers.send(at, sent).check()
    assert page.status == 422 and words in page.one(f"#{field}-error").get_text()
    assert page.one("#number")["value"] == sent["number"]
    assert stated() == []


def test_a_permit_is_renewed_and_a_stale_form_refused(hers, at, shop, owner, listing) -> None:
    permit = services.state(shop, by=owner, kind="pirt", number=PIRT, listing=listing)
    here = f"/lapak/izin/{permit.id}"
    sent = hers.visit(here).fields("main form.form")
    assert sent["number"] == PIRT and sent["expires_on"] == "2028-12-31"
    renewed = {"number": "2023604010123-30", "expires_on": ""}
    assert hers.send(here, sent | renewed).location == at
    page = hers.send(here, sent | {"number": "2023604010123-29", "expires_on": ""}).check()
    assert page.status == 422 and "layar lain" in page.text
    assert page.one("#number")["value"] == "2023604010123-29"
    assert stated() == [("pirt", "2023604010123-30", listing.id)]
    assert hers.send(f"{here}/penghapusan").location == at
    assert stated() == [] and hers.send(f"{here}/penghapusan").status == 404


def test_today_shows_what_runs_out_and_what_did(
    hers, browser, shop, owner, listing, stopped_clock
) -> None:
    services.state(shop, by=owner, kind="pirt", number=PIRT, listing=listing)
    shown = {
        "2028-10-31 10:00": None,
        "2028-11-01 10:00": "Habis 60 hari lagi",
        "2028-12-31 23:59": "Habis hari ini",
        "2029-01-01 00:00": "Kedaluwarsa",
    }
    for moment, words in shown.items():
        stopped_clock.stand_at(moment)
        page = browser.as_(owner).visit("/lapak/")
        assert ("Izin habis atau segera habis" in page.text) is (words is not None)
        assert words is None or words in page.text


def test_a_stranger_finds_neither_page_nor_permit(browser, stranger, at, shop, owner) -> None:
    permit = services.state(shop, by=owner, kind="halal", number="ID36110000999990926")
    theirs = browser.as_(stranger)
    theirs.visit(at, status=404)
    assert theirs.send(at, {"kind": "pirt", "number": PIRT}).status == 404
    assert theirs.send(f"/lapak/izin/{permit.id}", {"version": "1", "number": "x"}).status == 404
    assert theirs.send(f"/lapak/izin/{permit.id}/penghapusan").status == 404
    assert "ID36110000999990926" not in theirs.visit("/lapak/izin").text
    assert stated() == [("halal", "ID36110000999990926", None)]
