"""What a person asked while she was signed in: she finds it again, and may stop it."""

from marketplace.accounts import services as accounts
from marketplace.clock import now
from marketplace.inquiries import services as inquiries
from marketplace.sellers import services as sellers
from tests import afterwards
from tests.builders import people


def test_she_finds_her_questions_and_asks_again(browser, listing):
    sari = people.by_phone("Sari", "+6281234567890")
    asked = inquiries.ask(listing, listing.variants[0], 3, buyer=sari)
    mine = browser.as_(sari)
    page = mine.visit("storefront.account_inquiries")
    assert listing.title in page.text and asked.number in page.text
    assert page.one(f'main a[href="/produk/{listing.slug}"]')
    assert page.one(f'main a[href="/toko/{listing.shop.slug}"]')
    form = page.fields('form[action$="/tanya"]')
    sent = mine.send("storefront.inquiry", form, slug=listing.slug)
    assert sent.status == 303 and "3" in sent.location
    assert len(mine.visit("storefront.account_inquiries").all("main .card")) == 2


def test_what_is_gone_from_the_street_cannot_be_asked_again(browser, listing, owner):
    sari = people.by_phone("Sari", "+6281234567890")
    inquiries.ask(listing, listing.variants[0], 1, buyer=sari)
    sellers.close(listing.shop, by=owner)
    page = browser.as_(sari).visit("storefront.account_inquiries")
    assert "tidak dapat ditanyakan" in page.text
    assert not page.all('form[action$="/tanya"]')


def test_another_person_s_questions_are_not_shown(browser, listing):
    sari = people.by_phone("Sari", "+6281234567890")
    dewi = people.by_email("Dewi", "dewi@contoh.id")
    asked = inquiries.ask(listing, listing.variants[0], 1, buyer=sari)
    assert asked.number not in browser.as_(dewi).visit("storefront.account_inquiries").text


def test_a_stopped_history_names_nobody(app, listing):
    sari = people.by_phone("Sari", "+6281234567890")
    accounts.withdraw_consent(sari, "inquiry_history", now())
    asked = inquiries.ask(listing, listing.variants[0], 1, buyer=sari)
    assert afterwards.fresh(asked).buyer_id is None
    assert [event.actor_id for event in afterwards.events("inquiry.asked")] == [None]
