"""Pictures are let in by their header, kept private, and made safe to show by the worker."""

from io import BytesIO

import pytest
import sqlalchemy as sa
from PIL import Image

from marketplace import imaging, storage
from marketplace.accounts.models import User
from marketplace.catalog import queries
from marketplace.catalog import services as catalog
from marketplace.catalog.models import WIDTHS, Listing, Picture
from marketplace.database import db
from marketplace.errors import NotFound, RuleBroken
from tests.afterwards import fresh
from tests.at_once import at_once, refusals
from tests.builders.photos import photo


def files_of(key: str) -> list[bytes]:
    return [storage.public().get(f"pictures/{key}/{width}.webp") for width in WIDTHS]


def test_an_upload_waits_privately_and_becomes_four_files(listing, worker) -> None:
    picture = listing.pictures[0]
    assert picture.state == "waiting" and storage.private().exists(f"originals/{picture.key}")
    worker()
    picture = fresh(picture)
    assert (picture.state, picture.width, picture.height) == ("ready", 640, 480)
    sizes = [Image.open(BytesIO(file)).size for file in files_of(picture.key)]
    assert sizes == [(160, 120), (320, 240), (640, 480), (640, 480)]
    assert not storage.private().exists(f"originals/{picture.key}")


def test_preparing_twice_changes_nothing(listing, worker) -> None:
    from marketplace.catalog.services import preparation

    worker()
    before = files_of(fresh(listing.pictures[0]).key)
    preparation.prepare(listing.pictures[0].id)
    preparation.prepare(999_999)
    assert files_of(fresh(listing).pictures[0].key) == before


def test_pixels_that_cannot_be_read_fail_and_leave_nothing(listing, owner, worker) -> None:
    # A header that is well formed, and no pixels that any decoder could read behind it.
    broken = bytearray(photo((600, 600), "PNG"))
    start = broken.index(b"IDAT") + 4
    broken[start : start + 40] = b"\x55" * 40
    picture = catalog.add_picture(listing, by=owner, data=bytes(broken))
    worker()
    picture = fresh(picture)
    assert picture.state == "failed"
    assert not storage.private().exists(f"originals/{picture.key}")
    assert not storage.public().exists(f"pictures/{picture.key}/160.webp")


def test_eight_pictures_and_no_ninth(listing, owner) -> None:
    for _ in range(7):
        catalog.add_picture(listing, by=owner, data=photo())
    with pytest.raises(RuleBroken, match="paling banyak 8 foto"):
        catalog.add_picture(listing, by=owner, data=photo())
    assert [p.position for p in fresh(listing).pictures] == list(range(8))


def test_a_ninth_picture_does_not_slip_in_at_once(app, listing, owner) -> None:
    for _ in range(6):
        catalog.add_picture(listing, by=owner, data=photo())
    listing_id, by, data = listing.id, owner.id, photo()

    def add() -> None:
        catalog.add_picture(
            db.session.get(Listing, listing_id), by=db.session.get(User, by), data=data
        )

    results = at_once(app, add, add, add, add)
    assert len(refusals(results)) == 3
    count = sa.select(sa.func.count()).where(Picture.listing_id == listing_id)
    assert db.session.scalar(count) == 8
    kept = list((app.config["SETTINGS"].home / "files/private/originals").iterdir())
    assert len(kept) == 8


def test_pictures_move_and_are_described(listing, owner) -> None:
    second = catalog.add_picture(listing, by=owner, data=photo(), alt="Belakang")
    third = catalog.add_picture(listing, by=owner, data=photo())
    first = fresh(listing).pictures[0]
    catalog.move_picture(third, by=owner, step=-1)
    catalog.move_picture(fresh(first), by=owner, step=-1)
    assert [p.id for p in fresh(listing).pictures] == [first.id, third.id, second.id]
    catalog.describe_picture(fresh(second), by=owner, alt="Kemasan dari belakang")
    assert fresh(second).alt == "Kemasan dari belakang"
    with pytest.raises(RuleBroken, match="160 huruf"):
        catalog.describe_picture(fresh(second), by=owner, alt="a" * 161)


def test_removing_a_picture_removes_its_files_unless_they_are_shared(
    listing, owner, worker, keep
) -> None:
    worker()
    shared = catalog.add_picture(listing, by=owner, data=photo())
    worker()
    shared = fresh(shared)
    twin = Picture(
        shop_id=shared.shop_id, key=shared.key, state="ready", created_at=shared.created_at
    )
    keep(twin)
    key = shared.key
    catalog.remove_picture(fresh(shared), by=owner)
    worker()
    assert files_of(key)
    catalog.remove_cover(listing.shop, by=owner)
    worker()
    with pytest.raises(NotFound):
        files_of(key)


def test_a_published_listing_keeps_one_picture(listing, owner) -> None:
    with pytest.raises(RuleBroken, match="butuh satu foto"):
        catalog.remove_picture(listing.pictures[0], by=owner)
    catalog.unpublish(fresh(listing), by=owner)
    catalog.remove_picture(fresh(listing).pictures[0], by=owner)
    assert fresh(listing).pictures == []


def test_a_picture_removed_before_it_is_ready_leaves_no_files(app, listing, owner, worker) -> None:
    catalog.unpublish(listing, by=owner)
    key = fresh(listing).pictures[0].key
    catalog.remove_picture(fresh(listing).pictures[0], by=owner)
    worker()
    with pytest.raises(NotFound):
        files_of(key)
    assert not storage.private().exists(f"originals/{key}")


def test_a_shop_has_one_cover_at_a_time(shop, owner, stranger, worker) -> None:
    replaced = catalog.set_cover(shop, by=owner, data=photo()).key
    second = catalog.set_cover(shop, by=owner, data=photo((900, 300)))
    worker()
    with pytest.raises(NotFound):
        files_of(replaced)
    assert queries.cover_of(shop).id == second.id and queries.covers_of([shop.id])
    for attempt in (
        lambda: catalog.set_cover(shop, by=stranger, data=photo()),
        lambda: catalog.remove_cover(shop, by=stranger),
    ):
        with pytest.raises(NotFound):
            attempt()
    catalog.remove_cover(shop, by=owner)
    with pytest.raises(RuleBroken, match="belum punya sampul"):
        catalog.remove_cover(shop, by=owner)


def test_a_cover_replaced_while_its_pixels_are_at_work_does_not_come_back(
    shop, owner, worker, monkeypatch
) -> None:
    first = catalog.set_cover(shop, by=owner, data=photo()).key
    render, after = imaging.renditions, []

    def slowly(original: bytes, widths: tuple[int, ...]) -> imaging.Renditions:
        made = render(original, widths)
        if not after:
            after.append(catalog.set_cover(shop, by=owner, data=photo((900, 300))).key)
        return made

    monkeypatch.setattr(imaging, "renditions", slowly)
    worker()
    cover = queries.cover_of(shop)
    assert (cover.key, cover.state, cover.width) == (after[0], "ready", 900)
    with pytest.raises(NotFound):
        files_of(first)
