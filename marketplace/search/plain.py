"""The plain answer of the database, for the time when there is no index."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from marketplace.catalog import categories
from marketplace.catalog.models import Category, Listing, Permit, Variant
from marketplace.catalog.queries.cards import (
    highest_price,
    is_public,
    lowest_price,
    of_variants,
    verified_until,
)
from marketplace.catalog.queries.titles import titles_holding
from marketplace.clock import start_of
from marketplace.database import db
from marketplace.search.interface import (
    BEST,
    FRESH_DAYS,
    HIGHEST_PRICE,
    SHOPS,
    Answer,
    Completion,
    Query,
)
from marketplace.search.tree import Tree
from marketplace.search.understanding import understand
from marketplace.sellers.models import Badge, Shop
from marketplace.sellers.queries import ids_of_shops_called

LAST_ROW = 10_000


def find(query: Query, on: date) -> Answer:
    """Listings that hold all the words somewhere, newest first; no counts of choices."""
    tree = understand(query.text, literal=query.literal)
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


def complete(text: str, at_most: int) -> Completion:
    """Listings whose titles hold all the words, the newest first, and shops called so."""
    tree = understand(text)
    if not tree:
        return Completion()
    typed = [word.typed for word in tree.words]
    found = tuple(titles_holding(typed, at_most))
    return Completion(tree, found[:BEST], found, tuple(ids_of_shops_called(typed, SHOPS)))


def _words(tree: Tree, least: float) -> sa.ColumnElement[bool]:
    texts = (Listing.title, Category.name, Shop.name, Listing.description)
    each = []
    for word in tree.words:
        spellings = {word.typed} | ({word.term} if word.typed.isalpha() else set())
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
    if query.cooperatives:
        filters += [verified_until() >= on, Shop.id.in_(_shops_of(query.cooperatives))]
    if query.permits:
        filters.append(_permitted(query.permits, on))
    if query.availability:
        filters.append(sa.or_(*(_available(how) for how in query.availability)))
    if query.fresh:
        filters.append(Listing.published_at >= start_of(on - timedelta(days=FRESH_DAYS)))
    if query.price_from is not None:
        filters.append(highest_price(on) >= max(min(query.price_from, HIGHEST_PRICE), 0))
    if query.price_to is not None:
        filters.append(lowest_price(on) <= max(min(query.price_to, HIGHEST_PRICE), 0))
    return filters


def _shops_of(cooperatives: Sequence[int]) -> sa.Select[Any]:
    return sa.select(Badge.shop_id).where(Badge.cooperative_id.in_(cooperatives), Badge.stands())


def _permitted(kinds: Sequence[str], on: date) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        Permit.shop_id == Listing.shop_id,
        Permit.kind.in_(kinds),
        sa.or_(Permit.listing_id.is_(None), Permit.listing_id == Listing.id),
        sa.or_(Permit.expires_on.is_(None), Permit.expires_on >= on),
        Permit.is_believed(),
    )


def _available(how: str) -> sa.ColumnElement[bool]:
    if how == "order":
        return Listing.made_to_order.is_(True)
    return sa.and_(sa.not_(Listing.made_to_order), of_variants(sa.func.sum(Variant.stock)) > 0)


def _order(query: Query, on: date) -> tuple[sa.ColumnElement[Any], ...]:
    newest = (Listing.published_at.desc(), Listing.id.desc())
    if query.sort == "cheapest":
        return (lowest_price(on), *newest)
    if query.sort == "dearest":
        return (lowest_price(on).desc(), *newest)
    return newest
