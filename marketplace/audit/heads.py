"""The head of the chain, written outside the database: in a file, in mails, on paper.

A chain alone cannot show that its end was cut off; a head that was written down elsewhere can.
`heads.log` has a line for each time that something was sealed today; what is older keeps one
line an hour, in a file a month, and each that the chain does not know any more: it tells of what
was cut off. A line is sealed itself, so nobody writes one without the key.
"""

import base64
import fcntl
import hmac
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from flask import current_app

from marketplace.audit import keys
from marketplace.database import db
from marketplace.vault import Locked

NAME = "heads.log"
WORD = "pasar-head"
LONGEST_LINE = 4096
_DAY = re.compile(rf"{WORD} ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})T")
_LINE = re.compile(
    rf"{WORD} (\S+) ([0-9]{{1,18}}) ([0-9]{{1,18}}) (\S+) (\S{{43}}) (\S{{22}})(?!\S)"
)
AT_ONCE = 500
_SEALS = sa.text("SELECT sequence, mac FROM event_seals WHERE sequence IN :some").bindparams(
    sa.bindparam("some", expanding=True)
)

Seal = tuple[int, bytes]  # its number, and what it is
Known = Callable[[Sequence[Seal]], set[Seal]]


@dataclass(frozen=True)
class Head:
    """The last seal at an instant."""

    at: datetime
    sequence: int
    event_id: int
    key_id: str
    mac: bytes

    @classmethod
    def of(cls, seal: Mapping[str, Any]) -> "Head":
        """The head that a seal is, from its columns."""
        mac = bytes(seal["mac"])
        return cls(seal["sealed_at"], seal["sequence"], seal["event_id"], seal["key_id"], mac)

    def line(self) -> str:
        """Time, sequence, event, key, the seal, and the seal of the line itself."""
        at = f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        told = f"{WORD} {at} {self.sequence} {self.event_id} {self.key_id} {_letters(self.mac)}"
        return f"{told} {_seal_of(told, keys.by_id(self.key_id))}"


@dataclass(frozen=True)
class Told:
    """A line of a file of heads; `head` is None when its own seal does not hold."""

    file: str
    number: int
    head: Head | None


def in_the_chain(told: Sequence[Seal]) -> set[Seal]:
    """Those of some seals that the database still holds."""
    known: set[Seal] = set()
    for start in range(0, len(told), AT_ONCE):
        some = [sequence for sequence, _ in told[start : start + AT_ONCE]]
        known |= {(row[0], row[1]) for row in db.session.execute(_SEALS, {"some": some})}
    db.session.rollback()
    return known.intersection(told)


def append(head: Head, known: Known = in_the_chain) -> None:
    """Write a head down and wait until it is on the disk."""
    with _opened() as file:
        _begin_a_new_day(file, head.at, known)
        _drop_what_was_cut_short(file)
        file.write(f"{head.line()}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def catch_up(present: Head | None) -> None:
    """Write the database's head down when whoever sealed it was killed before he could."""
    written = last()
    if present is not None and (written is None or written.sequence < present.sequence):
        append(present)


def last() -> Head | None:
    """The last head that was written down here; None when none was, or the line is no head."""
    path = folder() / NAME
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LONGEST_LINE))
            lines = file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return None
    found = list(read(NAME, lines[-1:]))
    return found[0].head if found else None


def folder() -> Path:
    """Where heads are kept: beside the database, never in a backup."""
    path: Path = current_app.config["SETTINGS"].home / "audit"
    return path


def all_here() -> Iterator[Told]:
    """Every head that was written down here, the oldest first."""
    for path in [*sorted(folder().glob("heads-*.log")), folder() / NAME]:
        if path.exists():
            yield from read_file(path)


def read_file(path: Path) -> Iterator[Told]:
    """The heads in a file, which may also be a saved mail with words around them."""
    with path.open(encoding="utf-8", errors="replace") as file:
        yield from read(path.name, file)


def read(name: str, lines: Iterable[str]) -> Iterator[Told]:
    """The heads among lines of text; a line that was damaged counts as none with a number."""
    for number, line in enumerate(lines, 1):
        if WORD not in line:
            if name.startswith("heads") and line.strip():
                yield Told(name, number, None)
            continue
        found = _LINE.search(line)
        yield Told(name, number, _head_in(found) if found else None)


def _head_in(found: re.Match[str]) -> Head | None:
    at, sequence, event_id, key_id, mac, seal = found.groups()
    told = found.group().rpartition(" ")[0]
    try:
        if not hmac.compare_digest(_seal_of(told, keys.by_id(key_id)), seal):
            return None
        when = datetime.fromisoformat(at)
        return Head(when, int(sequence), int(event_id), key_id, _bytes(mac))
    except (Locked, ValueError):
        return None


def _seal_of(told: str, key: bytes) -> str:
    return _letters(hmac.digest(key, b"head;" + told.encode(), "sha256")[:16])


def _letters(given: bytes) -> str:
    return base64.urlsafe_b64encode(given).decode().rstrip("=")


def _bytes(letters: str) -> bytes:
    return base64.urlsafe_b64decode(letters + "=")


def _opened() -> IO[bytes]:
    """Today's file, ours alone until it is closed."""
    path = folder() / NAME
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600), "r+b")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def _drop_what_was_cut_short(file: IO[bytes]) -> None:
    """A line without its end was being written when the machine went down."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - LONGEST_LINE))
    end = file.read()
    whole = end.rfind(b"\n") + 1
    if whole < len(end):
        file.truncate(size - len(end) + whole)
    file.seek(0, os.SEEK_END)


def _begin_a_new_day(file: IO[bytes], at: datetime, known: Known) -> None:
    """Thin what was written on an earlier day, month by month."""
    file.seek(0)
    begun = _DAY.match(file.readline().decode(errors="replace"))
    if begun is None or begun[1] >= f"{at.astimezone(UTC):%Y-%m-%d}":
        return
    file.seek(0)
    kept = _thinned(file.readlines(), known)
    with (folder() / f"heads-{begun[1][:7]}.log").open("ab") as month:
        month.writelines(kept)
        month.flush()
        os.fsync(month.fileno())
    file.truncate(0)


def _thinned(lines: list[bytes], known: Known) -> list[bytes]:
    """The last line of each hour, and those that the chain does not know: never what proves."""
    # By day and hour, as the time in a line begins with them.
    last = set({line[: len(WORD) + 14]: number for number, line in enumerate(lines)}.values())
    beside = {
        number: seal
        for number, line in enumerate(lines)
        if number not in last and (seal := _seal_in(line)) is not None
    }
    vouched = known(list(beside.values()))
    return [line for number, line in enumerate(lines) if beside.get(number) not in vouched]


def _seal_in(line: bytes) -> Seal | None:
    """The seal that a line names, whoever wrote it; None where it was damaged."""
    found = _LINE.match(line.decode(errors="replace"))
    try:
        return (int(found[2]), _bytes(found[5])) if found else None
    except ValueError:
        return None
