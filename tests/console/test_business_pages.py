"""Businesses at the desk: found, shown with sources and history, imported under their kind."""

import io
from datetime import date

import pytest

from marketplace.demo import cast
from marketplace.registry.businesses import queries
from tests.builders.people import appointed
from tests.registry.desk import ODS, imported
from tests.registry.test_businesses import NIB, OSS, SIDT, row

FORM = {"source": "OSS", "data_on": "2026-10-01", "stated_regency": "36.01", "columns": ""}


@pytest.fixture
def halimah(browser):
    return browser.as_(appointed(cast.HALIMAH))


def upload(desk, content: bytes, **changes: str):
    data = {**FORM, **changes, "file": (io.BytesIO(content), "usaha.csv")}
    return desk.send("console.register_upload", data)


def test_a_list_of_businesses_is_known_by_its_columns_and_applied(halimah):
    sent = upload(halimah, OSS.read_bytes(), kind="")
    page = halimah.visit(sent.location)
    assert "Register UMKM" in page.text and "Ditambah 3" in page.text
    assert "Tidak disimpan: NIK KTP orang, tidak disimpan" in page.text
    halimah.send(f"{sent.location}/penerapan")
    assert "3 usaha" in halimah.visit("console.businesses").text
    assert "EMPING BU ROHAYATI" in halimah.visit(f"/dinas/register/umkm?q={NIB}").text


def test_the_kind_is_changed_on_the_preview(halimah):
    sent = upload(halimah, OSS.read_bytes(), kind="umkm")
    refused = halimah.send(f"{sent.location}/jenis", {"kind": "koperasi"})
    page = halimah.visit(refused.location)
    assert "NIK koperasi (nik_koperasi)" in page.text and "Register koperasi" in page.text
    back = halimah.send(f"{refused.location}/jenis", {"kind": "umkm"})
    assert "Ditambah 3" in halimah.visit(back.location).text
    both = b"nik koperasi,nib,nama\n3602010010991,0220001901234,Kopi Lebak\n"
    sent = upload(halimah, both, kind="koperasi", stated_regency="36.02")
    changed = halimah.send(f"{sent.location}/jenis", {"kind": "umkm"})
    page = halimah.visit(changed.location)
    assert "Register UMKM" in page.text and "0220001901234" in page.text
    assert "Dibatalkan" in halimah.visit(sent.location).text


def test_a_register_of_cooperatives_is_still_known_as_one(halimah):
    sent = upload(halimah, ODS.read_bytes(), kind="", stated_regency="")
    assert "Register koperasi" in halimah.visit(sent.location).text


def test_the_list_is_narrowed_by_place_and_scale(halimah):
    imported(SIDT, kind="umkm")
    assert "3 usaha" in halimah.visit("/dinas/register/umkm?daerah=36.02&skala=Mikro").text
    assert "Tidak ada yang cocok" in halimah.visit("/dinas/register/umkm?skala=Kecil").text
    assert "3 usaha" in halimah.visit("/dinas/register/umkm?daerah=x&skala=x&halaman=x").text


def test_a_record_shows_its_points_facts_and_history(halimah):
    imported(row(scale="Mikro"), kind="umkm", data_on=date(2026, 1, 1))
    imported(row(scale="Kecil"), kind="umkm", data_on=date(2026, 10, 1), source="OSS")
    record = queries.by_number(NIB)
    page = halimah.visit("console.business", business_id=record.id)
    assert (
        "Skala usaha Kecil Sesuai" in page.text and "Tercatat di SIDT Belum tercatat" in page.text
    )
    assert "Skala usaha Kecil OSS 1 Oktober 2026 2 kali diisi" in page.text
    page = halimah.visit(page.one('a[aria-label="Riwayat Skala usaha"]')["href"])
    assert "Mikro → Kecil" in page.text and len(page.all("tbody tr")) == 2


def test_strangers_and_officers_without_the_duty_stay_outside(browser, halimah):
    imported(row(), kind="umkm")
    record = queries.by_number(NIB)
    fajar = browser.as_(appointed(cast.FAJAR))
    for path in ("", f"/{record.id}", f"/{record.id}/riwayat"):
        path = f"/dinas/register/umkm{path}"
        assert "/masuk" in browser.client.get(path).headers["Location"]
        fajar.visit(path, status=403)
    halimah.visit("console.business", status=404, business_id=404)
    halimah.visit("console.business_history", status=404, business_id=404)
