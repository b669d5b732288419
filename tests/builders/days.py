"""A clock that stands still, for what changes at midnight."""

from datetime import UTC, datetime
from typing import Any

import pytest

from marketplace import clock


class Clock:
    """`clock.stand_at("2026-11-30 23:59")`: it is that time in Banten, everywhere."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def stand_at(self, banten: str) -> datetime:
        """Stop the clock at a time in Banten; returns it in UTC."""
        instant = datetime.fromisoformat(banten).replace(tzinfo=clock.WIB).astimezone(UTC)

        class Standing(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return instant.astimezone(tz)

        self._monkeypatch.setattr(clock, "datetime", Standing)
        return instant


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that a test can stop."""
    return Clock(monkeypatch)
