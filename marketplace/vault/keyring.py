"""The keys themselves: from the environment, or from a file that every process reads anew."""

import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app

from marketplace.errors import ConfigurationError, RuleBroken

FILE = "keys.json"


def id_of(key: str) -> str:
    """The name of a key, which tells nothing of it: what it locked says which key opens it."""
    return "k" + hashlib.sha256(b"pasar/key-id/" + key.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Keys:
    """Keys by their ids; the active one locks."""

    active: str
    by_id: dict[str, str] = field(repr=False)

    @classmethod
    def of(cls, keys: Sequence[str]) -> "Keys":
        """The newest comes first and is the active one."""
        return cls(id_of(keys[0]), {id_of(key): key for key in keys})


class Keyring:
    """The keys of one installation; a file is read again as soon as it has changed."""

    def __init__(self, file: Path, given: Sequence[str] = ()) -> None:
        self.file = file
        self._given = Keys.of(given) if given else None
        self._read: tuple[tuple[int, int, int], Keys] | None = None

    @property
    def is_given(self) -> bool:
        """Whether the environment holds the keys, where nobody but the operator changes them."""
        return self._given is not None

    def keys(self) -> Keys:
        """The keys as they are now; ConfigurationError when there are none, or no good ones."""
        if self._given is not None:
            return self._given
        stamp = self._stamp()
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, _read(self.file)
        return self._read[1]

    @property
    def trouble(self) -> str | None:
        """What an operator should mend; None when the keys are there and nobody else reads them."""
        try:
            self.keys()
        except ConfigurationError as missing:
            return str(missing)
        if self._given is None and self.file.stat().st_mode & 0o077:
            return f"{self.file} can be read by others: chmod 600"
        return None

    def make(self) -> None:
        """Write the first key, if there is none yet; of two processes at once one does."""
        if self._given is not None or self.file.exists():
            return
        with self._changing():
            if not self.file.exists():
                self._write([secrets.token_urlsafe(48)])

    def add(self) -> str:
        """Make a new key the active one; returns its id."""
        with self._changing():
            new = secrets.token_urlsafe(48)
            self._write([new, *_read(self.file).by_id.values()])
        return id_of(new)

    def bring(self, keys: Sequence[str]) -> None:
        """Take keys over from another installation, in front; those that are here stay."""
        with self._changing():
            here = _read(self.file).by_id.values() if self.file.exists() else ()
            self._write(list(dict.fromkeys([*keys, *here])))

    def remove(self, key_id: str) -> None:
        """Forget a key for good; the caller has seen that nothing is locked with it."""
        with self._changing():
            keys = _read(self.file)
            if key_id == keys.active:
                raise RuleBroken("The active key stays: rotate first.")
            if key_id not in keys.by_id:
                raise RuleBroken(f"There is no key {key_id}.")
            self._write([key for one, key in keys.by_id.items() if one != key_id])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        if self._given is not None:
            raise RuleBroken("DATA_KEYS holds the keys: they change there.")
        with open(self.file.with_suffix(".lock"), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _stamp(self) -> tuple[int, int, int]:
        try:
            found = self.file.stat()
        except FileNotFoundError:
            raise ConfigurationError(
                f"{self.file} is missing, and what it locked opens with no other: put it back, "
                "or set DATA_KEYS"
            ) from None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _write(self, keys: Sequence[str]) -> None:
        """All of it or nothing, on the disk before anybody locks with it."""
        beside = self.file.with_suffix(".part")
        text = json.dumps({"keys": [{"id": id_of(key), "key": key} for key in keys]}, indent=1)
        beside.unlink(missing_ok=True)
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text + "\n")
            out.flush()
            os.fsync(out.fileno())
        beside.replace(self.file)
        folder = os.open(self.file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _read(file: Path) -> Keys:
    try:
        keys = [row["key"] for row in json.loads(file.read_text())["keys"]]
        return Keys.of(keys)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise ConfigurationError(f"{file} holds no keys: {type(error).__name__}") from None


def init_app(app: Flask) -> None:
    """Find the keys; a development installation makes its own at the first start."""
    settings = app.config["SETTINGS"]
    ring = Keyring(settings.home / FILE, settings.data_keys)
    if not settings.production:
        ring.make()
    app.extensions["keyring"] = ring


def keyring() -> Keyring:
    """The keyring of the present application."""
    ring: Keyring = current_app.extensions["keyring"]
    return ring
