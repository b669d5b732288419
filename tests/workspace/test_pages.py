"""Every page of the back room opens for its owner, and another shop's member finds nothing."""

import pytest

from marketplace.catalog import services as catalog
from tests.catalog.market import fresh, person, photo
from marketplace.demo import cast

OWN = ["", "/foto", "/pilihan", "/stok"]
VERBS = ["/tayang", "/draf", "/arsip"]


def test_pages_open_for_the_owner(browser, owner, listing, worker) -> None:
    worker()
    hers = browser.as_(owner)
    for path in (
        "/lapak/",
        "/lapak/produk",
        "/lapak/produk/baru",
        "/lapak/pertanyaan",
        "/lapak/profil",
        "/lapak/produk?keadaan=draf",
        "/lapak/produk?keadaan=arsip",
    ):
        hers.visit(path)
    for part in OWN:
        page = hers.visit(f"/lapak/produk/{listing.id}{part}")
        assert "Emping manis" in page.text
