"""Files go from a bucket into a backup, and from a backup into a folder or another bucket."""

from pathlib import Path
from typing import Any

from flask import Flask

from marketplace import create_app, storage
from marketplace.config import Bucket
from marketplace.database import db
from tests.backup.keeping import BACKUP_KEY
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema
from tests.stand_ins import make_bucket, s3_server

KEYS = {f"pictures/{number}/160.webp": bytes([number]) * number for number in range(40)}


def site(folder: Path, name: str, bucket: Bucket | None = None) -> Flask:
    home = folder / name
    home.mkdir()
    app = create_app(
        settings_for(home, f"sqlite:///{home / 'x.sqlite3'}", bucket=bucket, backup_key=BACKUP_KEY)
    )
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
    return app


def run(app: Flask, *words: object) -> Any:
    with app.app_context():
        result = app.test_cli_runner().invoke(args=[str(word) for word in words])
        db.session.remove()
    assert result.exit_code == 0, result.output
    return result.output


def files(app: Flask) -> dict[str, bytes]:
    with app.app_context():
        return {
            f"{kind}/{key}": app.extensions[f"store.{kind}"].get(key)
            for kind in storage.KINDS
            for key, _ in app.extensions[f"store.{kind}"].list()
        }


def test_files_of_a_bucket_come_back_in_a_folder_and_in_another_bucket(tmp_path: Path) -> None:
    with s3_server() as endpoint:
        source = site(tmp_path, "source", make_bucket(endpoint, "sumber"))
        with source.app_context():
            for key, content in KEYS.items():
                storage.public().put(key, content)
            storage.private().put("evidence/a", b"rahasia")
        assert "41 files" in run(source, "backup", tmp_path / "copy")
        for there in (
            site(tmp_path, "folder"),
            site(tmp_path, "other", make_bucket(endpoint, "lain")),
        ):
            run(there, "restore", tmp_path / "copy")
            assert files(there) == files(source) and len(files(there)) == 41
