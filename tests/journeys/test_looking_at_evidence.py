"""An officer says why she looks, and sees a photo with her name across it and a number, once."""

from marketplace.accounts import queries, services
from marketplace.demo import cast
from tests.builders import memberships, people, shops
from tests.journeys.test_story import signs_in

NUMBER = "3601135507850003"


def test_evidence_and_a_number_are_shown_to_whoever_says_why(site, person):
    with site.app.app_context():
        shop, owner = shops.shop_and_owner(cast.ROHAYATI)
        memberships.cooperative()
        claim = memberships.claim_of(shop, owner)
        services.keep_personal_number(owner, "nik_ktp", NUMBER)
        people.officer("Yayah", "yayah@dinas.id", regency_code="36.01", duties=["verify"])
        path, owner_id = f"/dinas/klaim/{claim.id}", owner.id
    yayah = person("Yayah", width=360)
    signs_in(yayah, "yayah@dinas.id", site)
    yayah.goes_to(path).sees("3601********0003")
    yayah.page.locator("main a[href*='/bukti/']").first.click()
    yayah.looks().presses("Tampilkan foto").sees("Pilih salah satu dari daftar.")
    yayah.page.get_by_label("Memeriksa untuk memutuskan").check()
    yayah.presses("Tampilkan foto").sees("Dilihat oleh Yayah")
    photo = yayah.page.locator("figure img")
    assert photo.evaluate("image => image.naturalWidth") > 0
    yayah.presses("Kembali ke klaim").presses("Buka nomor lengkap")
    yayah.page.get_by_label("Memeriksa untuk memutuskan").check()
    yayah.presses("Buka nomor", exact=True).sees(NUMBER)
    yayah.goes_to(path)
    assert NUMBER not in yayah.page.content()
    with site.app.app_context():
        seen = {one.what for one in queries.disclosures_of(owner_id)}
    assert seen == {"evidence", "nik_ktp"}
