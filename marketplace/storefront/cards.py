"""Cards of listings, drawn once: one that has not changed is not drawn again."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from flask import get_template_attribute
from markupsafe import Markup

from marketplace.catalog import queries as catalog
from marketplace.storefront import bp
from marketplace.web import fragments, languages

MOST_CARDS = 600
AT_ONCE = 2  # pictures that load at once: those a phone shows first
LEVEL_IN_LISTS = 2


def of_list(ids: Sequence[int], *, first: bool = True) -> list[Markup]:
    """The cards of a page that lists products, in the order of the ids.

    One statement for those that were not drawn since the street last changed; what is not
    public now is left out. Cards that do not come `first` stand under a heading of their own.
    """
    keys = [("card", id_, first and place < AT_ONCE, first) for place, id_ in enumerate(ids)]
    return fragments.drawn(keys, _made)


def _made(keys: list[fragments.Key]) -> dict[fragments.Key, Markup]:
    wanted: dict[Any, fragments.Key] = {key[1]: key for key in keys}
    language = languages.present()
    made = {}
    for card in catalog.cards(wanted):
        key = _card, _id, at_once, first = wanted[card.id]
        level = LEVEL_IN_LISTS if first else LEVEL_IN_LISTS + 1
        made[key] = _drawn(card, bool(at_once), level, language)
    return made


def drawn_cards(
    cards: Iterable[catalog.Card | Markup], eager: bool = False, level: int = 3
) -> list[Markup]:
    """Cards as a grid shows them; a card is a value, so an equal one looks the same."""
    language = languages.present()
    return [
        card
        if isinstance(card, Markup)
        else _drawn(card, eager and place < AT_ONCE, level, language)
        for place, card in enumerate(cards)
    ]


@lru_cache(maxsize=MOST_CARDS)
def _drawn(card: catalog.Card, at_once: bool, level: int, _language: str) -> Markup:
    draw = get_template_attribute("components/listing_card.html", "listing_card")
    html: Markup = draw(card, eager=at_once, level=level)
    return html


@bp.record_once
def lend(state: Any) -> None:
    """Give templates `drawn_cards()`."""
    state.app.jinja_env.globals["drawn_cards"] = drawn_cards
