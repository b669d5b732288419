"""How many slots there are, how long a turn lasts, and how much a turn is worth: as data."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from marketplace.clock import WIB

DATA = Path(__file__).parents[1] / "data" / "fairness.toml"
A_MONTH = 30 * 24 * 60  # minutes
LOOK = 1_000  # what one sure look in an average hour counts
LONGEST_CHARGED = timedelta(days=1)


@dataclass(frozen=True)
class Measures:
    """The figures of one version of the data."""

    version: str
    slots: int
    new_days: int
    regencies_a_day: int
    collections_on_home: int
    least_turns_in_30_days: int
    turn_minutes: tuple[int, ...]
    slot_views: tuple[int, ...]
    hour_views: tuple[int, ...]

    def minutes_for(self, shops: int, slots: int) -> int:
        """How long a turn lasts with so many shops: as long as it can be fair within 30 days."""
        for minutes in self.turn_minutes:
            if A_MONTH // minutes * slots >= self.least_turns_in_30_days * shops:
                return minutes
        return self.turn_minutes[-1]

    def end_of_turn(self, now: datetime, minutes: int) -> datetime:
        """The next whole turn of a day in Banten after an instant."""
        local = now.astimezone(WIB)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        past = int((local - midnight).total_seconds() // 60) // minutes
        return (midnight + timedelta(minutes=(past + 1) * minutes)).astimezone(now.tzinfo)

    def views_between(self, began_at: datetime, ended_at: datetime) -> float:
        """How many average hours of visitors there were between two instants."""
        local = max(began_at, ended_at - LONGEST_CHARGED).astimezone(WIB)
        end, total = ended_at.astimezone(WIB), 0.0
        while local < end:
            hour = local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
            until = min(hour, end)
            total += (until - local).total_seconds() / 3600 * self.hour_views[local.hour] / 100
            local = until
        return total

    def worth(self, slot: int, views: float) -> int:
        """What standing in a slot, counted from 0, for so many hours of visitors is worth."""
        seen = self.slot_views[min(slot, len(self.slot_views) - 1)]
        return round(LOOK * views * seen / 100)

    def spread(self, minutes: int) -> int:
        """The most that one turn can be worth: so far apart those may be who never left."""
        return round(LOOK * max(self.hour_views) / 100 * max(self.slot_views) / 100 * minutes / 60)


@cache
def measures() -> Measures:
    """The shipped figures; cached for the life of the process."""
    with DATA.open("rb") as file:
        data = tomllib.load(file)
    lists = {name: tuple(data.pop(name)) for name in ("turn_minutes", "slot_views", "hour_views")}
    return Measures(**{**data, **lists})
