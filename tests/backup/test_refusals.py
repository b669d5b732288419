"""What is no backup is refused in words, and nothing is touched; so is a place that is in use."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace import create_app, storage
from marketplace.accounts.models import SignIn
from marketplace.backup import archive, engine_postgresql, manifest
from marketplace.backup.keys import of_installation, read
from marketplace.clock import now
from marketplace.database import db
from marketplace.inquiries import services as inquiries
from marketplace.web import health
from tests.backup.keeping import content_of
from tests.builders import goods, people
from tests.conftest import settings_for
from tests.databases import ENGINES, create_schema, url_of

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)


def run(app: Flask, *words: object) -> Any:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=[str(word) for word in words])


def refused(app: Flask, *words: object) -> str:
    result = run(app, *words)
    assert result.exit_code == 1 and isinstance(result.exception, SystemExit), result.output
    return str(result.output)


@pytest.fixture
def street(app: Flask) -> Any:
    """A street, where somebody has asked."""
    _, _, listings = goods.open_street()
    inquiries.ask(listings[0], listings[0].offered[0], 2)
    return listings


@pytest.fixture
def copy(app: Flask, street: Any, tmp_path: Path) -> Path:
    result = run(app, "backup", tmp_path / "copy", "--keys", tmp_path / "copy.keys")
    assert result.exit_code == 0, result.output
    return tmp_path / "copy"


def keys_of(copy: Path) -> tuple[str, str]:
    return "--keys", f"{copy}.keys"


@pytest.fixture
def elsewhere(engine: str, tmp_path: Path) -> Any:
    """Another installation, without a person in it."""
    home = tmp_path / "elsewhere"
    home.mkdir()
    app = create_app(settings_for(home, url_of(engine, home, "elsewhere")))
    with app.app_context():
        create_schema(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def change(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


HARM = {
    "cut": cut,
    "changed": change,
    "removed": Path.unlink,
    "emptied": lambda file: file.write_bytes(b""),
}


PARTS = ("manifest.json", "database.*", "files-public.*", "files-private.*")


def test_a_damaged_backup_is_refused_before_anything_is_touched(
    copy: Path, elsewhere: Flask
) -> None:
    for part in PARTS:
        (file,) = copy.glob(part)
        whole = file.read_bytes()
        for harm in HARM:
            HARM[harm](file)
            said = refused(elsewhere, "restore", copy, *keys_of(copy))
            assert "damaged" in said or "no finished backup" in said, (part, harm)
            file.write_bytes(whole)
    assert db.session.scalar(sa.text("SELECT count(*) FROM users")) == 0
    assert list(storage.private().list()) == list(storage.public().list()) == []
    assert run(elsewhere, "restore", copy, *keys_of(copy)).exit_code == 0


def test_a_manifest_that_was_edited_is_refused(copy: Path, elsewhere: Flask) -> None:
    told = json.loads((copy / "manifest.json").read_text())
    told["rows"]["inquiries"] = 0
    (copy / "manifest.json").write_text(json.dumps(told))
    assert "was changed" in refused(elsewhere, "restore", copy, *keys_of(copy))


def test_a_place_in_use_is_spared_unless_told(copy: Path, app: Flask, street: Any) -> None:
    inquiries.ask(street[1], street[1].offered[0], 1)
    storage.public().put("pictures/later/160.webp", b"later")
    assert "--replace" in refused(app, "restore", copy)
    assert db.session.scalar(sa.text("SELECT count(*) FROM inquiries")) == 2
    result = run(app, "restore", copy, "--replace")
    assert result.exit_code == 0, result.output
    assert db.session.scalar(sa.text("SELECT count(*) FROM inquiries")) == 1
    assert not storage.public().exists("pictures/later/160.webp")
    assert "1 other files deleted" in result.output


def test_nothing_is_restored_under_a_living_worker(copy: Path, app: Flask) -> None:
    health.beat("worker")
    assert "stop web and worker" in refused(app, "restore", copy, "--replace")


def test_everybody_signs_in_again_after_a_restore(app: Flask, tmp_path: Path) -> None:
    sari = people.by_phone("Sari", "+6281234567890")
    from marketplace.accounts import services

    services.start_sign_in(sari, now())
    assert run(app, "backup", tmp_path / "copy").exit_code == 0
    assert run(app, "restore", tmp_path / "copy", "--replace").exit_code == 0
    assert db.session.scalars(sa.select(SignIn)).one().ended_at is not None


def test_no_backup_is_written_over_another(copy: Path, app: Flask) -> None:
    assert "not empty" in refused(app, "backup", copy)
    assert "there already" in refused(
        app, "backup", copy.with_name("new"), "--keys", f"{copy}.keys"
    )
    inside = copy.with_name("new")
    assert "do not belong" in refused(app, "backup", inside, "--keys", inside / "key")


def test_the_key_lies_apart_and_only_its_owner_reads_it(copy: Path, app: Flask) -> None:
    file, keys = copy.with_name("copy.keys"), of_installation(app.config["SETTINGS"])
    assert read(file) == keys and keys.data
    assert file.stat().st_mode & 0o077 == copy.stat().st_mode & 0o077 == 0
    whole = b"".join(part.read_bytes() for part in copy.iterdir())
    for key in (*keys.secret, *keys.data):
        assert key.encode() not in whole and key.encode() not in content_of(app, copy)


@only_sqlite
def test_an_open_folder_is_closed_before_anything_lies_in_it(
    app: Flask, street: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, seen = tmp_path / "open", []
    folder.mkdir(mode=0o755)
    pack = archive.pack

    def watched(store: storage.Store, target: Any) -> int:
        seen.append(folder.stat().st_mode & 0o077)
        return pack(store, target)

    monkeypatch.setattr(archive, "pack", watched)
    assert run(app, "backup", folder).exit_code == 0
    assert seen == [0, 0]


@only_sqlite
def test_the_key_of_the_backup_is_brought_along_when_asked(
    copy: Path, elsewhere: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    wrong = replace(read(Path(f"{copy}.keys")), secret=("bukan kunci dari cadangan ini",))
    wrong.write(tmp_path / "other")
    assert "does not hold" in refused(elsewhere, "restore", copy, "--keys", tmp_path / "other")
    result = run(elsewhere, "restore", copy, "--keys", f"{copy}.keys")
    assert result.exit_code == 0, result.output
    kept = elsewhere.config["SETTINGS"].home / "secret_key"
    assert kept.read_text() == read(copy.with_name("copy.keys")).secret[0]
    assert kept.stat().st_mode & 0o077 == 0


@only_sqlite
def test_a_backup_of_another_engine_or_a_newer_program_is_refused(
    copy: Path, elsewhere: Flask
) -> None:
    keys = read(Path(f"{copy}.keys")).opening
    told = manifest.read(copy, keys)
    for changes, words in (
        ({"engine": "postgresql"}, "DATABASE_URL"),
        ({"revision": "9999"}, "newer"),
    ):
        (copy / "manifest.json").unlink()
        replace(told, **changes).write(copy, keys[told.sealed_with])
        assert words in refused(elsewhere, "restore", copy, *keys_of(copy))


@only_postgresql
def test_missing_or_old_programs_are_said_in_words(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    old.chmod(0o755)
    monkeypatch.setattr(engine_postgresql.shutil, "which", lambda _name: str(old))
    assert "install postgresql-client-" in refused(app, "backup", tmp_path / "copy")
    monkeypatch.setattr(engine_postgresql.shutil, "which", lambda _name: None)
    assert "not installed" in refused(app, "backup", tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


@only_sqlite
def test_a_full_disk_leaves_no_half_a_backup(
    app: Flask, street: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("marketplace.backup.archive.pack", full)
    assert "No space left" in refused(app, "backup", tmp_path / "copy")
    assert not (tmp_path / "copy").exists() and not (tmp_path / "copy.keys").exists()
