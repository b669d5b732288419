"""An officer brings an Excel register whose titles nobody knows, says once what they mean, and is
not asked again for the next file of that office."""

import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db
from marketplace.registry.models import Cooperative
from marketplace.registry.services import background
from tests.builders import people
from tests.journeys.test_story import signs_in
from tests.sheets.books import book

HEAD = ["Lembaga", "Kode Berkas", "Warna"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(count: int) -> bytes:
    """So many cooperatives, and one row that nobody can read."""
    rows = [[f"KSP Maju {n}", f"{n}/PAD/Lebak", "biru"] for n in range(1, count)]
    return book(HEAD, *rows, ["KSP Tanpa Nomor", "", "hijau"])


def brings(officer, content: bytes) -> None:
    officer.goes_to("/dinas/register/impor")
    officer.uploads("Berkas CSV", {"name": "lebak.xlsx", "mimeType": XLSX, "buffer": content})
    officer.writes("Sumber", "Dinas Lebak").writes("Tanggal data", today().isoformat())
    officer.chooses("Kabupaten/kota bila", "Kabupaten Lebak").presses("Lihat pratinjau")


def names(site) -> int:
    with site.app.app_context():
        return len(db.session.scalars(sa.select(Cooperative.name)).all())


def arrives(officer, words: str) -> None:
    """Wait on the page of progress; without script she presses its link."""
    for _ in range(60):
        if "/pekerjaan/" not in officer.page.url:
            break
        if officer.script:
            officer.page.wait_for_timeout(500)
        else:
            officer.presses("Lihat kemajuan")
    officer.looks().sees(words)


def test_what_a_title_means_is_said_once(site, person, monkeypatch):
    with site.app.app_context():
        people.officer("Ibu Petugas", "petugas@contoh.test", duties=["register"])
        db.session.remove()
    officer = person("Ibu Petugas")
    signs_in(officer, "petugas@contoh.test", site)
    brings(officer, workbook(30))
    officer.sees("Tentukan arti kolomnya dulu", "Kode Berkas")
    officer.chooses("Arti kolom Lembaga", "Nama koperasi")
    officer.chooses("Arti kolom Kode Berkas", "Nomor badan hukum")
    officer.presses("Baca ulang berkas").sees("29", "Ditolak", "Unduh baris ditolak")
    with officer.page.expect_download() as download:
        officer.page.get_by_role("link", name="Unduh baris ditolak").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    assert names(site) == 0
    officer.agrees_to("Terapkan").sees("Diterapkan")
    assert names(site) == 29
    monkeypatch.setattr(background, "AT_ONCE", 10)
    brings(officer, workbook(40))
    arrives(officer, "diingat dari sumber ini")
    officer.agrees_to("Terapkan")
    assert names(site) == 39
