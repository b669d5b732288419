"""Photos that prove a membership: drawn anew without metadata, sealed, out of public reach."""

import secrets

from marketplace import storage, vault
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
    """Seal a redrawn photo and put it into the private store; its key cannot be guessed."""
    key = f"evidence/{secrets.token_hex(24)}"
    storage.private().put(key, vault.seal(picture, of=key))
    return key


def forget(key: str) -> None:
    """Delete a photo; harmless when it is gone already."""
    storage.private().delete(key)


def photo(key: str) -> bytes:
    """The photo under a key, for an officer's eyes; NotFound when it was deleted."""
    if not key:
        raise NotFound
    kept = storage.private().get(key)
    # What was kept before evidence was sealed is plain until the night.
    return vault.open_sealed(kept, of=key) if vault.is_sealed(kept) else kept


def renew(key: str) -> bool:
    """Seal a photo with the active key; whether it was not. Harmless when it is gone."""
    if locked_with(key) in (None, vault.keyring().keys().active):
        return False
    try:
        storage.private().put(key, vault.seal(photo(key), of=key))
    except NotFound:
        return False
    return True


def locked_with(key: str) -> str | None:
    """The id of the key that opens a photo, empty when it lies open; None when it is gone."""
    try:
        head = storage.private().beginning(key, vault.LONGEST_HEAD)
    except NotFound:
        return None
    return vault.key_of(head) if vault.is_sealed(head) else ""
