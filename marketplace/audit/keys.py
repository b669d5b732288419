"""The keys of the chain: each has an id, so that what an older one sealed can still be read."""

import hashlib
import hmac

from flask import current_app

from marketplace.errors import NotFound

PURPOSE = "audit"


def present() -> tuple[str, bytes]:
    """The key that seals now, and its id."""
    secret = current_app.config["SETTINGS"].secret_key
    return _derived(secret)


def by_id(key_id: str) -> bytes:
    """The key with an id; NotFound when it is not in the keyring."""
    settings = current_app.config["SETTINGS"]
    for secret in (settings.secret_key, *settings.old_secret_keys):
        name, key = _derived(secret)
        if name == key_id:
            return key
    raise NotFound


def fingerprint(given: bytes) -> str:
    """Sixteen letters that stand for something small, such as an address."""
    return hmac.digest(present()[1], b"fingerprint;" + given, "sha256")[:8].hex()


def _derived(secret: str) -> tuple[str, bytes]:
    key = hmac.digest(secret.encode(), b"audit", "sha256")
    return hashlib.sha256(key).hexdigest()[:8], key
