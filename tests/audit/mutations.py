"""A sealed trail in the memory, as it is read from a database, and what an attacker does to it.

She may do whatever can be done to rows, and knows how the chain is reckoned; not its key.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from marketplace.audit import canonical
from marketplace.audit.heads import Head, Told
from marketplace.audit.mismatches import SealRow
from marketplace.audit.verdict import Verdict
from marketplace.audit.verifying import verify
from marketplace.vault import Locked

ID, NAME = canonical.COLUMNS.index("id"), canonical.COLUMNS.index("name")
KEYS = {"k1": b"1" * 32, "k2": b"2" * 32}


def key_of(key_id: str) -> bytes:
    if key_id not in KEYS:
        raise Locked(key_id)
    return KEYS[key_id]


@dataclass
class Trail:
    """Events, their seals, and the heads that lie outside, where she does not come."""

    events: list[list]
    seals: list[list]
    told: list[Told]
    chance: random.Random = field(default_factory=random.Random)

    def copy(self, chance: random.Random) -> "Trail":
        events, seals = [list(row) for row in self.events], [list(row) for row in self.seals]
        return Trail(events, seals, self.told, chance)

    def verdict(self) -> Verdict:
        """What a look at it says, read in the order in which a database hands it out."""
        events = sorted(self.events, key=lambda row: row[ID])
        seals = sorted((tuple(seal) for seal in self.seals), key=lambda seal: seal[0])
        return verify(seals, map(tuple, events), self.told, key_of)

    def place(self) -> int:
        return self.chance.randrange(len(self.seals))

    def chain_anew(self, first: int, key: bytes) -> None:
        """Reckon every seal from one on, with a key of her own."""
        by_id = {row[ID]: row for row in self.events}
        before = self.seals[first - 1][2] if first else canonical.BEGINNING
        for seal in self.seals[first:]:
            seal[2] = before = canonical.mac(
                key, before, sequence=seal[0], key_id=seal[3], sealed_at=seal[4],
                event=by_id[seal[1]],
            )  # fmt: skip


def trail(seals: list[SealRow], events: list[canonical.Row]) -> Trail:
    """A trail as it was read, with a head for every tenth seal and for the last."""
    told = []
    for seal in seals:
        if seal[0] % 10 == 0 or seal is seals[-1]:
            told.append(Told("heads.log", len(told) + 1, head_of(seal)))
    return Trail([list(row) for row in events], [list(seal) for seal in seals], told)


def head_of(seal: SealRow) -> Head:
    from datetime import UTC, datetime

    at = datetime.fromisoformat(seal[4].decode()).replace(tzinfo=UTC)
    return Head(at, seal[0], seal[1], seal[3].decode(), bytes(seal[2]))


def another(value: object, chance: random.Random) -> object:
    """A value that differs as little as can be: a letter, a microsecond, one, or none."""
    if value in (None, "null"):
        return chance.choice([0, 1, b"", b"x"])
    if chance.random() < 0.15:
        return None
    if isinstance(value, int):
        return chance.choice([value + 1, value - 1, str(value).encode(), -value or 1])
    assert isinstance(value, bytes)
    at = chance.randrange(len(value) + 1)
    if value and at < len(value) and chance.random() < 0.5:
        return value[:at] + bytes([value[at] ^ (1 << chance.randrange(8))]) + value[at + 1 :]
    return value[:at] + chance.choice([b" ", b"0", b"\x00", b"a"]) + value[at:]


def edit_event(one: Trail) -> None:
    row = one.events[one.place()]
    column = one.chance.randrange(1, len(row))
    row[column] = another(row[column], one.chance)


def edit_two(one: Trail) -> None:
    edit_event(one)
    row = one.events[one.place()]
    row[NAME] = another(row[NAME], one.chance)


def renumber_event(one: Trail) -> None:
    row = one.events[one.place()]
    row[ID] = max(r[ID] for r in one.events) + one.chance.randrange(1, 9)


def edit_seal(one: Trail) -> None:
    seal = one.seals[one.place()]
    column = one.chance.randrange(1, 5)
    seal[column] = another(seal[column], one.chance)


def delete_event(one: Trail) -> None:
    del one.events[one.place()]


def delete_seal(one: Trail) -> None:
    del one.seals[one.place()]


def delete_both(one: Trail) -> None:
    place = one.place()
    del one.events[place], one.seals[place]


def delete_both_and_close_the_gap(one: Trail) -> None:
    place = one.place()
    del one.events[place], one.seals[place]
    for seal in one.seals[place:]:
        seal[0] -= 1


def swap_events(one: Trail) -> None:
    a, b = one.chance.sample(range(len(one.events)), 2)
    one.events[a][1:], one.events[b][1:] = one.events[b][1:], one.events[a][1:]


def swap_seals(one: Trail) -> None:
    a, b = one.chance.sample(range(len(one.seals)), 2)
    one.seals[a][1:], one.seals[b][1:] = one.seals[b][1:], one.seals[a][1:]


def insert_between(one: Trail) -> None:
    """Room is made for it: later ids move on, in events and seals."""
    place = one.chance.randrange(1, len(one.events))
    new = list(one.events[place])
    for row in one.events[place:]:
        row[ID] += 1
    for seal in one.seals[place:]:
        seal[1] += 1
    one.events.insert(place, new)


def insert_with_a_seal(one: Trail) -> None:
    place = one.place()
    new, seal = list(one.events[place]), list(one.seals[-1])
    new[ID], seal[0], seal[1] = one.events[-1][ID] + 1, seal[0] + 1, one.seals[-1][1] + 1
    seal[2] = one.chance.randbytes(32)
    one.events.append(new)
    one.seals.append(seal)


def duplicate(one: Trail) -> None:
    """An event once more, at the end, with the seal of the first."""
    place = one.place()
    new, seal = list(one.events[place]), list(one.seals[place])
    new[ID], seal[0], seal[1] = one.events[-1][ID] + 1, one.seals[-1][0] + 1, one.events[-1][ID] + 1
    one.events.append(new)
    one.seals.append(seal)


def cut_events(one: Trail) -> None:
    del one.events[one.place() :]


def cut_seals(one: Trail) -> None:
    """All seals from one on: what is no longer sealed looks as if it waited."""
    del one.seals[one.place() :]


def cut_both(one: Trail) -> None:
    place = one.place()
    del one.events[place:], one.seals[place:]


def empty(one: Trail) -> None:
    one.events.clear()
    one.seals.clear()


def chain_without_the_key(one: Trail) -> None:
    place = one.place()
    edit_event(one)
    one.events[place][NAME] = b"shop.opened anew"
    one.chain_anew(place, one.chance.choice([b"", b"0" * 32, one.chance.randbytes(32)]))


def chain_with_an_own_key_id(one: Trail) -> None:
    place = one.place()
    one.events[place][NAME] = b"shop.opened anew"
    for seal in one.seals[place:]:
        seal[3] = b"k9"
    one.chain_anew(place, one.chance.randbytes(32))


def chain_with_an_old_key(one: Trail) -> None:
    """She has a key that was in use before, and all records from one on."""
    place = one.place()
    one.events[place][NAME] = b"shop.opened anew"
    for seal in one.seals[place:]:
        seal[3] = b"k1"
    one.chain_anew(place, KEYS["k1"])


def cut_and_go_on(one: Trail) -> None:
    """The end is cut off, and others are put in its place, sealed without the key."""
    place = one.place()
    later = [list(row) for row in one.events[place:]]
    for row in later:
        row[NAME] = b"shop.edited instead"
    one.events[place:] = later
    one.chain_anew(place, one.chance.randbytes(32))


MUTATIONS: list[Callable[[Trail], None]] = [
    edit_event, edit_event, edit_event, edit_two, renumber_event, edit_seal, edit_seal,
    delete_event, delete_seal, delete_both, delete_both_and_close_the_gap, swap_events, swap_seals,
    insert_between, insert_with_a_seal, duplicate, cut_events, cut_seals, cut_both, empty,
    chain_without_the_key, chain_with_an_own_key_id, chain_with_an_old_key, cut_and_go_on,
]  # fmt: skip


def undetected(whole: Trail, seed: int, count: int) -> list[str]:
    """Mutate so often, each time from the whole trail; returns what nobody noticed."""
    chance = random.Random(seed)
    passed = []
    for number in range(count):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        one = whole.copy(chance)
        mutation(one)
        if (one.events, one.seals) == (whole.events, whole.seals):
            mutation(one)  # chance had changed nothing
        if one.verdict().is_sound:
            passed.append(f"{mutation.__name__}, number {number} of seed {seed}")
    return passed
