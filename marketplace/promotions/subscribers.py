"""What promotions do by the clock and when something happened."""

from typing import Any

from marketplace import jobs
from marketplace.events import Event, on
from marketplace.promotions import counting, services
from marketplace.promotions.queries import files


@jobs.every_minute
def keep_the_hours() -> None:
    """Collections begin and end, then the turns of the shelves that stand there now."""
    services.begin_and_end()
    services.take_turns()


@jobs.takes(counting.MEASURED)
def write_down_what_was_seen(batch: Any) -> None:
    """Add to the counts of a day what a process counted."""
    services.write_down(batch)


@on("collection.cover_set")
def prepare_cover(event: Event) -> None:
    """Make an upload ready to show."""
    services.prepare_cover(int(event.subject_id), event.details["key"])


@on("collection.cover_removed")
def forget_cover(event: Event) -> None:
    """Delete the files that no record shows any more."""
    services.forget_cover_files(event.details["key"])


assert files  # which files collections name is part of every application
