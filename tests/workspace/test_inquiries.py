"""The owner sees what she was asked, and says what she answered; a GET changes nothing."""

from marketplace.inquiries import services as inquiries
from tests.afterwards import fresh


def test_an_inquiry_is_seen_and_answered(browser, owner, listing) -> None:
    inquiry = inquiries.ask(listing, listing.offered[0], 3)
    hers = browser.as_(owner)
    page = hers.visit("/lapak/pertanyaan")
    assert inquiry.number in page.text and "3 bungkus" in page.text and "Rp21.000" in page.text
    assert "Baru" in page.text and fresh(inquiry).seen_at is None
    assert inquiry.number in hers.visit("/lapak/").text
    assert hers.send("/lapak/pertanyaan/dilihat").status == 302
    assert fresh(inquiry).seen_at and not fresh(inquiry).is_answered
    assert hers.send(f"/lapak/pertanyaan/{inquiry.number}/jawaban").status == 302
    assert fresh(inquiry).is_answered
    assert "Sudah saya jawab" not in hers.visit("/lapak/pertanyaan").text


def test_another_shop_neither_sees_nor_answers_it(browser, stranger, listing) -> None:
    inquiry = inquiries.ask(listing, listing.offered[0], 1)
    his = browser.as_(stranger)
    assert inquiry.number not in his.visit("/lapak/pertanyaan").text
    assert his.send(f"/lapak/pertanyaan/{inquiry.number}/jawaban").status == 404
    assert his.send("/lapak/pertanyaan/dilihat").status == 302
    assert fresh(inquiry).seen_at is None and not fresh(inquiry).is_answered
