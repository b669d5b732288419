"""Who acts in which role, from where and by which request: what an event says beside the actor.

Rooms know no HTTP, so the web lays this down for the length of a request. The address stays in
the memory: an event keeps a keyed hash of it, and only where an officer acted.
"""

import hmac
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import structlog

from marketplace import vault


@dataclass(frozen=True, slots=True)
class Officer:
    """The officer whose request this is, and her office as it is now."""

    user_id: int
    role: str


officer: ContextVar[Officer | None] = ContextVar("officer", default=None)
address: ContextVar[str] = ContextVar("address", default="")


def begin(came_from: str) -> None:
    """A request has come from an address; who sends it is not known yet."""
    address.set(came_from)
    officer.set(None)


def role_of(regency_code: str | None, *, is_administrator: bool) -> str:
    """`officer:36.01`, `officer` of the province, or `administrator`."""
    if is_administrator:
        return "administrator"
    return f"officer:{regency_code}" if regency_code else "officer"


def of(person: Any) -> dict[str, Any]:
    """The columns of an event that tell where it came from."""
    actor_id = getattr(person, "id", None)
    asked = structlog.contextvars.get_contextvars().get("request_id")
    known = officer.get()
    if known is None or known.user_id != actor_id:
        return {"actor_id": actor_id, "request_id": asked}
    came_from = _hash(address.get())
    return {
        "actor_id": actor_id,
        "request_id": asked,
        "role": known.role,
        "came_from": came_from,
    }


def _hash(given: str) -> str | None:
    """Sixteen letters that tell one address from another, to whoever has the key."""
    key = vault.mac_key("address")[1]
    return hmac.digest(key, given.encode(), "sha256")[:8].hex() if given else None
