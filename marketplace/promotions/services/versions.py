"""Two officers on one collection: whoever comes second is told what the first did."""

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.database import db
from marketplace.errors import Stale
from marketplace.events import Event
from marketplace.promotions.models import Collection

STALE = "Koleksi ini berubah sejak Anda membukanya. Periksa yang baru, lalu ulangi bila perlu."
SAID = {
    "collection.edited": "Judul, cerita, atau masa tayangnya diubah.",
    "collection.published": "Koleksi ditayangkan.",
    "collection.begun": "Masa tayangnya dimulai.",
    "collection.ended": "Koleksi diakhiri.",
    "collection.cover_set": "Sampulnya diganti.",
    "collection.cover_removed": "Sampulnya dihapus.",
    "collection.item_placed": "Sebuah produk ditambahkan.",
    "collection.item_removed": "Sebuah produk dikeluarkan.",
    "collection.arranged": "Urutan produknya diubah.",
}


def check(collection: Collection, version: int) -> None:
    """Stale when a locked collection is newer than the officer saw it."""
    if collection.version == version:
        return
    named = sa.select(Event.name, Event.details).where(
        Event.subject_kind == "Collection", Event.subject_id == str(collection.id)
    )
    rows = db.session.execute(named.order_by(Event.id)).all()
    changed = [SAID[name] for name, about in rows if _later(about, version) and name in SAID]
    raise Stale(STALE, changed=list(dict.fromkeys(changed)))


def _later(about: dict[str, object], version: int) -> bool:
    written = about.get("version")
    return isinstance(written, int) and written > version


def tell(name: str, collection: Collection, officer: User | None, **about: object) -> None:
    """Record what became of a collection, with the version that it has by now."""
    db.session.flush()
    events.record(name, collection, by=officer, version=collection.version, **about)
