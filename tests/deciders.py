"""Several people on one claim at the same moment, over HTTP, and what must be true afterwards."""

import http.client
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import sqlalchemy as sa
from bs4 import BeautifulSoup
from flask import Flask, url_for

from marketplace import events
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.demo import cast
from marketplace.registry import services as registry
from marketplace.registry.models import Cooperative
from marketplace.sellers import services
from marketplace.sellers.models import Badge, Claim, Ground
from marketplace.web import sessions
from marketplace.web.filters import tanggal
from tests.builders import memberships, people, shops
from tests.page import as_it_stands

DECISIONS = 'form[action$="/keputusan"]'
STEPS = {"approve": "claim.approved", "reject": "claim.rejected", "check": "claim.checked",
         "return": "claim.returned", "send_back": "claim.sent_back", "answer": "claim.answered",
         "withdraw": "claim.withdrawn", "submit": "claim.submitted"}  # fmt: skip


@dataclass
class Browser:
    """Somebody's signed-in browser: a prepared session, and an address of her own."""

    cookie: str
    address: str

    def ask(self, server: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """One request to one server, redirects not followed; status and text."""
        place = urlsplit(server)
        line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        headers = {"Cookie": self.cookie, "X-Forwarded-For": self.address, "Host": "localhost"}
        if form is None:
            line.request("GET", path, headers=headers)
        else:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Sec-Fetch-Site": "same-origin",
            }
            line.request("POST", path, urlencode(form), headers)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text


def browser_of(app: Flask, user: User, address: str) -> Browser:
    """A browser in which a person is signed in, without her password."""
    token = accounts.start_sign_in(user, now(), code_given=user.has_second_factor)
    serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    held = {**sessions.token_in_cookie(user, token), "csrf_token": "0" * 40}
    return Browser(f"{app.config['SESSION_COOKIE_NAME']}={serializer.dumps(held)}", address)


@dataclass
class Contest:
    """The office, its register, and the servers that all of them ask."""

    app: Flask
    servers: list[str]
    rng: random.Random
    officers: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, Browser] = field(default_factory=dict)
    # The certificate's last day in each version of the one record.
    history: dict[int, date] = field(default_factory=dict)
    outcomes: Counter[str] = field(default_factory=Counter)
    answers: Counter[int] = field(default_factory=Counter)

    def prepare(self) -> None:
        """Two officers of Pandeglang, one of the province, and a cooperative."""
        for number, one in enumerate((cast.YAYAH, cast.ASEP, cast.HALIMAH)):
            name = one.key.partition(".")[0]
            self.officers[name] = people.appointed(one)
            self.browsers[name] = browser_of(self.app, self.officers[name], f"10.2.0.{number}")
        memberships.cooperative()
        self.note_record()

    def note_record(self) -> None:
        """Remember what the record says in its present version."""
        db.session.rollback()
        record = db.session.scalars(sa.select(Cooperative)).one()
        assert record.certificate_expires_on is not None
        self.history[record.version] = record.certificate_expires_on

    def round(self, number: int) -> None:
        """One claim, all at once, and the verdict of the rows."""
        owner = people.by_phone(f"Pemilik {number}", f"+62813{number:08d}")
        with transaction():
            locked(owner).phone_confirmed_at = now()
        shop = shops.shop_of(owner, f"Lapak {number}")
        claim = memberships.claim_of(shop, owner)
        stage = self.rng.choice(("waiting", "checked", "checked", "returned"))
        seen = memberships.seen(claim)
        if stage == "checked":
            memberships.checked(claim, self.officers["yayah"])
        if stage == "returned":
            services.return_(claim, by=self.officers["yayah"], reason="Fotonya kabur.", seen=seen)
        claim_id, hers = (
            claim.id,
            browser_of(self.app, owner, f"10.3.{number // 250}.{number % 250}"),
        )
        acts = self._acts(stage, claim_id, hers, number)
        self.rng.shuffle(acts)
        self.answers.update(self._at_once(acts))
        self.note_record()
        self.judge(claim_id, stage)

    def _acts(
        self, stage: str, claim_id: int, hers: Browser, number: int
    ) -> list[Callable[[], tuple[int, str]]]:
        """What each of them is about to send, from pages that all have open."""
        acts = [self._import(number)]
        if stage == "waiting":
            acts += [self._decides("yayah", claim_id, "teruskan"),
                     self._decides("asep", claim_id, "tolak"),
                     self._decides("halimah", claim_id, "lengkapi")]  # fmt: skip
        if stage == "checked":
            acts += [self._decides("asep", claim_id, "setujui"),
                     self._decides("halimah", claim_id, "setujui"),
                     self._decides("halimah", claim_id, "tolak"),
                     self._decides("yayah", claim_id, "tolak"),
                     self._decides("asep", claim_id, "kembalikan"),
                     self._decides("yayah", claim_id, "setujui", own=True)]  # fmt: skip
        if stage == "returned":
            acts += [self._owner(hers, claim_id, "jawaban"), self._owner(hers, claim_id, "jawaban")]
        return [*acts, self._owner(hers, claim_id, "penarikan")]

    def _decides(
        self, name: str, claim_id: int, button: str, *, own: bool = False
    ) -> Callable[[], tuple[int, str]]:
        """An officer's step, bound to the page that she has open on one of the servers."""
        browser, server = self.browsers[name], self.rng.choice(self.servers)
        path = f"/dinas/klaim/{claim_id}"
        status, text = browser.ask(server, path)
        assert status == 200, (status, text[:300])
        record = db.session.scalars(sa.select(Cooperative)).one()
        assert tanggal(self.history[record.version]) in text, "the page shows the present record"
        db.session.rollback()
        forms = BeautifulSoup(text, "lxml").select(DECISIONS)
        # Who checked it has no form: she sends what her colleague's page would hold.
        fields = as_it_stands(forms[0]) if forms else self._guessed(claim_id, text)
        sent = {**fields, "reason": "Sudah dicocokkan.", "no_interest": "y", "decision": button}
        return lambda: browser.ask(server, f"{path}/keputusan", sent)

    def _guessed(self, claim_id: int, text: str) -> dict[str, str]:
        seen = memberships.seen(db.session.get_one(Claim, claim_id))
        token = BeautifulSoup(text, "lxml").select_one("input[name=csrf_token]")
        assert token is not None
        return {"csrf_token": str(token["value"]), "version": str(seen.version),
                "record_version": str(seen.record_version)}  # fmt: skip

    def _owner(self, hers: Browser, claim_id: int, verb: str) -> Callable[[], tuple[int, str]]:
        server, path = self.rng.choice(self.servers), f"/lapak/verifikasi/klaim/{claim_id}"
        _, text = hers.ask(server, path)
        token = BeautifulSoup(text, "lxml").select_one("input[name=csrf_token]")
        assert token is not None, text[:300]
        sent = {"csrf_token": str(token["value"]), "words": "Ini penjelasannya."}
        return lambda: hers.ask(server, f"{path}/{verb}", sent)

    def _import(self, number: int) -> Callable[[], tuple[int, str]]:
        """A newer register in which the certificate ends on another day."""
        until = today() + timedelta(days=100 + number % 200)
        register = (
            "nik,nama koperasi,kabupaten,tanggal_expired\n"
            f"{memberships.NUMBER},KOPERASI PRODUSEN KARYA MELINJO,Kab. Pandeglang,{until}\n"
        )
        origin = registry.Origin(f"r{number}.csv", "ODS", today(), None)
        staged = registry.preview(register.encode(), origin, by=self.officers["halimah"])
        assert staged.state == "staged", staged.summary
        server, browser = self.rng.choice(self.servers), self.browsers["halimah"]
        with self.app.test_request_context():
            page = url_for("console.register_import", import_id=staged.id)
            path = url_for("console.register_application", import_id=staged.id)
        _, text = browser.ask(server, page)
        token = BeautifulSoup(text, "lxml").select_one("input[name=csrf_token]")
        assert token is not None, text[:300]
        sent = {"csrf_token": str(token["value"])}
        return lambda: browser.ask(server, path, sent)

    def _at_once(self, acts: list[Callable[[], tuple[int, str]]]) -> list[int]:
        """Send all of it together; nobody may hear of an error of ours."""
        start, got = threading.Barrier(len(acts)), list[tuple[int, str]]()
        waits = [self.rng.random() * 0.02 for _ in acts]

        def run(act: Callable[[], tuple[int, str]], wait: float) -> None:
            start.wait(60)
            threading.Event().wait(wait)
            got.append(act())

        db.session.rollback()
        threads = [threading.Thread(target=run, args=one) for one in zip(acts, waits, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        assert len(got) == len(acts)
        wrong = [(status, text[:500]) for status, text in got if status not in (302, 409, 422)]
        assert wrong == [], wrong
        return [status for status, _ in got]

    def judge(self, claim_id: int, stage: str) -> None:
        """One decision on each version; a badge only by two people on the record that both saw."""
        claim = db.session.get_one(Claim, claim_id)
        steps = [(note.act, note.version) for note in claim.notes]
        assert [version for _, version in steps] == list(range(1, claim.version + 1)), steps
        trail = [one for one in events.of(claim, claim.submitted_at) if one.name in STEPS.values()]
        assert [STEPS[act] for act, _ in steps] == [one.name for one in trail], (steps, trail)
        for note, event in zip(claim.notes, trail, strict=True):
            if note.side == "office":
                assert event.details["seen"] == note.version - 1, (stage, note.act)
                assert event.details["record_seen"] in self.history
        self.outcomes[f"{stage}: {' '.join(act for act, _ in steps[1:])}"] += 1
        grounds = db.session.scalars(sa.select(Ground).where(Ground.claim_id == claim_id)).all()
        assert len(grounds) == (claim.state == "approved"), claim.state
        for ground in grounds:
            self._rests_on_two(claim, ground, {one.name: one for one in trail})
        db.session.rollback()

    def _rests_on_two(self, claim: Claim, ground: Ground, trail: dict[str, Any]) -> None:
        checked, approved = trail["claim.checked"], trail["claim.approved"]
        assert checked.actor_id == ground.checked_by_id == claim.checked_by_id
        assert approved.actor_id == ground.approved_by_id == claim.decided_by_id
        assert ground.checked_by_id != ground.approved_by_id
        version = approved.details["record_seen"]
        assert version == checked.details["record_seen"] == claim.checked_record_version
        assert ground.basis["certificate_expires_on"] == self.history[version].isoformat()

    def end(self) -> None:
        """No badge without a ground, and none twice."""
        db.session.rollback()
        assert not db.session.scalars(sa.select(Badge.id).where(~Badge.grounds.any())).all()
        each = sa.select(Badge.shop_id).group_by(Badge.shop_id).having(sa.func.count() > 1)
        assert db.session.scalars(each).all() == []
