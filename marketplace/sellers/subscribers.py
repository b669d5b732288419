"""What the sellers room does when something happens elsewhere."""

from marketplace.events import Event, on
from marketplace.sellers.services.numbers import follow_confirmation


@on("phone.confirmed")
def confirm_the_shop_s_number(event: Event) -> None:
    """A person showed that a number is hers; her shop may now be asked on it."""
    follow_confirmation(int(event.details.get("user_id", event.subject_id)))
