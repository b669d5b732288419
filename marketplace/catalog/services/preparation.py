"""What the worker does with an upload: make its files, or say that it cannot be read."""

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from marketplace import events, storage
from marketplace.catalog.models import WIDTHS, Picture
from marketplace.catalog.pictures import inspection
from marketplace.database import db, transaction
from marketplace.errors import NotFound, RuleBroken

PREVIEW = "bagikan.jpg"
SOME = 60

if TYPE_CHECKING:
    from marketplace import imaging


def prepare(picture_id: int) -> None:
    """Write a waiting picture's four files and delete its original; safe to run twice."""
    picture = db.session.get(Picture, picture_id)
    if picture is None or picture.state != "waiting":
        return
    key = picture.key
    db.session.rollback()  # no snapshot stays open while pixels are at work
    try:
        made = _rendered(storage.private().get(f"originals/{key}"))
    except NotFound:
        _conclude(picture_id, key, _made_before(key))
    except RuleBroken:
        _conclude(picture_id, key, None)
    else:
        for width, data in made.files.items():
            storage.public().put(f"pictures/{key}/{width}.webp", data)
        if not _conclude(picture_id, key, made):
            forget_files(key)  # removed meanwhile
        else:
            draw_preview(key)
    storage.private().delete(f"originals/{key}")


def draw_preview(key: str) -> None:
    """Write what a chat shows of a prepared picture; safe to run twice."""
    db.session.rollback()
    _note_previews({key: _preview_drawn(key)})


def draw_missing_previews() -> None:
    """Draw some previews that are missing: not all, so that no minute is long."""
    waiting = sa.select(Picture.key).where(
        Picture.preview_state == "waiting", Picture.state == "ready"
    )
    some = waiting.group_by(Picture.key).order_by(Picture.key).limit(SOME)
    keys = db.session.scalars(some).all()
    db.session.rollback()
    if keys:
        # Noted together: each change of a picture ends every kept page.
        _note_previews({key: _preview_drawn(key) for key in keys})


def _preview_drawn(key: str) -> str:
    from marketplace import imaging_previews  # loads Pillow, which web processes do without

    try:
        drawn = imaging_previews.preview(storage.public().get(f"pictures/{key}/{WIDTHS[-1]}.webp"))
    except (RuleBroken, NotFound):
        return "failed"
    storage.public().put(f"pictures/{key}/{PREVIEW}", drawn)
    return "ready"


def _note_previews(states: dict[str, str]) -> None:
    removed = []
    with transaction() as session:
        for key, state in states.items():
            noted = sa.update(Picture).where(Picture.key == key).values(preview_state=state)
            shown: Any = session.execute(noted)
            removed += [] if shown.rowcount else [key]
    for key in removed:  # while it was drawn
        forget_files(key)


def forget_files(key: str) -> None:
    """Delete the files of a picture, unless another row still shows them."""
    if db.session.scalar(sa.select(Picture.id).where(Picture.key == key).limit(1)) is not None:
        return
    storage.private().delete(f"originals/{key}")
    storage.public().delete(f"pictures/{key}/{PREVIEW}")
    for width in WIDTHS:
        storage.public().delete(f"pictures/{key}/{width}.webp")


def _rendered(original: bytes) -> "imaging.Renditions":
    from marketplace import imaging  # loads Pillow, which web processes do without

    inspection.inspect(original)
    return imaging.renditions(original, WIDTHS)


def _made_before(key: str) -> "imaging.Renditions | None":
    """The files that are there although the row still waits: a backup was taken in between."""
    from marketplace import imaging

    try:
        files = {width: storage.public().get(f"pictures/{key}/{width}.webp") for width in WIDTHS}
    except NotFound:
        return None
    return imaging.Renditions(*imaging.size_of(files[max(WIDTHS)]), files)


def _conclude(picture_id: int, key: str, made: "imaging.Renditions | None") -> bool:
    with transaction() as session:
        picture = session.get(Picture, picture_id, with_for_update=True)
        if picture is None or picture.key != key:  # an id may be given again, a key never
            return False
        if picture.state != "waiting":
            return True
        picture.state = "ready" if made else "failed"
        if made:
            picture.width, picture.height = made.width, made.height
        events.record(
            f"picture.{picture.state}",
            picture,
            listing_id=picture.listing_id,
            shop_id=picture.shop_id,
        )
    return True
