"""What would make a listing easier to find: the same points that the order of results counts."""

from dataclasses import dataclass

from flask import url_for

from marketplace.catalog.models import Listing
from marketplace.clock import today
from marketplace.search import documents
from marketplace.search.ranking import quality

# Where an owner mends what is missing; the rest stands in the form of the listing itself.
PLACES = {
    "verified": "workspace.verification",
    "answers": "workspace.inquiries",
    "pictures": "workspace.pictures",
    "stock": "workspace.stock",
    "permits": "workspace.listing_permits",
}


@dataclass(frozen=True, slots=True)
class Findability:
    """How many points a listing has today, and what to do for more: advice, and where."""

    points: int
    most: int
    advice: list[tuple[str, str | None]]


def of(listing: Listing) -> Findability | None:
    """Count it for a listing that buyers can see; None for every other."""
    for document in documents.read([listing.id]):
        points = sum(quality.counted(document, today()).values())
        missing = quality.missing(document, today())
        advice = [(part.advice, _way(part, listing)) for part in missing]
        return Findability(points, quality.MOST, advice)
    return None


def _way(part: quality.Part, listing: Listing) -> str | None:
    if part.key not in PLACES:
        return None
    if part.key in ("verified", "answers"):
        return url_for(PLACES[part.key])
    return url_for(PLACES[part.key], listing_id=listing.id)
