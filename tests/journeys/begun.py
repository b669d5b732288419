"""Work that the worker has begun, and work that failed, for the pages that show it."""

from datetime import timedelta

from marketplace import tasks
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import transaction
from marketplace.registry import services as registry


def readings(officer: User) -> list[tasks.Task]:
    """A large register that is being read for a long time yet, and one that could not be."""
    about = {"kind": registry.READ, "by_id": officer.id, "arguments": {"filename": "banten.csv"}}
    readings = [
        tasks.Task(**about, files={}, state="running", done=40_000, total=100_000,
                   words="Membaca baris", beat_at=now() + timedelta(hours=1)),
        tasks.Task(**about, files={}, state="failed", error=tasks.BROKE, ended_at=now()),
    ]  # fmt: skip
    with transaction() as session:
        session.add_all(readings)
    return readings
