"""The columns of the sheet: what each is called, what it reads, and how it is written.

A column of a product stands in any of its rows, that of a variant in each. The key of a column
is the attribute of the record that it speaks of.
"""

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from marketplace.catalog import codes
from marketplace.catalog.listing_sheets import cells, permit_cells
from marketplace.catalog.services.listings import LONGEST_DESCRIPTION, LONGEST_TITLE
from marketplace.catalog.services.stock import MOST as MOST_STOCK
from marketplace.sheets.writing import Cell

EMPTIED = "-"
LONGEST_AXIS, LONGEST_OPTION = 30, 40
KEPT = object()  # what `-` makes of a column that cannot be emptied


class Of(Enum):
    """Whose column it is: of the product, of one variant, or of the sheet itself."""

    PRODUCT = "product"
    VARIANT = "variant"
    SHEET = "sheet"


@dataclass(frozen=True)
class Column:
    """One column."""

    key: str
    heading: str
    hint: str
    of: Of = Of.PRODUCT
    read: cells.Reader = str
    write: cells.Writer = lambda value: value
    emptied: Any = KEPT
    example: Cell = ""
    width: int = 14
    # Whether the listing itself holds it, or a table of its own.
    apart: bool = False
    aliases: tuple[str, ...] = field(default=())

    def written(self, value: Any) -> Cell:
        """The cell of a value; nothing for nothing."""
        return "" if value is None else self.write(value)


def _line(key: str, heading: str, hint: str, longest: int, **more: Any) -> Column:
    return Column(key, heading, hint, read=cells.line(longest), **more)


def _name(key: str, heading: str, hint: str, longest: int, **more: Any) -> Column:
    read, write = cells.name(longest), cells.name_as_typed
    return Column(key, heading, hint, read=read, write=write, **more)


COLUMNS: tuple[Column, ...] = (
    _line("code", "Kode produk", "Menyatukan baris-baris satu produk. Boleh kode Anda sendiri.",
          80, of=Of.SHEET, example="CONTOH", aliases=("kode", "kode barang", "handle")),
    _line("title", "Nama produk", "Wajib untuk produk baru, paling panjang 90 huruf.",
          LONGEST_TITLE, example="Emping melinjo manis", width=30,
          aliases=("nama", "nama barang", "produk", "judul", "title", "name")),
    Column("category_slug", "Jenis", "Wajib untuk produk baru. Salin dari lembar Daftar.",
           read=cells.category, write=cells.category_written, example="Emping", width=22,
           aliases=("kategori", "jenis produk", "category")),
    Column("description", "Cerita produk", "Bahan, rasa, cara simpan. Baris kosong memulai "
           "paragraf baru.", read=cells.story(LONGEST_DESCRIPTION), write=cells.story_as_typed,
           emptied="", example="Renyah, dari melinjo Menes.", width=40,
           aliases=("deskripsi", "keterangan", "description")),
    Column("unit", "Satuan", "Wajib untuk produk baru. Salin dari lembar Daftar.",
           read=cells.unit, example="bungkus", aliases=("satuan jual", "unit")),
    Column("net_weight_grams", "Berat bersih (gram)", "Angka bulat dalam gram.",
           read=cells.count(1, 1_000_000), emptied=None, example=500,
           aliases=("berat bersih", "berat", "berat gram", "weight")),
    Column("minimum_order", "Pesanan paling sedikit", "Angka bulat; kosong berarti 1.",
           read=cells.count(1, 10_000), emptied=1, example=1,
           aliases=("minimal pesanan", "minimum order", "min order")),
    Column("made_to_order", "Dibuat sesuai pesanan", "ya atau tidak. Bila ya, stok tidak dihitung.",
           read=cells.yes_or_no, write=cells.yes_or_no_written, example="tidak",
           aliases=("pre order", "preorder", "po")),
    Column("lead_days", "Lama pembuatan (hari)", "Untuk produk yang dibuat sesuai pesanan.",
           read=cells.count(0, 180), emptied=None, aliases=("lama pembuatan", "lead time")),
    Column("state", "Keadaan", "tayang, draf, atau arsip; produk baru yang kosong menjadi draf.",
           read=cells.state, write=cells.STATES.__getitem__, example="draf",
           aliases=("status", "state")),
    Column("sale_from", "Promo mulai", "Hari pertama promo, misalnya 01/12/2026.",
           read=cells.day, write=str, emptied=None, aliases=("mulai promo",)),
    Column("sale_until", "Promo sampai", "Hari terakhir promo.",
           read=cells.day, write=str, emptied=None, aliases=("akhir promo", "promo selesai")),
    Column("permits", "Izin", "Jenis = nomor, misalnya P-IRT = 2023604010123-28; Halal = ID361… "
           "sampai 31/12/2027.", read=permit_cells.read, write=permit_cells.written, emptied=(),
           width=30, apart=True, aliases=("perizinan", "sertifikat")),
    _name("axis_one", "Pembeda 1", "Nama pembeda bila ada beberapa pilihan, misalnya Rasa.",
          LONGEST_AXIS, emptied=None, example="Rasa", aliases=("pembeda", "varian", "variasi 1")),
    _name("option_one", "Pilihan 1", "Isi pembeda 1 untuk baris ini.", LONGEST_OPTION,
          of=Of.VARIANT, emptied="", example="Manis", aliases=("pilihan", "opsi 1")),
    _name("axis_two", "Pembeda 2", "Nama pembeda kedua, misalnya Ukuran.",
          LONGEST_AXIS, emptied=None, aliases=("pembeda kedua", "variasi 2")),
    _name("option_two", "Pilihan 2", "Isi pembeda 2 untuk baris ini.", LONGEST_OPTION,
          of=Of.VARIANT, emptied="", aliases=("pilihan kedua", "opsi 2")),
    Column("sku", "SKU", "Kode Anda untuk pilihan ini; baris dengan SKU yang sudah ada diperbarui.",
           of=Of.VARIANT, read=codes.sku_of, emptied=None, example="EMPING-500",
           aliases=("kode sku", "kode varian")),
    Column("price", "Harga", "Rupiah, misalnya 12.500.", of=Of.VARIANT, read=cells.price,
           example=21_000, aliases=("harga jual", "price", "harga satuan")),
    Column("sale_price", "Harga promo", "Di bawah harga; berlaku pada hari-hari promo.",
           of=Of.VARIANT, read=cells.price, emptied=None, aliases=("harga diskon", "sale price")),
    Column("wholesale", "Harga grosir", "Mulai jumlah = harga, misalnya 10 = 20.000; 50 = 19.000.",
           of=Of.VARIANT, read=cells.steps, write=cells.steps_written, emptied=(), width=24,
           aliases=("grosir",)),
    Column("stock", "Stok", "Jumlah sekarang. Kosong berarti tidak diubah.", of=Of.VARIANT,
           read=cells.count(0, MOST_STOCK), example=12, aliases=("jumlah stok", "stock", "qty")),
    Column("stock_seen", "Stok saat diekspor", "Jangan diubah: menjaga agar yang sudah terjual "
           "tidak terhitung lagi.", of=Of.SHEET, read=cells.count(0, MOST_STOCK),
           aliases=("stok ekspor",)),
    Column("pictures", "Foto", "Nama berkas di ZIP, dipisah titik koma, paling banyak 8.",
           of=Of.SHEET, read=cells.names, example="", width=24,
           aliases=("gambar", "nama foto", "foto produk", "images")),
    Column("alts", "Keterangan foto", "Apa yang tampak di tiap foto, dipisah tanda |.",
           of=Of.SHEET, read=cells.alts, width=24, aliases=("alt", "teks foto")),
    Column("reason", "Alasan", "Diisi pasar pada daftar baris yang ditolak; boleh dibiarkan.",
           of=Of.SHEET, width=50),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
PRODUCT = tuple(column for column in COLUMNS if column.of is Of.PRODUCT)
VARIANT = tuple(column for column in COLUMNS if column.of is Of.VARIANT)
SHOWN = tuple(column for column in COLUMNS if column.key != "reason")


def _plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", title.casefold()).strip()


_KNOWN = {
    _plain(name): column.key
    for column in COLUMNS
    for name in (column.heading, *column.aliases, column.key)
}


def key_of(title: str) -> str | None:
    """The column that a title of a sheet means."""
    return _KNOWN.get(_plain(title.removesuffix("*")))
