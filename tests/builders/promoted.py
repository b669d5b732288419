"""Collections for tests, made as officers make them."""

from datetime import datetime, timedelta
from typing import Any

from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.clock import WIB, now
from marketplace.promotions import services
from marketplace.promotions.models import Collection


def period(first: datetime, last: datetime) -> services.Period:
    """A period from one minute to another, both included."""
    first, last = first.astimezone(WIB), last.astimezone(WIB)
    return services.Period(first.date(), first.time(), last.date(), last.time())


def said(**changes: Any) -> services.Said:
    """What an officer says of a collection that runs since yesterday, for a month."""
    days = period(now() - timedelta(days=1), now() + timedelta(days=30))
    chosen: dict[str, Any] = {
        "title": "Oleh-oleh Serang",
        "story": "Dari dapur di sekitar Banten Lama.",
        "period": days,
        "reason_code": "region",
        "on_home": True,
    }
    return services.Said(**{**chosen, **changes})


def draft(by: User, listings: list[Listing] = (), **changes: Any) -> Collection:  # type: ignore[assignment]
    """A collection that nobody has published yet."""
    made = services.make(said(**changes), by=by)
    for listing in listings:
        services.place(made, listing, version=made.version, by=by, reason_code="typical")
    return made


def running(by: User, listings: list[Listing], **changes: Any) -> Collection:
    """A published collection."""
    made = draft(by, listings, **changes)
    return services.publish(made, version=made.version, by=by)
