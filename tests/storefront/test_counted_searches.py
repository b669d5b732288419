"""Searches on the street are counted, made or kept; opened results too; a GET writes nothing."""

import pytest

from marketplace import create_app
from marketplace.database import db
from marketplace.demo import cast
from marketplace.search import services
from marketplace.search.measures import asked
from marketplace.search.models import AskedQuery
from marketplace.web.limits import limiter
from tests.builders import goods, people
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of
from tests.page import Client


def held():
    """What this process has counted and not yet handed over."""
    return {text: tally for (_, text), tally in asked.counter()._tallies.items()}


def written(app):
    """What stands in the table once the worker has taken everything."""
    asked.counter().hand_over()
    queue = app.extensions["queue"]
    while (task := queue.dequeue()) is not None:
        queue.execute(task)
    db.session.rollback()
    return {one.text: one for one in db.session.query(AskedQuery).all()}


@pytest.fixture
def counted(app, monkeypatch):
    """Nothing is held from another test, and what is counted is held to the end of this one."""
    monkeypatch.setattr(asked.counter(), "_after", 3600)
    asked.counter().hand_over()
    app.extensions["queue"].flush()
    asked.counter()._outcomes.clear()
    goods.open_street()
    services.rebuild()
    return app


@pytest.fixture
def kept(engine, tmp_path):
    """An application that keeps its pages."""
    app = create_app(settings_for(tmp_path, url_of(engine, tmp_path, "kept"), page_cache_mb=2))
    app.test_client_class = Client
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        goods.open_street()
        services.rebuild()
        yield app
        db.session.remove()
        db.engine.dispose()


def click(client, **sent):
    return client.post("/cari/klik", data=sent)


def test_a_search_and_its_opened_result_end_in_the_table(counted, client):
    client.get("/cari?q=Emping")
    client.get("/cari?q=rendang+durian")
    assert click(client, q="emping", rank="2").status_code == 204
    table = written(counted)
    emping, none = table["emping"], table["rendang durian"]
    assert (emping.asked, emping.results, emping.clicks, emping.best_rank) == (1, 2, 1, 2)
    assert (none.asked, none.results, none.without_results) == (1, 0, 1)


def test_searches_answered_by_kept_pages_are_counted(kept):
    client = kept.test_client()
    pages = kept.extensions["page_cache.pages"]
    tag = client.get("/cari?q=emping").headers["ETag"]
    assert client.get("/cari?q=emping").status_code == 200
    assert client.get("/cari?q=emping", headers={"If-None-Match": tag}).status_code == 304
    client.get("/cari?q=zzz")
    client.get("/cari?q=zzz")
    assert pages.hits == 3
    table = written(kept)
    assert (table["emping"].asked, table["emping"].results) == (3, 2)
    assert (table["zzz"].asked, table["zzz"].without_results) == (2, 2)


@pytest.mark.parametrize(
    "address",
    [
        "/cari", "/cari?q=", "/cari?q=emping&terverifikasi=1", "/cari?q=emping&urut=termurah",
        "/cari?q=emping&halaman=2", "/cari?q=emping&harga_dari=1000", "/cari?q=emping&jelaskan=1",
        "/cari?q=emping&persis=1", "/cari?q=emping&tempat=kata",
        "/kategori/emping", "/cari?q=0812+3456+7890", "/cari?q=sari%40contoh.test",
    ],
)  # fmt: skip
def test_what_is_no_new_question_is_not_counted(counted, client, address):
    client.get(address)
    assert held() == {}


def test_the_pages_tell_the_rank_only_where_the_words_chose(counted, browser):
    def first(**asked_for):
        form = browser.visit("storefront.results", **asked_for).one("form.heard-click")
        return form["data-first"], form.select_one("[name=q]")["value"]

    assert first(q="Emping") == ("1", "Emping")
    assert first(q="emping", urut="termurah") == ("0", "emping")
    assert first(q="emping", harga_dari="1000") == ("0", "emping")
    assert not browser.visit("storefront.results", q="zzz").all("form.heard-click")
    assert not browser.visit("storefront.results").all("form.heard-click")


def test_a_search_writes_nothing_by_itself(counted, client, statements):
    with statements() as seen:
        client.get("/cari?q=emping")
        click(client, q="emping", rank="1")
    assert not [one for one in seen if not one.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert held()["emping"].asked == 1


@pytest.mark.parametrize(
    "sent",
    [
        {}, {"q": ""}, {"q": "emping", "rank": "-1"}, {"q": "emping", "rank": "1000000000"},
        {"q": "emping", "rank": "0"}, {"q": "emping", "rank": "satu"}, {"rank": "1"},
        {"q": "x" * 121, "rank": "1"}, {"q": "x" * 2_000_000}, {"q": "a\0b", "rank": "1"},
    ],
)  # fmt: skip
def test_a_forged_click_is_refused_and_counts_nothing(counted, client, sent):
    assert click(client, **sent).status_code in (400, 413)
    assert held() == {}


def test_another_site_cannot_click_for_a_person(counted, client):
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post("/cari/klik", data={"q": "emping", "rank": "1"}, headers=elsewhere)
    assert answer.status_code == 403 and held() == {}


def test_a_person_signed_in_clicks_with_her_token(counted, browser):
    signed_in = browser.as_(people.person(cast.SARI))
    form = signed_in.visit("storefront.results", q="emping").fields("form.heard-click")
    assert form["csrf_token"]
    assert signed_in.send("storefront.result_click", {**form, "rank": "1"}).status == 204
    assert held()["emping"].clicks == 1


def test_a_flood_of_clicks_is_stopped(counted, client, monkeypatch):
    monkeypatch.setattr(limiter, "enabled", True)
    limiter.reset()
    answers = [click(client, q="emping", rank="1").status_code for _ in range(62)]
    limiter.reset()
    assert answers[:60] == [204] * 60 and answers[60:] == [429, 429]
    assert held()["emping"].clicks == 60


PERSONAL = {
    "phone": "081298765432", "nik_ktp": "3674012345670001", "mail": "kenari.uji@contoh.test",
    "npwp": "09.254.294.3-407.000",
}  # fmt: skip
OF_THE_REQUEST = {"User-Agent": "PerambanKenari/1.0", "X-Forwarded-For": "203.0.113.77"}


def test_no_personal_number_and_nothing_of_who_gets_into_the_table_or_the_queue(counted, client):
    for one in PERSONAL.values():
        client.get("/cari", query_string={"q": one}, headers=OF_THE_REQUEST)
        client.get("/cari", query_string={"q": f"emping {one}"}, headers=OF_THE_REQUEST)
        click(client, q=one, rank="1")
    client.get("/cari?q=emping", headers=OF_THE_REQUEST)
    asked.counter().hand_over()
    queued = repr(counted.extensions["queue"].storage._queue).casefold()
    table = repr([vars(one) for one in written(counted).values()]).casefold()
    assert "emping" in queued and "emping" in table
    for one in (*PERSONAL.values(), "092542943407000", "kenari", "203.0.113"):
        assert one not in queued and one not in table, one
