"""The owner sees what buyers look for in her categories, and says which of her goods it is."""

import sqlalchemy as sa

from marketplace.database import db
from marketplace.inquiries.models import WishAnswer
from tests.afterwards import fresh
from tests.builders import goods
from tests.builders.wishes import TEXT, wish


def test_an_owner_finds_a_wish_and_answers_it(browser, owner, listing):
    made = wish(regency_code="36.01", note="Untuk 20 orang")
    wish("Keripik talas", "keripik")
    hers = browser.as_(owner)
    assert "1 permintaan pembeli di kategori Anda" in hers.visit("/lapak/").text
    page = hers.visit("/lapak/permintaan")
    assert [one.get_text() for one in page.all("main h2")] == ["Di kategori Anda", "Kategori dekat"]
    assert page.one(f'a[href="/lapak/permintaan/{made.id}"]')
    one = hers.visit(f"/lapak/permintaan/{made.id}")
    assert "Untuk 20 orang" in one.text and "Pandeglang 1" in one.text
    sent = hers.send(f"/lapak/permintaan/{made.id}", {"listing_id": str(listing.id)})
    assert sent.status == 302 and fresh(made).state == "answered"
    page = hers.visit("/lapak/permintaan")
    assert "Sudah Anda jawab" in page.text and listing.title in page.text
    assert "permintaan pembeli di kategori" not in hers.visit("/lapak/").text
    chosen = hers.visit(f"/lapak/permintaan/{made.id}").fields()
    assert chosen["listing_id"] == str(listing.id)


def test_a_new_listing_begins_with_the_words_of_the_wish(browser, owner, listing):
    made = wish("Emping & jengkol 50% pedas?")
    hers = browser.as_(owner)
    page = hers.visit(f"/lapak/permintaan/{made.id}")
    (link,) = page.all('a[href^="/lapak/produk/baru"]')
    form = hers.visit(link["href"]).fields()
    assert (form["title"], form["category_slug"]) == (made.text, "emping")
    odd = hers.visit("/lapak/produk/baru?jenis=ngawur&nama=" + "x" * 500).fields()
    assert (odd["title"], odd["category_slug"]) == ("x" * 90, "")


def test_a_wish_for_a_whole_group_leaves_the_kind_to_her(browser, owner, listing):
    made = wish("Camilan pesta", "camilan")
    hers = browser.as_(owner)
    (link,) = hers.visit(f"/lapak/permintaan/{made.id}").all('a[href^="/lapak/produk/baru"]')
    assert hers.visit(link["href"]).fields()["category_slug"] == ""
    assert hers.send(f"/lapak/permintaan/{made.id}", {"listing_id": str(listing.id)}).status == 302


def test_what_cannot_be_the_answer_is_said(browser, owner, shop, stranger, listing):
    from marketplace.sellers.queries import shop_of

    made = wish()
    theirs = goods.on_the_street(shop_of(stranger), stranger)
    hers = browser.as_(owner)
    for chosen, words in ((str(theirs.id), "Pilih salah satu"), ("", "Pilih produknya")):
        refused = hers.send(f"/lapak/permintaan/{made.id}", {"listing_id": chosen}).check()
        assert refused.status == 422 and words in refused.text
    db.session.rollback()
    assert db.session.scalars(sa.select(WishAnswer)).all() == []


def test_another_shop_of_another_trade_finds_nothing(browser, stranger, listing):
    made = wish()
    his = browser.as_(stranger)
    page = his.visit("/lapak/permintaan")
    assert TEXT not in page.text and "Pasang produk dulu" in page.text
    his.visit(f"/lapak/permintaan/{made.id}", status=404)
    sent = his.send(f"/lapak/permintaan/{made.id}", {"listing_id": str(listing.id)})
    assert sent.status == 404 and fresh(made).is_open


def test_no_page_tells_who_asked(browser, owner, listing):
    from marketplace.demo import cast
    from tests.builders import people

    sari = people.person(cast.SARI)
    made = wish(by=sari)
    hers = browser.as_(owner)
    for path in ("/lapak/permintaan", f"/lapak/permintaan/{made.id}"):
        html = hers.visit(path).html
        assert sari.name not in html and (sari.email or "-") not in html


def test_twenty_wishes_cost_no_more_statements_than_one(browser, owner, listing, statements):
    hers = browser.as_(owner)

    def cost(path):
        with statements() as seen:
            hers.visit(path)
        return len([one for one in seen if one.startswith("SELECT")])

    wish("Emping rasa 0", regency_code="36.01")
    paths = ("/lapak/permintaan", "/lapak/")
    for path in paths:
        cost(path)
    one = [cost(path) for path in paths]
    for number in range(1, 25):
        wish(f"Emping rasa {number}", "keripik" if number % 2 else "emping", regency_code="36.71")
    assert [cost(path) for path in paths] == one
    assert len(hers.visit("/lapak/permintaan").all("main article")) == 20
    assert len(hers.visit("/lapak/permintaan?halaman=2").all("main article")) == 5
