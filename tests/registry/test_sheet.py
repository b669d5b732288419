"""Sheets: what is read generously, and what is refused with words that help."""

import pytest

from marketplace.errors import RuleBroken
from marketplace.registry import sheet
from tests.registry.desk import table_of

ROW = "KSP Maju{0}1/BH/X/1999"


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_separator_is_found_and_a_mark_at_the_start_is_no_letter(delimiter, mark):
    text = f"{mark}nama{delimiter}no bh\r\n{ROW.format(delimiter)}\r\n"
    table = table_of(text.encode())
    assert table.headers == ["nama", "no bh"]
    assert table.rows == [(2, ["KSP Maju", "1/BH/X/1999"])]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b" \n\n", "kosong"),
        (b"PK\x03\x04rest", "Excel ini rusak"),
        (b"\xd0\xcf\x11\xe0rest", "Excel lama"),
        (b"%PDF-1.7", "PDF"),
        (b"nama;bh\nKSP \x81;1/BH/X", "huruf yang rusak"),
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
        table_of(data)


def test_titles_above_numbering_below_and_totals_at_the_end_are_no_rows():
    text = (
        "DATA KOPERASI;;;;\nTAHUN 2025;;;;\n;;;;\n"
        "No;Nama Koperasi;Anggota;;No BH\n;;L;P;\n(1);(2);(3);(4);(5)\n"
        "1;KSP Maju;10;5;1/BH/X/1999\n;;;;\nJUMLAH;;10;5;\n"
    )
    table = table_of(text.encode())
    assert table.headers == ["No", "Nama Koperasi", "Anggota L", "Anggota P", "No BH"]
    assert [line for line, _row in table.rows] == [7]
    assert table.notes == ["1 baris jumlah/total dilewati."]


def test_a_cell_may_hold_a_line_break_and_lines_are_still_counted():
    text = 'nama,alamat,no bh\n"KSP Maju","Jl. Raya\nNo. 1",1/BH/X\nKSP Jaya,,2/BH/X\n'
    assert [line for line, _row in table_of(text.encode()).rows] == [2, 4]


def test_repeated_and_nameless_titles_get_names():
    table = table_of(b"nama,no bh,,no bh\nKSP,1/BH/X,biru,2/BH/X\n")
    assert table.headers == ["nama", "no bh", "Kolom 3", "no bh (2)"]
