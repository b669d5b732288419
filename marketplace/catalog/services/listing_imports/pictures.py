"""Pictures that come with a sheet: looked at and kept before the write, hung up within it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.listing_sheets.cells import names
from marketplace.catalog.listing_sheets.kept import KeptPicture
from marketplace.catalog.listing_sheets.plans import PictureWish, Plan
from marketplace.catalog.listing_sheets.products import Product
from marketplace.catalog.models import MOST_PICTURES, Picture
from marketplace.catalog.services import preparation
from marketplace.catalog.services.listing_imports.zipped import LONGEST_NAME, Pictures
from marketplace.catalog.services.pictures import LONGEST_ALT, receive
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import RuleBroken


class Gone(Exception):
    """A photo that was to be shown once more was removed meanwhile: the batch begins anew."""


@dataclass(frozen=True)
class Upload:
    """A picture of the ZIP that was found good, and the key of its files."""

    key: str
    digest: str
    filename: str


@dataclass
class Received:
    """The pictures that one product of the sheet brings, by casefolded name."""

    uploads: dict[str, Upload] = field(default_factory=dict)
    # Each name of the ZIP, and what is wrong with the picture; nothing where it is good.
    names: dict[str, str] = field(default_factory=dict)


class Originals:
    """What a batch keeps: each photo once, however many products of the shop show it."""

    def __init__(self, shop_id: int, in_zip: Pictures) -> None:
        self.shop_id = shop_id
        self.in_zip = in_zip
        self._keys: dict[str, str] = {}
        self._new: set[str] = set()

    def receive_for(self, product: Product) -> Received:
        """Keep a product's pictures; one that cannot be read is told, not raised."""
        received = Received()
        for name in names(product.first("pictures"))[:MOST_PICTURES]:
            wanted = name.casefold()
            if wanted not in self.in_zip.names or wanted in received.names:
                continue
            try:
                data = self.in_zip.read(name)
                digest = hashlib.sha256(data).hexdigest()
                key = self._key_of(digest, data)
            except RuleBroken as broken:
                received.names[wanted] = broken.message
                continue
            received.names[wanted] = ""
            received.uploads[wanted] = Upload(key, digest, name[:LONGEST_NAME])
        return received

    def _key_of(self, digest: str, data: bytes) -> str:
        if digest not in self._keys:
            there = db.session.scalar(_shown(self.shop_id, digest))
            db.session.rollback()
            self._keys[digest] = there or receive(data)
            if not there:
                self._new.add(self._keys[digest])
        return self._keys[digest]

    def check(self, uploads: Iterable[Upload]) -> None:
        """Within the write: the photos of other listings are still there, and stay so."""
        keys = {one.key for one in uploads} - self._new
        held = sa.select(Picture.key).where(Picture.key.in_(keys)).with_for_update()
        if keys - set(db.session.scalars(held)):
            raise Gone

    def forget_unused(self) -> None:
        """Delete the originals that no picture took."""
        for key in self._new:
            preparation.forget_files(key)
        db.session.rollback()


def _shown(shop_id: int, digest: str) -> sa.Select[str]:
    own = Picture.shop_id == shop_id, Picture.digest == digest, Picture.state != "failed"
    return sa.select(Picture.key).where(*own).limit(1)


def notice_replaced(plan: Plan, received: Received) -> None:
    """Tell of pictures whose file in the ZIP is not the one that hangs there."""
    for wish in plan.pictures:
        upload = received.uploads.get(wish.name.casefold())
        if wish.kept and upload and plan.kept and _same(plan, upload) is None:
            plan.tell(plan.head, "Foto", wish.name, f"{wish.name} yang baru")


def hang(plan: Plan, listing_id: int, shop_id: int, received: Received, by: User) -> None:
    """Give a listing the pictures of its plan, in their order, and what was there behind them."""
    order: list[int] = []
    replaced: set[int] = set()
    for wish in plan.pictures:
        upload = received.uploads.get(wish.name.casefold())
        there = (_same(plan, upload) if upload else None) or (None if upload else wish.kept)
        if there is not None:
            order.append(there.id)
            _describe(there, wish)
        elif upload is not None:
            replaced |= {wish.kept.id} if wish.kept else set()
            alt = wish.alt or (wish.kept.alt if wish.kept else "") or plan.values["title"]
            order.append(_add(listing_id, shop_id, upload, alt, by))
    kept = [one.id for one in plan.kept.pictures] if plan.kept else []
    rest = [one for one in kept if one not in order and one not in replaced]
    _remove(replaced, by)
    _arrange([*dict.fromkeys(order), *rest])


def _same(plan: Plan, upload: Upload) -> KeptPicture | None:
    """The picture that hangs there already and is this very file."""
    there = plan.kept.pictures if plan.kept else []
    return next((one for one in there if one.digest == upload.digest), None)


def _add(listing_id: int, shop_id: int, upload: Upload, alt: str, by: User) -> int:
    ready = db.session.scalars(
        sa.select(Picture).where(Picture.key == upload.key, Picture.state == "ready").limit(1)
    ).first()
    picture = Picture(
        shop_id=shop_id,
        listing_id=listing_id,
        key=upload.key,
        alt=alt[:LONGEST_ALT],
        filename=upload.filename,
        digest=upload.digest,
        created_at=now(),
    )
    if ready is not None:
        picture.state, picture.width, picture.height = "ready", ready.width, ready.height
    db.session.add(picture)
    name = "picture.added" if ready is None else "picture.ready"
    events.record(name, picture, by=by, listing_id=listing_id, shop_id=shop_id)
    return picture.id


def _describe(there: KeptPicture, wish: PictureWish) -> None:
    if wish.alt is not None and wish.alt != there.alt:
        db.session.execute(sa.update(Picture).where(Picture.id == there.id).values(alt=wish.alt))


def _remove(picture_ids: set[int], by: User) -> None:
    for picture in db.session.scalars(
        sa.select(Picture).where(Picture.id.in_(picture_ids)).with_for_update()
    ).all():
        events.record("picture.removed", picture, by=by, key=picture.key)
        db.session.delete(picture)
    db.session.flush()


def _arrange(order: list[int]) -> None:
    for position, picture_id in enumerate(order):
        db.session.execute(
            sa.update(Picture).where(Picture.id == picture_id).values(position=position)
        )
