"""Kept pages are sent cheaply, stay exact when the database moves, and leave each other room."""

import sqlalchemy as sa

from marketplace import generations
from marketplace.database import db
from tests.core.conftest import rename


def test_questions_do_not_flush_the_street(kept):
    client = kept.test_client()
    client.get("/halaman/1")
    for n in range(400):
        client.get(f"/halaman/2?q={n}")
    made = len(kept.made)
    client.get("/halaman/1")
    assert len(kept.made) == made
    assert kept.extensions["page_cache.pages"].weight < 1024 * 1024


def test_a_browser_that_has_the_page_gets_no_bytes(kept):
    client = kept.test_client()
    first = client.get("/halaman/1", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Cache-Control"] == "no-cache"
    has_it = {"If-None-Match": first.headers["ETag"]}
    again = client.get("/halaman/1", headers=has_it)
    assert again.status_code == 304 and again.data == b"" and len(kept.made) == 1
    assert again.headers["ETag"] == first.headers["ETag"]
    rename("Camilan Baru")
    changed = client.get("/halaman/1", headers=has_it)
    assert changed.status_code == 200 and b"Camilan Baru" in changed.data
    rename("Camilan Lama")
    has_new = {"If-None-Match": changed.headers["ETag"]}
    assert client.get("/halaman/1", headers=has_new).status_code == 200
    rename("Camilan Baru")
    assert client.get("/halaman/1", headers=has_new).status_code == 304


def test_a_number_is_never_given_again_by_an_older_database(kept):
    """As after a backup was restored: kept pages of the lost time must not come back."""
    client = kept.test_client()
    rename("Sebelum")
    backup = generations.present(db.engine)
    rename("Hilang")
    assert b"Hilang" in client.get("/halaman/1").data
    lost = generations.present(db.engine)
    with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(sa.text("UPDATE generations SET number = :n"), {"n": backup})
    rename("Sesudah")
    assert generations.present(db.engine) > lost
    assert b"Sesudah" in client.get("/halaman/1").data


def test_a_lost_connection_costs_speed_and_no_truth(kept):
    client = kept.test_client()
    client.get("/halaman/1")
    kept.extensions["page_cache.numbers"]._own.connection.close()
    rename("Camilan Baru")
    assert b"Camilan Baru" in client.get("/halaman/1").data
    client.get("/halaman/1")
    made = len(kept.made)
    client.get("/halaman/1")
    assert len(kept.made) == made
