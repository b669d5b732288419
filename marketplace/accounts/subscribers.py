"""What the accounts room does by the clock."""

from marketplace import database, nightly, storage
from marketplace.accounts import services
from marketplace.clock import now
from marketplace.events import Event, on
from marketplace.jobs import every_minute


@on("private_files.forgotten")
def delete_private_files(event: Event) -> None:
    """Delete files whose records have let them go; safe to run twice."""
    for key in event.details["keys"]:
        storage.private().delete(key)


@on("person.erased")
def leave_nothing_in_the_log(_event: Event) -> None:
    """What was erased may not go on in the database's own log of changes."""
    database.fold_log()


@every_minute
def forget_links() -> None:
    """A link that is over holds a name and an address for nothing."""
    services.forget_links(now())


@nightly.job
def apply_retention() -> None:
    """Forget what has been kept as long as its class says."""
    services.apply_retention(now())
