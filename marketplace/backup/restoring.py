"""Going back to a backup: everything is checked before anything is touched."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import Flask

from marketplace import storage
from marketplace.backup import archive, manifest
from marketplace.backup.engines import engine_of, is_empty
from marketplace.backup.manifest import Manifest
from marketplace.backup.taking import ORDER, archive_name
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import RuleBroken

if TYPE_CHECKING:
    from marketplace.config import Settings


@dataclass(frozen=True)
class Checked:
    """A backup that was read to its end and may be restored here."""

    folder: Path
    manifest: Manifest
    is_other_key: bool
    new_key: str | None


def check(
    app: Flask, folder: Path, *, replace: bool, keys: Path | None, revisions: set[str]
) -> Checked:
    """Read the whole backup and look at the place it is to go to; RuleBroken says what is wrong.

    `revisions` are the database schemas that this version of the program can bring up to date.
    """
    settings: Settings = app.config["SETTINGS"]
    told = manifest.read(folder)
    if told.engine != db.engine.dialect.name:
        raise RuleBroken(
            f"This backup is of {told.engine}, and DATABASE_URL names {db.engine.dialect.name}."
        )
    if told.revision not in revisions:
        raise RuleBroken(
            f"This backup has the schema {told.revision}, which is newer than this program. "
            "Install the version that it was made with, or a newer one."
        )
    manifest.check_parts(told, folder)
    engine = engine_of(db.engine)
    engine.check(folder / engine.part)
    key = _key_in(keys, told)
    if not replace and not _nothing_here(app):
        raise RuleBroken(
            "There is a marketplace here already. To lose it for what is in the backup: --replace"
        )
    ours = [key] if key else [settings.secret_key, *settings.old_secret_keys]
    is_other_key = told.key not in map(manifest.fingerprint, ours)
    return Checked(folder, told, is_other_key, key)


def restore(app: Flask, backup: Checked) -> None:
    """Bring files and database back; the database last, in one step.

    RuleBroken when that fails: the database is then as it was.
    """
    settings: Settings = app.config["SETTINGS"]
    for kind in ORDER:
        archive.unpack(backup.folder / archive_name(kind), app.extensions[f"store.{kind}"])
    engine = engine_of(db.engine)
    _close_database()
    engine.put_back(backup.folder / engine.part)
    _close_database()
    _compare(backup.manifest)
    _pass_what_was_kept()
    if backup.new_key:
        _write_key(settings.home / "secret_key", backup.new_key)


def forget_other_files(app: Flask, backup: Checked) -> int:
    """Delete the files that were here before and are not in the backup; returns how many."""
    count = 0
    for kind in ORDER:
        store: storage.Store = app.extensions[f"store.{kind}"]
        kept = archive.keys(backup.folder / archive_name(kind))
        for key in [key for key, _ in store.list() if key not in kept]:
            store.delete(key)
            count += 1
    return count


def missing_files(app: Flask) -> Iterator[str]:
    """The files that the database names and that are not there."""
    kept = {
        kind: {key for key, _ in app.extensions[f"store.{kind}"].list()} for kind in storage.KINDS
    }
    for kind, key in storage.named():
        if key not in kept[kind]:
            yield f"{kind}/{key}"


def _key_in(keys: Path | None, told: Manifest) -> str | None:
    if keys is None:
        return None
    if "SECRET_KEY" in os.environ:
        raise RuleBroken("SECRET_KEY is set in the environment: put the key of the backup there.")
    try:
        key = keys.read_text(encoding="utf-8").split()[0]
    except (OSError, ValueError, IndexError) as error:
        raise RuleBroken(f"{keys} cannot be read: {type(error).__name__}") from error
    if manifest.fingerprint(key) != told.key:
        raise RuleBroken(f"{keys} does not hold the key of this backup.")
    return key


def _nothing_here(app: Flask) -> bool:
    stores = (app.extensions[f"store.{kind}"] for kind in storage.KINDS)
    return is_empty(db.engine) and not any(next(iter(store.list()), None) for store in stores)


def _close_database() -> None:
    db.session.remove()
    db.engine.dispose()


def _compare(told: Manifest) -> None:
    with db.engine.connect() as connection:
        for name, rows in told.rows.items():
            counted = connection.scalar(sa.select(sa.func.count()).select_from(sa.table(name)))
            if counted != rows:
                raise RuleBroken(f"{name} has {counted} rows after the restore, not {rows}.")


def _pass_what_was_kept() -> None:
    """Give every generation a number that no process has kept pages or an index under."""
    clock = int(now().timestamp() * 1_000_000)
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(
            sa.text("UPDATE generations SET number = :clock WHERE number < :clock"),
            {"clock": clock},
        )


def _write_key(file: Path, key: str) -> None:
    beside = file.with_suffix(".part")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(key)
    beside.rename(file)
