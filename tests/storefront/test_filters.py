"""Filters beside a list: counts, chips and addresses that say the same, in every engine."""

from datetime import timedelta
from typing import Any

import pytest

from marketplace.catalog.services import permits
from marketplace.clock import today
from marketplace.demo import cast
from marketplace.search import services as search
from tests.builders import goods
from tests.builders.memberships import give_badge
from tests.builders.shops import shop_and_owner

COOPERATIVE = "Koperasi Produsen Karya Melinjo"


@pytest.fixture
def street(app: Any) -> int:
    """Verified emping with a permit, old; and cake to order from Kota Serang, new. The id of
    the cooperative."""
    shop, owner, listings = goods.open_street()
    permits.state(shop, by=owner, kind="halal", number="ID36110000123450221", listing=listings[0])
    cooperative = give_badge(shop, owner, today() + timedelta(days=90)).cooperative_id
    baker, owner = shop_and_owner(cast.SARI, "Dapur Sari")
    to_order = {"made_to_order": True, "lead_days": 2}
    goods.sell(baker, owner, "Kue lapis", "kue-basah", "loyang", 90_000, **to_order)
    search.rebuild()
    return cooperative


def shown(page: Any) -> set[str]:
    found = page.all(".results__list > .listing-grid .listing-card__link")
    return {link.get_text(strip=True) for link in found}


def options(page: Any) -> dict[str, tuple[str, str, bool]]:
    """Label, then address, count and whether it is in use."""
    return {
        one.select_one(".facet__label").find(string=True, recursive=False): (
            one["href"],
            one.select_one(".facet__count").find(string=True, recursive=False),
            one.has_attr("aria-current"),
        )
        for one in page.all(".facet__option")
    }


def chips(page: Any) -> dict[str, str]:
    return {
        one.get_text(" ", strip=True).removeprefix("Lepas saringan: "): one["href"]
        for one in page.all(".results > .chips .chip")
    }


def test_each_filter_narrows_and_its_chip_takes_it_off(street: int, browser: Any) -> None:
    for label, address, titles in (
        ("Halal", "izin=halal", {"Emping manis"}),
        ("Dibuat sesuai pesanan", "stok=pesanan", {"Kue lapis"}),
        (COOPERATIVE, f"koperasi={street}", {title for title, *_ in goods.GOODS}),
        ("Terverifikasi dinas", "terverifikasi=1", {title for title, *_ in goods.GOODS}),
    ):
        everything = options(browser.visit("/cari"))
        assert everything[label] == (f"/cari?{address}", str(len(titles)), False)
        page = browser.visit(f"/cari?{address}")
        assert shown(page) == titles
        href, count, chosen = options(page)[label]
        assert (href, count, chosen) == ("/cari", str(len(titles)), True)
        assert list(chips(page).values()) == ["/cari"]
        group = page.one(".facet__option[aria-current]").find_parent("details", class_="facet")
        assert group.has_attr("open")


def test_what_is_new_is_told_from_what_is_not(street: int, browser: Any) -> None:
    assert options(browser.visit("/cari"))["Baru 30 hari terakhir"] == ("/cari?baru=1", "5", False)
    assert len(shown(browser.visit("/cari?baru=1"))) == 5


def test_choices_of_one_group_add_up_and_groups_narrow(street: int, browser: Any) -> None:
    page = browser.visit("/cari?stok=siap&stok=pesanan")
    assert len(shown(page)) == 5
    assert options(page)["Stok tersedia"] == ("/cari?stok=pesanan", "4", True)
    page = browser.visit("/cari?stok=pesanan&izin=halal")
    assert shown(page) == set()
    # Each group counts as if it had no choice of its own.
    assert options(page)["Halal"][1:] == ("0", True)
    assert options(page)["Stok tersedia"] == ("/cari?izin=halal&stok=pesanan&stok=siap", "1", False)


def test_every_link_keeps_all_else_that_was_asked(street: int, browser: Any) -> None:
    asked = f"q=emping&daerah=menes&terverifikasi=1&koperasi={street}&izin=halal&stok=siap&baru=1"
    page = browser.visit(f"/cari?{asked}&harga_dari=1000&urut=termurah")
    assert shown(page) == {"Emping manis"}
    assert len(chips(page)) == 8  # and the one that takes off all
    assert chips(page)["Lepas semua"] == "/cari?q=emping&urut=termurah"
    for label, href in chips(page).items():
        if label != "Lepas semua":
            assert len(shown(browser.visit(href))) >= 1
            # A kecamatan gives way to its kabupaten, everything else goes without a trace.
            assert href.count("&") == (8 if label.startswith("Menes") else 7), href
    hidden = {one["name"]: one["value"] for one in page.all("form.facet__form [type=hidden]")}
    assert "harga_dari" not in hidden
    assert hidden == {
        **dict(part.split("=") for part in asked.split("&")),
        "urut": "termurah",
    }


def test_the_sheet_leads_back_to_the_list(street: int, browser: Any) -> None:
    page = browser.visit("/cari?izin=halal&halaman=1")
    done = page.one("[data-filter-sheet-done]")
    assert done.get_text(strip=True) == "Lihat 1 produk"
    assert done["href"] == "/cari?izin=halal"
    assert "Saring (1)" in page.one(".filter-sheet__open").get_text(" ", strip=True)


@pytest.mark.parametrize(
    "nonsense",
    [
        "koperasi=999999",
        "koperasi=0x1",
        "koperasi=²",
        "izin=sakti",
        "stok=banyak",
        "baru=kemarin",
        "terverifikasi=ya",
        "tempat=1",
        "persis=kata",
        "&".join(f"izin=x{n}" for n in range(100)),
        "&".join(f"koperasi={n}" for n in range(5_000, 5_100)),
        "izin=halal&" + "&".join("izin=pirt" for _ in range(100)) + "&izin=y",
    ],
)
def test_a_filter_that_is_none_is_left_out_and_said(
    street: int, browser: Any, nonsense: str
) -> None:
    page = browser.visit(f"/cari?q=emping&{nonsense}")
    assert "tidak kami kenali" in page.text
    assert shown(page) <= {"Emping manis", "Emping asin pedas"}


def test_names_of_cooperatives_cost_one_statement(
    street: int, browser: Any, statements: Any
) -> None:
    address = f"/cari?koperasi={street}&izin=halal"
    browser.visit(address)
    with statements() as seen:
        browser.visit(address)
    reads = [one for one in seen if one.lstrip().upper().startswith("SELECT")]
    assert len(reads) <= 4
    assert sum("FROM cooperatives" in one for one in reads) == 1


def test_in_english_filters_speak_english(street: int, browser: Any) -> None:
    page = browser.visit("/cari?lang=en&stok=pesanan")
    assert "Show only" in page.text and "In stock" in page.text
    assert page.one("[data-filter-sheet-done]").get_text(strip=True) == "Show 1 products"
