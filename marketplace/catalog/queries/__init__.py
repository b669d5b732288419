"""Questions to the catalogue; nothing here changes anything."""

from marketplace.catalog.queries.cards import (
    cards,
    newest,
    newest_by_regency,
    of_shop,
    others_of_shop,
)
from marketplace.catalog.queries.documents import (
    PublicListing,
    documents,
    how_many_documents,
    public_ids_of_shop,
)
from marketplace.catalog.queries.files import of_pictures, of_sheets
from marketplace.catalog.queries.listings import (
    OwnListing,
    counts_of,
    cover_of,
    covers_of,
    first_picture,
    id_of,
    listing_for_public,
    listing_of,
    own_listings,
    picture_of,
    public_counts,
    running_out,
    variant_of,
)
from marketplace.catalog.queries.titles import Titled, titles, titles_holding
from marketplace.catalog.queries.views import Card, PictureView, price_each_text, stock_words

__all__ = [
    "Card",
    "OwnListing",
    "PictureView",
    "PublicListing",
    "Titled",
    "cards",
    "counts_of",
    "cover_of",
    "covers_of",
    "documents",
    "first_picture",
    "how_many_documents",
    "id_of",
    "listing_for_public",
    "listing_of",
    "newest",
    "newest_by_regency",
    "of_pictures",
    "of_sheets",
    "of_shop",
    "others_of_shop",
    "own_listings",
    "picture_of",
    "price_each_text",
    "public_counts",
    "public_ids_of_shop",
    "running_out",
    "stock_words",
    "titles",
    "titles_holding",
    "variant_of",
]
