"""What the dinas of the demo world shows together: running, planned and over, with its figures."""

import random
import tomllib
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace import storage
from marketplace.catalog.models import WIDTHS, Listing
from marketplace.catalog.services.preparation import PREVIEW
from marketplace.clock import WIB, day_of
from marketplace.demo import cast, files
from marketplace.demo.street import picture_key
from marketplace.events import Event
from marketplace.places.queries import slug_of
from marketplace.promotions.eligibility import eligible
from marketplace.promotions.fairness.measures import measures
from marketplace.promotions.models import Collection, CollectionItem, ShelfMeasure
from marketplace.promotions.reasons import REASONS
from marketplace.sellers.models import Shop

DATA = Path(__file__).with_name("promotions.toml")
WHY = ("typical", "trained", "cooperative", "new_maker", "asked_for")
DAYS = 21
VISITORS = 160  # of an ordinary day


def told() -> list[dict[str, Any]]:
    """The collections as the file tells them."""
    with DATA.open("rb") as file:
        rows: list[dict[str, Any]] = tomllib.load(file)["collection"]
    return rows


def curate(session: Session, people: dict[str, int], at: datetime) -> int:
    """Write the collections down with what stands in them; returns how many there are."""
    made = 0
    for row in told():
        listings = _listings(session, row, at)
        if not listings:
            continue  # a small world may have none of them
        collection = _collection(row, people[cast.ARIF.key], at)
        session.add(collection)
        session.flush()
        made += 1
        items = [_item(collection, place, one) for place, one in enumerate(listings)]
        session.execute(sa.insert(CollectionItem), items)
        session.execute(sa.insert(Event), list(_events(collection, listings)))
        _count(session, collection, listings, at)
    return made


def hang_previews() -> None:
    """What a chat shows of each cover, drawn once: collections are shared as links."""
    from marketplace import imaging_previews  # loads Pillow, which web processes do without

    for row in told():
        drawn = files.pictures()[row["cover"]]
        preview = imaging_previews.preview(drawn.files[max(WIDTHS)].read_bytes())
        storage.public().put(f"pictures/{picture_key(drawn.key)}/{PREVIEW}", preview)


def _collection(row: dict[str, Any], curator: int, at: datetime) -> Collection:
    drawn = files.pictures()[row["cover"]]
    begins_at = _morning(at, row["from_day"], time(8))
    ends_at = _morning(at, row["until_day"] + 1, time(0))
    canned = REASONS.named(row["reason_code"], "collection")
    return Collection(
        title=row["title"], slug=slug_of(row["title"]), story=row["story"].strip(),
        reason_code=row["reason_code"], reason=canned.words if canned else "",
        begins_at=begins_at, ends_at=ends_at,
        state="ended" if ends_at <= at else "published",
        begun_at=begins_at if begins_at <= at else None,
        ended_at=ends_at if ends_at <= at else None,
        end_reason_code="period" if ends_at <= at else None,
        end_reason="" if ends_at <= at else None,
        on_home=bool(row["home"]), home_position=row["home"] or 1,
        cover_key=picture_key(drawn.key), cover_alt=drawn.alt, cover_state="ready",
        cover_width=drawn.width, cover_height=drawn.height, made_by_id=curator,
        created_at=_made_at(begins_at, at), changed_at=_made_at(begins_at, at),
    )  # fmt: skip


def _morning(at: datetime, days: int, hour: time) -> datetime:
    return datetime.combine(day_of(at) + timedelta(days=days), hour, WIB)


def _made_at(begins_at: datetime, at: datetime) -> datetime:
    return min(begins_at, at) - timedelta(days=2, hours=3)


def _listings(session: Session, row: dict[str, Any], at: datetime) -> list[Any]:
    """Listings of its kinds and places, from as many shops as there are."""
    chosen = (
        sa.select(Listing.id, Listing.shop_id, Shop.regency_code)
        .join(Shop, Shop.id == Listing.shop_id)
        .where(Listing.category_slug.in_(row["categories"]), eligible(day_of(at)))
        .order_by(Listing.id)
    )
    if row["regencies"]:
        chosen = chosen.where(Shop.regency_code.in_(row["regencies"]))
    found = list(session.execute(chosen))
    seen: dict[int, int] = {}
    ranks = [seen.setdefault(one.shop_id, 0) for one in found]
    for place, one in enumerate(found):
        ranks[place], seen[one.shop_id] = seen[one.shop_id], seen[one.shop_id] + 1
    ordered = sorted(zip(ranks, range(len(found)), strict=True))
    return [found[place] for _, place in ordered][: row["most"]]


def _item(collection: Collection, place: int, one: Any) -> dict[str, Any]:
    code = WHY[one.shop_id % len(WHY)]
    canned = REASONS.named(code, "place")
    return {
        "collection_id": collection.id, "listing_id": one.id, "shop_id": one.shop_id,
        "position": place, "reason_code": code, "reason": canned.words if canned else "",
        "placed_by_id": collection.made_by_id,
        "placed_at": collection.created_at + timedelta(minutes=2 * place + 5),
    }  # fmt: skip


def _events(collection: Collection, listings: list[Any]) -> list[dict[str, Any]]:
    made, by = collection.created_at, collection.made_by_id
    steps: list[tuple[str, int | None, datetime, dict[str, Any]]] = [
        ("made", by, made, {"reason_code": collection.reason_code})
    ]
    for place, one in enumerate(listings):
        about = {"listing_id": one.id, "shop_id": one.shop_id, "reason_code": WHY[one.shop_id % 5]}
        steps.append(("item_placed", by, made + timedelta(minutes=2 * place + 5), about))
    steps.append(("published", by, made + timedelta(hours=2), {}))
    if collection.begun_at:
        steps.append(("begun", None, collection.begun_at, {}))
    if collection.ended_at:
        steps.append(("ended", None, collection.ended_at, {"reason_code": "period"}))
    return [
        {
            "name": f"collection.{name}", "subject_kind": "Collection",
            "subject_id": str(collection.id), "actor_id": actor, "at": when,
            "details": {**about, "version": number},
        }
        for number, (name, actor, when, about) in enumerate(steps, 1)
    ]  # fmt: skip


def _count(session: Session, collection: Collection, listings: list[Any], at: datetime) -> None:
    """How often it was seen and opened, day by day: more on weekends, less far down the page."""
    dice, rows = random.Random(collection.slug), []
    for back in range(DAYS, -1, -1):
        day = day_of(at) - timedelta(days=back)
        if not day_of(collection.begins_at) <= day < day_of(collection.ends_at):
            continue
        looks = round(VISITORS * dice.uniform(0.7, 1.2) * (1.35 if day.weekday() > 4 else 1))
        for slot, one in enumerate(listings, 1):
            rows.append(_row(day, f"promo:{collection.id}", slot, one, looks // 3, dice))
        for slot in range(1, measures().slots + 1):
            one = listings[(back + slot) % len(listings)]
            rows.append(_row(day, f"koleksi:{collection.id}", slot, one, looks, dice))
    if rows:
        session.execute(sa.insert(ShelfMeasure), rows)


def _row(
    day: Any, shelf: str, slot: int, one: Any, looks: int, dice: random.Random
) -> dict[str, Any]:
    visits = sum(dice.random() < 0.06 / slot**0.4 for _ in range(looks))
    return {
        "day": day, "shelf": shelf, "slot": slot, "listing_id": one.id, "shop_id": one.shop_id,
        "regency_code": one.regency_code, "impressions": looks, "visits": visits,
        "inquiries": sum(dice.random() < 0.2 for _ in range(visits)),
    }  # fmt: skip
