"""A sheet applied by a task, batch by batch: the shop is held for each, and never for long.

A batch and the word that it is done are one transaction, so a task that dies goes on where it
was. What happens is told once for a batch, as `listings.imported` with the ids of its listings.
"""

from collections.abc import Sequence
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError

from marketplace import events, storage, tasks
from marketplace.accounts.models import User
from marketplace.catalog.listing_sheets.comparing import compare
from marketplace.catalog.listing_sheets.plans import Plan
from marketplace.catalog.models import ListingImport
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services.listing_imports import permits, pictures, reviews, rows, writing
from marketplace.catalog.services.listing_imports.zipped import Pictures
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import member_of

log = structlog.get_logger(__name__)

APPLY = "listings.apply"
BATCH = 200  # products
MOST_TRIES = 5


def apply(import_: ListingImport, *, by: User, takes_counts: bool = False) -> None:
    """Have a looked-at sheet applied; RuleBroken when it was applied or dropped before.

    With `takes_counts`, a count without a count seen replaces the stock that the preview showed.
    """
    with transaction() as session:
        import_ = locked(import_)
        person = member_of(session.get_one(Shop, import_.shop_id), by)
        import_.start(takes_counts=takes_counts)
        import_.task_id = tasks.begin(APPLY, by=person, import_id=import_.id).id
        events.record("listings.import_began", import_, by=person, shop_id=import_.shop_id)


def resume(import_: ListingImport, *, by: User) -> None:
    """Go on with a sheet whose task broke off; what is written already stays as it is."""
    with transaction() as session:
        import_ = locked(import_)
        person = member_of(session.get_one(Shop, import_.shop_id), by)
        task = session.get(tasks.Task, import_.task_id)
        if import_.state != "applying" or (task is not None and not task.is_over):
            raise RuleBroken("Impor ini tidak terhenti.")
        import_.task_id = tasks.begin(APPLY, by=person, import_id=import_.id).id


@tasks.runs(APPLY)
def apply_sheet(running: tasks.Running) -> dict[str, Any]:
    """Write every product that is not written yet."""
    import_ = db.session.get_one(ListingImport, running.arguments["import_id"])
    import_id, key, total = import_.id, import_.pictures_key, import_.summary["rows"]
    db.session.rollback()
    in_zip = Pictures(storage.private().get(key) if key else None)
    while numbers := rows.waiting_products(import_id, BATCH):
        db.session.rollback()
        _apply_batch(import_id, numbers, in_zip)
        done = rows.done_count(import_id)
        db.session.rollback()
        running.progress(done, total, "Menyimpan produk")
    _finish(import_id)
    if key:
        storage.private().delete(key)
    return {}


def _apply_batch(import_id: int, numbers: Sequence[int], in_zip: Pictures) -> None:
    """Write some products; begun anew when somebody took an address or a code meanwhile."""
    for left in reversed(range(MOST_TRIES)):
        try:
            _try_batch(import_id, numbers, in_zip)
        except (IntegrityError, pictures.Gone):
            if not left:
                raise
            log.info("batch of listings is tried again", import_id=import_id)
        else:
            return


def _try_batch(import_id: int, numbers: Sequence[int], in_zip: Pictures) -> None:
    shop_id = db.session.get_one(ListingImport, import_id).shop_id
    originals = pictures.Originals(shop_id, in_zip)
    try:
        received = _receive(import_id, numbers, originals)
        with transaction() as session:
            shop = locked(session.get_one(Shop, shop_id))
            import_ = locked(session.get_one(ListingImport, import_id))
            if import_.state != "applying":
                raise NotFound
            by = member_of(shop, session.get_one(User, import_.by_id))
            originals.check(one for got in received.values() for one in got.uploads.values())
            _write(import_, shop, by, numbers, received)
    finally:
        originals.forget_unused()


def _receive(
    import_id: int, numbers: Sequence[int], originals: pictures.Originals
) -> dict[int, pictures.Received]:
    if not originals.in_zip.names:
        return {}
    waiting = rows.products(import_id, numbers, takes_counts=False)
    db.session.rollback()
    return {
        number: originals.receive_for(product)
        for number, product in waiting.items()
        if not product.reasons
    }


def _write(
    import_: ListingImport,
    shop: Shop,
    by: User,
    numbers: Sequence[int],
    received: dict[int, pictures.Received],
) -> None:
    waiting = rows.products(import_.id, numbers, takes_counts=import_.takes_counts)
    taken = rows.taken(import_.id)
    there = queries.shelf(shop.id, list(waiting.values()), taken, hold=True)
    nothing = pictures.Received()
    plans: dict[int, Plan] = {}
    for number, product in waiting.items():
        brought = received.get(number, nothing)
        plans[number] = plan = compare(product, there, today(), brought.names)
        pictures.notice_replaced(plan, brought)
    listings = writing.write(list(plans.values()), shop.id, now())
    reviews.open_for(list(plans.values()), listings, by)
    _tell(import_, shop, by, list(plans.values()), listings)  # before the pictures, which take long
    for number, plan in plans.items():
        if plan.outcome not in ("added", "changed"):
            continue
        listing_id = listings[plan.head.number]
        permits.settle(plan, listing_id, shop, by)
        if plan.pictures:
            pictures.hang(plan, listing_id, shop.id, received.get(number, nothing), by)
    rows.finish(
        import_.id,
        [(plan, listings.get(plan.head.number)) for plan in plans.values() if not plan.reasons],
    )
    rows.finish(import_.id, [(plan, None) for plan in plans.values() if plan.reasons])


def _tell(
    import_: ListingImport, shop: Shop, by: User, plans: list[Plan], listings: dict[int, int]
) -> None:
    ids = {
        outcome: [listings[plan.head.number] for plan in plans if plan.outcome == outcome]
        for outcome in ("added", "changed")
    }
    if ids["added"] or ids["changed"]:
        events.record("listings.imported", import_, by=by, shop_id=shop.id, **ids)


def _finish(import_id: int) -> None:
    with transaction() as session:
        import_ = locked(session.get_one(ListingImport, import_id))
        if import_.state == "applying":
            import_.summary = queries.import_counts(import_)
            import_.end("applied", now())
            events.record("listings.import_ended", import_, shop_id=import_.shop_id)
