"""What a person wishes for while she is signed in: what became of it, and taking it back."""

import pytest
import sqlalchemy as sa

from marketplace.accounts import services as accounts
from marketplace.catalog import services as catalog
from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.inquiries.models import Wish, WishAnswer, WishAsking
from tests.afterwards import fresh
from tests.builders import people
from tests.builders.wishes import asking, wish

REASON = "Bukan produk yang dijual di sini."


@pytest.fixture
def sari(app):
    return people.by_phone("Sari", "+6281234567890")


@pytest.fixture
def dewi(app):
    return people.by_email("Dewi", "dewi@contoh.id")


def test_she_sees_her_wishes_and_what_became_of_each(browser, sari, listing, owner):
    waits = asking(sari, "Kopi robusta", "kopi", regency_code="36.02", note="Giling halus")
    sold, hidden = wish("Emping jengkol", by=sari), wish("Emping ajaib", by=sari)
    inquiries.answer_wish(sold, listing, by=owner)
    inquiries.hide_wish(hidden, by=people.appointed(cast.ASEP), reason=REASON)
    page = browser.as_(sari).visit("storefront.account_wishes")
    cards = {card.h2.get_text(): card.get_text(" ") for card in page.all("main .card")}
    assert "Menunggu penjual" in cards["Kopi robusta"]
    assert "Kabupaten Lebak" in cards["Kopi robusta"] and "Giling halus" in cards["Kopi robusta"]
    assert "Ada yang menjual" in cards["Emping jengkol"]
    assert page.one(f'main a[href="/produk/{listing.slug}"]')
    assert "Tidak ditampilkan" in cards["Emping ajaib"] and REASON in cards["Emping ajaib"]
    catalog.unpublish(listing, by=owner)
    page = browser.as_(sari).visit("storefront.account_wishes")
    assert not page.all('main a[href^="/produk/"]') and "Ada yang menjual" not in page.text
    assert fresh(waits)


def test_she_takes_one_back(browser, sari):
    hers = asking(sari).id
    mine = browser.as_(sari)
    sent = mine.send("storefront.account_wish_withdrawal", asking_id=hers)
    assert sent.status == 302 and sent.location == "/akun/permintaan"
    assert "Permintaan dibatalkan" in mine.visit("storefront.account_wishes").text
    assert db.session.scalars(sa.select(Wish)).all() == []
    again = mine.send("storefront.account_wish_withdrawal", asking_id=hers)
    assert again.status == 404


def test_another_person_neither_sees_nor_takes_it_back(browser, sari, dewi):
    hers = asking(sari)
    other = browser.as_(dewi)
    assert "Emping jengkol" not in other.visit("storefront.account_wishes").text
    assert other.send("storefront.account_wish_withdrawal", asking_id=hers.id).status == 404
    assert fresh(hers)


def test_thirty_wishes_cost_no_more_statements_than_one(browser, sari, listing, owner, statements):
    def cost():
        with statements() as seen:
            browser.as_(sari).visit("storefront.account_wishes")
        return len([one for one in seen if one.startswith("SELECT")])

    inquiries.answer_wish(wish("Emping rasa 0", by=sari), listing, by=owner)
    cost()
    one = cost()
    for number in range(1, 30):
        made = wish(f"Emping rasa {number}", by=sari)
        if number % 2:
            inquiries.answer_wish(made, listing, by=owner)
    assert cost() == one


def test_a_copy_of_her_data_tells_of_her_wishes(app, sari, shop, owner, listing):
    from marketplace import personal_data

    made = wish("Kopi robusta", "kopi", by=sari, note="Giling halus")
    inquiries.answer_wish(wish("Emping jengkol", by=sari), listing, by=owner)
    hers = {part.name: part.rows for part in personal_data.all_of(sari.id)}
    assert [row["note"] for row in hers["permintaan produk"]] == ["Giling halus", ""]
    assert [row["text"] for row in hers["produk yang diminta"]] == [
        "Kopi robusta",
        "Emping jengkol",
    ]
    assert hers["permintaan produk"][0]["wish_id"] == made.id
    owners = {part.name: part.rows for part in personal_data.all_of(owner.id)}
    assert [row["listing_id"] for row in owners["jawaban permintaan produk"]] == [listing.id]


def test_erased_her_own_wishes_go_and_shared_ones_lose_her(app, sari, dewi):
    wish("Kopi robusta", "kopi", by=sari, note="Giling halus")
    shared = wish("Keripik talas", "keripik", by=dewi)
    wish("Keripik talas", "keripik", by=sari, note="Untuk arisan")
    accounts.ask_to_be_erased(sari, people.PASSWORD, "", now())
    db.session.rollback()
    assert db.session.scalars(sa.select(Wish.text)).all() == ["Keripik talas"]
    assert fresh(shared).times == 1
    assert [one.note for one in db.session.scalars(sa.select(WishAsking))] == [""]


def test_an_erased_owner_leaves_no_answer(app, sari, owner, listing):
    from marketplace import personal_data
    from marketplace.database import transaction

    made = wish(by=sari)
    inquiries.answer_wish(made, listing, by=owner)
    with transaction():
        personal_data.let_all_go(owner.id, now())
    assert db.session.scalars(sa.select(WishAnswer)).all() == [] and fresh(made).times == 1


def test_history_stopped_leaves_the_wish_without_her(app, sari):
    made = wish(by=sari)
    accounts.withdraw_consent(sari, "inquiry_history", now())
    db.session.rollback()
    assert db.session.scalars(sa.select(WishAsking.person_id)).all() == [None]
    assert fresh(made).times == 1
