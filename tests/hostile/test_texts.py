"""Whatever is typed into whichever field of whichever page: words, never a failure."""

import time
from collections.abc import Iterator

import pytest
from bs4 import Tag

from marketplace.web import health
from tests.access import asking, world
from tests.access.table import TABLE
from tests.access.world import ROLES
from tests.hostile.texts import SHARPEST, TEXTS, encoded
from tests.page import Browser, Page, as_it_stands

MOST_FIELDS = 6
LONGEST = 5  # seconds of the processor
PAGES = sorted(row.removeprefix("GET ") for row in TABLE if row.startswith("GET "))
NOT_TYPED = ("hidden", "file", "submit", "checkbox", "radio", "button", "image")


def who_may(endpoint: str) -> str:
    """The least of those who see a page: those who may do more see other forms elsewhere."""
    answers = TABLE[f"GET {endpoint}"]
    return next((role for role, answer in zip(ROLES, answers, strict=True) if answer == "yes"), "")


def typed(form: Tag) -> list[str]:
    """Names of the fields into which a person types or picks."""
    fields = form.select("input[name], textarea[name], select[name]")
    return [str(one["name"]) for one in fields if one.get("type", "text") not in NOT_TYPED]


def body(fields: dict[str, str]) -> bytes:
    return "&".join(f"{encoded(name)}={encoded(text)}" for name, text in fields.items()).encode()


def send(browser: Browser, form: Tag, fields: dict[str, str], page: str) -> int:
    """Send a form as it stands but for `fields`; the status of the answer."""
    path = str(form.get("action") or page)
    if not path.startswith("/"):
        path = page
    if str(form.get("method", "get")).lower() == "get":
        return browser.client.get(f"{path.partition('?')[0]}?{body(fields).decode()}").status_code
    kind = "application/x-www-form-urlencoded"
    return browser.client.post(path, data=body(fields), content_type=kind).status_code


def spoilings(form: Tag) -> Iterator[tuple[str, list[str]]]:
    """Which text goes into which fields: each into all at once, the sharpest into each alone."""
    names = typed(form)
    yield from ((text, names) for text in TEXTS)
    yield from ((text, [name]) for text in SHARPEST for name in names[:MOST_FIELDS])


def forms_of(page: Page, endpoint: str) -> list[Tag]:
    """A page's own forms: the search box stands on every page, and signing out ends the visit."""
    found = [form for form in page.all("form") if typed(form)]
    return [f for f in found if endpoint == "storefront.results" or f.get("action") != "/cari"]


@pytest.mark.parametrize("endpoint", [page for page in PAGES if who_may(page)])
def test_every_field_takes_or_refuses_every_text(app, endpoint):
    everything = world.build()
    health.beat("worker")
    browser = Browser(app, everything.people[who_may(endpoint)])
    path = browser.address(endpoint, **asking.address(app, everything, endpoint))
    answer = browser.client.get(path)
    for form in forms_of(Page(answer), endpoint) if answer.mimetype == "text/html" else []:
        stands = as_it_stands(form)
        for text, names in spoilings(form):
            began = time.process_time()
            status = send(browser, form, stands | dict.fromkeys(names, TEXTS[text]), path)
            spent = time.process_time() - began
            # 403 would mean that the form was never looked at.
            assert status < 500 and status != 403, f"{path}: {text} in {names} gives {status}"
            assert spent < LONGEST, f"{path}: {text} in {names} takes {spent:.1f} s"
