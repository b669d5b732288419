"""The index follows what happens to listings, shops and badges, within two seconds."""

from typing import Any

from marketplace import jobs, nightly
from marketplace.catalog import queries as catalog
from marketplace.events import Event, on
from marketplace.search import services
from marketplace.search.measures import asked


@on(
    "listing.published",
    "listing.edited",
    "listing.repriced",
    "listing.archived",
    "listing.unpublished",
    "listing.removed",
    "listing.reinstated",
    "listing.stock_changed",
    "listing.pictures_changed",
    "listing.erased",
)
def follow_a_listing(event: Event) -> None:
    """Index a listing as it stands now, whatever happened to it."""
    services.index_listings([int(event.subject_id)])


@on("picture.added", "picture.failed")
def follow_a_picture(event: Event) -> None:
    """Index the listing whose picture came, or turned out to be none; shops have pictures too."""
    if listing_id := event.details.get("listing_id"):
        services.index_listings([int(listing_id)])


@on(
    "permit.stated",
    "permit.corrected",
    "permit.withdrawn",
    "permit.confirmed",
    "permit.refuted",
)
def follow_a_permit(event: Event) -> None:
    """Index the listings that a permit is for: one, or all of its shop."""
    one = event.details["listing_id"]
    of_shop = () if one else catalog.public_ids_of_shop(int(event.details["shop_id"]))
    services.index_listings([int(one)] if one else of_shop)


@on("listings.imported")
def follow_a_sheet(event: Event) -> None:
    """Index the listings that a batch of a sheet brought or changed."""
    services.index_listings([*event.details["added"], *event.details["changed"]])


@on("shop.edited", "shop.closed", "shop.reopened", "shop.suspended", "shop.suspension_lifted")
def follow_a_shop(event: Event) -> None:
    """Index a shop's listings anew: its name, its place, or whether it is open changed."""
    services.index_listings(catalog.public_ids_of_shop(int(event.subject_id)))


@on(
    "badge.issued",
    "badge.renewed",
    "badge.lapsed",
    "badge.restored",
    "badge.reevaluated",
    "badge.revoked",
)
def follow_a_badge(event: Event) -> None:
    """Index the listings of a shop whose badge came or went."""
    services.index_listings(catalog.public_ids_of_shop(int(event.details["shop_id"])))


@on("word.protected", "word.released")
def follow_a_word(event: Event) -> None:
    """Index the listings anew that hold a word which is stemmed no more, or again."""
    services.index_word(str(event.details["word"]))


@on("shop.erased")
def leave_nothing_behind(_event: Event) -> None:
    """An erased person's words may not stay in an index either."""
    services.leave_nothing_behind()


@jobs.every_minute
def keep_the_index_whole() -> None:
    """Heal a missing, damaged or outdated index without being asked."""
    services.keep_whole()


@nightly.job
def tidy_the_index() -> None:
    """What changed and went leaves parts and waste behind; at night nobody minds a rebuild."""
    services.tidy()


@jobs.takes(asked.MEASURED)
def write_down_what_was_asked(batch: Any) -> None:
    """Add to the counts of a day what a process counted."""
    services.write_down(batch)


@nightly.job
def follow_answers() -> None:
    """How well shops answer changes slowly: each night is soon enough, one question is no news."""
    services.follow_answers()
