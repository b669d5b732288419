"""A sheet that an owner brings: kept, read by a task, and compared row by row; nothing changes."""

import secrets
from typing import Any

import sqlalchemy as sa

from marketplace import events, storage, tasks
from marketplace.accounts.models import User
from marketplace.catalog.listing_sheets.comparing import compare
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.listing_sheets.products import Product, grouped, sku_in
from marketplace.catalog.listing_sheets.reading import Line, read
from marketplace.catalog.models import ListingImport, ListingImportRow
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services.listing_imports import rows, zipped
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of
from marketplace.texts import one_line

LARGEST = 12 * 1024 * 1024
READ = "listings.read"
BATCH = 300
LONGEST_NAME = 120


def bring(
    shop: Shop, *, by: User, filename: str, sheet: bytes, pictures: bytes | None = None
) -> ListingImport:
    """Keep a sheet with its ZIP of pictures, and have it read; earlier previews are dropped."""
    if not sheet:
        raise RuleBroken("Berkas kosong. Pilih berkas lain.", "sheet")
    if len(sheet) > LARGEST:
        raise RuleBroken("Berkas lebih dari 12 MB. Bagi menjadi beberapa berkas.", "sheet")
    if pictures:
        zipped.check(pictures)
    key = f"imports/{secrets.token_urlsafe(18)}" if pictures else None
    if key and pictures:
        storage.private().put(key, pictures)
    try:
        import_, person = _keep(shop, by, filename, key)
    except BaseException:
        if key:
            storage.private().delete(key)
        raise
    task = tasks.begin(READ, by=person, files={"sheet": sheet}, import_id=import_.id)
    with transaction():
        import_ = locked(import_)
        import_.task_id = task.id
    return import_


def _keep(shop: Shop, by: User, filename: str, key: str | None) -> tuple[ListingImport, User]:
    with transaction() as session:
        shop = locked(shop)
        person = member_of(shop, by)
        dropped = _drop_previews(shop)
        import_ = ListingImport(
            shop_id=shop.id,
            by_id=person.id,
            filename=(one_line(filename) or "produk")[:LONGEST_NAME],
            pictures_key=key,
            created_at=now(),
        )
        session.add(import_)
        events.record("listings.brought", import_, by=person, shop_id=shop.id)
    for old in dropped:
        storage.private().delete(old)
    return import_, person


def discard(import_: ListingImport, *, by: User) -> None:
    """Drop a preview; the shop stays as it is."""
    with transaction() as session:
        import_ = locked(import_)
        person = member_of(session.get_one(Shop, import_.shop_id), by)
        if import_.state not in ("reading", "staged"):
            raise RuleBroken("Impor ini sudah diterapkan atau dibatalkan.")
        key = import_.pictures_key
        import_.end("discarded", now())
        rows.forget([import_.id])
        events.record("listings.discarded", import_, by=person, shop_id=import_.shop_id)
    if key:
        storage.private().delete(key)


def _drop_previews(shop: Shop) -> list[str]:
    """End what was brought before and never applied; returns the keys of its pictures."""
    waiting = db.session.scalars(
        sa.select(ListingImport)
        .where(ListingImport.shop_id == shop.id, ListingImport.state.in_(("reading", "staged")))
        .with_for_update()
    ).all()
    keys = [old.pictures_key for old in waiting if old.pictures_key]
    rows.forget([old.id for old in waiting])
    for old in waiting:
        old.end("discarded", now())
    return keys


@tasks.runs(READ)
def read_sheet(running: tasks.Running) -> dict[str, Any]:
    """Look at every row; what cannot be read ends the import in words."""
    import_id = running.arguments["import_id"]
    import_ = db.session.get_one(ListingImport, import_id)
    shop_id, key, wanted = import_.shop_id, import_.pictures_key, import_.state == "reading"
    db.session.rollback()
    if not wanted:
        return {}
    try:
        found = read(running.file("sheet"))
        in_zip = zipped.names(storage.private().get(key)) if key else {}
        plans = _compared(running, shop_id, found.lines, in_zip)
    except RuleBroken as broken:
        _fail(import_id, broken.message)
        return {}
    _stage(import_id, plans, found.notes)
    return {"rows": len(found.lines)}


def _compared(
    running: tasks.Running, shop_id: int, lines: list[Line], in_zip: dict[str, str]
) -> list[Plan]:
    skus = [sku for line in lines if (sku := sku_in(line))]
    products = grouped(lines, queries.listings_of_codes(shop_id, skus))
    plans: list[Plan] = []
    taken: dict[int, int] = {}
    for start in range(0, len(products), BATCH):
        part: list[Product] = products[start : start + BATCH]
        there = queries.shelf(shop_id, part, taken)
        plans += [compare(product, there, today(), in_zip) for product in part]
        db.session.rollback()
        running.progress(len(plans), len(products), "Memeriksa produk")
    return plans


def _stage(import_id: int, plans: list[Plan], notes: list[str]) -> None:
    kept = [row for number, plan in enumerate(plans) for row in rows.of_plan(plan, number)]
    with transaction() as session:
        import_ = locked(session.get_one(ListingImport, import_id))
        if import_.state != "reading":
            return
        rows.forget([import_id])
        for start in range(0, len(kept), 1000):
            part = [{"import_id": import_id, **row} for row in kept[start : start + 1000]]
            session.execute(sa.insert(ListingImportRow), part)
        import_.stage(notes, queries.import_counts(import_))


def _fail(import_id: int, words: str) -> None:
    with transaction() as session:
        import_ = locked(session.get_one(ListingImport, import_id))
        key = import_.pictures_key
        if import_.state == "reading":
            import_.end("failed", now(), words)
    if key:
        storage.private().delete(key)
