"""Pictures, under addresses whose content never changes."""

import re

from flask import request
from werkzeug.wrappers import Response

from marketplace import storage
from marketplace.catalog.models import WIDTHS
from marketplace.errors import NotFound
from marketplace.storefront import bp
from marketplace.web.access import public

# Only the names that the catalogue gives to pictures: no dots, no slashes, so no other file.
_KEY = re.compile(r"[A-Za-z0-9_-]{4,80}")
_FOR_EVER = "public, max-age=31536000, immutable"


@bp.get("/media/<key>/<int:width>.webp")
@public
def media(key: str, width: int) -> Response:
    """One picture in one of its widths; a browser that has it is told so without reading it."""
    if width not in WIDTHS:
        raise NotFound
    return _file(key, f"{width}.webp", "image/webp")


@bp.get("/media/<key>/bagikan.jpg")
@public
def media_preview(key: str) -> Response:
    """What a chat shows of a picture."""
    return _file(key, "bagikan.jpg", "image/jpeg")


def _file(key: str, name: str, mimetype: str) -> Response:
    if not _KEY.fullmatch(key):
        raise NotFound
    etag = f"{key}-{name.partition('.')[0]}"
    if request.if_none_match.contains(etag):
        answer = Response(status=304)
    else:
        picture = storage.public().stream(f"pictures/{key}/{name}")
        answer = Response(picture.chunks, mimetype=mimetype)
        answer.content_length = picture.size
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = _FOR_EVER
    return answer
