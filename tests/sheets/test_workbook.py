"""XLSX: cells as text without guessing, the worksheet that counts, and bombs that stay shut."""

import io
import zipfile
from datetime import date, datetime

import pytest

from marketplace.errors import RuleBroken
from marketplace.sheets import Expected, opened, workbook
from tests.sheets.books import archive, book, locked, lying, with_entry

SHEET = "xl/worksheets/sheet1.xml"
HOSTILE = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
<c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>"""


def read(data: bytes, **expected: object) -> list[tuple[int, list[str]]]:
    with opened(data, Expected(**expected)) as sheet:  # type: ignore[arg-type]
        rows = list(sheet.rows())
        assert rows == list(sheet.rows())
    return rows


def test_cells_become_text_with_every_digit_they_still_have():
    rows = read(
        book(
            ["nik", "tanggal", "jam", "angka", "besar", "kecil", "ya"],
            [3603010001002, date(2025, 1, 2), datetime(2025, 1, 2, 3, 4), 1.5, 2**53, 1e-7, True],
            [],
            ["'=x", "  isi  ", "", "", "", "", ""],
        )
    )
    assert rows[1:] == [
        (2, ["3603010001002", "2025-01-02", "2025-01-02 03:04:00", "1.5", "9.00719925474099E+15",
             "1e-07", "TRUE"]),
        (4, ["=x", "  isi  "]),
    ]  # fmt: skip


def test_a_formula_counts_as_what_it_last_showed():
    target = io.BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet()
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, '="a"&"b"', None, "ab")
        sheet.write_formula(0, 2, "=1/0", None, "#DIV/0!")
        sheet.write(0, 3, "akhir")
    assert read(target.getvalue()) == [(1, ["2", "ab", "", "akhir"])]


def test_the_fullest_visible_worksheet_is_read_and_the_others_are_told():
    sheets = {"Sampul": [["Dinas"]], "Isi": [["a", "b"], ["1", "2"]], "Kosong": []}
    with opened(book(sheets=sheets)) as sheet:
        assert [row for _line, row in sheet.rows()] == sheets["Isi"]
        assert sheet.notes == ["Lembar “Isi” dibaca, lembar “Sampul” tidak."]


def test_it_is_known_from_which_day_serials_count():
    with opened(book(["a", date(2025, 1, 2)], date_1904=True)) as sheet:
        assert sheet.from_1904
        assert list(sheet.rows()) == [(1, ["a", "2025-01-02"])]
    with opened(book(["a", "b"])) as sheet:
        assert not sheet.from_1904


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "rusak"),
        (book(["a", "b"])[:-40], "rusak"),
        (archive(readme_xt=b"x"), "arsip ZIP"),
        (archive(word__document_xml=b"x"), "dokumen Word"),
        (archive(xl__workbook_xml=b"x"), "rusak"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ODS"),
        (locked(book(["a", "b"])), "kata sandi"),
        (book(sheets={"A": [], "B": []}), "kosong"),
        (with_entry(book(["a"]), SHEET, b"<worksheet><sheetData><row>"), "rusak"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(data, words):
    with pytest.raises(RuleBroken, match=words):
        read(data)


def test_rows_columns_and_letters_are_bounded():
    three = book(["a"], ["b"], ["c"])
    assert len(read(three, rows=3)) == 3
    with pytest.raises(RuleBroken, match="lebih dari 2 baris"):
        read(three, rows=2)
    with pytest.raises(RuleBroken, match="kolom"):
        read(book(["a", "b", "c"]), columns=2)
    with pytest.raises(RuleBroken, match="terlalu panjang"):
        read(book(["a" * 50]), letters=40)


def test_a_file_of_elsewhere_is_never_read_through_an_entity():
    with pytest.raises(RuleBroken, match="rusak"):
        read(with_entry(book(["a", "b"]), SHEET, HOSTILE))


def test_a_bomb_is_refused_before_it_is_opened(monkeypatch):
    bomb = with_entry(book(["a", "b"]), "xl/media/x.bin", b"\0" * (workbook.MOST_UNPACKED + 1))
    assert len(bomb) < 300_000
    monkeypatch.setattr(workbook, "_run_child", lambda *_: pytest.fail("it was opened"))
    with pytest.raises(RuleBroken, match="200 MB"):
        read(bomb)


def test_a_directory_that_lies_about_sizes_is_found_out():
    bomb = with_entry(book(["a", "b"]), "xl/media/x.bin", b"\0" * (workbook.MOST_UNPACKED + 1))
    honest_looking = lying(bomb, 1000)
    with zipfile.ZipFile(io.BytesIO(honest_looking)) as told:
        assert sum(entry.file_size for entry in told.infolist()) < 20_000
    with pytest.raises(RuleBroken, match="200 MB"):
        read(honest_looking)


def test_a_worksheet_that_wants_all_memory_ends_in_words():
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    with pytest.raises(RuleBroken, match="terlalu berat"):
        read(with_entry(book(["a"]), SHEET, far))


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr(workbook, "PATIENCE", 0.01)
    with pytest.raises(RuleBroken, match="terlalu berat"):
        read(book(["a", "b"]))
