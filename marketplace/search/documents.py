"""Listings as an index and an explanation want them: also with what rooms above theirs know."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from marketplace.catalog import queries as catalog
from marketplace.catalog.queries import PublicListing
from marketplace.clock import now
from marketplace.inquiries import queries as inquiries
from marketplace.search.ranking import quality

BATCH = 500


def answering_time() -> tuple[datetime, datetime]:
    """The time whose questions count; the latest are left, for there was no time to answer."""
    part = quality.parts()["answers"]
    return now() - timedelta(days=part.days), now() - timedelta(days=part.grace_days)


def read(listing_ids: Iterable[int] | None = None) -> Iterator[PublicListing]:
    """Public listings with what rooms above theirs know of them, one more statement a batch."""
    found = iter(catalog.documents(listing_ids))
    while batch := list(islice(found, BATCH)):
        shops = {document.shop_id for document in batch}
        answered = inquiries.answered_of_shops(*answering_time(), shops)
        for one in batch:
            share = quality.answered_share(*answered.get(one.shop_id, (0, 0)))
            yield replace(one, answered_share=share)
