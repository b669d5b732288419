"""Who may be named in what is written down of a buyer."""

from typing import TYPE_CHECKING

from marketplace.accounts import queries as accounts
from marketplace.database import locked

if TYPE_CHECKING:
    from marketplace.accounts.models import User


def who_may_be_named(buyer: "User | None") -> "User | None":
    """The buyer, held so that she does not go meanwhile; None when she stopped her history."""
    person = accounts.person(buyer.id) if buyer is not None else None
    if person is None:
        return None
    person = locked(person)
    return person if person.active and accounts.may_use(person, "inquiry_history") else None
