"""What a listing says of itself, as a form or a sheet tells it."""

from dataclasses import dataclass

from marketplace.catalog import rich_text
from marketplace.catalog.models import Listing


@dataclass(frozen=True)
class Words:
    """What a listing says of itself, stock and price aside; weight in grams, lead time in days."""

    title: str
    category_slug: str
    unit: str
    description: str = ""
    net_weight_grams: int | None = None
    minimum_order: int = 1
    made_to_order: bool = False
    lead_days: int | None = None


def words_of(listing: Listing) -> Words:
    """Its words as a form would tell them."""
    return Words(
        title=listing.title,
        category_slug=listing.category_slug,
        unit=listing.unit,
        description=rich_text.to_typed(listing.description),
        net_weight_grams=listing.net_weight_grams,
        minimum_order=listing.minimum_order,
        made_to_order=listing.made_to_order,
        lead_days=listing.lead_days,
    )
