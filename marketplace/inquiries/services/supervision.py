"""What an officer does with a wish that does not belong here: hides it, or shows it again."""

from typing import TYPE_CHECKING

from marketplace import events
from marketplace.database import locked, transaction
from marketplace.errors import NotFound
from marketplace.inquiries.models import Wish
from marketplace.sellers.services.people import acting
from marketplace.sellers.services.supervision import given

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def hide_wish(wish: Wish, *, by: "User", reason: str) -> Wish:
    """Hide a wish from owners, with the reason that who made it will read."""
    with transaction():
        wish = locked(wish)
        officer = _supervisor(by)
        wish.hide(given(reason))
        events.record("wish.hidden", wish, by=officer)
    return wish


def show_wish_again(wish: Wish, *, by: "User") -> Wish:
    """Let owners see a wish again."""
    with transaction():
        wish = locked(wish)
        officer = _supervisor(by)
        wish.show_again()
        events.record("wish.shown_again", wish, by=officer)
    return wish


def _supervisor(by: "User") -> "User":
    """The acting officer, who supervises; a wish lies in no kabupaten/kota of its own."""
    officer = acting(by)
    if not officer.has_duty("supervise"):
        raise NotFound
    return officer
