"""Nothing found is no dead end: what a buyer looks for is written down for owners to see."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from marketplace import create_app
from marketplace.database import db
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Wish, WishAsking
from marketplace.search import services as search
from marketplace.storefront.wish_form import category_named_by
from marketplace.web.limits import limiter
from tests.builders import goods, people
from tests.builders.wishes import wish
from tests.page import Browser, Client

FORM = 'form[action="/permintaan"]'


@pytest.fixture
def opened(app: Any) -> Any:
    found = goods.open_street()
    search.rebuild()
    return found


def wished() -> list[Wish]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Wish).order_by(Wish.id)))


def test_a_search_without_results_becomes_a_wish(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?q=kopi+robusta&daerah=menes&terverifikasi=1")
    assert "Minta produk ini" in page.text and page.all("main .category-tile")
    form = page.fields(FORM)
    assert form["text"] == "kopi robusta" and form["regency_code"] == "36.01"
    assert "csrf_token" not in form
    sent = browser.send("/permintaan", {**form, "category_slug": "kopi", "note": "Halus, 1 kg"})
    assert sent.status == 303 and "Set-Cookie" not in sent.response.headers
    (made,) = wished()
    assert (made.text, made.category_slug, made.times) == ("kopi robusta", "kopi", 1)
    told = browser.visit(sent.location)
    assert "90 hari" in told.text and "Siapa Anda tidak kami bagikan" in told.text
    assert told.one('main a[href="/kategori/kopi"]')


def test_the_form_guesses_the_category(opened: Any, browser: Any) -> None:
    def guessed(address: str) -> str:
        return browser.visit(address).fields(FORM)["category_slug"]

    assert guessed("/cari?q=zzzzzz&kategori=keripik") == "keripik"
    assert guessed("/cari?q=emping+zzzzz+xxxxx+yyyyy&harga_dari=900000") == "emping"
    assert guessed("/cari?q=zzzzzz") == ""
    assert guessed("/kategori/kopi") == "kopi"
    assert category_named_by("sate bandeng tanpa duri") == "sate-bandeng"
    assert category_named_by("") == category_named_by("!!! 12") == ""


def test_results_that_do_not_fit_lead_to_the_form_too(opened: Any, browser: Any) -> None:
    page = browser.visit("/cari?q=emping&daerah=kabupaten-pandeglang")
    address = page.one(".wish-line a")["href"]
    assert address == "/permintaan?q=emping&daerah=kabupaten-pandeglang"
    form = browser.visit(address).fields(FORM)
    assert (form["text"], form["category_slug"], form["regency_code"]) == (
        "emping", "emping", "36.01",
    )  # fmt: skip
    assert not browser.visit("/cari").all(".wish-line")
    named = browser.visit("/cari?q=emping+pandeglang").one(".wish-line a")["href"]
    assert named == "/permintaan?q=emping&daerah=kabupaten-pandeglang"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": ""}, "text", "Tulis nama produknya"),
        ({"text": "x"}, "text", "paling sedikit 3 huruf"),
        ({"text": "y" * 121}, "text", "Paling banyak 120"),
        ({"text": "kopi 081234567890"}, "text", "nomor telepon"),
        ({"category_slug": ""}, "category_slug", "Pilih kategorinya"),
        ({"category_slug": "tidak-ada"}, "category_slug", "Pilih salah satu"),
        ({"regency_code": "99.99"}, "regency_code", "Pilih salah satu"),
        ({"note": "hubungi sari@contoh.id"}, "note", "alamat e-mail"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    app: Any, browser: Any, changes: dict[str, str], field: str, words: str
) -> None:
    sent = {"text": "kopi robusta", "category_slug": "kopi", "regency_code": "", "note": "Halus"}
    answer = browser.send("/permintaan", {**sent, **changes}).check()
    assert answer.status == 422
    assert words in answer.one(f"#{field}-error").get_text()
    kept = answer.fields(FORM)
    assert kept["note"].strip() == {**sent, **changes}["note"]
    assert wished() == []


def test_what_somebody_sells_by_now_is_shown_at_once(opened: Any, browser: Any) -> None:
    _, owner, listings = opened
    inquiries.answer_wish(wish("Emping jengkol"), listings[0], by=owner)
    sent = browser.send("/permintaan", {"text": "emping jengkol", "category_slug": "emping"})
    told = browser.visit(sent.location)
    assert "Mungkin ini yang Anda cari" in told.text
    assert told.one(f'main a[href="/produk/{listings[0].slug}"]')
    assert [one.times for one in wished()] == [2]


@pytest.mark.parametrize("query", ["", "?kategori=x&produk=9", "?produk=-1", "?produk=" + "9" * 40])
def test_the_answer_s_address_shows_nothing_that_is_not_there(app, browser, query: str) -> None:
    page = browser.visit(f"/permintaan/tercatat{query}")
    assert not page.all(".listing-card")


def test_a_signed_in_buyer_is_remembered(opened: Any, browser: Any) -> None:
    sari = people.person(cast.SARI)
    mine = browser.as_(sari)
    form = mine.visit("/cari?q=zzzzzz").fields(FORM)
    assert form["csrf_token"]
    assert mine.send("/permintaan", {**form, "category_slug": "kopi"}).status == 303
    db.session.rollback()
    assert db.session.scalars(sa.select(WishAsking.person_id)).all() == [sari.id]


def test_another_site_cannot_wish_in_a_persons_name(client: Any) -> None:
    sent = {"text": "kopi robusta", "category_slug": "kopi"}
    answer = client.post("/permintaan", data=sent, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403 and wished() == []


def test_a_flood_is_stopped_in_words(app: Any) -> None:
    served = create_app(replace(app.config["SETTINGS"], testing=False))
    served.test_client_class = Client
    flood = Browser(served)
    try:
        answers = [
            flood.send("/permintaan", {"text": f"kopi rasa {n}", "category_slug": "kopi"})
            for n in range(12)
        ]
        assert [answer.status for answer in answers] == [303] * 10 + [429] * 2
        assert "Terlalu sering" in answers[-1].check().text
        flood.visit("/permintaan")
    finally:
        limiter.reset()
        limiter.enabled = False
        with served.app_context():
            db.engine.dispose()
    assert len(wished()) == 10


def test_the_page_speaks_english(app: Any, browser: Any) -> None:
    page = browser.visit("/permintaan?lang=en")
    assert "Ask for a product" in page.text and "Anywhere" in page.text
    assert "Minta" not in page.text
