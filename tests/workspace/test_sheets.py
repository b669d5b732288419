"""Products by sheet, on the owner's pages: template, upload, preview, application, correction."""

import io

import pytest

from marketplace import sheets, tasks
from marketplace.catalog import queries
from marketplace.catalog.listing_sheets.columns import COLUMNS
from marketplace.catalog.models import ListingImport
from marketplace.catalog.queries import sheets as sheet_queries
from marketplace.database import db
from marketplace.web.limits import limiter
from marketplace.workspace.sheets import MOST_BYTES
from tests.builders.photos import photo
from tests.builders.sheets import EMPING, applied, looked_at, sheet_of, zip_of

WRONG = {**EMPING, "SKU": "EMP-2", "Nama produk": "Emping asin", "Harga": "murah"}


@pytest.fixture
def hers(browser, shop, owner):
    """Rohayati's browser."""
    return browser.as_(owner)


def file_of(hers, endpoint: str, **values) -> bytes:
    answer = hers.client.get(hers.address(endpoint, **values))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.get_data()


def rows_in(content: bytes) -> list[list[str]]:
    with sheets.opened(content, sheets.Expected(worksheet="Produk")) as sheet:
        return [row for _line, row in sheet.rows()]


def upload(hers, content: bytes, name: str = "produk.csv", **more):
    return hers.send(
        "workspace.listing_sheet_upload", {"sheet": (io.BytesIO(content), name), **more}
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_comes_back_as_an_example_that_is_skipped(hers, kind):
    template = file_of(hers, "workspace.listing_template", kind=kind)
    assert "Nama produk" in rows_in(template)[0]
    answer = upload(hers, template, f"templat.{kind}")
    tasks.run_waiting()
    assert "belum berisi produk" in hers.visit(answer.location).text


def test_a_sheet_is_brought_looked_at_and_applied(hers, shop):
    archive = (io.BytesIO(zip_of(a__jpg=photo())), "foto.zip")
    row = {**EMPING, "Foto": "a.jpg", "Keadaan": "tayang"}
    answer = upload(hers, sheet_of(row, WRONG), pictures=archive)
    assert answer.status == 302
    assert "Menunggu giliran" in hers.visit(answer.location).text
    tasks.run_waiting()
    page = hers.visit(answer.location)
    assert "1 baris ditambah, 0 berubah" in page.text and "1 ditolak dan dilewati" in page.text
    assert "Kolom Harga: tulis harga seperti 12.500, bukan “murah”." in page.text
    hers.send(f"{answer.location}/penerapan", {})
    tasks.run_waiting()
    assert "Impor selesai" in hers.visit(answer.location).text
    assert queries.counts_of(shop) == {"published": 1}
    assert "produk.csv" in hers.visit("workspace.listing_sheets").text


def test_rows_that_were_refused_come_back_corrected(hers, shop, owner):
    import_ = applied(shop, owner, EMPING, WRONG)
    address = {"sheet_id": import_.id, "kind": "xlsx"}
    titles, row = rows_in(file_of(hers, "workspace.listing_sheet_corrections", **address))
    assert titles == [column.heading for column in COLUMNS]
    cells = dict(zip(titles, row, strict=False))
    assert "tulis harga" in cells["Alasan"] and cells["SKU"] == "EMP-2"
    again = applied(shop, owner, {**cells, "Harga": "20.500"})
    assert again.summary["added"] == 1
    assert queries.counts_of(shop) == {"draft": 2}


def test_the_export_holds_every_listing(hers, shop, listing):
    for kind in ("csv", "xlsx"):
        titles, row = rows_in(file_of(hers, "workspace.listing_export", kind=kind))
        cells = dict(zip(titles, row, strict=False))
        assert cells["Nama produk"] == "Emping manis" and cells["Harga"] == "21000"
        assert cells["Stok"] == cells["Stok saat diekspor"] == "5"
    hers.visit("/lapak/produk/ekspor.exe", status=404)


def test_what_is_no_sheet_is_refused_in_words(hers):
    page = hers.send("workspace.listing_sheet_upload", {})
    assert page.status == 422 and "Pilih berkasnya dulu." in page.text
    answer = upload(hers, b"%PDF-1.7 x")
    tasks.run_waiting()
    assert "Berkas ini PDF" in hers.visit(answer.location).text
    page = upload(hers, sheet_of(EMPING), pictures=(io.BytesIO(b"bukan zip"), "foto.zip"))
    assert page.status == 422 and "Berkas foto bukan ZIP" in page.text
    assert db.session.query(ListingImport).filter_by(state="staged").count() == 0


def test_more_than_a_sheet_with_pictures_is_refused(hers):
    large = io.BytesIO(b"x" * (MOST_BYTES + 1))
    page = hers.send("workspace.listing_sheet_upload", {"sheet": (large, "x.csv")})
    assert page.status == 413


def test_a_dropped_preview_says_that_nothing_changed(hers, shop, owner):
    import_ = looked_at(shop, owner, EMPING)
    hers.send("workspace.listing_sheet_withdrawal", sheet_id=import_.id)
    assert "Produk Anda tidak berubah." in hers.visit("workspace.listing_sheets").text
    assert sheet_queries.imports_of(shop) == [] and queries.counts_of(shop) == {}


def test_counts_of_the_sheet_are_taken_when_the_owner_says_so(hers, shop, owner):
    applied(shop, owner, EMPING)
    import_ = looked_at(shop, owner, {**EMPING, "Stok": 9})
    page = hers.visit("workspace.listing_sheet", sheet_id=import_.id)
    assert "Pakai juga stok dari berkas" in page.text
    assert "Stok tidak diubah: kolom Stok saat diekspor kosong" in page.text
    hers.send("workspace.listing_sheet_application", {"stok": "berkas"}, sheet_id=import_.id)
    tasks.run_waiting()
    assert queries.own_listings(shop, "draft")[0].stock == 9


def test_a_stranger_finds_no_sheet(browser, shop, owner, stranger):
    import_ = looked_at(shop, owner, EMPING)
    theirs = browser.as_(stranger)
    theirs.visit("workspace.listing_sheet", sheet_id=import_.id, status=404)
    page = "workspace.listing_sheet_corrections"
    theirs.visit(page, sheet_id=import_.id, kind="csv", status=404)
    for act in ("application", "withdrawal", "resumption"):
        assert theirs.send(f"workspace.listing_sheet_{act}", sheet_id=import_.id).status == 404
    assert len(rows_in(file_of(theirs, "workspace.listing_export", kind="csv"))) == 1


def test_uploads_are_limited(hers, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    answers = [upload(hers, b"").status for _ in range(31)]
    assert answers[-1] == 429 and 429 not in answers[:30]
    limiter.reset()
