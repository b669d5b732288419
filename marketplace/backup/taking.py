"""Taking a backup: database first, then the private files, then the public ones."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

import sqlalchemy as sa
from flask import Flask

from marketplace import storage, vault
from marketplace.backup import archive, keys, manifest
from marketplace.backup.engines import Copied, engine_of
from marketplace.backup.manifest import Manifest
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import OutOfReach, RuleBroken
from marketplace.vault.streams import PIECE, Sealing

if TYPE_CHECKING:
    from marketplace.config import Settings

# An upload lies in the private store before its row is kept, and leaves it only once its public
# files are there. So whatever a row names is in the copy, unless it was deleted since.
ORDER = ("private", "public")
ROOM, DAY = "backup-", 24 * 3600


def take(app: Flask, folder: Path, keys_file: Path | None = None) -> Manifest:
    """Write a sealed backup into a new folder, and if asked the keys into a file apart from it.

    RuleBroken with words when that cannot be done; then nothing is left behind.
    """
    settings = app.config["SETTINGS"]
    _refuse_what_is_there(folder, keys_file)
    ours = keys.of_installation(settings)
    key_id, key = next(iter(ours.opening.items()))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        folder.chmod(0o700)  # one that was there already may be open to everybody
        found = replace(_copy(app, folder, key), sealed_with=key_id)
        if keys_file:
            ours.write(keys_file)
        found.write(folder, key)
    except (OSError, OutOfReach, sa.exc.SQLAlchemyError) as error:
        _clear(folder)
        raise RuleBroken(f"The backup failed: {str(error).splitlines()[0]}") from error
    except BaseException:
        _clear(folder)
        raise
    return found


def archive_name(kind: str) -> str:
    """The name of the part that holds a store's files, before it is sealed."""
    return f"files-{kind}.tar"


def sealed_name(part: str) -> str:
    """The name under which a part lies in a backup."""
    return f"{part}.sealed"


@contextmanager
def _sealed(folder: Path, part: str, key: str) -> Iterator[IO[bytes]]:
    """A new file in the backup; what is written to it is sealed on the way."""
    path = folder / sealed_name(part)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        sealing = Sealing(out, key, part)
        yield sealing  # type: ignore[misc]  # all that a file is asked for here
        sealing.finish()


def _copy_of_database(app: Flask, folder: Path, key: str) -> Copied:
    """Both engines need a file to write to: it lies in the home, as the database itself may."""
    engine = engine_of(db.engine)
    with workroom(app) as room, _sealed(folder, engine.part, key) as out:
        copied = engine.copy(room / engine.part)
        with (room / engine.part).open("rb") as plain:
            shutil.copyfileobj(plain, out, PIECE)
    return copied


def _copy(app: Flask, folder: Path, key: str) -> Manifest:
    settings: Settings = app.config["SETTINGS"]
    began = now()
    copied = _copy_of_database(app, folder, key)
    parts = [sealed_name(engine_of(db.engine).part)]
    files = {}
    for kind in ORDER:
        store: storage.Store = app.extensions[f"store.{kind}"]
        with _sealed(folder, archive_name(kind), key) as out:
            files[kind] = archive.pack(store, out)
        parts.append(sealed_name(archive_name(kind)))
    return Manifest(
        began_at=began.isoformat(),
        ended_at=now().isoformat(),
        site=settings.site_url,
        engine=db.engine.dialect.name,
        engine_version=copied.engine_version,
        revision=copied.revision,
        rows=copied.rows,
        generations=copied.generations,
        files=files,
        key=manifest.fingerprint(settings.secret_key),
        parts={name: manifest.measured(folder / name) for name in parts},
        data_keys=tuple(vault.keyring().keys().by_id),
    )


@contextmanager
def workroom(app: Flask) -> Iterator[Path]:
    """A folder of the home that nobody else reads, and that is gone afterwards."""
    home = app.config["SETTINGS"].home
    for left in home.glob(f"{ROOM}*"):  # by a process that was killed
        if time.time() - left.stat().st_mtime > DAY:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=ROOM, dir=home) as room:
        yield Path(room)


def _refuse_what_is_there(folder: Path, keys: Path | None) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RuleBroken(f"{folder} is not empty: a backup is never written over another.")
    if keys is None:
        return
    if keys.exists():
        raise RuleBroken(f"{keys} is there already: keys are never written over others.")
    if keys.resolve().is_relative_to(folder.resolve()):
        raise RuleBroken("The keys do not belong into the backup that they open.")


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    shutil.rmtree(folder, ignore_errors=True)
