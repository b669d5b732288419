"""An owner brings products by sheet, corrects the rows that were wrong, and buyers find all."""

import time
from io import BytesIO

from marketplace import sheets
from marketplace.sheets.writing import bytes_of
from tests.builders import people, photos, shops
from tests.builders.sheets import EMPING, sheet_of, zip_of
from tests.journeys.person import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PATIENCE = 20  # seconds
SPICY = {**EMPING, "SKU": "EMP-2", "Nama produk": "Emping asin pedas", "Foto": "pedas.jpg"}


def brings(owner: Person, content: bytes, name: str, pictures: bytes | None = None) -> None:
    """Upload a sheet with its pictures and come to its page."""
    owner.goes_to("/lapak/produk").presses("Impor & ekspor")
    owner.uploads("Berkas produk", {"name": name, "mimeType": XLSX, "buffer": content})
    if pictures:
        archive = {"name": "foto.zip", "mimeType": "application/zip", "buffer": pictures}
        owner.uploads("Foto dalam ZIP", archive)
    owner.presses("Lihat pratinjau")


def waits_for(owner: Person, words: str) -> None:
    """Stay on the page of work that takes long: it follows by itself, or she asks again."""
    until = time.monotonic() + PATIENCE
    while words not in owner.page.inner_text("body") and time.monotonic() < until:
        if owner.script:
            owner.page.wait_for_timeout(200)
        else:
            owner.goes_to(owner.page.url)
    owner.looks().sees(words)


def downloads(owner: Person, words: str) -> list[list[str]]:
    """Download a sheet by the words of its link; its rows."""
    with owner.page.expect_download() as told:
        owner.page.get_by_role("link", name=words).first.click()
    content = BytesIO(told.value.path().read_bytes()).getvalue()
    with sheets.opened(content, sheets.Expected(worksheet="Produk")) as sheet:
        return [row for _line, row in sheet.rows()]


def test_products_come_by_sheet_and_stand_on_the_street(site, person) -> None:
    with site.app.app_context():
        rohayati = people.by_phone("Rohayati", "+6281200000011")
        shops.shop_of(rohayati, "Dapur Rohayati")
    owner = person("Rohayati")
    owner.goes_to("/masuk").writes("Nomor HP atau e-mail", "0812-0000-0011")
    owner.writes("Sandi", people.PASSWORD).presses("Masuk", exact=True)

    rows = [
        {**EMPING, "Keadaan": "tayang", "Foto": "manis.jpg"},
        {**SPICY, "Keadaan": "tayang", "Harga": "murah sekali"},
    ]
    pictures = zip_of(manis__jpg=photos.photo((900, 900)), pedas__jpg=photos.photo((800, 900)))
    brings(owner, sheet_of(*rows, kind="xlsx"), "produk.xlsx", pictures)
    waits_for(owner, "1 baris ditambah")
    owner.sees("Ditolak", "Kolom Harga: tulis harga seperti 12.500, bukan “murah sekali”.")
    owner.presses("Terapkan")
    waits_for(owner, "Impor selesai")

    titles, wrong = downloads(owner, "Unduh Excel")
    assert "murah sekali" in wrong[titles.index("Alasan")]
    wrong[titles.index("Harga")] = "Rp 23.500"
    brings(owner, bytes_of("xlsx", [titles, wrong]), "perbaikan.xlsx", pictures)
    waits_for(owner, "1 baris ditambah")
    owner.presses("Terapkan")
    waits_for(owner, "Impor selesai")

    buyer = person("Dewi")
    for title, price in (("Emping manis", "Rp21.000"), ("Emping asin pedas", "Rp23.500")):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            buyer.goes_to("/cari?q=emping")
            if title in buyer.page.inner_text("body"):
                break
        buyer.sees(title, price)

    owner.goes_to("/lapak/produk/berkas")
    titles, *rows_out = downloads(owner, "Ekspor Excel")
    assert [row[titles.index("SKU")] for row in rows_out] == ["EMP-1", "EMP-2"]
    brings(owner, bytes_of("xlsx", [titles, *rows_out]), "produk-lapak.xlsx")
    waits_for(owner, "Semua baris sama dengan produk Anda sekarang.")
