"""Sites to back up and to restore into, and the commands as an operator types them."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from marketplace.backup import manifest
from marketplace.backup.keys import of_installation
from marketplace.vault.streams import Opening
from tests.databases import url_of

ROOT = Path(__file__).parents[2]
BACKUP_KEY = "kunci-cadangan-untuk-pengujian-1234567890"


@dataclass
class Site:
    """An installation: a home, a database, and perhaps a bucket."""

    home: Path
    database: str
    more: dict[str, str] = field(default_factory=dict)

    def flask(self, *words: object) -> subprocess.CompletedProcess[str]:
        """Run one command of this installation."""
        return subprocess.run(
            [sys.executable, "-m", "flask", *map(str, words)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=3600,
        )

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of this installation are told."""
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
        own = {
            "BACKUP_KEY": BACKUP_KEY,
            "MARKETPLACE_HOME": str(self.home),
            "DATABASE_URL": self.database,
        }
        return {**kept, **own, **self.more}


def new_site(engine: str, folder: Path, name: str, **more: str) -> Site:
    """An installation with an empty database and a home of its own."""
    home = folder / name
    home.mkdir()
    return Site(home, url_of(engine, home, name), more)


def content_of(app: Flask, folder: Path) -> bytes:
    """All that a backup holds, opened."""
    keys = of_installation(app.config["SETTINGS"])
    told = manifest.read(folder, keys.opening)
    found = b""
    for name in told.parts:
        with (folder / name).open("rb") as part:
            opened = Opening(part, keys.opening[told.sealed_with], name.removesuffix(".sealed"))
            found += opened.read()
    return found


def well(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said, which ended well."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The words with which a command was refused, and no traceback."""
    assert done.returncode == 1 and "Traceback" not in done.stderr, done.stdout + done.stderr
    return done.stderr
