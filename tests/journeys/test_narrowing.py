"""Narrowing a search on a phone, with script and without: sheet, chips, places, corrections."""

import re

from tests.journeys.person import Person


def opens_the_sheet(buyer: Person) -> None:
    buyer.page.locator("summary.filter-sheet__open").click()
    buyer.looks()


def opens_group(buyer: Person, title: str) -> None:
    group = buyer.page.locator("details.facet", has=buyer.page.get_by_text(title, exact=True))
    group.locator("summary").first.click()


def chooses(buyer: Person, label: str) -> None:
    buyer.page.locator(".facet__option", has_text=label).first.click()
    buyer.looks()


def total(buyer: Person) -> int:
    lead = buyer.page.locator(".page-head__lead").inner_text()
    found = re.match(r"[\d.]+", lead)
    assert found, lead
    return int(found[0].replace(".", ""))


def test_a_buyer_narrows_in_the_sheet_and_takes_it_back(demo_site, person) -> None:
    buyer = person("Sari")
    buyer.goes_to("/").writes("Cari produk", "emping").presses("Cari", exact=True)
    everything = total(buyer)
    opens_the_sheet(buyer)
    opens_group(buyer, "Izin dan sertifikat")
    chooses(buyer, "Halal")
    assert "izin=halal" in buyer.page.url
    if buyer.script:  # the sheet stays open for the next choice
        buyer.page.get_by_text("Tutup saringan").wait_for()
    else:
        opens_the_sheet(buyer)
    chooses(buyer, "Terverifikasi dinas")
    if not buyer.script:
        opens_the_sheet(buyer)
    assert buyer.page.locator(".facet__chosen").count() == 1 + 1
    narrowed = total_in_button(buyer)
    buyer.page.locator("[data-filter-sheet-done]").click()
    buyer.looks()
    assert not buyer.page.get_by_text("Tutup saringan").is_visible()
    assert total(buyer) == narrowed <= everything
    buyer.presses("Lepas saringan: Halal")
    assert "izin=" not in buyer.page.url and "terverifikasi=1" in buyer.page.url
    buyer.page.go_back()
    buyer.looks()
    assert "izin=halal" in buyer.page.url
    assert not buyer.page.get_by_text("Tutup saringan").is_visible()
    buyer.presses("Lepas semua")
    assert total(buyer) == everything


def test_the_sheet_stays_open_from_a_category_on(demo_site, person) -> None:
    buyer = person("Sari")
    buyer.goes_to("/kategori/camilan")
    opens_the_sheet(buyer)
    chooses(buyer, "Terverifikasi dinas")
    assert "/cari?" in buyer.page.url
    assert buyer.page.get_by_text("Tutup saringan").is_visible() == buyer.script
    if buyer.script:
        buyer.page.keyboard.press("Escape")
        buyer.looks()
    buyer.presses("Lepas saringan: Camilan")
    buyer.page.locator(".listing-card").first.wait_for()


def total_in_button(buyer: Person) -> int:
    words = buyer.page.locator("[data-filter-sheet-done]").inner_text()
    return int(re.sub(r"\D", "", words))


def test_a_place_in_the_words_is_a_chip_that_she_takes_off(demo_site, person) -> None:
    buyer = person("Sari")
    buyer.goes_to("/").writes("Cari produk", "emping pandeglang").presses("Cari", exact=True)
    buyer.sees("Hasil untuk “emping” di Kabupaten Pandeglang")
    for place in buyer.page.locator(".listing-card__place").all_inner_texts():
        assert place.endswith("Pandeglang")
    buyer.presses("Lepas saringan: Kabupaten Pandeglang")
    buyer.sees("Hasil untuk “emping pandeglang”")
    buyer.goes_to("/cari?q=emping+serang").sees("Serang yang mana?")
    buyer.page.locator(".understood__choices").get_by_role("link", name="Kota Serang").click()
    buyer.looks()
    buyer.sees("Hasil untuk “emping”")
    assert "daerah=kota-serang" in buyer.page.url


def test_a_slip_is_corrected_with_a_way_back(demo_site, person) -> None:
    buyer = person("Sari")
    buyer.goes_to("/").writes("Cari produk", "bandeg").presses("Cari", exact=True)
    buyer.sees("Hasil untuk “bandeng”", "Menampilkan hasil untuk “bandeng”.")
    assert buyer.page.get_by_label("Cari produk").first.input_value() == "bandeg"
    buyer.presses("Cari “bandeg” saja")
    buyer.sees("Hasil untuk “bandeg”", "Dengan ejaan yang mirip")
    assert "persis=1" in buyer.page.url
    buyer.page.go_back()
    buyer.looks().sees("Hasil untuk “bandeng”")
    buyer.goes_to("/cari?q=emping+pandegelnag").sees("Hasil untuk “emping” di Kabupaten Pandeglang")


def test_where_nothing_fits_there_is_a_way_on(demo_site, person) -> None:
    buyer = person("Sari")
    buyer.goes_to("/cari?q=qwrtp+zxcvb").sees("Belum ada produk")
    buyer.sees("Kategori yang mungkin Anda cari", "Minta produk ini")
    buyer.goes_to("/cari?q=emping+cilegon&izin=bpom").sees("Belum ada yang cocok")
    buyer.presses("Lepas semua saringan")
    buyer.sees("Hasil untuk “emping” di Kota Cilegon", "Emping Cilegon Goreng Asin")
