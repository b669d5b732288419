"""Sheets of listings for tests: written, brought, looked at and applied as an owner would."""

import io
import zipfile
from typing import Any

from marketplace import tasks
from marketplace.accounts.models import User
from marketplace.catalog.listing_sheets import files
from marketplace.catalog.models import ListingImport
from marketplace.catalog.queries import sheets as queries
from marketplace.catalog.services import listing_imports
from marketplace.database import db
from marketplace.sellers.models import Shop
from marketplace.sheets.writing import Cell, bytes_of
from tests.afterwards import fresh

EMPING: dict[str, Cell] = {
    "Nama produk": "Emping manis",
    "Jenis": "Emping",
    "Satuan": "bungkus",
    "Harga": "Rp 21.000",
    "Stok": 5,
    "SKU": "EMP-1",
}


def sheet_of(*rows: dict[str, Cell], kind: str = "csv") -> bytes:
    """A file whose columns are those that the rows name."""
    titles = list(dict.fromkeys(title for row in rows for title in row))
    return bytes_of(kind, [titles, *([row.get(title, "") for title in titles] for row in rows)])


def zip_of(**pictures: bytes) -> bytes:
    """A ZIP of pictures; `emping__jpg` is called `emping.jpg`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in pictures.items():
            archive.writestr(f"foto/{name.replace('__', '.')}", data)
    return target.getvalue()


def looked_at(shop: Shop, owner: User, *rows: Any, pictures: bytes | None = None) -> ListingImport:
    """A sheet that was brought and read; rows as dictionaries, or a whole file as bytes."""
    sheet = rows[0] if rows and isinstance(rows[0], bytes) else sheet_of(*rows)
    import_ = listing_imports.bring(
        shop, by=owner, filename="produk.csv", sheet=sheet, pictures=pictures
    )
    tasks.run_waiting()
    return fresh(import_)


def applied(
    shop: Shop, owner: User, *rows: Any, pictures: bytes | None = None, takes_counts: bool = False
) -> ListingImport:
    """A sheet that was brought, read and applied."""
    import_ = looked_at(shop, owner, *rows, pictures=pictures)
    assert import_.state == "staged", import_.error
    listing_imports.apply(import_, by=owner, takes_counts=takes_counts)
    tasks.run_waiting()
    return fresh(import_)


def outcomes(import_: ListingImport) -> list[str]:
    """What each row would do or did, in the order of the file."""
    return [row.outcome for row in queries.import_rows(import_, "", 0, 100)]


def words_of(import_: ListingImport) -> list[str]:
    """Every reason and warning, in the order of the file."""
    rows = queries.import_rows(import_, "", 0, 100)
    return [word for row in rows for word in (*row.reasons, *row.warnings)]


def export_of(shop: Shop, kind: str = "csv") -> bytes:
    """All listings of a shop as its owner downloads them."""
    target = io.BytesIO()
    db.session.rollback()
    files.write_listings(kind, queries.kept_products(shop.id), target)
    return target.getvalue()
