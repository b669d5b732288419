"""A copy of everything: asked with the password, made by the worker, fetched once."""

import csv
import io
import json
import zipfile
from datetime import timedelta

import pytest
import sqlalchemy as sa

from marketplace import storage, tasks
from marketplace.accounts import queries, services
from marketplace.accounts.models import RightsRequest
from marketplace.accounts.services import copies
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.errors import RuleBroken
from marketplace.sellers import evidence
from marketplace.sellers.models import Claim, Evidence
from tests import afterwards
from tests.accounts import canaries
from tests.at_once import at_once, refusals
from tests.builders import people

PASSWORD = {"password": people.PASSWORD}


def ask(mine) -> int:
    """Ask in a browser and let the worker make it; returns the request's number."""
    assert mine.send("storefront.account_copy", PASSWORD).location == "/akun/data/unduhan"
    assert mine.visit("storefront.account_copy").one(".progress")
    tasks.run_waiting()
    (request,) = mine.visit("storefront.account_copy").all('form[action^="/akun/data/unduhan/"]')
    return int(str(request["action"]).rpartition("/")[2])


def fetched(mine, number: int) -> zipfile.ZipFile:
    path = mine.address("storefront.account_copy_file", request_id=number)
    answer = mine.client.post(path, data={"csrf_token": mine.token()})
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    assert "no-store" in answer.headers["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(answer.get_data()))


def test_everything_of_hers_is_in_it_and_nothing_that_opens_her_account(
    app, browser, yayah, worker
):
    user, needles = canaries.plant(app, yayah, worker)
    mine = browser.as_(user)
    bundle = fetched(mine, ask(mine))
    everything = "".join(
        bundle.read(name).decode("utf-8", "replace") for name in bundle.namelist()
    ).lower()
    files = b"".join(bundle.read(name) for name in bundle.namelist() if "berkas/" in name)
    never = {"tautan", "bukti", "gambar"}
    for name, needle in needles.items():
        if name not in never:
            assert needle.decode().lower() in everything, name
    key = db.session.scalar(sa.select(Evidence.key).join(Claim).where(Claim.state == "waiting"))
    assert evidence.photo(key) in files
    secret = afterwards.fresh(user)
    for hidden in (secret.password, secret.fs_uniquifier):
        assert hidden not in everything
    data = json.loads(bundle.read("data.json"))
    assert data["profil"][0]["name"] == canaries.WORDS["nama"]
    assert yayah.name not in everything and yayah.email not in everything


def test_its_sheets_hold_no_formulas(app, browser, sari):
    services.rename(sari, "=HYPERLINK(1)")
    mine = browser.as_(sari)
    sheet = fetched(mine, ask(mine)).read("csv/profil.csv").decode("utf-8-sig")
    header, row = list(csv.reader(io.StringIO(sheet)))
    assert row[header.index("name")] == "'=HYPERLINK(1)"


def test_it_is_fetched_once_and_then_deleted(browser, sari, worker):
    mine = browser.as_(sari)
    number = ask(mine)
    key = queries.rights_request_of(sari, number).file_key
    fetched(mine, number)
    worker()
    assert not storage.private().exists(key)
    assert mine.send("storefront.account_copy_file", request_id=number).status == 409
    assert "sudah dihapus di sini" in mine.visit("storefront.account_copy").text


def test_fetched_twice_at_once_it_is_handed_out_once(app, browser, sari):
    number, user_id = ask(browser.as_(sari)), sari.id

    def fetch() -> bytes:
        user = queries.person(user_id)
        return services.fetch_copy(queries.rights_request_of(user, number), by=user, at=now())

    results = at_once(app, fetch, fetch, fetch)
    assert len(refusals(results)) == 2
    assert sum(isinstance(one, bytes) for one in results) == 1


def test_after_seven_days_it_is_over(browser, sari):
    mine = browser.as_(sari)
    number = ask(mine)
    with transaction() as session:
        session.get_one(RightsRequest, number).file_until = now() - timedelta(seconds=1)
    assert mine.send("storefront.account_copy_file", request_id=number).status == 409


def test_a_wrong_password_begins_nothing(browser, sari):
    page = browser.as_(sari).send("storefront.account_copy", {"password": "salah sekali"})
    assert page.status == 422 and page.one("#password-error")
    assert queries.rights_requests_of(sari) == [] and tasks.run_waiting() == 0


def test_two_asked_at_once_are_one(app, sari):
    user_id = sari.id

    def begin() -> int:
        return services.ask_for_copy(queries.person(user_id), people.PASSWORD, now()).id

    assert len(refusals(at_once(app, begin, begin))) == 1
    assert tasks.run_waiting() == 1


def test_another_person_finds_no_copy(browser, sari, dewi):
    number = ask(browser.as_(sari))
    assert browser.as_(dewi).send("storefront.account_copy_file", request_id=number).status == 404
    with pytest.raises(RuleBroken):
        services.fetch_copy(services.ask_for_copy(sari, people.PASSWORD, now()), by=sari, at=now())


def test_a_copy_that_broke_is_asked_for_again(browser, sari, monkeypatch):
    mine = browser.as_(sari)
    with monkeypatch.context() as broken:
        broken.setattr(copies, "packed", lambda *_: 1 / 0)
        mine.send("storefront.account_copy", PASSWORD)
        tasks.run_waiting()
    page = mine.visit("storefront.account_copy")
    assert tasks.BROKE in page.text and page.one("#password")
    assert fetched(mine, ask(mine)).namelist()
    states = [one.state for one in queries.rights_requests_of(sari)]
    assert states == ["done", "refused"]


def test_a_copy_whose_maker_died_lies_nowhere_once_its_person_is_erased(
    browser, sari, worker, monkeypatch
):
    class Killed(BaseException):
        pass

    def killed(*_):
        raise Killed

    browser.as_(sari).send("storefront.account_copy", PASSWORD)
    with monkeypatch.context() as dying:
        dying.setattr(copies, "_lay_ready", killed)
        dying.setattr(storage.Store, "delete", lambda *_: None)
        with pytest.raises(Killed):
            tasks.run_waiting()
    assert list(storage.private().list("copies"))
    services.ask_to_be_erased(sari, people.PASSWORD, "", now())
    worker()
    assert not list(storage.private().list("copies"))
