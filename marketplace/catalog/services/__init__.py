"""Verbs of the catalogue: one public function, one use case, one transaction."""

from marketplace.catalog.services.categories import sync_categories
from marketplace.catalog.services.listings import (
    Stale,
    Words,
    archive,
    edit,
    open_draft,
    publish,
    unpublish,
)
from marketplace.catalog.services.offering import offer
from marketplace.catalog.services.pictures import (
    add_picture,
    describe_picture,
    move_picture,
    remove_cover,
    remove_picture,
    set_cover,
)
from marketplace.catalog.services.prices import end_sale, set_sale, set_wholesale
from marketplace.catalog.services.stock import (
    Count,
    StockMoved,
    put_back,
    set_stock,
    set_stocks,
    take,
)
from marketplace.catalog.services.variants import Row, arrange_variants

__all__ = [
    "Count",
    "Row",
    "Stale",
    "StockMoved",
    "Words",
    "add_picture",
    "archive",
    "arrange_variants",
    "describe_picture",
    "edit",
    "end_sale",
    "move_picture",
    "offer",
    "open_draft",
    "publish",
    "put_back",
    "remove_cover",
    "remove_picture",
    "set_cover",
    "set_sale",
    "set_stock",
    "set_stocks",
    "set_wholesale",
    "sync_categories",
    "take",
    "unpublish",
]
