"""What a backup holds, written last: without it, or when anything differs, it is no backup."""

import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from marketplace.errors import RuleBroken

NAME = "manifest.json"
FORMAT = 1


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
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Put the manifest into a folder, in one step and on the disk."""
        content = asdict(self)
        text = json.dumps({**content, "seal": _seal(content)}, indent=1, sort_keys=True)
        beside = folder / f"{NAME}.part"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.rename(folder / NAME)
        sync_folder(folder)


def read(folder: Path) -> Manifest:
    """The manifest of a backup; RuleBroken when there is none, or when it was changed."""
    try:
        content: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        seal = content.pop("seal")
        if content.get("format") != FORMAT:
            raise RuleBroken(f"This backup has format {content.get('format')}, not {FORMAT}.")
        parts = {name: Part(**part) for name, part in content["parts"].items()}
        found = Manifest(**{**content, "parts": parts})
    except FileNotFoundError:
        raise RuleBroken(f"{folder} is no finished backup: it has no {NAME}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        raise RuleBroken(f"{NAME} cannot be read: the backup is damaged.") from None
    if seal != _seal(asdict(found)):
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


def _seal(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
