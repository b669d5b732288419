"""A full disk, a database that is gone, a worker that is missing: words, and nothing half done."""

import contextlib
import io
import os
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from marketplace import create_app, storage, tasks
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.errors import OutOfReach
from marketplace.inquiries.models import Inquiry
from tests.afterwards import fresh
from tests.builders import goods, people, photos
from tests.conftest import settings_for
from tests.page import Page

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
SORRY = "Sebentar, belum bisa"


@pytest.fixture
def full(app):
    """The database cannot grow by a page more."""

    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count={pages}").close()

    db.session.rollback()
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.rollback()
        raw.execute("PRAGMA query_only=OFF").close()
        raw.execute("VACUUM").close()
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
    db.engine.dispose()
    event.listen(db.engine, "connect", limit)
    yield
    event.remove(db.engine, "connect", limit)
    db.session.remove()
    db.engine.dispose()


@only_sqlite
def test_a_full_database_takes_nothing_that_it_does_not_keep(app, shop, owner, browser, request):
    listing = goods.on_the_street(shop, owner)
    address = browser.address("storefront.inquiry", slug=listing.slug)
    variant = listing.variants[0].id
    request.getfixturevalue("full")
    answers = [browser.send(address, {"variant": variant, "quantity": 1}) for _ in range(400)]
    kept = db.session.scalar(sa.select(sa.func.count()).select_from(Inquiry))
    assert {answer.status for answer in answers} == {303, 503}
    assert SORRY in answers[-1].text
    assert kept == sum(answer.status == 303 for answer in answers)
    assert browser.visit("storefront.product", slug=listing.slug).one("h1")


@only_sqlite
def test_a_page_is_shown_although_the_visit_cannot_be_noted(app, owner, browser, monkeypatch):
    visitor = browser.as_(owner)
    later = now() + timedelta(minutes=6)
    monkeypatch.setattr("marketplace.web.sessions.now", lambda: later)

    def no_room(*_of):
        raise sa.exc.OperationalError("", {}, Exception("database or disk is full"))

    monkeypatch.setattr("marketplace.accounts.services.note_visit", no_room)
    visitor.visit("storefront.account")


@only_sqlite
def test_a_picture_without_room_is_refused_whole(app, shop, owner, browser, monkeypatch):
    def no_room(*_of):
        raise OutOfReach("file storage: no space left on device")

    monkeypatch.setattr(storage.Store, "put", no_room)
    sent = {"picture": (io.BytesIO(photos.photo()), "foto.jpg")}
    page = browser.as_(owner).send("workspace.cover", sent)
    assert page.status == 503 and SORRY in page.text


@pytest.mark.parametrize("cookie", [False, True])
def test_without_a_database_every_page_says_so(tmp_path, cookie):
    gone = settings_for(tmp_path, "postgresql+psycopg://postgres@127.0.0.1:1/gone", page_cache_mb=1)
    client = create_app(gone).test_client()
    if cookie:
        with client.session_transaction() as session:
            session.update({"_user_id": "x", "_fresh": True, "sign_in": "y"})
    for path in ("/", "/cari?q=emping", "/produk/emping", "/toko/", "/masuk", "/akun/"):
        answer = client.get(path)
        assert answer.status_code in (200, 302, 503), path
        assert "Internal Server Error" not in answer.get_data(as_text=True)
    assert Page(client.get("/")).status == 503


def test_work_that_nobody_begins_says_that_it_waits(app, browser, monkeypatch):
    monkeypatch.setitem(tasks._work, "contoh", lambda running: None)
    administrator = people.officer("Jajang", "jajang@contoh.test", is_administrator=True)
    task = tasks.begin("contoh", by=administrator)
    assert not fresh(task).is_late
    with transaction():
        locked(task).created_at = now() - timedelta(minutes=2)
    page = browser.as_(administrator).visit("console.work")
    assert "lebih lama dari biasanya" in page.text


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: int):
    """A file system of its own; needs root, and leave to mount."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small disk needs root and leave to mount a tmpfs")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_store_on_a_full_disk_keeps_all_of_a_file_or_nothing(tmp_path):
    with small_disk(tmp_path / "disk", 1) as disk:
        store = storage.folder_store(disk / "files")
        store.put("a", bytes(500_000))
        with pytest.raises(OutOfReach):
            store.put("b", bytes(900_000))
        assert not store.exists("b")
        store.put("c", bytes(100_000))
        assert [key for key, _ in store.list()] in (["a", "c"], ["c", "a"])
