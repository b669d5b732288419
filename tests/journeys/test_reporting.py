"""A report, a decision, an appeal, and another officer who undoes it: buyer, owner and dinas."""

import sqlalchemy as sa

from marketplace.accounts import gateway_flask_security as gateway
from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.demo import cast
from marketplace.sellers.models import ShopMember
from tests.journeys import visits
from tests.journeys.person import Person

OBJECTION = "Ini emping buatan saya sendiri, foto dapurnya ada di cerita lapak."


def signs_in(person: Person, one: cast.Person, site) -> None:
    person.goes_to("/masuk").writes("Nomor HP atau e-mail", one.sign_in)
    person.writes("Sandi", cast.PASSWORD).presses("Masuk", exact=True)
    if isinstance(one, cast.OfficerOfCast):
        with site.app.app_context():
            code = gateway.present_code(gateway.known_code_secret(one.code_key))
        person.writes("Kode 6 angka", code).presses("Lanjut")


def hers(site) -> Listing:
    """The last that Rohayati put on the street."""
    with site.app.app_context():
        owner = visits.user_of("rohayati").id
        shown = sa.select(Listing).join(ShopMember, ShopMember.shop_id == Listing.shop_id)
        shown = shown.where(ShopMember.user_id == owner, Listing.state == "published")
        return db.session.scalars(shown.order_by(Listing.id.desc()).limit(1)).one()


def test_a_report_a_decision_an_appeal_and_another_officer(demo_site, person):
    listing = hers(demo_site)
    buyer = person("Sari")
    buyer.goes_to(f"/produk/{listing.slug}").presses("Laporkan produk ini")
    buyer.presses("Kirim laporan").sees("Pilih salah satu")
    buyer.ticks("Barang tiruan atau palsu").presses("Kirim laporan")
    buyer.sees("Laporan terkirim", "24 jam")
    assert buyer.page.context.cookies() == []
    buyer.goes_to(f"/produk/{listing.slug}").sees(listing.title)

    asep = person("Asep", width=1280)
    signs_in(asep, cast.ASEP, demo_site)
    asep.goes_to("/dinas/laporan").presses(listing.title)
    asep.ticks("Turunkan produk").presses("Putuskan").sees("Pilih alasan")
    asep.ticks("Turunkan produk").chooses("Alasan", "Barang tiruan").presses("Putuskan")
    asep.sees("produknya diturunkan sekarang", "Barang ini tiruan")
    buyer.goes_to(f"/produk/{listing.slug}").sees("Tidak ada di sini")

    rohayati = person("Rohayati")
    signs_in(rohayati, cast.ROHAYATI, demo_site)
    rohayati.goes_to("/lapak/").sees("Produk diturunkan", "Barang ini tiruan")
    rohayati.presses("Baca putusan dan ajukan banding").writes("Keberatan Anda", OBJECTION)
    rohayati.presses("Ajukan banding").sees("Sedang diperiksa petugas lain")

    asep.goes_to("/dinas/banding").presses("Emping Bu Rohayati")
    asep.sees("Petugas lain yang menjawab").does_not_see("Terima banding")
    lilis = person("Lilis")
    signs_in(lilis, cast.LILIS, demo_site)
    lilis.goes_to("/dinas/banding").presses("Emping Bu Rohayati").sees(OBJECTION)
    lilis.chooses("Alasan", "Keberatan benar").presses("Terima banding")
    lilis.sees("Banding dijawab", "Diterima; putusan dibatalkan")

    buyer.goes_to(f"/produk/{listing.slug}").sees(listing.title)
    rohayati.goes_to("/lapak/putusan").sees("Dibatalkan")
