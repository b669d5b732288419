"""Photos that prove a membership: drawn anew without metadata, kept out of public reach."""

import secrets

from marketplace import storage
from marketplace.errors import NotFound, RuleBroken

LONGEST_SIDE = 2400
CONTENT_TYPE = "image/webp"


def redrawn(photo: bytes) -> bytes:
    """What is kept of a photo: its pixels; RuleBroken when it is none, or too large."""
    if not photo:
        raise RuleBroken("Pilih foto kartu anggota atau surat keterangan.", "evidence")
    from marketplace import imaging  # loads Pillow, which few processes need

    return imaging.redrawn(photo, longest_side=LONGEST_SIDE, field="evidence")


def keep(picture: bytes) -> str:
    """Put a redrawn photo into the private store; its key cannot be guessed."""
    key = f"evidence/{secrets.token_hex(24)}"
    storage.private().put(key, picture)
    return key


def forget(key: str) -> None:
    """Delete a photo; harmless when it is gone already."""
    storage.private().delete(key)


def photo(key: str) -> bytes:
    """The photo under a key, for an officer's eyes; NotFound when it was deleted."""
    if not key:
        raise NotFound
    return storage.private().get(key)
