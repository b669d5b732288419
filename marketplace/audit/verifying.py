"""Going over the whole trail: what was edited, deleted, swapped, inserted, cut off, and where."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from marketplace.audit import canonical
from marketplace.audit.heads import Head, Told
from marketplace.audit.mismatches import Mismatch, Mismatches, SealRow, reckoned
from marketplace.audit.restored import restoration_in
from marketplace.audit.verdict import Verdict
from marketplace.vault import Locked

RESTORED = b"database.restored"

_NAME, _DETAILS = (canonical.COLUMNS.index(name) for name in ("name", "details"))

KeyOf = Callable[[str], bytes]


def verify(
    seals: Iterable[SealRow], events: Iterable[canonical.Row], told: Iterable[Told], key_of: KeyOf
) -> Verdict:
    """Go over seals by number, events by id and the heads outside; in bounded memory."""
    verdict, wanted = Verdict(), _by_sequence(told)
    for line in wanted.pop(0, []):
        verdict.find("head forged", f"{line.file}, line {line.number}, is no head of ours")
    _Walk(verdict, key_of, wanted).go(iter(seals), iter(events))
    _judge_heads(verdict, wanted)
    return verdict


def _by_sequence(told: Iterable[Told]) -> dict[int, list[Told]]:
    """The heads to look for at each seal; at 0 the lines that are none."""
    wanted: dict[int, list[Told]] = {0: []}
    for line in told:
        wanted.setdefault(line.head.sequence if line.head else 0, []).append(line)
    return wanted


def _judge_heads(verdict: Verdict, wanted: dict[int, list[Told]]) -> None:
    """What is left are heads that the chain does not know."""
    end = verdict.last.sequence if verdict.last else 0
    for sequence in sorted(wanted):
        for line in wanted[sequence]:
            assert line.head is not None
            why = next((one for one in verdict.restorations if one.explains(line.head)), None)
            if why is not None:
                verdict.lost.append((line, why))
                continue
            at = f"{line.head.at:%Y-%m-%d %H:%M:%S} UTC ({line.file}, line {line.number})"
            if sequence > end:
                words = f"{sequence} events were sealed by {at}; the chain ends at {end}"
                verdict.find("cut off", words, sequence, line.head.event_id)
            else:
                words = f"the head of {at} is of another chain than seal {sequence} here"
                verdict.find("replaced", words, sequence, line.head.event_id)


class _Walk:
    """One pass over the chain."""

    def __init__(self, verdict: Verdict, key_of: KeyOf, wanted: dict[int, list[Told]]) -> None:
        self._verdict, self._wanted = verdict, wanted
        # Keys as they were first met; one that comes back after another was taken for a forger's.
        self._keys: dict[Any, bytes | None] = {}
        self._present_key: Any = None
        self._key_of = key_of
        self._mismatches = Mismatches(verdict)

    def go(self, seals: Iterator[SealRow], events: Iterator[canonical.Row]) -> None:
        """Seals in the order of their numbers beside events in the order of their ids."""
        before, previous, last_id = 0, canonical.BEGINNING, 0
        row, seal = next(events, None), None
        for seal in seals:
            sequence, event_id, stored = seal[:3]
            if sequence != before + 1:
                words = f"seals {before + 1} to {sequence - 1} are gone"
                self._verdict.find("seals deleted", words, before + 1)
            if not isinstance(event_id, int) or event_id <= last_id:
                words = "seals are not in the order of ids"
                self._verdict.find("seals swapped", words, sequence, event_id)
            else:
                row, last_id = self._look(seal, previous, row, events), event_id
            self._verdict.seals += 1
            before, previous = sequence, stored if isinstance(stored, bytes) else b""
            if sequence in self._wanted:
                self._meet_heads(seal)
        self._mismatches.close()
        if seal is not None:
            self._verdict.last = _head(seal)

    def _look(
        self, seal: SealRow, previous: bytes, row: canonical.Row | None, events: Iterator[Any]
    ) -> canonical.Row | None:
        """Whether a seal vouches for its event; returns the first event after it."""
        sequence, event_id = seal[:2]
        while row is not None and row[0] < event_id:
            words = "an event without a seal stands among sealed ones"
            self._verdict.find("inserted", words, None, row[0])
            row = next(events, None)
        if row is None or row[0] > event_id:
            words = "the event is gone, its seal stands"
            self._verdict.find("deleted", words, sequence, event_id)
            return row
        key = self._key(seal)
        if key is None:
            words = f"sealed with the key {_text(seal[3])!r}, which is not in the keyring"
            self._verdict.find("unknown key", words, sequence, event_id)
        elif reckoned(key, previous, seal, row) != seal[2]:
            self._mismatches.add(Mismatch(seal, previous, key, row))
        else:
            self._mismatches.end_run()
            if row[_NAME] == RESTORED:
                self._note_restoration(seal, row)
        return next(events, None)

    def _key(self, seal: SealRow) -> bytes | None:
        sequence, event_id, _, key_id, _ = seal
        if key_id != self._present_key:
            if key_id in self._keys:
                words = f"sealed with {_text(key_id)!r}, which a newer key had replaced before"
                self._verdict.find("old key", words, sequence, event_id)
            self._present_key = key_id
        if key_id not in self._keys:
            try:
                self._keys[key_id] = self._key_of(_text(key_id))
            except Locked:
                self._keys[key_id] = None
        return self._keys[key_id]

    def _meet_heads(self, seal: SealRow) -> None:
        """Heads that name this seal are done with; those of another chain stay."""
        here = _head(seal)
        others = [
            line
            for line in self._wanted.pop(seal[0])
            if line.head is None or (line.head.mac, line.head.event_id) != (here.mac, here.event_id)
        ]
        if others:
            self._wanted[seal[0]] = others

    def _note_restoration(self, seal: SealRow, row: canonical.Row) -> None:
        told = restoration_in(row[_DETAILS], self._key_of)
        if told is None:
            words = "a restore is told of that never was: somebody excuses what she cut off"
            self._verdict.find("restore forged", words, *seal[:2])
        else:
            self._verdict.restorations.append(told)


def _head(seal: SealRow) -> Head:
    sequence, event_id, stored, key_id, sealed_at = seal
    mac = stored if isinstance(stored, bytes) else b""
    try:
        at = datetime.fromisoformat(_text(sealed_at)).replace(tzinfo=UTC)
    except ValueError:
        at = datetime.min.replace(tzinfo=UTC)
    return Head(at, sequence, event_id, _text(key_id), mac)


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else repr(value)
