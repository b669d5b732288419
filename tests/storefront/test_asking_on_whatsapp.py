"""From the product page to WhatsApp: the exact link, the words of a refusal, the limit."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import sqlalchemy as sa

from marketplace import create_app
from marketplace.catalog import services as catalog
from marketplace.clock import today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.inquiries.models import Inquiry
from marketplace.sellers import services as sellers
from marketplace.web.limits import limiter
from tests.afterwards import fresh
from tests.builders import goods, people, shops
from tests.page import Browser, Client


def asked() -> list[Inquiry]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Inquiry).order_by(Inquiry.id)))


def with_title(listing: Any, owner: Any, title: str, **changes: Any) -> Any:
    words = catalog.Words(title, "emping", "bungkus", **changes)
    return catalog.edit(listing, by=owner, version=fresh(listing).version, words=words)


def test_the_link_is_exactly_what_whatsapp_reads(listing: Any, browser: Any) -> None:
    answer = browser.send("storefront.inquiry", {"quantity": "3"}, slug=listing.slug)
    assert answer.status == 303
    [kept] = asked()
    assert answer.location == (
        "https://wa.me/6281200000111?text="
        "Halo%20Emping%20Rohayati%2C%20saya%20ingin%20bertanya%20tentang%3A%0A"
        "%2AEmping%20manis%2A%0A"
        "Jumlah%3A%203%20bungkus%0A"
        "Harga%3A%20Rp21.000%20per%20bungkus%0A"
        f"http%3A%2F%2Flocalhost%2Fproduk%2F{listing.slug}%0A"
        f"No.%20pertanyaan%3A%20{kept.number}"
    )
    assert answer.response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.response.headers


def test_what_a_name_holds_reaches_the_chat_as_it_is(
    listing: Any, owner: Any, browser: Any
) -> None:
    title = 'Emping 50% & #1 "Bu Ai" 🍪 + teh?'
    with_title(listing, owner, title)
    with transaction() as session:
        session.execute(sa.update(type(listing)).values(unit="pak\nisi 2"))
    location = browser.send(
        "storefront.inquiry", {"quantity": "1"}, slug=fresh(listing).slug
    ).location
    query = urlsplit(location).query
    assert re.fullmatch(r"text=[A-Za-z0-9%._~-]+", query)
    text = parse_qs(query)["text"][0]
    assert f"*{title}*" in text
    assert "Jumlah: 1 pak\nisi 2\n" in text
    assert urlsplit(location).fragment == ""


def test_the_chosen_variant_is_named_with_its_price(listing: Any, owner: Any, browser: Any) -> None:
    rows = [
        catalog.Row(price=20_000, option_one=taste, option_two=size)
        for taste in ("Manis", "Pedas")
        for size in ("250 g", "500 g")
    ]
    catalog.arrange_variants(
        listing, by=owner, version=listing.version, rows=rows, axis_one="Rasa", axis_two="Isi"
    )
    sent = {"option_one": "Pedas", "option_two": "500 g", "quantity": "1"}
    location = browser.send("storefront.inquiry", sent, slug=listing.slug).location
    assert "*Emping manis* (Pedas, 500 g)" in parse_qs(urlsplit(location).query)["text"][0]
    by_id = {"variant": str(fresh(listing).offered[0].id), "quantity": "1"}
    location = browser.send("storefront.inquiry", by_id, slug=listing.slug).location
    assert "(Manis, 250 g)" in parse_qs(urlsplit(location).query)["text"][0]
    assert len(asked()) == 2


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"quantity": "satu"}, "Tulis jumlahnya dengan angka"),
        ({"quantity": "-2"}, "Tulis jumlahnya dengan angka"),
        ({"quantity": "0"}, "paling sedikit 1"),
        ({"quantity": "1"}, "paling sedikit 2 bungkus"),
        ({"quantity": "99999"}, "lebih sedikit"),
        ({"option_one": "Asin", "quantity": "2"}, "tidak ada bersamaan"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_form(
    listing: Any, owner: Any, browser: Any, sent: dict[str, str], words: str
) -> None:
    with_title(listing, owner, "Emping manis", minimum_order=2)
    answer = browser.send("storefront.inquiry", sent, slug=listing.slug).check()
    assert answer.status == 422
    assert words in answer.one(".notice--bad").get_text()
    assert answer.fields("#tanya form")["quantity"] == sent["quantity"]
    assert asked() == []


def test_a_variant_of_another_listing_is_not_found(
    listing: Any, shop: Any, owner: Any, browser: Any
) -> None:
    other = goods.on_the_street(shop, owner)
    for written in (str(other.variants[0].id), "abc", "9" * 30, "-1", "²"):
        sent = {"variant": written, "quantity": "1"}
        assert browser.send("storefront.inquiry", sent, slug=listing.slug).status == 404
    assert asked() == []


def test_an_unconfirmed_number_gives_no_button_and_no_link(app: Any, browser: Any) -> None:
    shop, owner = shops.shop_and_owner(cast.NURLELA, "Bandeng Nurlela")
    listing = goods.on_the_street(shop, owner)
    page = browser.visit("storefront.product", slug=listing.slug)
    assert not page.all(".buybar") and "Belum bisa ditanya" in page.text
    answer = browser.send("storefront.inquiry", {"quantity": "1"}, slug=listing.slug)
    assert answer.status == 422 and answer.location == ""
    assert asked() == []


def test_on_holiday_the_button_stays_with_a_note(
    listing: Any, shop: Any, owner: Any, browser: Any
) -> None:
    sellers.set_holiday(shop, by=owner, until=today())
    page = browser.visit("storefront.product", slug=listing.slug)
    assert "sedang libur sampai" in page.text
    assert page.one(".buybar button")
    assert browser.send("storefront.inquiry", {"quantity": "1"}, slug=listing.slug).status == 303


@pytest.fixture
def limited(app: Any) -> Any:
    """The same market served with limits on; they are off again afterwards."""
    settings = replace(app.config["SETTINGS"], testing=False)
    served = create_app(settings)
    served.test_client_class = Client
    yield Browser(served)
    limiter.reset()
    limiter.enabled = False
    with served.app_context():
        db.engine.dispose()


def test_harvesting_numbers_is_stopped_in_words(listing: Any, limited: Any) -> None:
    answers = [limited.send(f"/produk/{listing.slug}/tanya", {"quantity": "1"}) for _ in range(17)]
    assert [answer.status for answer in answers] == [303] * 15 + [429] * 2
    assert "Terlalu sering" in answers[-1].check().text
    assert len(asked()) == 15


def test_a_stranger_finds_no_draft_to_ask_about(
    listing: Any, owner: Any, stranger: Any, browser: Any
) -> None:
    catalog.unpublish(listing, by=owner)
    for who in (browser, browser.as_(stranger), browser.as_(owner)):
        assert who.send("storefront.inquiry", {"quantity": "1"}, slug=listing.slug).status == 404
    assert asked() == []


def test_a_signed_in_buyer_is_remembered_by_id(listing: Any, browser: Any) -> None:
    sari = people.person(cast.SARI)
    mine = browser.as_(sari)
    form = mine.visit("storefront.product", slug=listing.slug).fields("#tanya form")
    assert mine.send("storefront.inquiry", form, slug=listing.slug).status == 303
    assert asked()[0].buyer_id == sari.id


def test_another_site_cannot_ask_in_a_persons_name(listing: Any, client: Any) -> None:
    answer = client.post(
        f"/produk/{listing.slug}/tanya",
        data={"quantity": "1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403 and asked() == []
