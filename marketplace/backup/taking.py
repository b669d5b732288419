"""Taking a backup: database first, then the private files, then the public ones."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import Flask

from marketplace import storage
from marketplace.backup import archive, manifest
from marketplace.backup.engines import engine_of
from marketplace.backup.manifest import Manifest
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import OutOfReach, RuleBroken

if TYPE_CHECKING:
    from marketplace.config import Settings

# An upload lies in the private store before its row is kept, and leaves it only once its public
# files are there. So whatever a row names is in the copy, unless it was deleted since.
ORDER = ("private", "public")


def take(app: Flask, folder: Path, keys: Path) -> Manifest:
    """Write a backup into a new folder, and the keys into a file apart from it.

    RuleBroken with words when that cannot be done; then nothing is left behind.
    """
    settings = app.config["SETTINGS"]
    _refuse_what_is_there(folder, keys)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        folder.chmod(0o700)  # one that was there already may be open to everybody
        found = _copy(app, folder)
        _keep_keys(settings, keys)
        found.write(folder)
    except (OSError, OutOfReach, sa.exc.SQLAlchemyError) as error:
        _clear(folder)
        raise RuleBroken(f"The backup failed: {str(error).splitlines()[0]}") from error
    except BaseException:
        _clear(folder)
        raise
    return found


def archive_name(kind: str) -> str:
    """The name of the part that holds a store's files."""
    return f"files-{kind}.tar"


def _copy(app: Flask, folder: Path) -> Manifest:
    settings: Settings = app.config["SETTINGS"]
    began = now()
    engine = engine_of(db.engine)
    copied = engine.copy(folder / engine.part)
    parts = [engine.part]
    files = {}
    for kind in ORDER:
        store: storage.Store = app.extensions[f"store.{kind}"]
        files[kind] = archive.pack(store, folder / archive_name(kind))
        (folder / archive_name(kind)).chmod(0o600)
        parts.append(archive_name(kind))
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
    )


def _refuse_what_is_there(folder: Path, keys: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RuleBroken(f"{folder} is not empty: a backup is never written over another.")
    if keys.exists():
        raise RuleBroken(f"{keys} is there already: keys are never written over others.")
    if keys.resolve().is_relative_to(folder.resolve()):
        raise RuleBroken("The keys do not belong into the backup that they open.")


def _keep_keys(settings: "Settings", keys: Path) -> None:
    keys.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(keys, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        # The present one first; what an older one locked may not have been locked anew yet.
        out.write("\n".join((settings.secret_key, *settings.old_secret_keys)) + "\n")
        out.flush()
        os.fsync(out.fileno())


def _clear(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    shutil.rmtree(folder, ignore_errors=True)
