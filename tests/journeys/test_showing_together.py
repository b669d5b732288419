"""An officer shows things together; a buyer sees them on the home page; the figures tell."""

from datetime import timedelta

from marketplace.clock import today
from marketplace.demo import cast
from marketplace.promotions import counting
from marketplace.promotions.models import ShelfMeasure
from tests.builders import goods, people, shops
from tests.journeys.test_story import signs_in
from tests.journeys.test_teaching_the_search import until

EMAIL = "arif@contoh.test"
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"
WHY = "Khas daerah dan sesuai tema."


def test_a_collection_comes_to_the_home_page_and_its_figures_to_the_desk(site, person):
    with site.app.app_context():
        for one, title in ((cast.DEWI, "Sate bandeng Dewi"), (cast.MAMAN, "Gerabah Maman")):
            stall = shops.shop_and_owner(one, f"Lapak {one.key}")
            goods.sell(*stall, title, "emping", "buah", 9_000)
        people.officer(cast.ARIF.name, EMAIL, duties=["curate"])
        counting.counter()._after = 3600  # handed over when the test says so
    arif = person("Arif")
    signs_in(arif, EMAIL, site)
    arif.goes_to("/dinas/promosi").presses("Koleksi baru")
    arif.writes("Judul", "Oleh-oleh Serang").writes("Cerita", "Dari dapur di Banten Lama.")
    arif.writes("Mulai tanggal", str(today() - timedelta(days=1)))
    arif.writes("Sampai tanggal", str(today() + timedelta(days=9)))
    arif.writes("Sampai pukul (WIB)", "23:59").ticks("Tampilkan di beranda")
    arif.chooses("Alasan", "Memperkenalkan produk khas daerah.").presses("Simpan")
    arif.sees("Draf tersimpan", "Koleksi kosong tidak bisa ditayangkan")
    for title in ("Gerabah Maman", "Sate bandeng Dewi"):
        arif.goes_to(arif.page.url.partition("/produk")[0]).presses("Tambah produk")
        arif.ticks(title).chooses("Alasan", WHY).presses("Tambahkan").sees("di urutan terakhir")
    arif.presses("Koleksi", exact=True).presses("Majukan Sate bandeng Dewi")
    arif.sees("Urutan tersimpan").presses("Tayangkan").sees("Sedang tayang")
    desk = arif.page.url

    sari = person("Sari")
    # A browser without a screen says so, and is not counted as somebody who looks.
    sari.page.set_extra_http_headers({"User-Agent": PHONE})
    sari.goes_to("/").sees("Pilihan dinas", "Oleh-oleh Serang").presses("Oleh-oleh Serang")
    sari.sees("Dipilih oleh Dinas Koperasi dan UKM Provinsi Banten", WHY)
    titles = sari.page.locator(".chosen .listing-card__link").all_inner_texts()
    assert titles == ["Sate bandeng Dewi", "Gerabah Maman"]
    sari.does_not_see(cast.ARIF.name)
    sari.page.locator(".chosen .listing-card__link").first.click()
    sari.page.wait_for_url("**/produk/**")
    with site.app.app_context():
        counter = counting.counter()
        if sari.script:
            until(lambda: told(counter), "what was opened was not told")
        counter.hand_over()
    until(lambda: written(site), "the figures were not written down")
    arif.goes_to(desk).presses("Angka").sees("Tampil", "Lapak dewi", "Kota Serang")
    opened = arif.page.locator(".stat", has_text="Dibuka").locator(".stat__value").inner_text()
    assert opened == ("1" if sari.script else "0")
    arif.presses("Lapak dewi").sees("Baris di balik angka", "Sate bandeng Dewi")

    arif.goes_to(desk).presses("Akhiri").chooses("Alasan", "Acaranya selesai lebih cepat.")
    arif.presses("Akhiri", exact=True).sees("Koleksi diakhiri", "Berakhir")
    sari.goes_to("/").does_not_see("Oleh-oleh Serang")
    sari.goes_to("/promo/oleh-oleh-serang").sees("sudah berakhir")


def told(counter):
    """Whether a browser has told of something opened."""
    return any(counts[1] for counts in counter._tallies.values())


def written(site):
    """Whether the worker has written figures down."""
    with site.app.app_context():
        return ShelfMeasure.query.count()
