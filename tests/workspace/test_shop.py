"""A shop is opened in a few fields and kept by its owner: words, place, cover, holiday, closing."""

from datetime import timedelta
from io import BytesIO

import pytest

from marketplace.catalog import queries
from marketplace.clock import today
from marketplace.demo import cast
from marketplace.sellers.queries import shop_of
from tests.afterwards import fresh
from tests.builders.people import person
from tests.builders.photos import photo

OPEN = "/lapak/buka"
MENES = "36.01.13.2011"


@pytest.fixture
def hers(browser, owner):
    return browser.as_(owner)


def test_a_shop_is_opened_with_her_own_number(browser) -> None:
    nurlela = person(cast.NURLELA)
    hers = browser.as_(nurlela)
    page = hers.visit(OPEN)
    assert page.one("#whatsapp")["value"] == "0812-0000-0115"
    sent = page.fields() | {"name": "Bandeng Nurlela", "village": cast.NURLELA.village,
                            "regency": "36.03", "district": "36.03.08"}  # fmt: skip
    assert hers.send(OPEN, sent).location.endswith("/lapak/produk/baru")
    shop = shop_of(nurlela)
    assert shop.name == "Bandeng Nurlela" and shop.whatsapp == "+6281200000115"
    assert hers.visit(OPEN, status=302).location.endswith("/lapak/")


def test_what_is_wrong_is_said_and_kept(browser) -> None:
    hers = browser.as_(person(cast.NURLELA))
    page = hers.send(OPEN, {"name": "B", "whatsapp": "0254 200123"}).check()
    assert page.status == 422
    for field in ("name", "village", "whatsapp"):
        assert page.one(f"#{field}-error").get_text(strip=True)
    assert page.one("#whatsapp")["value"] == "0254 200123"


def test_places_narrow_and_are_found_without_script(browser) -> None:
    hers = browser.as_(person(cast.NURLELA))
    step = {"langkah": "pilih", "name": "Bandeng"}
    page = hers.send(OPEN, step | {"regency": "36.01"}).check()
    assert page.all('#district option[value="36.01.13"]') and not page.all(".error-summary")
    page = hers.send(OPEN, step | {"regency": "36.01", "district": "36.01.13"}).check()
    assert page.all(f'#village option[value="{MENES}"]') and page.one("#name")["value"] == "Bandeng"
    changed = {"regency": "36.02", "district": "36.01.13", "village": MENES}
    page = hers.send(OPEN, step | changed).check()
    assert not page.all(f'#village option[value="{MENES}"]')
    assert page.all('#district option[value^="36.02."]')
    page = hers.send(OPEN, step | {"place_query": "Menes"}).check()
    found = page.all("#village option")
    assert len(found) > 2 and all("Menes" in o.get_text() for o in found[1:])
    sent = page.fields() | {"village": str(found[1]["value"]), "place_query": ""}
    sent.pop("langkah", None)
    assert hers.send(OPEN, sent).status == 302
    page = browser.as_(person(cast.DIMAS)).send(OPEN, step | {"place_query": "Gotham"}).check()
    assert "Tidak ada desa dengan nama itu" in page.text


def test_the_shops_words_are_edited(hers, shop) -> None:
    page = hers.visit("/lapak/profil")
    assert page.one("#whatsapp")["value"] == "0812-0000-0111"
    sent = page.fields() | {"story": "Sejak 1998.", "hours": "08.00–16.00"}
    assert hers.send("/lapak/profil", sent).status == 302
    assert fresh(shop).story == "Sejak 1998." and fresh(shop).village_code == shop.village_code
    page = hers.send("/lapak/profil", sent | {"story": "Yang lama"}).check()
    assert page.status == 422 and fresh(shop).story == "Sejak 1998."
    assert page.one("#story").get_text(strip=True) == "Yang lama"


def test_holidays_begin_and_end(hers, shop) -> None:
    until = today() + timedelta(days=5)
    assert hers.send("/lapak/profil/libur", {"until": until.isoformat()}).status == 302
    assert fresh(shop).holiday_until == until
    assert "sedang libur" in hers.visit("/lapak/").text
    assert hers.send("/lapak/profil/libur/selesai").status == 302
    assert fresh(shop).holiday_until is None
    for wrong in ("", "kemarin", (today() - timedelta(days=1)).isoformat()):
        page = hers.send("/lapak/profil/libur", {"until": wrong}).check()
        assert page.status == 422 and page.one("#until-error")


def test_a_cover_is_put_up_and_taken_down(hers, shop, worker) -> None:
    sent = {"picture": (BytesIO(photo((1200, 400))), "dapur.jpg")}
    assert hers.send("/lapak/profil/sampul", sent).status == 302
    worker()
    assert hers.visit("/lapak/profil").all(".own-cover img")
    assert hers.send("/lapak/profil/sampul/penghapusan").status == 302
    assert queries.cover_of(shop) is None
    wrong = {"picture": (BytesIO(b"%PDF-1.4"), "a.jpg")}
    page = hers.send("/lapak/profil/sampul", wrong).check()
    assert page.status == 422 and "bukan foto" in page.one("#picture-error").get_text()


def test_the_shop_closes_and_opens_again(hers, shop, listing) -> None:
    assert hers.send("/lapak/profil/penutupan").status == 302
    assert queries.cards([listing.id]) == []
    assert "sedang ditutup" in hers.visit("/lapak/").text
    assert hers.send("/lapak/profil/pembukaan").status == 302
    assert len(queries.cards([listing.id])) == 1
