"""A number, a telephone and an address are entered once, and reach nobody else.

A whole life on the site: signing up, a shop, a claim with an identity number, a decision,
questions, exports, a backup, a new index, the night; then every place is searched.
"""

import io
import logging
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.exceptions import HTTPException

from marketplace import create_app, events, mail, nightly, personal_data
from marketplace.accounts import queries, services
from marketplace.accounts.models import User
from marketplace.backup import taking
from marketplace.clock import now
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.inquiries import services as inquiries
from marketplace.search import queries as searching
from marketplace.search import services as search
from marketplace.search.interface import Query
from marketplace.sellers import claim_kinds
from marketplace.sellers.models import Claim
from tests import canary
from tests.accounts.canaries import files_with, tables_with
from tests.backup.keeping import content_of
from tests.builders import goods, memberships, people, shops
from tests.builders.photos import photo
from tests.conftest import settings_for
from tests.page import Browser, Client, Page, sign_in

# Where they are kept on purpose: columns, and files of the home.
MAY_HOLD = {
    "nik": set(),
    "phone": {"users.phone", "shops.whatsapp", "phone_confirmations.phone"},
    "mail": {"users.email", "mails.recipient", "one_use_links.details"},
}
START = ("/", "/cari", "/toko/", "/akun/", "/lapak/", "/dinas/", "/privasi", "/sitemap.xml")
OF_EACH_KIND = 3
WHY = {"reason_code": "decide", "reason": ""}
TOKEN = "token-untuk-prometheus-saja"


class Walk:
    """A browser that follows every link, and remembers where a canary was seen."""

    def __init__(self, app: Flask, user: User | None) -> None:
        client = app.test_client()
        assert isinstance(client, Client)
        self.client, self.found, self.seen = client, list[str](), set[str]()
        if user is not None:
            sign_in(client, user)

    def everywhere(self) -> "Walk":
        """Every page that can be reached by links from where people begin."""
        waiting, taken = list(START), Counter[str]()
        while waiting:
            path = waiting.pop(0)
            kind = self._kind(path)
            if path in self.seen or taken[kind] >= OF_EACH_KIND:
                continue
            self.seen.add(path)
            taken[kind] += 1
            waiting += self._links(self.read(path))
        return self

    def _kind(self, path: str) -> str:
        """Which view answers an address."""
        adapter = self.client.application.url_map.bind("localhost")
        try:
            return str(adapter.match(path.partition("?")[0])[0])
        except HTTPException:
            return path

    def read(self, path: str) -> Any:
        """One answer, looked through: its address, headers and content, unpacked."""
        answer = self.client.get(path)
        told = str(answer.headers).encode() + b"".join(_contents(answer.data))
        if answer.status_code < 400 and "wa.me" not in (answer.location or ""):
            self.found += [f"{name} at {path}" for name in canary.among(told)]
        self.found += [f"{name} in the address {path}" for name in canary.among(path)]
        return answer

    def _links(self, answer: Any) -> list[str]:
        if answer.location:
            return [answer.location] if answer.location.startswith("/") else []
        if answer.mimetype != "text/html":
            return []
        links = [str(link.get("href")) for link in Page(answer).all("a[href], link[rel=next]")]
        return [
            link.partition("#")[0]
            for link in links
            if link.startswith("/") and not link.startswith(("//", "/static"))
        ]


def _contents(data: bytes) -> Iterator[bytes]:
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name)


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Any:
    """Everything logged from here on, also by libraries."""
    caplog.set_level(logging.DEBUG)
    return caplog


def live(app: Flask, officer: User, worker: Any) -> tuple[User, int]:
    """Her whole life on the site, over HTTP where a person would type; and her claim."""
    phone, client = "0" + canary.PHONE.removeprefix("+62"), app.test_client()
    joins = {"name": "Kenanga", "password": people.PASSWORD, "consent": "y", "identity": phone}
    assert client.post("/daftar", data=joins).status_code == 302
    user = db.session.scalars(sa.select(User).where(User.phone == canary.PHONE)).one()
    services.request_phone_confirmation(user, now())
    with transaction():
        user = db.session.get_one(User, user.id, with_for_update=True)
        user.set_email(canary.MAIL, now())
        user.phone_confirmed_at = now()
    for identity in (phone, canary.MAIL):
        app.test_client().post("/masuk", data={"identity": identity, "password": "salah sekali"})
    app.test_client().post("/lupa-sandi", data={"email": canary.MAIL})
    shop = shops.shop_of(user, "Keripik Kenanga")
    listing = goods.on_the_street(shop, user)
    memberships.cooperative()
    memberships.badge_of(shop, user, officer)
    claim = claim_over_http(Browser(app, user))
    inquiries.ask(listing, listing.variants[0], 2, buyer=people.person(cast.SARI))
    worker()
    search.rebuild()
    nightly.run_due(now())
    worker()
    return user, claim


def claim_over_http(hers: Browser) -> int:
    """She types her number into the form, with a slip beside it first; the claim's id."""
    kind = next(one for one in claim_kinds.kinds().values() if one.asks_nik_ktp)
    hers.visit("workspace.claim_new", slug=kind.slug)
    for nib, status in (("abc", 422), ("9120001234567", 302)):
        told = {"number": nib, "consent": "y", "nik_ktp": f" {canary.NIK[:6]} {canary.NIK[6:]}"}
        shown = {f"photo_{one.code}": (io.BytesIO(photo()), "ktp.jpg") for one in kind.needs}
        answer = hers.send("workspace.claim_submission", {**told, **shown}, slug=kind.slug)
        assert answer.status == status, answer.text
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.max(Claim.id))) or 0


def officer_looks(app: Flask, officer: User, claim_id: int) -> list[str]:
    """She reads claim and evidence, and opens the number: there alone it is shown."""
    desk = Walk(app, officer).everywhere()
    browser = Browser(app, officer)
    piece = browser.visit("console.claim", claim_id=claim_id).all('main a[href*="/bukti/"]')[0]
    assert browser.send(str(piece["href"]), WHY).status == 200
    shown = browser.send("console.personal_number", WHY, claim_id=claim_id)
    assert canary.NIK in shown.text, "the officer who may see it does"
    desk.read(f"/dinas/klaim/{claim_id}")
    return [one for one in desk.found if one.startswith("nik")]


def seen(where: str, text: str | bytes) -> list[str]:
    """Which canaries stand in a text, and where that is."""
    return [f"{name} in {where}" for name in sorted(canary.among(text))]


def places(app: Flask) -> list[str]:
    """Tables and files that hold a canary and should not."""
    found = []
    for name, needle in canary.NEEDLES.items():
        wrong = tables_with(needle.encode()) - MAY_HOLD[name]
        found += [f"{name} in {table}" for table in wrong]
        for file in files_with(app, needle.encode()):
            hers = file.startswith("mail/") and name == "mail"
            database = file.startswith("main.sqlite3") and name != "nik"
            if not hers and not database:
                found.append(f"{name} in the file {file}")
    return found


def test_what_was_entered_once_reaches_nobody_else(
    app: Flask, heard: Any, yayah: User, stranger: User, worker: Any, tmp_path: Any, capfd: Any
) -> None:
    user, claim_id = live(app, yayah, worker)
    elsewhere = people.officer(
        "Dodi", "dodi@dinas.id", regency_code="36.71", duties=["verify", "support", "supervise"]
    )
    found = officer_looks(app, yayah, claim_id)
    for person in (None, stranger, people.person(cast.DEWI), elsewhere):
        walk = Walk(app, person).everywhere()
        assert len(walk.seen) > 15
        found += walk.found
    found += places(app)
    for event in db.session.scalars(sa.select(events.Event)):
        found += seen(f"the event {event.name}", str(event.details))
    for letter in db.session.scalars(sa.select(mail.Mail)):
        if letter.recipient != canary.MAIL:
            found += seen("a letter", f"{letter.subject}{letter.text}")
    for needle in (canary.NIK, canary.PHONE, canary.MAIL):
        assert searching.find(Query(needle)).ids == ()
    counted = create_app(
        settings_for(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], metrics_token=TOKEN)
    )
    scraped = counted.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert scraped.status_code == 200
    found += seen("/metrics", scraped.data)
    taking.take(app, tmp_path / "copy")
    found += seen("a backup", b"".join(one.read_bytes() for one in (tmp_path / "copy").iterdir()))
    held = seen("what a backup holds", content_of(app, tmp_path / "copy"))
    found += [one for one in held if one.startswith("nik")]
    found += seen("the stranger's copy", str(personal_data.all_of(stranger.id)))
    assert queries.masked_number_of(user.id, "nik_ktp") == "3604********0077"
    said = heard.text + capfd.readouterr().err
    assert "signed in" in said
    found += seen("the log", said)
    assert found == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_canary_that_escapes_is_noticed(app: Flask, yayah: User, stranger: User) -> None:
    """The same eyes, and a leak in every place."""
    assert places(app) == []
    shop = shops.shop_of(people.person(cast.DEWI), "Keripik Dewi")
    with transaction() as session:
        session.get_one(type(shop), shop.id).story = f"Kirim ke {canary.MAIL} atau {canary.PHONE}"
        events.record("leak.planted", stranger, by=stranger, number=canary.NIK)
    (app.config["SETTINGS"].home / "files").mkdir(exist_ok=True)
    (app.config["SETTINGS"].home / "files" / "leak").write_text(canary.NIK)
    told = places(app)
    assert "nik in events.details" in told and "nik in the file files/leak" in told
    assert "phone in shops.story" in told and "mail in shops.story" in told
    walk = Walk(app, None).everywhere()
    assert {f"phone at /toko/{shop.slug}", f"mail at /toko/{shop.slug}"} <= set(walk.found)
    walk.read(f"/cari?q={canary.NIK}")
    assert f"nik in the address /cari?q={canary.NIK}" in walk.found
    before = list(canary.heard)
    logging.getLogger("marketplace.leak").warning("sent to %s", canary.MAIL)
    logging.getLogger("marketplace.leak").warning("called %s", cast.ROHAYATI.phone)
    assert len(canary.heard) == len(before) + 2
    canary.heard[:] = before
