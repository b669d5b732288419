"""Who acts: the person as she is now, and whether the record is hers to change."""

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.database import db, locked
from marketplace.errors import NotFound
from marketplace.sellers.models import Shop
from marketplace.sellers.queries import is_member


def acting(by: User, *, hold: bool = False) -> User:
    """The acting person as she stands now; with `hold`, nobody changes her until we are done.

    `by` may be a request's proxy for the person, or a record of an ended session: its identity
    alone counts.
    """
    known: User = getattr(by, "_get_current_object", lambda: by)()
    person = db.session.get(User, sa.inspect(known).identity, populate_existing=True)
    if person is None or not person.active:
        raise NotFound
    return locked(person) if hold else person


def member_of(shop: Shop, by: User, *, hold: bool = False) -> User:
    """The acting person, who keeps this shop; NotFound for anybody else."""
    person = acting(by, hold=hold)
    if not is_member(shop, person):
        raise NotFound
    return person
