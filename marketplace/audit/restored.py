"""A backup that was put back: the trail says itself what it lost, under its own seal.

Whoever may write to the database could tell of a restore that never was, to excuse an end that
she cut off. So what is told carries a proof that takes the key; of what came later it says nothing.
"""

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import structlog

from marketplace import events
from marketplace.audit import heads, keys, sealing
from marketplace.audit.verdict import Restoration
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.vault import Locked

log = structlog.get_logger(__name__)

NAME = "database.restored"
WAITS = 10.0  # seconds for a seal
_PROVEN = ("own", "own_mac", "outside", "outside_mac", "told_at", "key")


def note() -> int:
    """Record where the trail ends after a restore and where it ended before, and seal that.

    Returns how many sealed events were lost: those between both ends.
    """
    before, here = heads.last(), sealing.present_head()
    own, outside = (head.sequence if head else 0 for head in (here, before))
    key_id, key = keys.present()
    told = {
        "own": own,
        "own_mac": here.mac.hex() if here else None,
        "outside": outside,
        "outside_mac": before.mac.hex() if before else None,
        "told_at": now().astimezone(UTC).isoformat(),
        "key": key_id,
    }
    with transaction():
        events.record_of_house(NAME, "Database", **told, proof=_proof(told, key))
    sealing.seal_within(WAITS)
    return max(0, outside - own)


def restoration_in(details: Any, key_of: Callable[[str], bytes]) -> Restoration | None:
    """The restore that the details of an event tell of; None when no restore wrote them."""
    try:
        told = json.loads(details)
        key = key_of(told["key"])
        if not hmac.compare_digest(_proof(told, key), told["proof"]):
            return None
        return Restoration(datetime.fromisoformat(told["told_at"]), told["own"], told["outside"])
    except (Locked, ValueError, KeyError, TypeError):
        return None


def _proof(told: Mapping[str, Any], key: bytes) -> str:
    text = json.dumps([told[name] for name in _PROVEN])
    return hmac.digest(key, b"restored;" + text.encode(), "sha256").hex()
