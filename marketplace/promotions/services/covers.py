"""Covers of collections: received as every upload is, drawn anew by the worker."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from marketplace import storage
from marketplace.accounts.models import User
from marketplace.catalog.models import WIDTHS, Picture
from marketplace.catalog.pictures import inspection
from marketplace.catalog.services import pictures
from marketplace.catalog.services.preparation import PREVIEW
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.promotions.models import Collection
from marketplace.promotions.services.people import leader
from marketplace.promotions.services.versions import check, record

if TYPE_CHECKING:
    from marketplace import imaging


def set_cover(
    collection: Collection, *, data: bytes, alt: str, version: int, by: User
) -> Collection:
    """Give a collection a cover, in place of the one it has; the worker makes it ready to show."""
    key = pictures.receive(data)
    try:
        with transaction():
            collection = locked(collection)
            officer = leader(by, collection)
            check(collection, version)
            _let_go(collection, officer)
            collection.cover_key, collection.cover_state = key, "waiting"
            collection.cover_alt, collection.changed_at = alt[: pictures.LONGEST_ALT], now()
            record("collection.cover_set", collection, officer, key=key)
    except BaseException:
        pictures.forget_original(key)
        raise
    return collection


def remove_cover(collection: Collection, *, version: int, by: User) -> None:
    """Take a collection's cover away; RuleBroken when it has none."""
    with transaction():
        collection = locked(collection)
        officer = leader(by, collection)
        check(collection, version)
        if not collection.cover_key:
            raise RuleBroken("Koleksi ini belum punya sampul.")
        _let_go(collection, officer)
        collection.changed_at = now()


def _let_go(collection: Collection, officer: User) -> None:
    if collection.cover_key is None:
        return
    key, collection.cover_key, collection.cover_state = collection.cover_key, None, "none"
    collection.cover_width = collection.cover_height = None
    record("collection.cover_removed", collection, officer, key=key)


def prepare_cover(collection_id: int, key: str) -> None:
    """Write a waiting cover's files and delete its original; safe to run twice."""
    collection = db.session.get(Collection, collection_id)
    if collection is None or collection.cover_key != key or collection.cover_state != "waiting":
        return
    db.session.rollback()  # no snapshot stays open while pixels are at work
    made = _drawn(key)
    if made is not None:
        from marketplace import imaging_previews

        for width, data in made.files.items():
            storage.public().put(f"pictures/{key}/{width}.webp", data)
        preview = imaging_previews.preview(made.files[max(WIDTHS)])
        storage.public().put(f"pictures/{key}/{PREVIEW}", preview)
    if not _conclude(collection_id, key, made):
        forget_cover_files(key)  # taken away meanwhile
    pictures.forget_original(key)


def _drawn(key: str) -> "imaging.Renditions | None":
    from marketplace import imaging  # loads Pillow, which web processes do without

    try:
        original = storage.private().get(f"originals/{key}")
        inspection.inspect(original)
        return imaging.renditions(original, WIDTHS)
    except (NotFound, RuleBroken):
        return None


def _conclude(collection_id: int, key: str, made: "imaging.Renditions | None") -> bool:
    values = {"cover_state": "ready" if made else "failed"}
    if made:
        values |= {"cover_width": made.width, "cover_height": made.height}  # type: ignore[dict-item]
    # Not by the record: what the worker does to pixels is no change that an officer made.
    noted = sa.update(Collection).where(Collection.id == collection_id, Collection.cover_key == key)
    with transaction() as session:
        done = session.execute(noted.values(values))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def forget_cover_files(key: str) -> None:
    """Delete the files of a cover that no collection and no picture shows any more."""
    shown = sa.union_all(
        sa.select(Collection.id).where(Collection.cover_key == key),
        sa.select(Picture.id).where(Picture.key == key),
    )
    if db.session.execute(shown.limit(1)).first() is not None:
        return
    pictures.forget_original(key)
    storage.public().delete(f"pictures/{key}/{PREVIEW}")
    for width in WIDTHS:
        storage.public().delete(f"pictures/{key}/{width}.webp")
