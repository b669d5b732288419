"""Going back to a backup: everything is checked before anything is touched."""

import dataclasses
import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

import sqlalchemy as sa
from flask import Flask

from marketplace import storage, vault
from marketplace.backup import archive, manifest
from marketplace.backup import keys as backup_keys
from marketplace.backup.engines import engine_of, is_empty
from marketplace.backup.keys import Keys
from marketplace.backup.manifest import Manifest
from marketplace.backup.taking import ORDER, archive_name, sealed_name, workroom
from marketplace.clock import now
from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.vault.streams import PIECE, Opening

if TYPE_CHECKING:
    from marketplace.config import Settings


@dataclass(frozen=True)
class Checked:
    """A backup that was read to its end and may be restored here."""

    folder: Path
    manifest: Manifest
    keys: Keys = field(repr=False)
    # Of the file that was named; what of it is not here yet is kept after the restore.
    brought: Keys | None = field(default=None, repr=False)
    is_other_key: bool = False
    missing_data_keys: tuple[str, ...] = ()

    @contextmanager
    def opened(self, part: str) -> Iterator[IO[bytes]]:
        """A part, opened while it is read; RuleBroken where it was changed."""
        told = self.manifest
        if not told.sealed_with:
            with (self.folder / part).open("rb") as plain:
                yield plain
            return
        key = self.keys.opening[told.sealed_with]
        with (self.folder / sealed_name(part)).open("rb") as source:
            yield io.BufferedReader(Opening(source, key, part), PIECE)

    @contextmanager
    def database(self, app: Flask) -> Iterator[Path]:
        """The copy of the database as a file, for as long as it is needed."""
        part = engine_of(db.engine).part
        with workroom(app) as room:
            with self.opened(part) as source, (room / part).open("wb") as out:
                shutil.copyfileobj(source, out, PIECE)
            yield room / part


def check(
    app: Flask,
    folder: Path,
    *,
    replace: bool,
    keys: Path | None,
    revisions: set[str],
    plain: bool = False,
) -> Checked:
    """Read the whole backup and look at the place it is to go to; RuleBroken says what is wrong.

    `revisions` are the database schemas that this version of the program can bring up to date;
    `plain` allows a backup of before they were sealed, of which nobody knows who wrote it.
    """
    here = backup_keys.of_installation(app.config["SETTINGS"])
    brought = backup_keys.read(keys) if keys else None
    ours = backup_keys.together(brought, here) if brought else here
    told = manifest.read(folder, ours.opening)
    if not told.sealed_with and not plain:
        raise RuleBroken(
            "This backup is not sealed, so that nobody can tell who wrote it. To restore it "
            "all the same: --plain"
        )
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
    checked = Checked(folder, told, ours, _fitting(brought, keys, told))
    with checked.database(app) as copy:
        engine_of(db.engine).check(copy)
    if not replace and not _nothing_here(app):
        raise RuleBroken(
            "There is a marketplace here already. To lose it for what is in the backup: --replace"
        )
    secret = brought.secret if brought and brought.secret else here.secret
    data = {vault.id_of(key) for key in ours.data}
    return dataclasses.replace(
        checked,
        is_other_key=told.key not in map(manifest.fingerprint, secret),
        missing_data_keys=tuple(one for one in told.data_keys if one not in data),
    )


def restore(app: Flask, backup: Checked) -> None:
    """Bring files and database back; the database last, in one step.

    RuleBroken when that fails: the database is then as it was.
    """
    settings: Settings = app.config["SETTINGS"]
    for kind in ORDER:
        with backup.opened(archive_name(kind)) as tar:
            archive.unpack(tar, app.extensions[f"store.{kind}"])
    with backup.database(app) as copy:
        _close_database()
        engine_of(db.engine).put_back(copy)
    _close_database()
    _compare(backup.manifest)
    _pass_what_was_kept()
    if backup.brought and backup.brought.secret:
        _write_key(settings.home / "secret_key", backup.brought.secret[0])
    if backup.brought and backup.brought.data and not vault.keyring().is_given:
        vault.keyring().bring(backup.brought.data)


def forget_other_files(app: Flask, backup: Checked) -> int:
    """Delete the files that were here before and are not in the backup; returns how many."""
    count = 0
    for kind in ORDER:
        store: storage.Store = app.extensions[f"store.{kind}"]
        with backup.opened(archive_name(kind)) as tar:
            kept = archive.keys(tar)
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


def _fitting(brought: Keys | None, file: Path | None, told: Manifest) -> Keys | None:
    """The keys of a file, if they are those of this backup and may be kept here."""
    if brought is None:
        return None
    if brought.secret and "SECRET_KEY" in os.environ:
        raise RuleBroken("SECRET_KEY is set in the environment: put the key of the backup there.")
    if brought.secret and manifest.fingerprint(brought.secret[0]) != told.key:
        raise RuleBroken(f"{file} does not hold the key of this backup.")
    return brought


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
