"""What the desk does by itself: it lets go of what nobody looks after, and tidies at night."""

from marketplace import nightly
from marketplace.accounts import queries as accounts
from marketplace.desk import services
from marketplace.events import Event, on


@on("officer.ended")
def give_back_what_she_had(event: Event) -> None:
    """An appointment that ended without a hand-over leaves nothing in a drawer."""
    person = accounts.person(int(event.subject_id))
    if person is not None and not person.is_officer:
        services.let_go(person)


nightly.job(services.tidy)
