"""The turn of one shelf: in which order shops stand, and what each has had of it.

A shop's exposure is what it has been shown so far. Whoever has least comes first and gets the
best slot; equals are drawn by a seed of the day and the shelf, so that every process, and whoever
checks it, draws the same. A shop that was away is taken up where the others are by now: it neither
makes up for lost days nor pays for them, and nobody else's turn moves.
"""

import hashlib
import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from marketplace.promotions.fairness.measures import Measures

Candidates = Mapping[int, Sequence[int]]  # the listings of each shop, by their ids


@dataclass
class Ledger:
    """What each shop of a shelf has had: `exposures` and `turns` by shop."""

    level: float = 0
    exposures: dict[int, int] = field(default_factory=dict)
    turns: dict[int, int] = field(default_factory=dict)

    def standing(self, shop_id: int, spread: int) -> float:
        """What counts for a shop: its own, but no less than those may have who never left."""
        own = self.exposures.get(shop_id)
        return self.level if own is None else max(own, self.level - spread)

    def charge(
        self, shown: Sequence[int], shops: int, views: float, measures: Measures, spread: int
    ) -> None:
        """Write down a turn that has ended: who stood in which slot while so many looked."""
        standings = [self.standing(shop_id, spread) for shop_id in shown]
        total = 0
        for slot, (shop_id, standing) in enumerate(zip(shown, standings, strict=True)):
            worth = measures.worth(slot, views)
            self.exposures[shop_id] = round(standing) + worth
            self.turns[shop_id] = self.turns.get(shop_id, 0) + 1
            total += worth
        self.level += total / max(1, shops)


@lru_cache(maxsize=20_000)
def drawn(shelf: str, day: date, shop_id: int) -> bytes:
    """The lot of a shop on a shelf on a day: smaller comes first."""
    return hashlib.blake2b(f"{shelf}|{day}|{shop_id}".encode(), digest_size=8).digest()


def order(
    candidates: Candidates, ledger: Ledger, *, shelf: str, day: date, spread: int, most: int
) -> list[tuple[int, int]]:
    """The first of the shops with one listing each, in the order of their turns."""
    shops = heapq.nsmallest(
        most,
        candidates,
        key=lambda shop_id: (ledger.standing(shop_id, spread), drawn(shelf, day, shop_id)),
    )
    return [(shop_id, _listing(candidates[shop_id], ledger, shop_id)) for shop_id in shops]


def _listing(listings: Sequence[int], ledger: Ledger, shop_id: int) -> int:
    """Which of a shop's listings comes next: each in turn."""
    return sorted(listings)[ledger.turns.get(shop_id, 0) % len(listings)]
