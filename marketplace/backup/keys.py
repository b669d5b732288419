"""What opens a backup, and the file that an operator keeps of it in another place."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from marketplace import vault
from marketplace.errors import RuleBroken

if TYPE_CHECKING:
    from marketplace.config import Settings


@dataclass(frozen=True)
class Keys:
    """Every key of an installation: of sessions, of what is locked, of backups; newest first."""

    secret: tuple[str, ...] = field(default=(), repr=False)
    data: tuple[str, ...] = field(default=(), repr=False)
    backup: str = field(default="", repr=False)

    @property
    def opening(self) -> dict[str, str]:
        """The keys that may open a backup, by id; the first one seals: BACKUP_KEY where set."""
        every = ((self.backup,) if self.backup else ()) + self.data
        return {vault.id_of(key): key for key in every}

    def write(self, file: Path) -> None:
        """Into a new file that only its owner reads."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = {"secret_keys": self.secret, "data_keys": self.data, "backup_key": self.backup}
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            json.dump(content, out, indent=1)
            out.flush()
            os.fsync(out.fileno())


def of_installation(settings: "Settings") -> Keys:
    """The keys as they are here."""
    return Keys(
        (settings.secret_key, *settings.old_secret_keys),
        tuple(vault.keyring().keys().by_id.values()),
        settings.backup_key,
    )


def read(file: Path) -> Keys:
    """The keys in a file; of before backups were sealed it holds those of sessions alone."""
    try:
        text = file.read_text(encoding="utf-8")
        if not text.lstrip().startswith("{"):
            return Keys(tuple(text.split()))
        told = json.loads(text)
        if "keys" in told:  # keys.json itself
            return Keys(data=tuple(row["key"] for row in told["keys"]))
        return Keys(tuple(told["secret_keys"]), tuple(told["data_keys"]), told["backup_key"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RuleBroken(f"{file} cannot be read: {type(error).__name__}") from error


def together(one: Keys, other: Keys) -> Keys:
    """The keys of both, those of `one` first."""
    return Keys(
        _once(one.secret + other.secret),
        _once((*one.data, one.backup, *other.data, other.backup)),
        one.backup or other.backup,
    )


def _once(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))
