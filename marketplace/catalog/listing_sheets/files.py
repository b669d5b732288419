"""The files that an owner takes with her: the template, her listings, and rows to correct."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from marketplace.catalog import categories
from marketplace.catalog.listing_sheets.cells import STATES
from marketplace.catalog.listing_sheets.columns import BY_KEY, COLUMNS, SHOWN
from marketplace.catalog.listing_sheets.kept import KeptProduct, rows_of, titles
from marketplace.catalog.listing_sheets.reading import WORKSHEET
from marketplace.catalog.models import ListingImportRow
from marketplace.sheets.writing import WRITERS, Cell, write_csv
from marketplace.sheets.writing_templates import Asked, write_template

CHOICES: dict[str, tuple[str, ...]] = {
    "category_slug": tuple(name for _, kinds in categories.kinds() for _, name in kinds),
    "unit": categories.units(),
    "made_to_order": ("ya", "tidak"),
    "state": tuple(STATES.values()),
}
# What a template asks for; the rest is written by an export.
ASKED = tuple(column for column in SHOWN if column.key != "stock_seen")
WORDS = (
    "Satu baris untuk satu pilihan produk. Baris-baris dengan Kode produk yang sama, atau tanpa "
    "kode tetapi dengan Nama produk yang sama, menjadi satu produk.",
    "Isi tentang produk (nama, jenis, cerita, satuan, keadaan, foto) cukup di baris pertamanya.",
    "Baris contoh dengan Kode produk CONTOH dilewati; boleh dihapus.",
    "Sel kosong tidak mengubah apa pun. Tanda - mengosongkan isian yang boleh kosong.",
    "SKU yang sudah ada di lapak Anda diperbarui, tidak digandakan. Baris yang tidak ada di "
    "berkas tidak dihapus.",
    "Stok produk yang sudah ada hanya diganti bila kolom Stok saat diekspor masih cocok. Ambil "
    "berkas dari Ekspor untuk mengubah stok.",
    "Foto: kumpulkan dalam satu ZIP, tulis nama berkasnya di kolom Foto, unggah bersama berkas "
    "ini. Foto yang tidak terbaca dilewati, produknya tetap masuk.",
    "Paling banyak 10.000 baris dalam satu berkas.",
)


def write_blank(kind: str, target: BinaryIO) -> None:
    """The template, `csv` or `xlsx`."""
    if kind == "csv":
        head: list[Cell] = [column.heading for column in ASKED]
        write_csv([head, [column.example for column in ASKED]], target)
        return
    asked = [
        Asked(one.heading, one.hint, one.example, one.width, CHOICES.get(one.key, ()))
        for one in ASKED
    ]
    write_template(WORKSHEET, asked, WORDS, target)


def write_listings(kind: str, products: Iterable[KeptProduct], target: BinaryIO) -> None:
    """All listings of a shop, `csv` or `xlsx`; they come one after another."""
    WRITERS[kind](_listings(products), target, WORKSHEET)


def _listings(products: Iterable[KeptProduct]) -> Iterator[list[Cell]]:
    yield titles()
    for product in products:
        yield from rows_of(product)


def write_corrections(kind: str, rows: Iterable[ListingImportRow], target: BinaryIO) -> None:
    """Rows as the owner brought them, each with its reason, to be corrected and brought again."""
    WRITERS[kind](_corrections(rows), target, WORKSHEET)


def _corrections(rows: Iterable[ListingImportRow]) -> Iterator[list[Cell]]:
    yield [column.heading for column in COLUMNS]
    for row in rows:
        cells: dict[str, str] = {**row.cells, "reason": " ".join([*row.reasons, *row.warnings])}
        if row.count_left:
            # The count was left alone: this is what is there, so that the next one can be taken.
            cells["stock_seen"] = "" if row.stock_there is None else str(row.stock_there)
        yield [cells.get(column.key, "") for column in COLUMNS]


assert CHOICES.keys() <= BY_KEY.keys()
