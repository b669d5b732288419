"""A search that finds nothing becomes a wish, and the wish a product: buyers, owner and dinas."""

import re

import sqlalchemy as sa

from marketplace.database import db
from marketplace.demo import cast
from marketplace.inquiries.models import Wish
from tests.journeys.person import Person

# Only the first word is sold anywhere.
SEARCH = "/cari?q=emping+qqkuaci+qqbunga+qqrasa"
TEXT = "Emping kuaci bunga matahari"


def signs_in(person: Person, one: cast.Person) -> None:
    person.goes_to("/masuk").writes("Nomor HP atau e-mail", one.sign_in)
    person.writes("Sandi", cast.PASSWORD).presses("Masuk", exact=True)


def wishes(buyer: Person, note: str) -> None:
    buyer.goes_to(SEARCH).sees("Emping", "Kategori yang mungkin Anda cari", "Minta produk ini")
    buyer.writes("Produk yang Anda cari", TEXT).chooses("Kategori produk", "Emping dan ceplis")
    buyer.chooses("Di mana", "Kabupaten Pandeglang")
    buyer.page.locator("summary", has_text="Tambah keterangan").click()
    buyer.writes("Keterangan", note).presses("Kirim permintaan")


def times(site) -> list[int]:
    with site.app.app_context():
        return list(db.session.scalars(sa.select(Wish.times).where(Wish.text == TEXT)))


def test_nothing_found_becomes_a_product(demo_site, person):
    buyer = person("Sari")
    wishes(buyer, "Telepon saya 0812-3456-7890")
    buyer.sees("Tulis tanpa nomor telepon")
    assert times(demo_site) == []
    buyer.writes("Keterangan", "Untuk 20 orang").presses("Kirim permintaan")
    buyer.sees("Permintaan Anda tercatat", "90 hari", "Siapa Anda tidak kami bagikan")
    assert buyer.page.context.cookies() == []

    dimas = person("Dimas")
    signs_in(dimas, cast.DIMAS)
    wishes(dimas, "Kemasan besar")
    dimas.goes_to("/akun/permintaan").sees(TEXT, "Menunggu penjual")
    assert times(demo_site) == [2]

    rohayati = person("Rohayati")
    signs_in(rohayati, cast.ROHAYATI)
    rohayati.goes_to("/lapak/").sees("permintaan pembeli di kategori Anda")
    rohayati.presses("Lihat permintaan").sees(TEXT, "diminta 2 kali")
    rohayati.presses(f"Saya menjual ini {TEXT}").sees("Untuk 20 orang", "Kemasan besar")
    rohayati.ticks("Ceplis Melinjo Gurih").presses("Tandai saya menjual ini")
    rohayati.sees("Tercatat.", "Sudah Anda jawab")

    dimas.goes_to("/akun/permintaan").sees("Ada yang menjual")
    dimas.presses("Ceplis Melinjo Gurih").sees("Tanya di WhatsApp")
    buyer.goes_to("/permintaan").writes("Produk yang Anda cari", TEXT.upper())
    buyer.chooses("Kategori produk", "Emping dan ceplis").presses("Kirim permintaan")
    buyer.sees("Mungkin ini yang Anda cari", "Ceplis Melinjo Gurih")
    assert times(demo_site) == [3]


def test_an_owner_offers_what_was_wished_for(demo_site, person):
    rohayati = person("Rohayati")
    signs_in(rohayati, cast.ROHAYATI)
    rohayati.goes_to("/lapak/permintaan")
    rohayati.presses("Saya menjual ini Emping jengkol pedas daun jeruk")
    rohayati.presses("Pasang produk ini")
    name = rohayati.page.get_by_label("Nama produk").input_value()
    assert name == "Emping jengkol pedas daun jeruk"
    chosen = rohayati.page.get_by_label("Jenis").locator("option:checked")
    assert re.search("Emping", chosen.inner_text())
