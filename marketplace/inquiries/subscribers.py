"""What becomes of answered wishes when what answered them leaves the street, or comes back."""

from marketplace.events import Event, on
from marketplace.inquiries import services


@on(
    "listing.archived",
    "listing.unpublished",
    "listing.erased",
    "listing.removed",
    "listing.reinstated",
)
def follow_a_listing(event: Event) -> None:
    """A wish is answered as long as somebody sells it."""
    services.settle_wishes(int(event.details["shop_id"]))


@on("shop.closed", "shop.reopened", "shop.suspended", "shop.suspension_lifted")
def follow_a_shop(event: Event) -> None:
    """A shop that buyers do not see sells nothing to them."""
    services.settle_wishes(int(event.subject_id))
