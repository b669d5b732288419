"""What a shop sees of its inquiries, and that it marks them as seen and answered."""

from typing import Any

import pytest

from marketplace.errors import RuleBroken
from marketplace.inquiries import queries, services
from marketplace.sellers import queries as sellers
from tests.afterwards import fresh


def test_the_latest_inquiry_stands_first(listing: Any, shop: Any) -> None:
    first = services.ask(listing, None, 1)
    second = services.ask(listing, None, 2)
    asked = queries.of_shop(shop)
    assert [one.number for one in asked.inquiries] == [second.number, first.number]
    assert asked.total == 2
    assert [one.number for one in queries.of_shop(shop, page=2, size=1).inquiries] == [first.number]


def test_a_page_of_inquiries_is_two_statements(listing: Any, shop: Any, statements: Any) -> None:
    for quantity in range(1, 6):
        services.ask(listing, None, quantity)
    shop = fresh(shop)
    with statements() as seen:
        shown = queries.of_shop(shop)
        words = [(one.listing.title, one.variant.name) for one in shown.inquiries]
    assert len(words) == 5
    assert len([s for s in seen if s.startswith("SELECT")]) == 2


def test_looking_at_them_makes_them_old_news(listing: Any, shop: Any, owner: Any) -> None:
    asked = services.ask(listing, None, 1)
    assert queries.new_count(shop) == 1
    assert services.mark_seen(shop, by=owner) == 1
    assert queries.new_count(shop) == 0
    assert fresh(asked).seen_at is not None
    assert services.mark_seen(shop, by=owner) == 0


def test_an_answer_is_marked_once(listing: Any, shop: Any, owner: Any) -> None:
    asked = services.ask(listing, None, 1)
    assert queries.unanswered_count(shop) == 1
    services.mark_answered(asked, by=owner)
    assert fresh(asked).is_answered and not fresh(asked).is_new
    assert queries.unanswered_count(shop) == 0
    with pytest.raises(RuleBroken, match="sudah ditandai"):
        services.mark_answered(asked, by=owner)


def test_a_stranger_finds_nothing(listing: Any, shop: Any, stranger: Any) -> None:
    asked = services.ask(listing, None, 1)
    hers = sellers.shop_of(stranger)
    assert hers is not None
    assert queries.of_shop(hers).inquiries == []
    assert queries.one_of_shop(hers, asked.number) is None
    assert services.mark_seen(hers) == 0
    assert queries.one_of_shop(shop, asked.number.lower()) is not None
