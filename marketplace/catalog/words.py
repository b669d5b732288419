"""What a listing says of itself, as a form or a sheet tells it."""

from dataclasses import dataclass


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
