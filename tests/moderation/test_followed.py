"""What an officer takes off the street is gone from every page at once, and comes back the same."""

from marketplace import events
from marketplace.catalog.services import review_decisions as desk
from marketplace.search import queries, services
from marketplace.search.interface import Query
from tests.afterwards import fresh


def found(words: str) -> int:
    return queries.find(Query(words)).total


def test_a_removed_listing_is_nowhere_and_a_reinstated_one_is_back(browser, listing, asep):
    services.rebuild()
    slug = listing.slug
    browser.visit("storefront.product", slug=slug)
    assert found("emping") == 1
    desk.remove(fresh(listing), by=asep)
    browser.visit("storefront.product", slug=slug, status=404)
    assert listing.title not in browser.visit("storefront.results", q="emping").one("main").text
    events.deliver_waiting()
    assert found("emping") == 0
    desk.reinstate(fresh(listing), "published", by=asep)
    events.deliver_waiting()
    browser.visit("storefront.product", slug=slug)
    assert found("emping") == 1
