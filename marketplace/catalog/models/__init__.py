"""The tables of the catalog room, one file per subject."""

from marketplace.catalog.models.category import Category
from marketplace.catalog.models.listing import Listing, Variant
from marketplace.catalog.models.listing_import import ListingImport, ListingImportRow
from marketplace.catalog.models.permit import Permit
from marketplace.catalog.models.picture import (
    MOST_PICTURES,
    WIDTHS,
    Picture,
    picture_url,
    preview_url,
    sources,
    widths_for,
)
from marketplace.catalog.models.price_record import PriceRecord
from marketplace.catalog.models.review import ListingReview

__all__ = [
    "MOST_PICTURES",
    "WIDTHS",
    "Category",
    "Listing",
    "ListingImport",
    "ListingImportRow",
    "ListingReview",
    "Permit",
    "Picture",
    "PriceRecord",
    "Variant",
    "picture_url",
    "preview_url",
    "sources",
    "widths_for",
]
