"""Every page of the three faces, looked at: on a phone and a desk, by light and in the dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from marketplace.accounts import services
from marketplace.clock import now
from marketplace.demo import cast
from marketplace.web import sessions
from tests.access.table import TABLE
from tests.builders import people
from tests.journeys import inspection, visits
from tests.journeys.not_pages import NOT_PAGES
from tests.journeys.visits import Visit

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


class Phones:
    """A browser for each person who visits, signed in as she is."""

    def __init__(self, chrome: Browser, site: Any) -> None:
        self.chrome, self.site = chrome, site
        self.pages: dict[str | None, Page] = {}
        self.heard: list[str] = []

    def of(self, who: str | None) -> Page:
        """Her open page."""
        if who not in self.pages:
            context = self.chrome.new_context(
                viewport=PHONE,
                reduced_motion="reduce",
                locale="id-ID",
                timezone_id="Asia/Jakarta",
                base_url=self.site.url,
            )
            context.set_default_timeout(10_000)
            self._arrive(context, who)
            page = self.pages[who] = context.new_page()
            page.on("console", self._hear)
            page.on("pageerror", lambda error: self.heard.append(str(error)))
            if who and who.startswith("half-way"):
                self._gives_password(page, has_code=who == "half-way")
        return self.pages[who]

    def _hear(self, message: Any) -> None:
        # The browser notes the answers 403, 404, 410 that a visit expects.
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.heard.append(message.text)

    def _arrive(self, context: BrowserContext, who: str | None) -> None:
        if who is None or cast.person(who) is None:
            return
        app = self.site.app
        with app.app_context():
            user = visits.user_of(who)
            kept = sessions.token_in_cookie(
                user, services.start_sign_in(user, now(), code_given=True)
            )
        signed = app.session_interface.get_signing_serializer(app).dumps(kept)
        context.add_cookies(
            [{"name": app.config["SESSION_COOKIE_NAME"], "value": signed, "url": self.site.url}]
        )

    def _gives_password(self, page: Page, *, has_code: bool) -> None:
        email, password = cast.IMAS.email, cast.PASSWORD
        if not has_code:
            email, password = "baru-diangkat@contoh.test", people.PASSWORD
            with self.site.app.app_context():
                one = people.by_email("Petugas Baru", email)
                services.appoint(
                    one, regency_code=None, duties=["verify"], is_administrator=False, by=None,
                    at=now(),
                )  # fmt: skip
        page.goto("/masuk")
        page.get_by_label("Nomor HP atau e-mail").fill(str(email))
        page.get_by_label("Sandi").fill(password)
        page.get_by_role("button", name="Masuk", exact=True).click()


@pytest.fixture
def phones(chrome: Browser, demo_site: Any) -> Iterator[Phones]:
    """One browser for each visitor of the demo world."""
    made = Phones(chrome, demo_site)
    yield made
    for page in made.pages.values():
        page.context.close()


def look(phones: Phones, visit: Visit, *, closely: bool) -> list[str]:
    """Visit one page in every light; `closely` lets axe look in the dark and on a desk too."""
    page = phones.of(visit.who)
    phones.heard.clear()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    answer = page.goto(visit.path)
    assert answer is not None
    wrong = [] if answer.status == visit.status else [f"answers {answer.status}"]
    if not page.url.endswith(visit.path):
        wrong.append(f"leads to {page.url}")
    wrong += inspection.broken_pictures(page) + inspection.complaints_at(page)
    wrong += inspection.found_by_axe(page)
    if closely:
        page.emulate_media(color_scheme="dark")
        wrong += inspection.found_by_axe(page, inspection.CONTRAST)
        page.emulate_media(color_scheme="light")
    page.set_viewport_size(DESK)
    wrong += inspection.complaints_at(page)
    if closely:
        wrong += inspection.found_by_axe(page)
    return wrong + phones.heard


def test_every_page_is_fit_to_be_seen(phones: Phones, demo_site: Any) -> None:
    seen: set[str] = set()
    wrong = {}
    for visit in visits.all_visits(demo_site.app):
        closely = visit.endpoint not in seen
        seen.add(visit.endpoint)
        if found := look(phones, visit, closely=closely):
            wrong[f"{visit.path} as {visit.who or 'anybody'}"] = found
    told = "\n".join(f"{path}:\n  " + "\n  ".join(found) for path, found in wrong.items())
    assert not wrong, f"\n{told}"


def test_no_page_is_left_out(demo_site: Any) -> None:
    pages = {row.split(" ")[1] for row in TABLE if row.startswith("GET ")}
    visited = {visit.endpoint for visit in visits.all_visits(demo_site.app)}
    assert pages - visited == set(NOT_PAGES)
    assert visited <= pages


SPOILED = """
  document.body.insertAdjacentHTML('beforeend', `
    <h1>Lagi</h1><p>Please submit</p><div class="lebar">x</div>
    <button class="kecil">·</button><img src="/static/tidak-ada.png" alt=""><input id="tanpa">`);
  document.querySelector('.lebar').style.width = '2000px';
  document.querySelector('.kecil').style.cssText = 'width:12px;height:12px;padding:0;border:0';
  console.error('rusak');
"""


def test_a_spoiled_page_is_seen_through(phones: Phones) -> None:
    page = phones.of(None)
    page.goto("/cara-belanja")
    assert inspection.complaints_at(page) + inspection.broken_pictures(page) + phones.heard == []
    page.evaluate(SPOILED)
    found = inspection.complaints_at(page) + inspection.broken_pictures(page) + phones.heard
    told = "\n".join([*found, *inspection.found_by_axe(page)])
    for complaint in ("2 h1", "English: Please", "English: submit", "sideways", "too small",
                      "picture did not load", "rusak", "label"):  # fmt: skip
        assert complaint in told, told
