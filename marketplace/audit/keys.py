"""The keys of the chain: each has an id, so that what an older one sealed can still be read."""

import sqlalchemy as sa

from marketplace import vault
from marketplace.audit.models import EventSeal
from marketplace.database import db

PURPOSE = "audit"


def present() -> tuple[str, bytes]:
    """The key that seals now, and its id."""
    return vault.mac_key(PURPOSE)


def by_id(key_id: str) -> bytes:
    """The key with an id; `vault.Locked` when it is not in the keyring."""
    return vault.mac_key_by_id(PURPOSE, key_id)


def _renew() -> int:
    """A seal is never made anew: its key stays as long as the trail."""
    return 0


def _left(key_id: str) -> int:
    counted = sa.select(sa.func.count()).select_from(EventSeal)
    return db.session.scalar(counted.where(EventSeal.key_id == key_id)) or 0


vault.holds("event_seals", renew=_renew, left=_left)
