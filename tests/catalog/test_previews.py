"""What a chat shows of a picture: drawn by the worker, small enough, gone with the picture."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from marketplace import imaging_previews, storage
from marketplace.catalog import services as catalog
from marketplace.catalog.models import Picture
from marketplace.catalog.services import preparation
from marketplace.database import db, transaction
from tests.afterwards import fresh
from tests.builders import goods, photos


def preview_of(picture: Any) -> str:
    return f"pictures/{picture.key}/bagikan.jpg"


@pytest.mark.parametrize("size", [(3000, 800), (800, 3000), (1200, 1200), (80, 90)])
def test_every_shape_fits(size: tuple[int, int]) -> None:
    drawn = imaging_previews.preview(photos.photo(size))
    assert len(drawn) <= 300_000
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.format == "JPEG" and picture.size == (1200, 630)
        assert not picture.getexif()


def test_noise_is_pressed_until_a_chat_takes_it() -> None:
    noisy = Image.effect_noise((960, 960), 100).convert("RGB")
    out = io.BytesIO()
    noisy.save(out, "PNG")
    assert len(imaging_previews.preview(out.getvalue())) <= imaging_previews.MOST_BYTES


def test_a_new_picture_gets_its_preview(shop: Any, owner: Any, worker: Any) -> None:
    listing = goods.on_the_street(shop, owner, picture=photos.photo((1200, 900)))
    worker()
    (picture,) = fresh(listing).pictures
    assert picture.has_preview and storage.public().exists(preview_of(picture))


def test_pictures_from_before_get_theirs(shop: Any, owner: Any, worker: Any) -> None:
    listing = goods.on_the_street(shop, owner)
    worker()
    (picture,) = fresh(listing).pictures
    storage.public().delete(preview_of(picture))
    with transaction() as session:
        session.execute(sa.update(Picture).values(preview_state="waiting"))
    preparation.draw_missing_previews()
    assert fresh(picture).has_preview and storage.public().exists(preview_of(picture))


def test_a_lost_file_is_not_asked_for_again(shop: Any, owner: Any, worker: Any) -> None:
    listing = goods.on_the_street(shop, owner)
    worker()
    (picture,) = fresh(listing).pictures
    with transaction() as session:
        session.execute(sa.update(Picture).values(preview_state="waiting", key="hilang"))
    preparation.draw_missing_previews()
    db.session.rollback()
    assert fresh(picture).preview_state == "failed"


def test_a_removed_picture_leaves_no_preview(shop: Any, owner: Any, worker: Any) -> None:
    listing = goods.on_the_street(shop, owner)
    second = catalog.add_picture(fresh(listing), by=owner, data=photos.photo())
    worker()
    key = preview_of(fresh(second))
    assert storage.public().exists(key)
    catalog.remove_picture(fresh(second), by=owner)
    worker()
    assert not storage.public().exists(key)


def test_a_page_without_a_preview_shows_the_markets_own(listing: Any, browser: Any) -> None:
    with transaction() as session:
        session.execute(sa.update(Picture).values(preview_state="waiting"))
    page = browser.visit("storefront.product", slug=fresh(listing).slug)
    address = str(page.one('meta[property="og:image"]')["content"])
    assert address.startswith("http://localhost/static/share.jpg")
    own = browser.client.get(address.removeprefix("http://localhost"))
    assert own.mimetype == "image/jpeg" and len(own.get_data()) <= 300_000
