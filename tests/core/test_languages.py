"""Which language a page speaks: `?lang=` chooses, one cookie remembers, two faces never change."""

import pytest

from marketplace.sentences import Sentence
from marketplace.web import languages

on_one_engine = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def spoken(page):
    return page.soup.html["lang"]


@on_one_engine
def test_a_page_speaks_indonesian_until_english_is_asked_for(browser):
    assert spoken(browser.visit("/")) == "id"
    assert "Set-Cookie" not in browser.visit("/?lang=id").response.headers
    chosen = browser.visit("/?lang=en")
    assert spoken(chosen) == "en"
    cookie = chosen.response.headers["Set-Cookie"]
    assert cookie.startswith("lang=en;") and "SameSite=Lax" in cookie and "HttpOnly" in cookie
    assert "no-store" in chosen.response.headers["Cache-Control"]
    assert spoken(browser.visit("/toko/")) == "en"


@on_one_engine
def test_indonesian_takes_the_cookie_away(browser):
    browser.visit("/?lang=en")
    back = browser.visit("/?lang=id")
    assert spoken(back) == "id" and "Max-Age=0" in back.response.headers["Set-Cookie"]
    assert spoken(browser.visit("/")) == "id"
    assert browser.client.get_cookie("lang") is None


@pytest.mark.parametrize("asked", ["fr", "EN", "en;q=1", "", "en%0d%0aX: y", "../en"])
@on_one_engine
def test_any_other_language_changes_nothing(browser, asked):
    page = browser.visit(f"/?lang={asked}")
    assert spoken(page) == "id" and "Set-Cookie" not in page.response.headers


@on_one_engine
def test_a_cookie_of_nonsense_is_no_language(browser):
    browser.client.set_cookie("lang", "klingon")
    assert spoken(browser.visit("/")) == "id"


@on_one_engine
def test_the_switch_leads_to_the_same_page_with_what_was_asked(browser):
    page = browser.visit("/cari?q=gula+aren&lang=id&halaman=1")
    href = page.one("header .language")["href"]
    assert href == "/cari?q=gula+aren&halaman=1&lang=en"
    english = browser.visit(href)
    assert english.one("header .language")["href"] == "/cari?q=gula+aren&halaman=1&lang=id"


@on_one_engine
def test_the_switch_after_a_refused_form_leads_to_a_page(browser, listing):
    refused = browser.send(f"/produk/{listing.slug}/tanya", {"quantity": "banyak"})
    assert refused.status == 422
    assert refused.one("header .language")["href"] == "/?lang=en"


@on_one_engine
def test_search_engines_find_each_language(browser):
    for address, canonical in (
        ("/", "http://localhost/"),
        ("/?lang=en", "http://localhost/?lang=en"),
    ):
        page = browser.visit(address)
        assert page.one('link[rel="canonical"]')["href"] == canonical
        found = {one["hreflang"]: one["href"] for one in page.all('link[rel="alternate"]')}
        assert found == {
            "id": "http://localhost/",
            "en": "http://localhost/?lang=en",
            "x-default": "http://localhost/",
        }


@on_one_engine
def test_the_back_room_and_the_desk_speak_indonesian_only(browser, owner, shop):
    hers = browser.as_(owner)
    hers.visit("/?lang=en")
    assert spoken(hers.visit("/lapak/?lang=en")) == "id"
    assert spoken(hers.visit("/akun/")) == "en"


def test_what_strangers_carry_is_a_language_or_something_of_their_own():
    assert languages.of_stranger(None) == languages.of_stranger("") == "id"
    assert languages.of_stranger("lang=en") == "en"
    for cookies in ("lang=fr", "lang=en; pasar=x", "pasar=x", "pasar=lang=en", "Lang=en"):
        assert languages.of_stranger(cookies) is None


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """A catalogue of one's own, and a home that knows nothing yet."""
    own = tmp_path / "messages.po"
    own.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n')
    monkeypatch.setattr(languages, "CATALOGUE", own)
    languages.english.cache_clear()
    yield own
    languages.english.cache_clear()


def add(catalogue, ours, english):
    with catalogue.open("a") as file:
        file.write(f'\nmsgid "{ours}"\nmsgstr "{english}"\n')
    languages.english.cache_clear()


def test_the_catalogue_is_compiled_when_it_has_changed(catalogue, tmp_path):
    home = tmp_path / "home"
    add(catalogue, "Toko", "Shop")
    assert languages.english(home).ugettext("Toko") == "Shop"
    assert languages.english(home).ugettext("Lapak") == "Lapak"
    add(catalogue, "Lapak", "Stall")
    assert languages.english(home).ugettext("Lapak") == "Stall"
    assert len(list(home.glob("*.mo"))) == 2
    languages.english.cache_clear()
    assert languages.english(home).ugettext("Lapak") == "Stall"


def test_english_is_spoken_where_nothing_can_be_written(catalogue, tmp_path):
    add(catalogue, "Toko", "Shop")
    (tmp_path / "file").write_text("")
    assert languages.english(tmp_path / "file" / "below").ugettext("Toko") == "Shop"


@on_one_engine
def test_a_sentence_is_said_with_its_values(app, browser):
    sentence = Sentence("Pesanan paling sedikit %(least)s %(unit)s.", least=3, unit="bungkus")
    with app.test_request_context():
        assert sentence == "Pesanan paling sedikit 3 bungkus." == languages.said(sentence)
        with languages.speaking("en"):
            assert languages.said(sentence) == "Order at least 3 × pack."
            assert languages.said("Gula aren Bu Imas") == "Gula aren Bu Imas"
            assert languages.said(None) is None
        assert languages.present() == "id"
