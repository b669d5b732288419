"""Products of a sheet written down, set by set: a few statements for hundreds of them.

Called inside a transaction, with the listings that the plans were made from held.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from marketplace.catalog.listing_sheets.columns import PRODUCT, VARIANT
from marketplace.catalog.listing_sheets.kept import Values
from marketplace.catalog.listing_sheets.plans import Plan, VariantPlan
from marketplace.catalog.models import Listing, Variant
from marketplace.catalog.services import price_history
from marketplace.database import db
from marketplace.places.queries import slug_of

OF_LISTING = tuple(column.key for column in PRODUCT if not column.apart)
OF_VARIANT = tuple(column.key for column in VARIANT)


def write(plans: Sequence[Plan], shop_id: int, at: datetime) -> dict[int, int]:
    """Write what is added or changed; returns the listing of each plan by its first row."""
    added = [plan for plan in plans if plan.outcome == "added"]
    changed = [plan for plan in plans if plan.outcome == "changed"]
    listings = {plan.head.number: plan.kept.id for plan in plans if plan.kept}
    before = _standings([plan.kept.id for plan in changed if plan.kept])
    listings |= _insert_listings(added, shop_id, at)
    _update_listings(changed, at)
    _stand_aside(changed)
    _update_variants(changed)
    _insert_variants([*added, *changed], listings, shop_id)
    _settle_prices([*added, *changed], listings, before, at)
    return listings


def _row(plan: Plan, at: datetime) -> dict[str, Any]:
    values = {key: plan.values[key] for key in OF_LISTING}
    published = values["state"] == "published"
    return {**values, "updated_at": at, "published_at": at if published else None}


def _insert_listings(plans: Sequence[Plan], shop_id: int, at: datetime) -> dict[int, int]:
    if not plans:
        return {}
    slugs = _free_slugs([plan.values["title"] for plan in plans])
    rows = [
        {**_row(plan, at), "shop_id": shop_id, "slug": slug, "created_at": at, "version": 1}
        for plan, slug in zip(plans, slugs, strict=True)
    ]
    returned = sa.insert(Listing).returning(Listing.id, sort_by_parameter_order=True)
    ids = db.session.scalars(returned, rows).all()
    return {plan.head.number: id_ for plan, id_ in zip(plans, ids, strict=True)}


def _free_slugs(titles: Sequence[str]) -> list[str]:
    """The first free address for each title; the unique constraint settles who came first."""
    stems = [slug_of(title)[:60].strip("-") or "produk" for title in titles]
    taken = set(db.session.scalars(sa.select(Listing.slug).where(Listing.slug.in_(stems))))
    crowded = {stem for stem in stems if stem in taken or stems.count(stem) > 1}
    for stem in sorted(crowded):
        alike = Listing.slug.startswith(f"{stem}-", autoescape=True)
        taken |= set(db.session.scalars(sa.select(Listing.slug).where(alike)))
    found = []
    last: dict[str, int] = defaultdict(lambda: 1)
    for stem in stems:
        slug = stem
        while slug in taken:
            last[stem] += 1
            slug = f"{stem}-{last[stem]}"
        taken.add(slug)
        found.append(slug)
    return found


def _update_listings(plans: Sequence[Plan], at: datetime) -> None:
    rows = [{"b_id": plan.kept.id, **_row(plan, at)} for plan in plans if plan.kept]
    if not rows:
        return
    names = [name for name in rows[0] if name not in ("b_id", "published_at")]
    first = sa.func.coalesce(Listing.published_at, sa.bindparam("published_at"))
    db.session.connection().execute(
        sa.update(Listing)
        .where(Listing.id == sa.bindparam("b_id"))
        .values(
            {name: sa.bindparam(name) for name in names}
            | {"published_at": first, "version": Listing.version + 1}
        ),
        rows,
    )


def _variant_row(plan: VariantPlan) -> Values:
    return {
        **{key: plan.values[key] for key in OF_VARIANT},
        "wholesale": [list(step) for step in plan.values["wholesale"]],
        "active": True,
    }


def _stand_aside(plans: Sequence[Plan]) -> None:
    """Rows may swap options and codes: stand aside first, so that the constraints hold."""
    moving: list[dict[str, Any]] = []
    uncounted: dict[bool, list[int]] = {True: [], False: []}
    for plan in plans:
        if plan.kept is None:
            continue
        named = {one.kept.id for one in plan.variants if one.kept}
        moved = {one.kept.id for one in plan.variants if one.kept and _is_moved(one)}
        wanted = {_options(one.values) for one in plan.variants}
        for one in plan.kept.variants:
            gives_way = one.id not in named and not one.active and one.options in wanted
            if one.id in moved or gives_way:
                moving.append({"b_id": one.id, "b_two": f"#{one.id}"})
        if plan.values["made_to_order"] != plan.kept.values["made_to_order"]:
            uncounted[plan.values["made_to_order"]].append(plan.kept.id)
    if moving:
        db.session.connection().execute(
            sa.update(Variant)
            .where(Variant.id == sa.bindparam("b_id"))
            .values(option_two=sa.bindparam("b_two"), sku=None),
            moving,
        )
    for made_to_order, ids in uncounted.items():
        if ids:
            stock = None if made_to_order else 0
            counted = sa.update(Variant).where(Variant.listing_id.in_(ids)).values(stock=stock)
            db.session.execute(counted.execution_options(synchronize_session=False))


def _is_moved(one: VariantPlan) -> bool:
    keys = ("option_one", "option_two", "sku")
    return one.kept is not None and any(one.values[k] != one.kept.values[k] for k in keys)


def _options(values: Values) -> tuple[str, str]:
    return values["option_one"].casefold(), values["option_two"].casefold()


def _update_variants(plans: Sequence[Plan]) -> None:
    rows = [
        {"b_id": one.kept.id, **_variant_row(one)}
        for plan in plans
        for one in plan.variants
        if one.kept is not None and one.is_changed
    ]
    if rows:
        db.session.connection().execute(
            sa.update(Variant)
            .where(Variant.id == sa.bindparam("b_id"))
            .values({name: sa.bindparam(name) for name in rows[0] if name != "b_id"}),
            rows,
        )


def _insert_variants(plans: Sequence[Plan], listings: dict[int, int], shop_id: int) -> None:
    rows = []
    for plan in plans:
        position = len(plan.kept.variants) if plan.kept else 0
        for one in plan.variants:
            if one.kept is None:
                of = {"listing_id": listings[plan.head.number], "shop_id": shop_id}
                rows.append({**_variant_row(one), **of, "position": position})
                position += 1
    if rows:
        db.session.execute(sa.insert(Variant), rows)


def _standings(listing_ids: Sequence[int]) -> dict[int, price_history.Standing]:
    """How the sales of listings stand before the change."""
    wanted = sa.select(Listing).where(Listing.id.in_(listing_ids), Listing.sale_from.is_not(None))
    return {one.id: price_history.standing(one) for one in db.session.scalars(wanted)}


def _settle_prices(
    plans: Sequence[Plan],
    listings: dict[int, int],
    before: dict[int, price_history.Standing],
    at: datetime,
) -> None:
    """Record what everything costs from now on; sales also need how low the prices were."""
    ids = [listings[plan.head.number] for plan in plans]
    if not ids:
        return
    price_history.remember(ids, at)
    on_sale = sa.or_(Listing.sale_from.is_not(None), Listing.id.in_(before))
    wanted = sa.select(Listing).where(Listing.id.in_(ids), on_sale)
    db.session.expire_all()
    for listing in db.session.scalars(wanted).all():
        price_history.settle(listing, before.get(listing.id))
