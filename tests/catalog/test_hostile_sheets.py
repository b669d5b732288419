"""Whatever an owner types or a program writes into a sheet: read, or refused in words."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
import xlsxwriter

from marketplace.catalog.listing_sheets.reading import MOST_ROWS
from marketplace.catalog.models import Listing
from marketplace.database import db
from marketplace.errors import RuleBroken
from tests.builders.photos import photo
from tests.builders.sheets import EMPING, applied, looked_at, outcomes, sheet_of, words_of

PRICES = {
    "12.500": 12_500, "Rp 12.500": 12_500, "Rp12.500,-": 12_500, "12500,00": 12_500,
    "12500": 12_500,
    "Rp1.000": 1_000, "rp. 1.250.000": 1_250_000, "IDR 12 500": 12_500, 12_500: 12_500,
}  # fmt: skip
WRONG_PRICES = (
    "12.5",
    "12,5",
    "1.25E+04",
    "dua belas ribu",
    "-500",
    "=1+1",
    "0",
    "99",
    "1e99",
    "١٢٥",
)
AT = datetime(2026, 11, 25, tzinfo=UTC).replace(tzinfo=None)
WRONG = (
    ("Nama produk", "123", "Kolom Nama produk: Tulis nama produk"),
    ("Nama produk", "2026-11-25", "Kolom Nama produk: Tulis nama produk"),
    ("Nama produk", "=1+1", "Kolom Nama produk"),
    ("Nama produk", "é" * 91, "Kolom Nama produk: paling panjang 90 huruf, ini 91"),
    ("Nama produk", "a" * 32_000, "Kolom Nama produk: paling panjang 90 huruf, ini 32000"),
    ("Cerita produk", "b" * 6_001, "Kolom Cerita produk: paling panjang 6000 huruf"),
    ("Jenis", "Mobil", "Kolom Jenis: “Mobil” tidak ada dalam daftar"),
    ("Satuan", "ton", "Kolom Satuan: “ton” tidak ada dalam daftar"),
    ("Stok", "-5", "Kolom Stok: tulis dengan angka bulat, bukan “-5”"),
    ("Stok", "1,5", "Kolom Stok"),
    ("Stok", "9" * 40, "Kolom Stok"),
    ("SKU", "=1+1", "Kolom SKU: sKU paling panjang"),
    ("SKU", "@x", "Kolom SKU"),
    ("Keadaan", "dijual", "Kolom Keadaan: tulis tayang, draf, atau arsip"),
    ("Berat bersih (gram)", "0", "Kolom Berat bersih (gram): dari 1 sampai 1.000.000"),
    ("Dibuat sesuai pesanan", "mungkin", "tulis ya atau tidak"),
    ("Promo mulai", "32/13/2026", "Kolom Promo mulai: tulis tanggal"),
    ("Harga promo", "30.000", "harus di bawah harga biasa Rp21.000"),
    ("Harga grosir", "banyak lebih murah", "Kolom Harga grosir: tulis seperti 10 = 9.000"),
    ("Pilihan 1", "Pedas", "Beri nama pembedanya"),
    ("Harga", "", "Kolom Harga: wajib diisi"),
    ("Jenis", "", "Kolom Jenis: wajib diisi untuk produk baru"),
)


# What is read does not depend on the engine that keeps it.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def test_prices_are_read_in_the_habits_of_people(shop, owner):
    rows = [
        {**EMPING, "Nama produk": f"Emping nomor {n}", "SKU": f"E{n}", "Harga": typed}
        for n, typed in enumerate(PRICES)
    ]
    for kind in ("csv", "xlsx"):
        applied(shop, owner, sheet_of(*rows, kind=kind))
        found = db.session.query(Listing).order_by(Listing.id).all()
        assert [one.variants[0].price for one in found] == list(PRICES.values())


@pytest.mark.parametrize("typed", WRONG_PRICES)
def test_what_is_no_price_is_refused_and_never_guessed(shop, owner, typed):
    import_ = looked_at(shop, owner, {**EMPING, "Harga": typed})
    assert outcomes(import_) == ["refused"]


@pytest.mark.parametrize(("column", "typed", "words"), WRONG)
def test_a_refused_row_says_which_column_and_why(shop, owner, column, typed, words):
    import_ = looked_at(shop, owner, {**EMPING, column: typed})
    assert outcomes(import_) == ["refused"] and words in " ".join(words_of(import_))


def test_other_scripts_emoji_and_formulas_are_words(shop, owner):
    titles = [
        "Emping 🌶️ pedas",
        "إمبينغ مالح",
        "=SUM(A1) emping",
        "+62 emping",
        "a\u202eb\x07c emping",
    ]
    rows = [{**EMPING, "SKU": f"E{n}", "Nama produk": title} for n, title in enumerate(titles)]
    applied(shop, owner, sheet_of(*rows, kind="xlsx"))
    kept = [one.title for one in db.session.query(Listing).order_by(Listing.id)]
    assert kept == [*titles[:4], "abc emping"]


def test_a_product_is_taken_whole_or_not_at_all(shop, owner):
    first = {**EMPING, "Kode produk": "E", "Pembeda 1": "Rasa", "Pilihan 1": "Manis"}
    second = {"Kode produk": "E", "Pilihan 1": "Asin", "Harga": "x", "SKU": "", "Stok": ""}
    import_ = looked_at(shop, owner, first, second, {**EMPING, "SKU": "L", "Nama produk": "Lain"})
    assert outcomes(import_) == ["refused", "refused", "added"]
    assert "Baris lain dari produk ini belum benar (baris 3)" in words_of(import_)[0]


def test_rows_that_contradict_each_other_say_so(shop, owner):
    row = {**EMPING, "Kode produk": "E"}
    told = words_of(looked_at(shop, owner, row, {**row, "SKU": "B", "Jenis": "Keripik"}))
    assert any("berbeda dari baris 2, padahal produknya sama" in word for word in told)
    told = words_of(looked_at(shop, owner, EMPING, {**EMPING, "Nama produk": "Emping lain"}))
    assert told == ["Kolom SKU: EMP-1 sudah ada di baris 2."]
    told = words_of(looked_at(shop, owner, {"SKU": "TIDAK-ADA", "Harga": "9.000"}))
    assert told[0].startswith("SKU TIDAK-ADA belum ada di lapak Anda.")


def test_merged_cells_and_dates_in_a_workbook_are_read(shop, owner):
    target = BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("Lembar kerja saya")
        sheet.write_row(0, 0, ["Produk kami"])
        sheet.write_row(
            2,
            0,
            [
                "NAMA BARANG",
                "Kategori",
                "Satuan jual",
                "Pembeda",
                "Pilihan",
                "Harga jual",
                "Mulai promo",
            ],
        )
        sheet.merge_range(3, 0, 4, 0, "Emping melinjo")
        sheet.write_row(3, 1, ["emping", "Bungkus", "Rasa", "Manis", 21000])
        sheet.write_row(4, 4, ["Asin", 20000])
        sheet.write_datetime(5, 0, AT, book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_row(5, 1, ["emping", "Bungkus", "", "", 21000])
    import_ = applied(shop, owner, target.getvalue())
    assert outcomes(import_) == ["added", "added", "refused"]
    (listing,) = db.session.query(Listing).all()
    assert [v.name for v in listing.variants] == ["Manis", "Asin"] and listing.made_to_order


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"nama;harga\n", "belum berisi produk"),
        (b"x;y\n1;2\n", "Judul kolomnya tidak dikenal"),
        (b"Nama produk;Harga;Harga\na;1;2\n", "Kolom Harga ada dua kali"),
        (b"Nama produk;Harga\nEmp\0ing;9000\n", "NUL"),
        (b"\xff\xd8\xff\xe0 foto", "gambar"),
        (b'Nama produk;Harga\n"emping;9000\n', "kutip"),
    ],
)
def test_a_file_that_holds_no_products_is_refused_in_words(shop, owner, content, words):
    import_ = looked_at(shop, owner, content)
    assert import_.state == "failed" and words in import_.error


def test_more_than_10_000_rows_are_refused(shop, owner):
    lines = "".join(f"E{n};9000\n" for n in range(MOST_ROWS + 1))
    import_ = looked_at(shop, owner, f"SKU;Harga\n{lines}".encode())
    assert import_.state == "failed" and "10.0" in import_.error


def test_archives_that_are_no_pictures_are_told(shop, owner):
    row = {**EMPING, "Foto": "a.jpg; b.jpg; ../c.jpg"}
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("../../a.jpg", b"<script>")
        archive.writestr("b.jpg", photo(), compress_type=zipfile.ZIP_LZMA)
    told = " ".join(words_of(applied(shop, owner, row, pictures=target.getvalue())))
    assert "a.jpg dilewati. Berkas ini bukan foto" in told
    assert "b.jpg dilewati. dipadatkan" in told and "../c.jpg tidak ada di ZIP" in told
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(27):
            archive.writestr(f"{number}.jpg", b"\0" * 10_000_000)
    with pytest.raises(RuleBroken, match="lebih dari 250 MB"):
        looked_at(shop, owner, EMPING, pictures=bomb.getvalue())
