"""Pieces of pages are drawn once for each state of the street, and never shown in another."""

from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import event

from marketplace import create_app
from marketplace.catalog import services as catalog
from marketplace.database import db
from marketplace.search import services as search
from marketplace.web import fragments, languages
from marketplace.web.fragments import WEIGHT_OF_AN_ENTRY, Fragments
from tests.builders import goods
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of
from tests.page import Client


def test_a_piece_is_found_only_in_its_version() -> None:
    store = Fragments(10_000)
    store.put((1,), ("card", 7), Markup("<b>lama</b>"))
    assert store.get((1,), [("card", 7), ("card", 8)]) == ["<b>lama</b>", None]
    assert store.get((2,), [("card", 7)]) == [None]
    store.put((2,), ("card", 8), Markup("<b>baru</b>"))
    assert store.get((2,), [("card", 7), ("card", 8)]) == [None, "<b>baru</b>"]


def test_pieces_stay_within_their_memory_the_oldest_forgotten_first() -> None:
    store = Fragments(3 * (WEIGHT_OF_AN_ENTRY + 100))
    for n in range(4):
        store.put((1,), (n,), Markup("x" * 100))
    assert store.get((1,), [(0,), (3,)]) == [None, "x" * 100]
    assert store.bytes == store.most_bytes
    store.get((1,), [(1,)])
    store.put((1,), (9,), Markup("x" * 100))
    assert store.get((1,), [(1,), (2,)]) == ["x" * 100, None]


@pytest.fixture
def street(tmp_path: Any) -> Any:
    """An application that keeps pieces, with an indexed street."""
    app = create_app(settings_for(tmp_path, url_of("sqlite", tmp_path), page_cache_mb=8))
    app.test_client_class = Client
    with app.app_context():
        create_schema(db.engine)
        load_reference_data()
        yield app, goods.open_street()
        db.session.rollback()
        db.engine.dispose()


def test_cards_that_were_drawn_cost_no_statement_and_follow_each_change(street: Any) -> None:
    app, (_, owner, listings) = street
    search.rebuild()
    asked = iter(range(1000))
    seen: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))

    def ask() -> tuple[str, int]:
        """A question that nobody asked before, of somebody who brings a cookie; its statements."""
        seen.clear()
        client = app.test_client()
        client.set_cookie("other", "1")
        page = client.get(f"/cari?q=emping&harga_sampai={10**9 + next(asked)}")
        return page.get_data(as_text=True), len(seen)

    first, cost = ask()
    assert "Emping manis" in first and cost == 2  # what was found, and what comes close
    second, cost = ask()
    assert "Emping manis" in second and cost == 0
    assert first.count("listing-card__title") == second.count("listing-card__title")
    catalog.archive(listings[0], by=owner)
    third, cost = ask()
    assert "Emping manis" not in third and cost >= 1


OPTION = "components/facet_option.html"


def test_a_link_is_drawn_once_and_leads_where_each_row_says(app: Any) -> None:
    with app.test_request_context("/"):
        rows = [
            ("/cari?q=a&urut=b", "12", "Lebak", False),
            ('/cari?q="><b>', "1.000+", "Lebak", False),
            ("/cari?q=c", None, "Lebak", False),
        ]
        html = str(fragments.links(OPTION, rows, "produk", apart=2))
    assert 'href="/cari?q=a&amp;urut=b"' in html
    assert 'href="/cari?q=&#34;&gt;&lt;b&gt;"' in html and "<b>" not in html
    assert html.count("Lebak") == html.count("</li>") == 3
    assert html.count("facet__count") == 2 and "1.000+" in html


def test_a_link_is_drawn_anew_for_other_words_and_languages(app: Any) -> None:
    row = ("/cari", "1.200", "Lebak", True)
    drawn = set()
    for language in languages.LANGUAGES:
        with app.test_request_context("/"), languages.speaking(language):
            drawn |= {
                str(fragments.links(OPTION, [row], noun, apart=2)) for noun in ("produk", "lapak")
            }
    assert len(drawn) == 4
