"""Seals that do not vouch for their events: what happened, as far as the numbers tell.

A seal is reckoned from the one before as it is stored. So an event that was edited fails alone;
a seal that was edited fails with its successor; a chain made anew without the key fails to its end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from marketplace.audit import canonical
from marketplace.audit.verdict import Verdict

# sequence, event_id, mac, key_id, sealed_at: as they lie in the database
SealRow = tuple[Any, Any, Any, Any, Any]

LONG = 3  # neighbours that fail together
MOST_COMPARED = 30


@dataclass(frozen=True)
class Mismatch:
    """A seal that does not vouch for its event, and what it is reckoned from."""

    seal: SealRow
    previous: bytes
    key: bytes
    row: canonical.Row


def reckoned(key: bytes, previous: bytes, seal: SealRow, row: canonical.Row) -> bytes:
    """What the seal of an event must be."""
    sequence, _, _, key_id, sealed_at = seal
    return canonical.mac(
        key, previous, sequence=sequence, key_id=key_id, sealed_at=sealed_at, event=row
    )


class Mismatches:
    """Gathers them run by run, and tells a verdict what each looks like."""

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._run: list[Mismatch] = []
        self._length = 0
        self._alone: list[Mismatch] = []

    def add(self, one: Mismatch) -> None:
        """One more, right after the last."""
        self._length += 1
        if self._length <= LONG:
            self._run.append(one)

    def end_run(self, *, at_end: bool = False) -> None:
        """The next seal is good again, or there is none."""
        if not self._length:
            return
        if self._length >= LONG:
            words = "this seal and all after it are of another key: the chain was made anew"
            if not at_end:
                words = f"{self._length} seals in a row do not vouch for their events"
            sequence, event_id = self._run[0].seal[:2]
            kind = "chain made anew" if at_end else "edited"
            self._verdict.find(kind, words, sequence, event_id, times=self._length)
        elif len(self._alone) < MOST_COMPARED:
            self._alone += self._run
        else:
            self._tell_edited(self._run)
        self._run, self._length = [], 0

    def close(self) -> None:
        """No seal is left: tell swapped events from edited ones."""
        self.end_run(at_end=True)
        swapped: set[int] = set()
        for one, other in combinations(self._alone, 2):
            if _are_swapped(one, other):
                words = f"events {one.seal[1]} and {other.seal[1]} stand in each other's place"
                self._verdict.find("swapped", words, *one.seal[:2])
                swapped |= {id(one), id(other)}
        self._tell_edited([one for one in self._alone if id(one) not in swapped])

    def _tell_edited(self, those: Sequence[Mismatch]) -> None:
        for one in those:
            words = "the event, or its seal, or the seal before it, was edited"
            self._verdict.find("edited", words, *one.seal[:2])


def _are_swapped(one: Mismatch, other: Mismatch) -> bool:
    def vouches(seal: Mismatch, event: Mismatch) -> bool:
        row = (seal.row[0], *event.row[1:])
        return reckoned(seal.key, seal.previous, seal.seal, row) == seal.seal[2]

    return vouches(one, other) and vouches(other, one)
