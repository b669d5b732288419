"""No Indonesian is left on English pages: each word is marked as translated, or is somebody's own.

The catalogue is replaced by one that says everything in brackets; what stands outside of them
and is no data of the demo world was never given to the translator.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup, Comment, Doctype
from flask import Flask

from marketplace import create_app, events, tasks
from marketplace.catalog import rich_text
from marketplace.database import db
from marketplace.demo import cast, world
from marketplace.places import queries as places
from marketplace.storefront import cards
from marketplace.web import languages
from tests.conftest import settings_for
from tests.databases import create_schema
from tests.journeys import visits
from tests.page import Browser, Client, Page, sign_in

# Names that are the same in every language, and what a browser shows as it is written.
AS_THEY_ARE = {"Pasar Banten", "WhatsApp", "WIB", "Indonesia", "English", "Rp", "kg", "URL"}
# The number of a question, such as G3WPQB.
NUMBER = re.compile(r"\b[A-Z0-9]{6}\b")
SPOKEN = ("aria-label", "placeholder", "alt", "title", "data-label", "content")
# Scripts, pictures, and the initials of shops.
SILENT = ("script", "style", "code", "svg", "[class*=__face]")
OWN_NAMES = ("description", "og:title", "og:description", "og:image:alt")


class Brackets:
    """A catalogue in which every English word stands in brackets, and no other word is."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def ugettext(self, text: str) -> str:
        english = self.real.ugettext(text)
        return f"⟦{english}⟧" if text in self.real._catalog else english

    def ungettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{self.real.ungettext(one, many, number)}⟧"


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The demo world, spoken in brackets."""
    home = tmp_path_factory.mktemp("english")
    app = create_app(settings_for(home, f"sqlite:///{home}/x.sqlite3"))
    app.test_client_class = Client
    with pytest.MonkeyPatch.context() as patch, app.app_context():
        create_schema(db.engine)
        world.load()
        brackets = Brackets(languages.english(home / "translations"))
        patch.setattr(languages, "english", lambda _folder: brackets)
        # What this process has drawn before was not said in brackets.
        cards._drawn.cache_clear()
        yield app
        cards._drawn.cache_clear()
        db.session.remove()
        db.engine.dispose()


def outside(text: str) -> str:
    """What stands in no brackets."""
    depth, kept = 0, []
    for letter in text:
        depth += {"⟦": 1, "⟧": -1}.get(letter, 0)
        if depth <= 0 and letter not in "⟦⟧":
            kept.append(letter)
            depth = 0
    return "".join(kept)


def spoken(soup: BeautifulSoup) -> Iterator[str]:
    """Every text of a page, and every attribute that is read out, but for sellers' own words."""
    # Long texts are templates of their own: tests/storefront/test_words.py.
    if soup.select("article.words"):
        soup.head.extract()
    for silent in soup.select(", ".join((*SILENT, 'body [lang="id"]', "article.words"))):
        silent.decompose()
    nodes = (node for node in soup.find_all(string=True) if not isinstance(node, Comment | Doctype))
    yield "\n".join(nodes)
    for element in soup.find_all(True):
        if element.name == "meta" and element.get("name", element.get("property")) not in OWN_NAMES:
            continue
        for name in SPOKEN:
            yield str(element.get(name) or "")
        yield from (
            str(text) for name, text in element.attrs.items() if name.startswith("data-say")
        )
        if element.name == "input" and element.get("type") == "submit":
            yield str(element.get("value") or "")


def own_words() -> str:
    """Everything that the database and the gazetteer hold, as one text."""
    columns = [
        column
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON)
    ]
    with db.engine.connect() as connection:
        found = [str(one) for c in columns for one in connection.scalars(sa.select(c).distinct())]
    found += [rich_text.plain(one) for one in found if "<" in one]
    gazetteer = places.gazetteer()
    found += [one.name for one in gazetteer.regencies.values()]
    found += [one.label for one in gazetteer.districts.values()]
    found += [one.label for one in gazetteer.villages.values()]
    return " ".join("\n".join(found).split()).lower()


def unsaid(html: str, own: str) -> list[str]:
    """Indonesian words of ours that a page says to an English reader."""
    soup = BeautifulSoup(html, "lxml")
    left = []
    for text in spoken(soup):
        for line in outside(text).splitlines():
            # A seller's text may be cut short.
            for part in re.split(r"[·…“”()/|]+|, | – |: |\. ", line):
                words = " ".join(part.split()).strip(" .,:")
                if re.search(r"[A-Za-z]{2}", words) and not known(words, own):
                    left.append(words)
    return left


def known(words: str, own: str) -> bool:
    without = NUMBER.sub("", re.sub("|".join(map(re.escape, AS_THEY_ARE)), "", words))
    without = without.strip().lower()
    return not re.search(r"[a-z]{2}", without) or without in own


@pytest.fixture(scope="module")
def ways(street: Flask) -> list[visits.Visit]:
    """Every page of the street and of an account."""
    found = visits.all_visits(street)
    db.session.rollback()
    while events.deliver_waiting():
        pass
    tasks.run_waiting()
    return [
        visit
        for visit in found
        if visit.endpoint.startswith("storefront.") and not (visit.who or "").startswith("half-way")
    ]


def english_pages(app: Flask, ways: list[visits.Visit]) -> Iterator[tuple[str, str]]:
    """Every page as somebody with the cookie reads it."""
    for visit in ways:
        client = app.test_client()
        if visit.who:
            sign_in(client, visits.user_of(visit.who))
        client.set_cookie(languages.COOKIE, "en")
        # A mail is shown as it was written; the offline page speaks both languages at once.
        if visit.endpoint in ("storefront.letter", "storefront.offline"):
            continue
        answer = client.get(visit.path)
        assert answer.status_code == visit.status, visit.path
        yield visit.path, answer.get_data(as_text=True)


def test_no_page_leaves_a_word_untranslated(street: Flask, ways: list[visits.Visit]) -> None:
    pages = dict(english_pages(street, ways))
    own = own_words() + " " + street.config["SETTINGS"].site_url
    wrong = {path: found for path, html in pages.items() if (found := unsaid(html, own))}
    told = "\n".join(f"{path}: {found}" for path, found in wrong.items())
    assert not wrong, f"\n{told}"


def test_the_second_step_speaks_english(street: Flask) -> None:
    officer = Browser(street)
    officer.client.set_cookie(languages.COOKIE, "en")
    given = {"identity": cast.IMAS.email, "password": cast.PASSWORD}
    assert officer.send("storefront.sign_in", given).location == "/masuk/kode"
    asked = officer.visit("storefront.second_step")
    refused = officer.send("storefront.second_step", {"code": "000000"})
    assert [unsaid(page.html, own_words()) for page in (asked, refused)] == [[], []]


def refused_pages(app: Flask, ways: list[visits.Visit]) -> Iterator[tuple[str, str]]:
    """What each form with something to type says to one who typed nothing."""
    for visit in ways:
        browser = Browser(app, visits.user_of(visit.who) if visit.who else None)
        browser.client.set_cookie(languages.COOKIE, "en")
        page = Page(browser.client.get(visit.path))
        for form in page.all('main form[method="post"]'):
            if form.select('input:not([type="hidden"]), textarea'):
                answer = browser.send(str(form.get("action") or visit.path), {"quantity": "0"})
                if answer.status == 422:
                    yield f"{visit.path} refused", answer.html


def test_no_refusal_is_left_untranslated(street: Flask, ways: list[visits.Visit]) -> None:
    pages = dict(refused_pages(street, ways))
    assert len(pages) >= 8
    own = own_words() + " " + street.config["SETTINGS"].site_url
    wrong = {path: found for path, html in pages.items() if (found := unsaid(html, own))}
    told = "\n".join(f"{path}: {found}" for path, found in wrong.items())
    assert not wrong, f"\n{told}"


def test_an_unmarked_word_is_seen() -> None:
    page = '<html><body><p>⟦Good ⟦x⟧⟧ Halo</p><p lang="id">Emping</p><b title="Buka"></b></body>'
    assert unsaid(page, "") == ["Halo", "Buka"]
    assert unsaid("<p>Emping Manis</p>", "emping manis") == []
