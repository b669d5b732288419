"""An owner reads what would make her product easier to find, from what the order counts."""

from datetime import timedelta
from typing import Any

from marketplace.catalog import services as catalog
from marketplace.clock import now, today
from marketplace.search import documents
from marketplace.search.ranking import quality
from tests.afterwards import fresh
from tests.builders import memberships, photos

HEADING = "Agar lebih mudah ditemukan"


def advice(browser: Any, owner: Any, listing: Any) -> str:
    page = browser.as_(owner).visit("workspace.listing", listing_id=listing.id)
    found = page.all("details.disclosure")
    return found[0].text if found else ""


def test_what_is_missing_is_said_and_leads_to_where_it_is_mended(
    browser: Any, listing: Any, owner: Any
) -> None:
    page = browser.as_(owner).visit("workspace.listing", listing_id=listing.id)
    assert HEADING in page.text
    assert "Pasang tiga foto" in page.text
    links = {link["href"] for link in page.all("details.disclosure a")}
    assert f"/lapak/produk/{listing.id}/foto" in links
    assert "/lapak/verifikasi" in links
    assert "Jawab pertanyaan" not in page.text  # nobody has asked her anything


def test_what_is_done_is_no_longer_said(browser: Any, shop: Any, listing: Any, owner: Any) -> None:
    assert "tiga foto" in advice(browser, owner, listing)
    for _ in range(2):
        catalog.add_picture(fresh(listing), by=owner, data=photos.photo())
    memberships.give_badge(shop, owner, until=today() + timedelta(days=30))
    left = advice(browser, owner, listing)
    assert "tiga foto" not in left
    assert "Ajukan verifikasi" not in left
    assert "Tulis cerita produk" in left


def test_the_points_are_those_of_the_order(browser: Any, listing: Any, owner: Any) -> None:
    (document,) = documents.read([listing.id])
    points = sum(quality.counted(document, today()).values())
    assert f"Nilai mutu {points} dari 1.000" in advice(browser, owner, listing)


def test_a_product_that_nobody_can_see_has_nothing_to_be_found_by(
    browser: Any, listing: Any, owner: Any
) -> None:
    catalog.unpublish(listing, by=owner)
    assert advice(browser, owner, listing) == ""


def test_whoever_does_everything_is_told_nothing() -> None:
    from dataclasses import replace

    from tests.search.test_quality import BEST

    assert quality.missing(replace(BEST, published_at=now() - timedelta(days=400)), today()) == []


def test_a_stranger_reads_nothing_of_it(browser: Any, listing: Any, stranger: Any) -> None:
    seen = browser.as_(stranger).client.get(f"/lapak/produk/{listing.id}")
    assert HEADING not in seen.get_data(as_text=True)
