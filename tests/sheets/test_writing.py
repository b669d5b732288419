"""Exports: nothing in them is calculated, and reading one gives back what was written."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.sheets import opened, writing

DANGEROUS = ["=1+1", "+62812", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1", "'=1", "＝1", "|x", "\n-1"]
CELLS = st.one_of(
    st.sampled_from(DANGEROUS),
    st.text(
        alphabet=st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\x7f"),
        max_size=30,
    ),
    st.integers(-(10**12), 10**12).map(str),
    st.sampled_from(["_x0041_", "https://contoh.test", "a\nb", 'kutip "dua"', "'", "''-", "a;b,c"]),
)


def back(kind: str, rows: list[list[str]]) -> list[list[str]]:
    with opened(writing.bytes_of(kind, rows)) as sheet:
        read = [row for _line, row in sheet.rows()]
    return [[*row, *[""] * (len(rows[0]) - len(row))] for row in read]


def told(rows: list[list[str]]) -> list[list[str]]:
    """The same rows with the line ends that a file keeps."""
    return [[cell.replace("\r", "\n") for cell in row] for row in rows]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_written_is_read_again(kind):
    rows = [["nama", "isi"], *([f"baris {i}", cell] for i, cell in enumerate(DANGEROUS))]
    assert back(kind, rows) == told(rows)
    assert back(kind, back(kind, rows)) == told(rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_any_text_survives_csv(pairs):
    rows = [["nomor", "satu", "dua"], *([str(i), *pair] for i, pair in enumerate(pairs))]
    assert back("csv", rows) == told(rows)


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_any_text_survives_xlsx(pairs):
    rows = [["nomor", "satu", "dua"], *([str(i), *pair] for i, pair in enumerate(pairs))]
    assert back("xlsx", rows) == told(rows)


def test_no_cell_of_a_csv_begins_like_a_formula():
    text = writing.bytes_of("csv", [[cell] for cell in DANGEROUS]).decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(text))]
    assert len(cells) == len(DANGEROUS)
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@\t\r＝]", cell)]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    data = writing.bytes_of("xlsx", [[cell, "https://contoh.test", 5] for cell in DANGEROUS])
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f" not in sheet and "hyperlink" not in sheet
    assert sheet.count("inlineStr") == 2 * len(DANGEROUS)


def test_numbers_are_numbers_while_every_digit_is_kept():
    data = writing.bytes_of("xlsx", [[12_500, None, "x", 10**15]])
    with opened(data) as sheet:
        assert list(sheet.rows()) == [(1, ["12500", "", "x", "1000000000000000"])]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b"<v>12500</v>" in parts.read("xl/worksheets/sheet1.xml")


def test_a_cell_too_long_for_excel_is_no_silent_loss():
    with pytest.raises(ValueError, match="32767"):
        writing.bytes_of("xlsx", [["x" * 32_768]])
    assert len(writing.bytes_of("csv", [["x" * 32_768]])) > 32_768
