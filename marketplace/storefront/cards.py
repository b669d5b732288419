"""Cards of listings, drawn once: one that has not changed is not drawn again."""

from functools import lru_cache
from typing import Any

from flask import get_template_attribute

from marketplace.catalog import queries as catalog
from marketplace.storefront import bp
from marketplace.web import languages

MOST_CARDS = 5_000


def drawn_card(card: catalog.Card, eager: bool = False, level: int = 3) -> str:
    """A card as a grid shows it; a card is a value, so an equal one looks the same."""
    return _drawn(card, eager, level, languages.present())


@lru_cache(maxsize=MOST_CARDS)
def _drawn(card: catalog.Card, eager: bool, level: int, _language: str) -> str:
    draw = get_template_attribute("components/listing_card.html", "listing_card")
    html: str = draw(card, eager=eager, level=level)
    return html


@bp.record_once
def lend(state: Any) -> None:
    """Give templates `drawn_card()`."""
    state.app.jinja_env.globals["drawn_card"] = drawn_card
