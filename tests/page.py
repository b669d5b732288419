"""A browser without a screen: it visits pages and holds each to the house's rules."""

import contextvars
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from marketplace.database import db

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


class Client(FlaskClient):
    """Each request runs in a context of its own, as in a server, and names its origin."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        # What the test has read must not linger as a snapshot, before or after.
        db.session.rollback()
        if kwargs.get("method") in UNSAFE:
            kwargs["headers"] = {
                "Sec-Fetch-Site": "same-origin",
                **dict(kwargs.get("headers") or {}),
            }
        try:
            return contextvars.Context().run(super().open, *args, **kwargs)
        finally:
            db.session.rollback()


class Page:
    """An answer, parsed; `page.status`, `page.text`, `page.one(css)`, `page.all(css)`."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.soup = BeautifulSoup(self.html, "lxml")

    @property
    def text(self) -> str:
        """What a person reads, single spaces."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.response.headers.get("Location", "")

    def one(self, css: str) -> Tag:
        """The only element that matches."""
        found = self.soup.select(css)
        assert len(found) == 1, f"{css}: {len(found)} elements"
        return found[0]

    def all(self, css: str) -> list[Tag]:
        """Every element that matches."""
        return list(self.soup.select(css))

    def fields(self, css: str = "main form") -> dict[str, str]:
        """What a browser would send from the first form that matches, as it stands."""
        return as_it_stands(self.soup.select(css)[0])

    def check(self) -> "Page":
        """Hold a page to what every page keeps."""
        soup = self.soup
        assert soup.title and soup.title.get_text(strip=True), "no title"
        assert len(soup.select("h1")) == 1, f"{len(soup.select('h1'))} h1"
        ids = [element["id"] for element in soup.select("[id]")]
        assert len(ids) == len(set(ids)), (
            f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
        )
        assert not soup.select("[style]"), f"inline style: {soup.select('[style]')[0]}"
        for script in soup.select("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", "inline script"
        for element in soup.find_all(True):
            assert not [a for a in element.attrs if a.startswith("on")], (
                f"inline handler: {element}"
            )
        for image in soup.select("img"):
            assert image.has_attr("alt"), f"no alt: {image}"
        for field in soup.select("input, select, textarea"):
            if field.get("type") in ("hidden", "submit"):
                continue
            labelled = field.get("aria-label") or field.get("aria-labelledby")
            labelled = labelled or field.find_parent("label")
            labelled = labelled or (field.get("id") and soup.select(f'label[for="{field["id"]}"]'))
            assert labelled, f"no label: {field}"
        return self


def as_it_stands(form: Tag) -> dict[str, str]:
    """What a browser would send of a form that nobody has touched."""
    sent: dict[str, str] = {}
    for element in form.select("input[name], textarea[name], select[name]"):
        name = str(element["name"])
        kind = element.get("type", "text")
        if element.name == "textarea":
            sent[name] = element.get_text()
        elif element.name == "select":
            chosen = element.select_one("option[selected]") or element.select_one("option")
            sent[name] = str(chosen.get("value", "")) if chosen else ""
        elif kind in ("radio", "checkbox"):
            if element.has_attr("checked"):
                sent[name] = str(element.get("value", "on"))
        elif kind not in ("file", "submit"):
            sent[name] = str(element.get("value", ""))
    return sent


class Browser:
    """Visits addresses by endpoint, as one person."""

    def __init__(self, app: Flask, user: Any = None) -> None:
        self.app = app
        self.client = app.test_client()
        self.signed_in = user is not None
        if user is not None:
            sign_in(self.client, user)

    def as_(self, user: Any) -> "Browser":
        """Another browser, signed in as this person."""
        return Browser(self.app, user)

    def address(self, endpoint: str, **values: Any) -> str:
        """The path of an endpoint; a text that begins with / is a path already."""
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def visit(self, endpoint: str, *, status: int = 200, **values: Any) -> Page:
        """GET a page, expect a status, hold the page to the rules."""
        response = self.client.get(self.address(endpoint, **values))
        page = Page(response)
        assert page.status == status, f"{endpoint}: {page.status} {page.location} {page.text[:300]}"
        if response.mimetype == "text/html" and status not in range(300, 400):
            page.check()
            if self.signed_in:
                for form in page.all('form[method="post" i]'):
                    assert form.select('input[name="csrf_token"]'), f"form without token: {form}"
        return page

    def send(self, endpoint: str, data: dict[str, Any] | None = None, **values: Any) -> Page:
        """POST a form with this person's token; the answer is not followed."""
        path = self.address(endpoint, **values)
        sent = dict(data or {})
        if self.signed_in:
            sent.setdefault("csrf_token", self.token())
        kind = (
            "multipart/form-data"
            if any(hasattr(v, "read") or isinstance(v, tuple) for v in sent.values())
            else None
        )
        return Page(self.client.post(path, data=sent, content_type=kind))

    def token(self) -> str:
        """A valid token of this session, read from a page that has one."""
        page = Page(self.client.get("/akun/"))
        return str(page.soup.select('input[name="csrf_token"]')[0]["value"])


def sign_in(client: FlaskClient, user: Any) -> None:
    """Sign a person in without asking for her password."""
    from marketplace.accounts import services
    from marketplace.clock import now
    from marketplace.web import sessions

    token = services.start_sign_in(user, now(), code_given=user.has_second_factor)
    with client.session_transaction() as session:
        session.update(sessions.token_in_cookie(user, token))
