"""People who are still there: whoever was erased meanwhile is not changed any more."""

from marketplace.accounts.models import User
from marketplace.database import locked
from marketplace.errors import RuleBroken


def still_there(user: User) -> User:
    """The person, re-read and locked; RuleBroken when she was erased a moment ago.

    Without this a name or number typed on another device would stand on the erased record again.
    """
    user = locked(user)
    if user.erased_at is not None:
        raise RuleBroken("Akun ini sudah dihapus.")
    return user
