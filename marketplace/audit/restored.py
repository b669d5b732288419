"""A backup that was put back: the trail says itself what it lost, under its own seal."""

import structlog

from marketplace import events
from marketplace.audit import heads, sealing
from marketplace.database import transaction

log = structlog.get_logger(__name__)

NAME = "database.restored"
WAITS = 10.0  # seconds for a seal


def note() -> int:
    """Record where the trail ends after a restore and where it ended before, and seal that.

    Returns how many sealed events were lost: those between both ends.
    """
    before, here = heads.last(), sealing.present_head()
    own, outside = (head.sequence if head else 0 for head in (here, before))
    with transaction():
        events.record_of_house(
            NAME,
            "Database",
            own=own,
            own_mac=here.mac.hex() if here else None,
            outside=outside,
            outside_mac=before.mac.hex() if before else None,
        )
    sealing.seal_within(WAITS)
    return max(0, outside - own)
