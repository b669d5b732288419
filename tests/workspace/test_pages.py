"""Every page of the back room opens for its owner; another shop's member finds nothing there."""

import pytest

from marketplace.catalog import services as catalog
from marketplace.demo import cast
from tests.afterwards import fresh
from tests.builders.people import person
from tests.builders.photos import photo

PAGES = [
    "/lapak/", "/lapak/produk", "/lapak/produk?keadaan=draf", "/lapak/produk?keadaan=arsip",
    "/lapak/produk?keadaan=ngawur", "/lapak/produk/baru", "/lapak/pertanyaan", "/lapak/profil",
]  # fmt: skip
PARTS = ["", "/foto", "/pilihan", "/stok"]
VERBS = ["/tayang", "/draf", "/arsip"]


def test_pages_open_for_the_owner(browser, owner, listing, worker) -> None:
    worker()
    hers = browser.as_(owner)
    for path in PAGES:
        hers.visit(path)
    for part in PARTS:
        page = hers.visit(f"/lapak/produk/{listing.id}{part}")
        assert "Emping manis" in page.text


def test_another_shops_member_finds_nothing(browser, stranger, listing) -> None:
    his = browser.as_(stranger)
    picture = listing.pictures[0]
    at = f"/lapak/produk/{listing.id}"
    for part in PARTS:
        his.visit(at + part, status=404)
        assert his.send(at + part).status == 404
    for verb in VERBS:
        assert his.send(at + verb).status == 404
    for part in ("urutan", "keterangan", "penghapusan"):
        assert his.send(f"{at}/foto/{picture.id}/{part}", {"alt": "x"}).status == 404
    assert "Emping manis" not in his.visit("/lapak/produk").text
    assert fresh(listing).is_published and fresh(picture).alt == "Emping manis"


def test_a_picture_of_another_listing_is_not_found_under_ones_own(
    browser, owner, stranger, listing
) -> None:
    from marketplace.sellers.queries import shop_of

    own = catalog.offer(
        shop_of(stranger), by=stranger, words=catalog.Words("Kendi", "emping", "buah"),
        price=9000, picture=photo(),
    )  # fmt: skip
    his = browser.as_(stranger)
    theirs = listing.pictures[0].id
    answer = his.send(f"/lapak/produk/{own.id}/foto/{theirs}/penghapusan")
    assert answer.status == 404 and fresh(listing.pictures[0])


@pytest.mark.parametrize("path", [*PAGES[:2], "/lapak/produk/1", "/lapak/profil"])
def test_who_has_no_shop_is_led_to_open_one_and_strangers_to_sign_in(browser, path) -> None:
    buyer = browser.as_(person(cast.SARI))
    assert buyer.visit(path, status=302).location.endswith("/lapak/buka")
    assert "/masuk" in browser.visit(path, status=302).location


def test_today_names_what_is_left_to_do(browser, owner, shop) -> None:
    hers = browser.as_(owner)
    page = hers.visit("/lapak/")
    assert "Pasang satu produk di pasar" in page.one(".step--now").get_text()
    assert "Pembeli belum bisa bertanya" not in page.text  # her number is confirmed
    offered = catalog.offer(
        shop, by=owner, words=catalog.Words("Emping", "emping", "bungkus"), price=9000, stock=2,
        picture=photo(), publish=True,
    )  # fmt: skip
    page = hers.visit("/lapak/")
    assert "Sisa 2" in page.text and "Tulis cerita lapak" in page.one(".step--now").get_text()
    assert page.all(f'a[href="/lapak/produk/{offered.id}/stok"]')


def test_a_page_writes_nothing(browser, owner, listing, statements) -> None:
    hers = browser.as_(owner)
    hers.visit("/lapak/")
    with statements() as seen:
        for path in (*PAGES, f"/lapak/produk/{listing.id}/foto"):
            hers.visit(path)
    writes = [s for s in seen if s.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []
