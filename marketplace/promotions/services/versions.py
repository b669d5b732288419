"""Two officers on one collection: whoever comes second is told what the first did."""

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.audit import words
from marketplace.database import db
from marketplace.errors import Stale
from marketplace.events import Event
from marketplace.promotions.models import Collection

STALE = "Koleksi ini berubah sejak Anda membukanya. Periksa yang baru, lalu ulangi bila perlu."


def check(collection: Collection, version: int) -> None:
    """Stale when a locked collection is newer than the officer saw it."""
    if collection.version == version:
        return
    named = sa.select(Event.name, Event.details).where(
        Event.subject_kind == "Collection", Event.subject_id == str(collection.id)
    )
    rows = db.session.execute(named.order_by(Event.id)).all()
    changed = [f"{words.of_event(name)}." for name, about in rows if _later(about, version)]
    raise Stale(STALE, changed=list(dict.fromkeys(changed)))


def _later(about: dict[str, object], version: int) -> bool:
    written = about.get("version")
    return isinstance(written, int) and written > version


def record(name: str, collection: Collection, officer: User | None, **about: object) -> None:
    """Record what became of a collection, with the version that it has by now."""
    db.session.flush()
    events.record(name, collection, by=officer, version=collection.version, **about)
