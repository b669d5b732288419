"""What a backup holds, written last: without it, or when anything differs, it is no backup."""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from marketplace.errors import RuleBroken

NAME = "manifest.json"
FORMAT, PLAIN = 2, 1


@dataclass(frozen=True)
class Part:
    """One file of a backup, and what it must be."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """Where a backup comes from, what it counts, and the sizes and checksums of its parts."""

    began_at: str
    ended_at: str
    site: str
    engine: str
    engine_version: str
    revision: str
    rows: dict[str, int]
    generations: dict[str, int]
    files: dict[str, int]
    key: str
    parts: dict[str, Part]
    # Which key opens the parts; empty in backups of before they were sealed.
    sealed_with: str = ""
    data_keys: tuple[str, ...] = ()
    format: int = FORMAT

    def write(self, folder: Path, key: str) -> None:
        """Put the manifest into a folder, in one step and on the disk; `key` seals it."""
        content = asdict(self)
        text = json.dumps({**content, "seal": _seal(content, key)}, indent=1, sort_keys=True)
        beside = folder / f"{NAME}.part"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.rename(folder / NAME)
        sync_folder(folder)


def read(folder: Path, opening: Mapping[str, str]) -> Manifest:
    """The manifest of a backup; RuleBroken when there is none, or when it was changed.

    `opening` are the keys that may open it, by id: who has none of them can neither read a
    backup nor make one that is taken for ours.
    """
    try:
        content: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        seal = content.pop("seal")
        if content.get("format") not in (PLAIN, FORMAT):
            raise RuleBroken(f"This backup has format {content.get('format')}, not {FORMAT}.")
        key = _key_of(content, opening)
        parts = {name: Part(**part) for name, part in content["parts"].items()}
        found = Manifest(**{**content, "parts": parts})
    except FileNotFoundError:
        raise RuleBroken(f"{folder} is no finished backup: it has no {NAME}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        raise RuleBroken(f"{NAME} cannot be read: the backup is damaged.") from None
    if not hmac.compare_digest(str(seal), _seal(content, key)):
        raise RuleBroken(f"{NAME} was changed since it was written: the backup is damaged.")
    return found


def check_parts(manifest: Manifest, folder: Path) -> None:
    """Read every part once; RuleBroken names the first that is missing, cut or changed."""
    for name, told in manifest.parts.items():
        path = folder / name
        if Path(name).name != name or not path.is_file():
            raise RuleBroken(f"{name} is missing: the backup is damaged.")
        size = path.stat().st_size
        if size != told.bytes:
            raise RuleBroken(f"{name} has {size} bytes, not {told.bytes}: the backup is damaged.")
        if measured(path) != told:
            raise RuleBroken(f"{name} was changed since it was written: the backup is damaged.")


def measured(path: Path) -> Part:
    """Size and checksum of a file, once it is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
        return Part(os.fstat(file.fileno()).st_size, checksum)


def sync_folder(folder: Path) -> None:
    """Have the disk know the names of the files in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def fingerprint(secret_key: str) -> str:
    """What tells two keys apart and gives neither away."""
    return hmac.new(secret_key.encode(), b"backup", hashlib.sha256).hexdigest()[:16]


def _key_of(content: dict[str, Any], opening: Mapping[str, str]) -> str:
    if content["format"] == PLAIN:
        return ""
    name = str(content["sealed_with"])
    if name not in opening:
        raise RuleBroken(
            f"This backup opens with the key {name}, which is not here: set BACKUP_KEY or "
            "DATA_KEYS, put keys.json back, or name the file of keys with --keys."
        )
    return opening[name]


def _seal(content: dict[str, Any], key: str) -> str:
    text = json.dumps(content, sort_keys=True).encode()
    if not key:
        return hashlib.sha256(text).hexdigest()
    return hmac.new(key.encode(), b"backup manifest" + text, hashlib.sha256).hexdigest()
