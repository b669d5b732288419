"""A visitor reads English: she arrives by a link, searches, asks, signs up, and goes back."""

from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person


def speaks(visitor: Person, language: str) -> None:
    """The page says which language it speaks, and offers the other."""
    expect(visitor.page.locator("html")).to_have_attribute("lang", language)
    other = {"en": "Indonesia", "id": "English"}[language]
    expect(visitor.page.locator("header .language")).to_have_text(other)


def test_an_english_visitor_finds_asks_and_signs_up(
    person: Any, demo_site: Any, whatsapp: Any
) -> None:
    jane = person("Jane")
    jane.goes_to("/?lang=en").sees("Made in Banten, straight from the makers")
    speaks(jane, "en")
    jane.writes("Search products", "emping").presses("Search", exact=True)
    jane.sees("Results for “emping”", "products from Banten’s small businesses")
    speaks(jane, "en")
    jane.page.locator(".listing-card__link").first.click()
    jane.looks().sees("Details", "Made in", "Cost and courier are agreed with the seller")
    assert "lang=" not in jane.page.url  # the cookie remembers
    ask_on_whatsapp(jane, whatsapp)
    sign_up(jane)
    goes_back(jane)


def ask_on_whatsapp(jane: Person, whatsapp: Any) -> None:
    product = jane.page.url
    jane.page.get_by_label("Quantity").fill("0")
    jane.presses("Ask on WhatsApp").sees("Not yet possible", "The quantity must be at least 1.")
    speaks(jane, "en")
    jane.page.get_by_label("Quantity").fill("2")
    jane.page.get_by_role("button", name="Ask on WhatsApp").click()
    expect(jane.page.get_by_role("heading", name="Chat")).to_be_visible()
    # The seller reads Indonesian.
    assert "Halo" in unquote(whatsapp.asked[-1])
    jane.goes_to(product)


def sign_up(jane: Person) -> None:
    jane.goes_to("/daftar").sees("To sell, or to keep your questions. Free.")
    jane.writes("Your name", "Jane").writes("Mobile number or e-mail", "12345")
    jane.writes("Password", "four unrelated words here").presses("Create account")
    jane.sees(
        "Something needs to be corrected", "Without your consent we cannot create an account."
    )
    jane.writes("Mobile number or e-mail", "0813-5555-7788")
    jane.writes("Password", "four unrelated words here").ticks("I agree that my data are used")
    jane.presses("Create account").sees("Keep these 8 codes").presses("I have kept them")
    jane.goes_to("/akun/").sees("Your account", "Signed in as Jane.", "Recovery codes")
    speaks(jane, "en")


def goes_back(jane: Person) -> None:
    jane.page.locator("header .language").click()
    jane.looks().sees("Akun Anda", "Masuk sebagai Jane.")
    speaks(jane, "id")
    jane.goes_to("/toko/").sees("Toko di Banten")
    assert not [one for one in jane.page.context.cookies() if one["name"] == "lang"]


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_no_connection_is_said_in_our_own_words(person: Any, site: Any) -> None:
    visitor = person("Tanpa Sinyal")
    visitor.goes_to("/")
    visitor.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kept = visitor.page.evaluate(
        "caches.keys().then(async (names) => [names.length, (await (await caches.open(names[0]))"
        ".keys()).map((one) => new URL(one.url).pathname)])"
    )
    assert kept[0] == 1 and [p for p in kept[1] if not p.startswith(("/static", "/aset"))] == [
        "/luring"
    ]
    visitor.page.context.set_offline(True)
    visitor.page.goto("/toko/")
    visitor.sees("Sinyalnya sedang ke ladang", "You are offline.")
    font = "document.fonts.check('16px \"Plus Jakarta Sans\"')"
    assert visitor.page.evaluate(font)
    visitor.page.context.set_offline(False)
    visitor.complaints.clear()
    visitor.page.get_by_role("link", name="Coba lagi").click()
    visitor.sees("Toko di Banten")
