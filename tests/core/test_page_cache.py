"""Kept pages: only for strangers, never stale, bounded."""

import gzip
import threading

import pytest
import sqlalchemy as sa

from marketplace import generations
from marketplace.catalog.models import Category
from marketplace.database import db, transaction
from marketplace.web import page_cache
from marketplace.web.kept_pages import WEIGHT_OF_AN_ENTRY, Page, PageCache
from tests.core.conftest import rename


def test_a_page_is_made_once_until_the_street_changes(kept):
    client = kept.test_client()
    first = client.get("/halaman/1")
    assert client.get("/halaman/1").data == first.data and kept.made == [1]
    assert page_cache.MARK not in first.headers
    rename("Camilan Baru")
    assert b"Camilan Baru" in client.get("/halaman/1").data and kept.made == [1, 1]


def test_midnight_in_banten_ends_what_was_kept_without_a_write(kept, stopped_clock):
    client = kept.test_client()
    for moment in ("2026-11-30 23:59:59", "2026-11-30 23:59:59", "2026-12-01 00:00:00"):
        stopped_clock.stand_at(moment)
        client.get("/halaman/1")
    assert kept.made == [1, 1]
    # Seven in the morning in Banten is midnight in UTC, where nothing ends.
    for moment in ("2026-12-01 06:59:59", "2026-12-01 07:00:00"):
        stopped_clock.stand_at(moment)
        client.get("/halaman/1")
    assert kept.made == [1, 1]


def test_whoever_brings_a_cookie_gets_her_own_page(kept):
    client = kept.test_client()
    client.get("/halaman/1")
    client.set_cookie("pasar", "x")
    client.get("/halaman/1")
    assert kept.made == [1, 1]


def test_what_is_no_page_for_everybody_is_not_kept(kept):
    client = kept.test_client()
    for _ in range(2):
        client.get("/healthz")
        client.post("/halaman/1")
        client.get("/halaman/1", query_string={"x": len(kept.made)})
    assert kept.made == [1, 1]


def test_a_change_that_is_taken_back_changes_no_number(kept):
    before = generations.present(db.engine)
    with pytest.raises(ValueError), transaction() as session:
        session.execute(sa.update(Category).values(name="x"))
        raise ValueError
    with transaction():
        pass
    assert generations.present(db.engine) == before
    rename("Camilan")
    assert generations.present(db.engine) > before


def test_no_answer_is_older_than_the_last_commit(kept):
    """Eight readers check while one writes; a kept page from before a commit would show."""
    stale, stop = [], threading.Event()
    committed = [""]

    def read() -> None:
        client = kept.test_client()
        while not stop.is_set():
            expected = committed[0]
            shown = client.get("/halaman/1").get_data(as_text=True)
            if expected and int(shown[22:-8]) < int(expected):
                stale.append((shown, expected))

    def reader() -> None:
        with kept.app_context():
            read()

    rename("0")
    threads = [threading.Thread(target=reader) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(60):
        rename(str(n))
        committed[0] = str(n)
    stop.set()
    for thread in threads:
        thread.join()
    assert stale == []


def test_the_cache_forgets_the_oldest_first():
    cache = PageCache(3 * (WEIGHT_OF_AN_ENTRY + 100))
    for n in range(4):
        cache.put((f"{n}",), Page((1,), [], b"x" * 100))
    assert cache.get(("0",), (1,)) is None and cache.get(("3",), (1,)) is not None
    assert cache.bytes == cache.most_bytes
    cache.get(("1",), (1,))
    cache.put(("9",), Page((1,), [], b"x" * 100))
    assert cache.get(("1",), (1,)) is not None and cache.get(("2",), (1,)) is None


def test_forms_of_a_page_are_counted_and_the_plain_one_makes_room():
    cache, sent = PageCache(100_000), []
    page = Page((1,), [], b"kacang " * 1000)
    cache.put(("a",), page)
    plain = cache.bytes

    def ask(accepted: str) -> bytes:
        environ = {"HTTP_ACCEPT_ENCODING": accepted}
        return b"".join(cache.send(("a",), environ, page, lambda *said: sent.append(said)))

    small = ask("gzip")
    assert gzip.decompress(small) == b"kacang " * 1000
    assert cache.bytes == WEIGHT_OF_AN_ENTRY + len(small) < plain
    assert ask("") == b"kacang " * 1000 and cache.bytes == plain + len(small)
    assert ask("gzip") == small and cache.bytes == plain + len(small)
    lengths = [dict(headers)["Content-Length"] for _, headers in sent]
    assert lengths == [str(len(small)), "7000", str(len(small))]
