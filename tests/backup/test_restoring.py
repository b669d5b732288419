"""A backup that is taken while people ask and upload, and everything in it when it is put back."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from marketplace import create_app, events
from marketplace.backup import restoring
from marketplace.catalog.models import Listing, Picture
from marketplace.clock import now
from marketplace.config import Settings
from marketplace.database import db, transaction
from marketplace.inquiries.models import Inquiry
from tests.backup.keeping import ROOT, Site, new_site, well
from tests.builders import goods

WRITERS = ("inquiries", "inquiries", "uploads")


def application(site: Site) -> Flask:
    return create_app(Settings.from_env(site.environment))


@pytest.fixture
def busy(engine: str, tmp_path: Path) -> Site:
    """A site with a street, in use."""
    site = new_site(engine, tmp_path, "busy", DEMO="0")
    well(site.flask("prepare"))
    app = application(site)
    with app.app_context():
        goods.open_street()
        db.session.remove()
        db.engine.dispose()
    return site


def write(site: Site, folder: Path) -> list[subprocess.Popen[bytes]]:
    """Start the writers, each of which says in a file what was acknowledged."""
    return [
        subprocess.Popen(
            [sys.executable, "-m", "tests.backup.writer", kind],
            cwd=ROOT,
            env=site.environment,
            stdout=(folder / f"said-{place}").open("wb"),
            stderr=(folder / f"wrong-{place}").open("wb"),
        )
        for place, kind in enumerate(WRITERS)
    ]


def acknowledged(folder: Path, before: float = float("inf")) -> dict[str, set[int]]:
    """Ids of what the writers were told is kept, before a moment."""
    found: dict[str, set[int]] = {"inquiry": set(), "picture": set()}
    for path in folder.glob("said-*"):
        for line in path.read_text().splitlines():
            kind, id_, at = line.split()
            if float(at) < before:
                found[kind].add(int(id_))
    return found


def test_nothing_acknowledged_before_the_backup_is_missing(
    busy: Site, engine: str, tmp_path: Path
) -> None:
    writers = write(busy, tmp_path)
    try:
        end = time.monotonic() + 60
        while len(acknowledged(tmp_path)["inquiry"]) < 20 or not acknowledged(tmp_path)["picture"]:
            assert time.monotonic() < end, (tmp_path / "wrong-0").read_text()
            time.sleep(0.1)
        began = time.time()
        well(busy.flask("backup", tmp_path / "copy", "--keys", tmp_path / "copy.keys"))
        during = len(acknowledged(tmp_path)["inquiry"])
        assert all(writer.poll() is None for writer in writers)
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()
    there = new_site(engine, tmp_path, "there", DEMO="0")
    well(there.flask("restore", tmp_path / "copy", "--keys", tmp_path / "copy.keys"))
    with application(there).app_context():
        kept = acknowledged(tmp_path, before=began)
        assert kept["inquiry"] <= set(db.session.scalars(sa.select(Inquiry.id)))
        assert len(kept["inquiry"]) < during, "they wrote while the backup was taken"
        removed = {
            int(event.subject_id)
            for event in db.session.scalars(
                sa.select(events.Event).where(events.Event.name == "picture.removed")
            )
        }
        assert kept["picture"] - removed <= set(db.session.scalars(sa.select(Picture.id)))
        # What a writer was about to deliver at that moment waits two minutes: not here.
        with transaction() as session:
            session.execute(sa.update(events.Delivery).values(due_at=now()))
        while events.deliver_waiting():
            pass
        assert set(db.session.scalars(sa.select(Picture.state))) == {"ready"}
        db.engine.dispose()


def test_ids_and_places_agree_and_search_answers(busy: Site, engine: str, tmp_path: Path) -> None:
    def told(site: Site) -> object:
        with application(site).app_context():
            shelf = sa.select(Listing.id, Listing.slug, Listing.title, Listing.shop_id)
            found = db.session.execute(shelf.order_by(Listing.id)).all()
            places = db.session.execute(sa.text("SELECT id, village_code FROM shops")).all()
            db.session.remove()
            db.engine.dispose()
            return found, places

    well(busy.flask("backup", tmp_path / "copy"))
    there = new_site(engine, tmp_path, "there", DEMO="0")
    well(there.flask("restore", tmp_path / "copy"))
    assert told(there) == told(busy)
    assert '"total": 2' in well(there.flask("search", "query", "emping", "--json"))
    # and the copy of the copy is as good
    well(there.flask("backup", tmp_path / "second"))
    well(there.flask("restore", tmp_path / "second", "--replace"))
    assert told(there) == told(busy)


def test_a_file_that_the_database_names_and_nobody_has_is_listed(
    busy: Site, engine: str, tmp_path: Path
) -> None:
    with application(busy).app_context():
        key = db.session.scalar(sa.select(Picture.key).limit(1))
        db.engine.dispose()
    (busy.home / "files" / "private" / "originals" / str(key)).unlink()
    well(busy.flask("backup", tmp_path / "copy"))
    there = new_site(engine, tmp_path, "there", DEMO="0")
    said = well(there.flask("restore", tmp_path / "copy"))
    assert f"missing: private/originals/{key}" in said
    app = application(there)
    with app.app_context():
        assert list(restoring.missing_files(app)) == [f"private/originals/{key}"]
        db.engine.dispose()
