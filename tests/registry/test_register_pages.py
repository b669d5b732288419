"""The register at the desk: upload, preview, apply; strangers find nothing."""

import io

import pytest

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.registry import queries
from tests.builders.people import appointed
from tests.registry.desk import KOTA, ODS, imported, preview

FORM = {"source": "ODS", "data_on": "2026-10-01", "stated_regency": "", "columns": ""}


@pytest.fixture
def entin(browser):
    return browser.as_(appointed(cast.ENTIN))


@pytest.fixture
def halimah(browser):
    return browser.as_(appointed(cast.HALIMAH))


def upload(desk, content: bytes, **changes: str):
    data = {**FORM, **changes, "file": (io.BytesIO(content), "register.csv")}
    return desk.send("console.register_upload", data)


def test_a_file_is_uploaded_looked_at_and_applied(halimah):
    sent = upload(halimah, KOTA.read_bytes(), stated_regency="36.73")
    assert sent.status == 302
    page = halimah.visit(sent.location)
    assert "Ditambah 4" in page.text and "Ditolak 2" in page.text
    assert "juga dipakai baris 6" in page.text
    assert queries.search(on=today())[1] == 0
    import_id = int(sent.location.rsplit("/", 1)[1])
    refused = halimah.visit(f"{sent.location}?lihat=ditolak")
    assert len(refused.all("tbody tr td .status--bad")) == 2
    applied = halimah.send("console.register_application", import_id=import_id)
    assert applied.status == 302
    assert "Diterapkan" in halimah.visit("console.register_import", import_id=import_id).text
    assert "4 koperasi" in halimah.visit("console.register").text


def test_changes_are_shown_old_to_new(halimah):
    imported(ODS)
    changed = ODS.read_bytes().replace(b",BANTEN,B,", b",BANTEN,C1,")
    sent = upload(halimah, changed, data_on="2026-11-01")
    page = halimah.visit(f"{sent.location}?lihat=berubah")
    assert "Grade: B → C1" in page.text


def test_a_wrong_file_is_refused_beside_its_field_and_typed_text_stays(halimah):
    page = upload(halimah, b"%PDF-1.4", source="Dinas")
    assert page.status == 422
    assert "Berkas ini PDF" in page.one("#file-error").get_text()
    assert page.one("#source")["value"] == "Dinas"


def test_an_unclear_column_gets_its_meaning_on_the_preview(halimah):
    sent = upload(halimah, b"nama,no bh,warna\nKSP Maju,1/BH/X/1999,biru\n")
    page = halimah.visit(sent.location)
    assert "warna (misalnya biru)" in page.text
    last = page.all("select[name^=kolom-]")[-1]["name"]
    again = halimah.send(f"{sent.location}/kolom", {last: "kelompok"})
    assert "warna Kelompok (pilihan Anda)" in halimah.visit(again.location).text


def test_a_preview_can_be_dropped(halimah):
    sent = upload(halimah, ODS.read_bytes())
    assert halimah.send(f"{sent.location}/pembatalan").status == 302
    assert "Dibatalkan" in halimah.visit(sent.location).text
    late = halimah.send(f"{sent.location}/penerapan")
    assert late.status in (302, 409)
    assert queries.search(on=today())[1] == 0


def test_a_record_shows_its_facts_with_their_source(halimah):
    imported(ODS)
    found = queries.by_number("3602010001001")
    page = halimah.visit("console.cooperative", cooperative_id=found.id)
    assert "Layak lencana hari ini" in page.text
    assert "Grade A ODS 1 Oktober 2026" in page.text
    lapsed = queries.by_number("3602140001003")
    page = halimah.visit("console.cooperative", cooperative_id=lapsed.id)
    assert "Sertifikat berakhir 9 November 2025." in page.text


def test_the_register_is_searched_and_filtered(halimah, known_day):
    imported(ODS)
    assert "2 koperasi" in halimah.visit("/dinas/register?lencana=layak").text
    assert "1 koperasi" in halimah.visit("/dinas/register?q=3602140001003").text
    assert "Tidak ada yang cocok" in halimah.visit("/dinas/register?daerah=36.74").text
    assert "4 koperasi" in halimah.visit("/dinas/register?daerah=xx&halaman=x").text


def test_an_officer_of_another_place_finds_no_import(browser, entin):
    import_id = preview(ODS, by=appointed(cast.RATNA), stated=None).id
    entin.visit("console.register_import", status=404, import_id=import_id)
    for step in ("penerapan", "pembatalan", "kolom"):
        assert entin.send(f"/dinas/register/impor/{import_id}/{step}").status == 404
    assert "register.csv" not in entin.visit("console.register_imports").text
    assert queries.import_of(import_id, None).state == "staged"


def test_strangers_and_officers_without_the_duty_stay_outside(browser):
    import_id = preview(ODS).id
    fajar = browser.as_(appointed(cast.FAJAR))
    for path in ("/dinas/register", "/dinas/register/impor", f"/dinas/register/impor/{import_id}"):
        assert "/masuk" in browser.client.get(path).headers["Location"]
        fajar.visit(path, status=403)
    assert fajar.send(f"/dinas/register/impor/{import_id}/penerapan").status == 403
