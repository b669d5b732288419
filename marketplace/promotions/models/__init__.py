"""The tables of the promotions room."""

from marketplace.promotions.models.collection import (
    MOST_ITEMS,
    Collection,
    CollectionItem,
)
from marketplace.promotions.models.measure import ShelfMeasure
from marketplace.promotions.models.shelf import Shelf, ShelfExposure

__all__ = [
    "MOST_ITEMS",
    "Collection",
    "CollectionItem",
    "Shelf",
    "ShelfExposure",
    "ShelfMeasure",
]
