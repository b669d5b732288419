"""What a look at the trail has found: each fault with its kind, the record, and words."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.audit.heads import Head, Told

KEPT = 20  # faults of a kind that are named; all are counted


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: what it looks like, and at which record."""

    kind: str
    words: str
    sequence: int | None = None
    event_id: int | None = None


@dataclass(frozen=True)
class Restoration:
    """That a backup was put back: what was sealed after `own`, up to `outside`, was lost."""

    at: datetime
    own: int
    outside: int

    def explains(self, head: Head) -> bool:
        """Whether a head that the chain does not know was lost by this."""
        return self.own < head.sequence <= self.outside and head.at <= self.at


@dataclass
class Verdict:
    """What was found."""

    seals: int = 0
    last: Head | None = None
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    lost: list[tuple[Told, Restoration]] = field(default_factory=list)
    restorations: list[Restoration] = field(default_factory=list)
    unsealed: int = 0
    oldest: float = 0.0  # seconds since the first event without a seal

    @property
    def is_sound(self) -> bool:
        return not self.counts

    @property
    def first(self) -> Fault | None:
        """The fault at the lowest record; those that name no record come last."""
        every = [fault for kind in self.faults.values() for fault in kind]
        return min(every, key=lambda f: (f.event_id or 2**63, f.sequence or 2**63), default=None)

    def find(
        self, kind: str, words: str, sequence: Any = None, event_id: Any = None, *, times: int = 1
    ) -> None:
        """Note a fault; with `times`, for so many records from this one on."""
        self.counts[kind] = self.counts.get(kind, 0) + times
        named = self.faults.setdefault(kind, [])
        if len(named) < KEPT:
            numbers = (n if isinstance(n, int) else None for n in (sequence, event_id))
            named.append(Fault(kind, words, *numbers))
