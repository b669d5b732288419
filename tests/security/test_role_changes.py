"""A change of roles acts on the next request of every process, also on forms that lie open.

Two web processes on one database, as one site; officers are signed in on both, each with the form
of a decision before her, while an administrator changes what they are.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from marketplace import create_app
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import cast
from marketplace.sellers.models import Claim
from tests.afterwards import fresh
from tests.builders import memberships, people, shops
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of
from tests.machines import ROOT, Answer, Visitor
from tests.stand_ins import free_port, process, python, wait_for

SECRET = "kunci-bersama-dua-proses-1234567890-abcdef"
TURNED_AWAY = {302, 403, 404}


@dataclass
class Site:
    """Two processes of one site."""

    both: tuple[str, str]


@pytest.fixture
def site(engine: str, tmp_path: Path) -> Iterator[Site]:
    """Both of them, on one database and one home."""
    url = url_of(engine, tmp_path, "roles")
    app = create_app(settings_for(tmp_path, url, secret_key=SECRET))
    own = {
        "DATABASE_URL": url, "SECRET_KEY": SECRET, "MARKETPLACE_HOME": str(tmp_path), "DEMO": "0",
        "PYTHONPATH": str(ROOT), "FLASK_APP": str(ROOT / "wsgi.py"), "PATH": os.environ["PATH"],
    }  # fmt: skip
    with app.app_context(), contextlib.ExitStack() as running:
        create_schema(db.engine)
        load_reference_data()
        ports = free_port(), free_port()
        for port in ports:
            running.enter_context(process(*python("-m", "flask", "web"), **own, PORT=str(port)))
        for port in ports:
            wait_for(port, within=90)
        yield Site((f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}"))
        db.session.remove()
        db.engine.dispose()


def at_work(site: Site, name: str, **role: Any) -> tuple[User, Visitor]:
    """An officer who signed in with her code at the first process, and the browser she uses."""
    email = f"{name.lower()}@dinas.id"
    officer, hers = people.officer(name, email, **role), Visitor()
    assert hers.sign_in(site.both[0], email, people.PASSWORD).status == 302
    given = hers.fill(site.both[0], "/masuk/kode", "main form", code=people.code(), paper="")
    assert given.status == 302, given.text
    return officer, hers


def prepared(answer: Answer) -> list[tuple[str, dict[str, str]]]:
    """Every form of a claim's page that decides something, filled in and not yet sent."""
    assert answer.status == 200, answer.text
    found = []
    for form in answer.soup.select('main form[method="post"][action*="/dinas/klaim/"]'):
        fields = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
        fields |= {one["name"]: "Cocok dengan register." for one in form.select("textarea")}
        for one in form.select("input[type=radio][value], select option[value]"):
            named = one.get("name") or one.find_parent("select")["name"]
            fields.setdefault(named, one["value"])
        for button in form.select("button[name]") or [None]:
            chosen = {button["name"]: button["value"]} if button else {}
            found.append((str(form["action"]), {**fields, **chosen}))
    assert found, "no form decides anything here"
    return found


def ended(site: Site, officer: User, _chief: User, hers: Visitor) -> None:
    path = f"/dinas/petugas/{fresh(officer).officer.id}/akhir"
    answer = hers.fill(site.both[0], path, 'main form[method="post"]')
    assert answer.status == 302, answer.text


def without_the_duty(_site: Site, officer: User, _chief: User, _hers: Visitor) -> None:
    accounts.appoint(officer, regency_code="36.01", duties=["support"], by=None, at=now())


def elsewhere(_site: Site, officer: User, _chief: User, _hers: Visitor) -> None:
    accounts.appoint(officer, regency_code="36.71", duties=["verify"], by=None, at=now())


def suspended(_site: Site, officer: User, chief: User, _hers: Visitor) -> None:
    accounts.suspend(officer, by=fresh(chief), at=now())


CHANGES = {"Ani": ended, "Ida": without_the_duty, "Eka": elsewhere, "Uti": suspended}


def test_the_next_request_is_refused_on_every_process(site: Site) -> None:
    memberships.cooperative()
    shop, owner = shops.shop_and_owner(cast.ROHAYATI)
    claim = memberships.claim_of(shop, owner)
    path = f"/dinas/klaim/{claim.id}"
    administrator = at_work(site, "Lina", is_administrator=True)
    officers = {
        name: at_work(site, name, regency_code="36.01", duties=["verify"]) for name in CHANGES
    }
    _, unchanged = at_work(site, "Nur", regency_code="36.01", duties=["verify"])
    forms = {}
    for name, (_, hers) in officers.items():
        forms[name] = [(one, prepared(hers.get(one, path))) for one in site.both]
    before = fresh(claim).version
    for name, change in CHANGES.items():
        officer, hers = officers[name]
        change(site, officer, *administrator)
        for process_, open_forms in forms[name]:
            for action, fields in open_forms:
                answer = hers.send(process_, action, **fields)
                assert answer.status in {*TURNED_AWAY, 400}, (name, action, answer.text[:200])
                assert "/dinas/klaim" not in (answer.headers["Location"] or ""), name
            seen = hers.get(process_, path)
            assert seen.status in TURNED_AWAY and owner.name not in seen.text, (name, seen.status)
    left: Claim = fresh(claim)
    assert (left.state, left.version, left.decided_by_id) == ("waiting", before, None)
    assert {unchanged.get(one, path).status for one in site.both} == {200}
