"""Thirty days of one shelf: shops come, go, sell out and return, and each turn is looked at."""

import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from marketplace.clock import WIB, day_of
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.fairness.turns import Ledger, order

START = datetime(2026, 11, 1, tzinfo=WIB).astimezone(UTC)
# Of a hundred shops so many never leave; of the others about one moves every three hours.
FAITHFUL = 70
MOVES_AN_HOUR = 0.3


@dataclass
class Month:
    """What each shop was shown: in expected looks, by visitors of each hour and slot."""

    slots: int
    shops: int
    seed: int = 7
    days: int = 30
    seen: dict[int, float] = field(default_factory=dict)
    newcomers: list[int] = field(default_factory=list)
    turns: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._present = set(range(self.shops))
        self._ledger, self._next = Ledger(), self.shops
        self._run()

    @property
    def faithful(self) -> list[int]:
        """Those who fitted all the time."""
        return list(range(self.shops * FAITHFUL // 100))

    @property
    def spread(self) -> float:
        """How far the most and the least shown of them lie apart, over their mean."""
        shown = [self.seen.get(shop, 0.0) for shop in self.faithful]
        return (max(shown) - min(shown)) / (sum(shown) / len(shown))

    def _run(self) -> None:
        figures, at = measures(), START
        while at < START + timedelta(days=self.days):
            minutes = figures.minutes_for(len(self._present), self.slots)
            spread, until = figures.spread(minutes), figures.end_of_turn(at, minutes)
            candidates = dict.fromkeys(self._present, (0,))
            drawn = order(
                candidates, self._ledger, shelf="uji", day=day_of(at), spread=spread,
                most=self.slots,
            )  # fmt: skip
            shown = [shop for shop, _ in drawn]
            views = figures.views_between(at, until)
            for slot, shop in enumerate(shown):
                self.seen[shop] = self.seen.get(shop, 0.0) + figures.worth(slot, views)
            self._ledger.charge(shown, len(self._present), views, figures, spread)
            if self._dice.random() < MOVES_AN_HOUR * minutes / 60:
                self._move()
            at, self.turns = until, self.turns + 1

    def _move(self) -> None:
        """Somebody sells out, comes back, or opens a shop."""
        fickle = sorted(self._present - set(self.faithful))
        away = sorted(set(range(self._next)) - self._present)
        lot = self._dice.random()
        if lot < 0.45 and fickle:
            self._present.discard(self._dice.choice(fickle))
        elif lot < 0.8 and away:
            self._present.add(self._dice.choice(away))
        else:
            self._present.add(self._next)
            self.newcomers.append(self._next)
            self._next += 1
