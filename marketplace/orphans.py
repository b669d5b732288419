"""Files that no record names: left behind by a process that died before it noted them.

They may hold what people trusted the site with, so they do not stay.
"""

from datetime import datetime, timedelta

import structlog

from marketplace import nightly, storage
from marketplace.clock import now

log = structlog.get_logger(__name__)

# Far longer than any transaction lasts: a file is written before the record that names it.
NOTED_WITHIN = timedelta(days=2)


def forget(at: datetime) -> int:
    """Delete private files older than two days that no record names; returns how many."""
    old = set(storage.private().older_than(at - NOTED_WITHIN))
    # The records are asked last: a file that was noted meanwhile is named.
    left = old - {key for kind, key in storage.named() if kind == "private"} if old else old
    for key in left:
        storage.private().delete(key)
    if left:
        log.warning("files without a record were deleted", files=len(left))
    return len(left)


@nightly.job
def forget_orphans() -> None:
    """Leave no unnamed file for another night."""
    forget(now())
