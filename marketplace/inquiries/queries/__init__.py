"""Questions about inquiries and wishes; nothing here changes anything."""

from marketplace.inquiries.queries.inquiries import (
    PAGE_SIZE,
    Asked,
    answered_of_shops,
    new_count,
    of_buyer,
    of_shop,
    one_of_shop,
    unanswered_count,
)

__all__ = [
    "PAGE_SIZE",
    "Asked",
    "answered_of_shops",
    "new_count",
    "of_buyer",
    "of_shop",
    "one_of_shop",
    "unanswered_count",
]
