"""What the catalogue does when something happened: pictures are prepared and forgotten."""

from marketplace.catalog.services import listing_imports, permit_expiry, preparation
from marketplace.events import Event, on
from marketplace.jobs import every_minute


@on("picture.added")
def prepare_picture(event: Event) -> None:
    """Make an upload ready to show."""
    preparation.prepare(int(event.subject_id))


@every_minute
def draw_missing_previews() -> None:
    """Previews of pictures that were there before, or came with the demo world."""
    preparation.draw_missing_previews()


@on("picture.removed")
def forget_picture(event: Event) -> None:
    """Delete the files that no row shows any more."""
    preparation.forget_files(event.details["key"])


@on("listings.forgotten")
def forget_pictures_of_a_sheet(event: Event) -> None:
    """Delete the ZIP that came with a sheet which is forgotten."""
    listing_imports.forget_pictures(event.details["key"])


assert permit_expiry  # its table and its night's job are part of every application
