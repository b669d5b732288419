"""Registers as Excel files: the same records as from CSV, and no number is guessed."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.errors import RuleBroken
from marketplace.registry.models import ImportRow
from tests.registry.desk import imported, preview
from tests.sheets.books import book

HEAD = ["NIK", "Nama Koperasi", "No BH", "Tgl BH", "Aset", "Berlaku Sampai"]


def said(staged, line: int = 2) -> ImportRow:
    return db.session.scalars(
        sa.select(ImportRow).where(ImportRow.import_id == staged.id, ImportRow.line == line)
    ).one()


def test_numbers_days_and_text_of_a_workbook_are_read(app):
    row = [3602010001001, "KSP Maju", "1/BH/KWK.10/I/1999", date(1999, 1, 2), 1_500_000, 47_000]
    found = said(imported(book(HEAD, row))).values
    assert (found["nik_koperasi"], found["assets"]) == ("3602010001001", 1_500_000)
    assert (found["legal_on"], found["certificate_expires_on"]) == ("1999-01-02", "2028-09-04")


def test_serials_of_a_workbook_from_1904_count_from_there(app):
    row = ["3602010001001", "KSP Maju", "1/BH/KWK.10/I/1999", date(1999, 1, 2), 1, 47_000 - 1462]
    found = said(preview(book(HEAD, row, date_1904=True))).values
    assert (found["legal_on"], found["certificate_expires_on"]) == ("1999-01-02", "2028-09-04")


@pytest.mark.parametrize("serial", [5, 6_999, 99_999])
def test_a_number_that_is_no_plausible_day_is_none(app, serial):
    row = ["3602010001001", "KSP Maju", "1/BH/KWK.10/I/1999", serial, 1, ""]
    assert "legal_on" not in said(preview(book(HEAD, row))).values


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("3,60201E+12", "notasi ilmiah"),
        ("3.60201E+12", "notasi ilmiah"),
        (3602010000000, "dibulatkan"),
        ("3600000000000", "dibulatkan"),
        (3602010001001.5, "selain angka|14 angka"),
        (3.60201e17, "notasi ilmiah"),
    ],
)
def test_a_rounded_number_is_refused_with_the_reason_and_never_guessed(app, cell, words):
    import re

    rows = [[3602010001100 + i, f"KSP {i}", f"{i}/BH/X/1999", "", "", ""] for i in range(40)] + [
        [cell, "KSP Maju", "", "", "", ""]
    ]
    staged = preview(book(HEAD, *rows))
    row = said(staged, 42)
    assert row.outcome == "refused" and "nik_koperasi" not in row.values
    assert re.search(words, " ".join(row.warnings))
    assert staged.is_staged and staged.summary["added"] == 40


def test_what_is_around_the_table_and_the_sheet_that_was_read_are_told(app):
    table = [
        ["DATA KOPERASI"], [], HEAD,
        ["3602010001001", "KSP Maju", "1/BH/X/1999", "", "", ""], ["JUMLAH", "", "", "", 5],
    ]  # fmt: skip
    staged = preview(book(sheets={"Sampul": [["Dinas"]], "Isi": table}))
    assert staged.notes == [
        "Lembar “Isi” dibaca, lembar “Sampul” tidak.", "1 baris jumlah/total dilewati.",
    ]  # fmt: skip
    assert said(staged, 4).values["name"] == "KSP Maju"


def test_a_workbook_without_titles_is_refused_with_words(app):
    with pytest.raises(RuleBroken, match="bukan judul kolom"):
        preview(book(["3602010001001", "KSP Maju"], ["3602010001002", "KSP Jaya"]))
