"""No picture breaks the site, keeps it busy, or carries the place where it was taken."""

import io
import time

import pytest

from marketplace.database import db
from tests.files import files_with
from tests.hostile.pictures import GPS, corpus

FILES = corpus()
LONGEST = 5  # seconds of the processor
PARTS = 8

only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_the_corpus_is_large():
    assert len(FILES) >= 300


@only_sqlite
@pytest.mark.parametrize("part", range(PARTS))
def test_each_is_taken_or_refused_in_words(app, browser, owner, shop, worker, part):
    visitor = browser.as_(owner)
    token = visitor.token()
    taken = 0
    for name in sorted(FILES)[part::PARTS]:
        began = time.process_time()
        sent = {"picture": (io.BytesIO(FILES[name]()), "foto.jpg"), "csrf_token": token}
        answer = visitor.send("workspace.cover", sent)
        worker()
        spent = time.process_time() - began
        assert answer.status in (302, 413, 422), f"{name}: {answer.status}"
        assert answer.status != 422 or answer.all(".field__error, .error-summary"), name
        assert spent < LONGEST, f"{name}: {spent:.1f} s"
        taken += answer.status == 302
    assert taken >= 5
    assert places_kept(app) == []


def places_kept(app) -> list[str]:
    """Files of the home, the database among them, that still say where a photo was taken."""
    db.session.rollback()
    marks = (GPS.encode(), GPS.encode("utf-16-le"), b"GPSLatitude")
    return sorted(files_with(app.config["SETTINGS"].home, marks))


@only_sqlite
def test_the_search_for_places_finds_one(app):
    planted = app.config["SETTINGS"].home / "files" / "planted.webp"
    planted.parent.mkdir(exist_ok=True)
    planted.write_bytes(b"RIFF" + GPS.encode())
    assert places_kept(app) == ["files/planted.webp"]
