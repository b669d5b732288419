"""The one door to encryption: AES-256-GCM, HKDF-SHA256 and HMAC-SHA256.

A sealed text begins with MAGIC, the length and id of its key, and twelve random bytes; what it
belongs to (`of`) is authenticated with it, so that it opens nowhere else.
"""

import functools
import hashlib
import hmac
import secrets

from marketplace.errors import OutOfReach
from marketplace.vault.keyring import keyring

MAGIC = b"\x93PB\x01"
NONCE = 12
LONGEST_HEAD = 64  # enough of something sealed to tell its key


class Locked(OutOfReach):
    """What is sealed cannot be opened: its key is missing, or it was changed or moved."""


@functools.lru_cache(maxsize=256)
def _derived(key: str, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"pasar/v1/" + purpose.encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key.encode())


def mac_key(purpose: str) -> tuple[str, bytes]:
    """The active key's id, and the 32 bytes that come from it for one purpose alone."""
    keys = keyring().keys()
    return keys.active, _derived(keys.by_id[keys.active], purpose)


def mac_key_by_id(purpose: str, key_id: str) -> bytes:
    """The bytes of a certain key, for one purpose; Locked when there is no such key."""
    key = keyring().keys().by_id.get(key_id)
    if key is None:
        raise Locked(f"the key {key_id} is missing: put it back into DATA_KEYS or keys.json")
    return _derived(key, purpose)


def seal(plain: bytes, *, of: str) -> bytes:
    """Lock something with the active key; it opens only as what it is `of`: `evidence/ab12…`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key_id, key = mac_key("seal")
    name, nonce = key_id.encode(), secrets.token_bytes(NONCE)
    head = MAGIC + bytes([len(name)]) + name
    return head + nonce + AESGCM(key).encrypt(nonce, plain, head + of.encode())


def open_sealed(sealed: bytes, *, of: str) -> bytes:
    """What was sealed; Locked when its key is missing, or when a bit of it or `of` differs."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key_id = key_of(sealed)
    start = len(MAGIC) + 1 + len(key_id)
    head, nonce, body = sealed[:start], sealed[start : start + NONCE], sealed[start + NONCE :]
    key = mac_key_by_id("seal", key_id)
    try:
        return AESGCM(key).decrypt(nonce, body, head + of.encode())
    except (InvalidTag, ValueError):
        raise Locked(f"what is sealed with {key_id} was changed, or belongs elsewhere") from None


def is_sealed(data: bytes) -> bool:
    """Whether bytes begin as something sealed does; no picture begins so."""
    return data.startswith(MAGIC)


def key_of(sealed: bytes) -> str:
    """The id of the key that locked something; Locked when it is not sealed at all."""
    size = sealed[len(MAGIC)] if len(sealed) > len(MAGIC) else 0
    start = len(MAGIC) + 1
    if not is_sealed(sealed) or len(sealed) < start + size + NONCE:
        raise Locked("this is not sealed")
    try:
        return sealed[start : start + size].decode("ascii")
    except UnicodeDecodeError:
        raise Locked("this is not sealed") from None


def is_under_the_active_key(sealed: bytes) -> bool:
    """Whether something needs no older key."""
    return is_sealed(sealed) and key_of(sealed) == keyring().keys().active


def digest(number: str, *, purpose: str) -> str:
    """By which a number is found without being opened: the active key's id, and a keyed hash."""
    key_id, key = mac_key(f"digest/{purpose}")
    return _digest(key_id, key, number)


def digests(number: str, *, purpose: str) -> list[str]:
    """The digests of a number under every key, for look-ups while keys rotate."""
    ids = keyring().keys().by_id
    return [_digest(one, mac_key_by_id(f"digest/{purpose}", one), number) for one in ids]


def _digest(key_id: str, key: bytes, number: str) -> str:
    return f"{key_id}.{hmac.new(key, number.encode(), hashlib.sha256).hexdigest()}"
