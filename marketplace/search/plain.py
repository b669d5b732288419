"""The plain answer of the database, for the time when there is no index."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog.models import Category, Listing
from marketplace.catalog.queries.cards import (
    highest_price,
    is_public,
    lowest_price,
    verified_until,
)
from marketplace.database import db
from marketplace.search.interface import HIGHEST_PRICE, Answer, Query
from marketplace.search.understanding import Tree, understand
from marketplace.sellers.models import Shop

LAST_ROW = 10_000


def find(query: Query, on: date) -> Answer:
    """Listings that hold all the words somewhere, newest first; no counts of choices."""
    tree = understand(query.text)
    if query.text.strip() and not tree:
        return Answer(degraded=True)
    found = (
        sa.select(Listing.id, sa.func.count().over().label("total"))
        .join(Shop, Listing.shop_id == Shop.id)
        .join(Category, Listing.category_slug == Category.slug)
        .where(is_public(), lowest_price(on).is_not(None), *_filters(query, on))
        .where(_words(tree, query.least))
        .order_by(*_order(query, on))
        .limit(query.size)
        .offset(min((max(query.page, 1) - 1) * query.size, LAST_ROW))
    )
    rows = db.session.execute(found).all()
    total = rows[0].total if rows else 0
    return Answer(tuple(row.id for row in rows), total, degraded=True)


def _words(tree: Tree, least: float) -> sa.ColumnElement[bool]:
    texts = (Listing.title, Category.name, Shop.name, Listing.description)
    each = []
    for word in tree.words:
        spellings = {word.term, word.prefix or word.term}
        holds = (text.icontains(one, autoescape=True) for text in texts for one in spellings)
        each.append(sa.or_(*holds))
    if not each:
        return sa.true()
    return sa.or_(*each) if least == 0 else sa.and_(*each)


def _filters(query: Query, on: date) -> list[sa.ColumnElement[bool]]:
    filters: list[sa.ColumnElement[bool]] = []
    if query.categories:
        chosen = filter(None, map(categories.category, query.categories))
        filters.append(Listing.category_slug.in_([slug for one in chosen for slug in one.slugs]))
    if query.places:
        below = (Shop.village_code.startswith(f"{code}.", autoescape=True) for code in query.places)
        filters.append(sa.or_(*below))
    if query.verified:
        filters.append(verified_until() >= on)
    if query.price_from is not None:
        filters.append(highest_price(on) >= max(min(query.price_from, HIGHEST_PRICE), 0))
    if query.price_to is not None:
        filters.append(lowest_price(on) <= max(min(query.price_to, HIGHEST_PRICE), 0))
    return filters


def _order(query: Query, on: date) -> tuple[sa.ColumnElement[Any], ...]:
    newest = (Listing.published_at.desc(), Listing.id.desc())
    if query.sort == "cheapest":
        return (lowest_price(on), *newest)
    if query.sort == "dearest":
        return (lowest_price(on).desc(), *newest)
    return newest
