"""Sheets: what is read generously, and what is refused with words that help."""

import pytest

from marketplace.errors import RuleBroken
from marketplace.registry import sheet

ROW = "KSP Maju{0}1/BH/X/1999"


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_separator_is_found_and_a_mark_at_the_start_is_no_letter(delimiter, mark):
    text = f"{mark}nama{delimiter}no bh\r\n{ROW.format(delimiter)}\r\n"
    table = sheet.read(text.encode())
    assert table.headers == ["nama", "no bh"]
    assert table.rows == [(2, ["KSP Maju", "1/BH/X/1999"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b" \n\n", "kosong"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\xd0\xcf\x11\xe0rest", "Excel lama"),
        (b"%PDF-1.7", "PDF"),
        ("nama;bh\nKSP;1/BH/X".encode("utf-16"), "UTF-16"),
        ("nama;bh\nKSP Caf\u00e9;1/BH/X".encode("latin-1"), "UTF-8 .lihat baris 2"),
        (b"nama;bh\nKSP\x00;1/BH/X", "NUL"),
        (b"<html><table>", "halaman web"),
        (b'[{"nama": 1}]', "JSON"),
        (b"nama\nKSP Maju\nKSP Jaya\n", "tidak terpisah"),
        (b"nama,no bh\n", "hanya berisi judul"),
        (b"3603001001003,KSP Maju\n3603001001004,KSP Jaya\n", "bukan judul kolom"),
        (b'nama,no bh\nKSP,"1/BH/X\nKSP Jaya,2/BH/X\n', "Tanda kutip .* baris 2"),
        (b"x" * (sheet.LARGEST + 1), "terlalu besar"),
    ],
)
def test_what_is_no_csv_is_refused_with_what_to_do(data, words):
    with pytest.raises(RuleBroken, match=words):
        sheet.read(data)


def test_titles_above_numbering_below_and_totals_at_the_end_are_no_rows():
    text = (
        "DATA KOPERASI;;;;\nTAHUN 2025;;;;\n;;;;\n"
        "No;Nama Koperasi;Anggota;;No BH\n;;L;P;\n(1);(2);(3);(4);(5)\n"
        "1;KSP Maju;10;5;1/BH/X/1999\n;;;;\nJUMLAH;;10;5;\n"
    )
    table = sheet.read(text.encode())
    assert table.headers == ["No", "Nama Koperasi", "Anggota L", "Anggota P", "No BH"]
    assert [line for line, _row in table.rows] == [7]
    assert table.notes == ["1 baris jumlah/total dilewati."]


def test_a_cell_may_hold_a_line_break_and_lines_are_still_counted():
    text = 'nama,alamat,no bh\n"KSP Maju","Jl. Raya\nNo. 1",1/BH/X\nKSP Jaya,,2/BH/X\n'
    assert [line for line, _row in sheet.read(text.encode()).rows] == [2, 4]


def test_repeated_and_nameless_titles_get_names():
    table = sheet.read(b"nama,no bh,,no bh\nKSP,1/BH/X,biru,2/BH/X\n")
    assert table.headers == ["nama", "no bh", "Kolom 3", "no bh (2)"]
