"""`python -m tests.bench.listings_by_sheet [sqlite|postgresql] [rows]`: a sheet that comes in.

First every product is new, then each of them, by now on the street, gets another name and price.
One JSON line each: seconds until the preview, until it is applied, and until search finds the
last row, while one thread delivers events as the worker does.
"""

import json
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from marketplace import create_app, events, tasks
from marketplace.catalog.models import Listing, Picture
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services import listing_imports
from marketplace.clock import now, today
from marketplace.database import db, transaction
from marketplace.demo import cast
from marketplace.search import services as search
from marketplace.search.engines import engine
from marketplace.search.interface import Query
from tests.builders import shops
from tests.builders.sheets import sheet_of
from tests.conftest import load_reference_data, settings_for
from tests.databases import create_schema, url_of

STORY = "Renyah, dari melinjo Menes.\n\nTahan tiga bulan dalam wadah tertutup."


def main(kind: str = "sqlite", count: str = "10000") -> None:
    """Bring and apply both sheets in a new world."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder), url_of(kind, Path(folder), "sheets")))
        with app.app_context():
            create_schema(db.engine)
            load_reference_data()
            search.rebuild()
            shop, owner = shops.shop_and_owner(cast.ROHAYATI)
            for word, found in (("pertama", False), ("kedua", True)):
                rows = [row(number, word) for number in range(int(count))]
                told = bring(app, shop, owner, rows, f"{word} terakhir" if found else "")
                print(json.dumps({"engine": kind, "rows": len(rows), **told}), flush=True)
                put_on_the_street(shop.id)
            db.session.remove()
            db.engine.dispose()


def row(number: int, word: str) -> dict[str, Any]:
    """One product; the last is named so that nothing else is found by its name."""
    last = " terakhir" if number == 0 else ""
    return {
        "Nama produk": f"Emping {word}{last} nomor {number}",
        "Jenis": "Emping",
        "Satuan": "bungkus",
        "Harga": 21_000 + number + len(word),
        "SKU": f"EMP-{number}",
        "Cerita produk": STORY,
        "Stok": 5,
    }


def bring(app: Flask, shop: Any, owner: Any, rows: list[Any], wanted: str) -> dict[str, Any]:
    """Seconds from the upload to each step; the rows come last first."""
    begin = time.monotonic()
    sheet = sheet_of(*reversed(rows), kind="xlsx")
    written = time.monotonic()
    import_ = listing_imports.bring(shop, by=owner, filename="produk.xlsx", sheet=sheet)
    tasks.run_waiting()
    read = time.monotonic()
    stopping = threading.Event()
    worker = threading.Thread(target=deliver, args=(app, stopping))
    worker.start()
    db.session.rollback()
    listing_imports.apply(import_, by=owner)
    tasks.run_waiting()
    applied = time.monotonic()
    while wanted and not engine().search(Query(wanted), on=today()).total:
        time.sleep(0.05)
    searched = time.monotonic()
    stopping.set()
    worker.join()
    db.session.rollback()
    summary = queries.import_counts(import_)
    return {
        **{name: summary[name] for name in ("added", "changed", "refused")},
        "sheet_mb": round(len(sheet) / 1e6, 2),
        "writing_s": round(written - begin, 1),
        "preview_s": round(read - written, 1),
        "applied_s": round(applied - written, 1),
        "searched_s": round(searched - written, 1) if wanted else None,
        "process_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def deliver(app: Flask, stopping: threading.Event) -> None:
    """What the worker does meanwhile."""
    with app.app_context():
        while not stopping.wait(0.05):
            events.deliver_waiting()
            db.session.rollback()


def put_on_the_street(shop_id: int) -> None:
    """Give every draft a picture that is ready, and publish it."""
    with transaction() as session:
        ids = session.scalars(
            sa.select(Listing.id).where(Listing.shop_id == shop_id, Listing.state == "draft")
        ).all()
        pictures = [
            {"shop_id": shop_id, "listing_id": one, "key": "emping", "state": "ready"}
            | {"width": 640, "height": 480, "created_at": now()}
            for one in ids
        ]
        if pictures:
            session.execute(sa.insert(Picture), pictures)
        session.execute(
            sa.update(Listing)
            .where(Listing.shop_id == shop_id)
            .values(state="published", published_at=now())
        )
    search.rebuild()


if __name__ == "__main__":
    main(*sys.argv[1:])
