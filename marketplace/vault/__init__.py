"""Secrets kept locked: personal numbers, evidence, backups; the keys that open them.

A key is at least 32 random characters. `DATA_KEYS` holds them divided by spaces, the newest
first, or `keys.json` in the home does. The first one locks, all of them open. Whoever keeps
something locked tells of it with `holds`, so that `flask keys` can lock it anew.
"""

from marketplace.vault.holdings import Holding, holdings, holds, renew_all, still_under
from marketplace.vault.keyring import Keyring, id_of, init_app, keyring
from marketplace.vault.locking import (
    LONGEST_HEAD,
    Locked,
    digest,
    digests,
    is_sealed,
    is_under_the_active_key,
    key_of,
    mac_key,
    mac_key_by_id,
    open_sealed,
    seal,
)

__all__ = [
    "LONGEST_HEAD",
    "Holding",
    "Keyring",
    "Locked",
    "digest",
    "digests",
    "holdings",
    "holds",
    "id_of",
    "init_app",
    "is_sealed",
    "is_under_the_active_key",
    "key_of",
    "keyring",
    "mac_key",
    "mac_key_by_id",
    "open_sealed",
    "renew_all",
    "seal",
    "still_under",
]
