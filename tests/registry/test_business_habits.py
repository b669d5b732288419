"""Cells and columns of UMKM lists as offices write them, hostile too; nobody's data is kept."""

import json

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry import takes
from marketplace.registry.models import Business, BusinessRow, RegistryImport
from marketplace.registry.tables import BY_KIND
from marketplace.registry.vocabulary import is_open
from tests.registry.desk import preview as preview_as
from tests.registry.desk import text_of
from tests.registry.test_businesses import NIB, OSS, SIDT, imported, rows_of

NAMED = f"{NIB};Emping Sari;"
# What the files hold of people; none of it may be found in any table afterwards.
OF_PEOPLE = ("3601135203850002", "3601130101800003", "081200000103", "emping@contoh.test",
             "081200000111", "gula@contoh.test", "ROHAYATI,", "UDIN")  # fmt: skip


def preview(content):
    return preview_as(content, kind="umkm")


def read(header: str, cell: str) -> BusinessRow:
    """One business with one more column."""
    staged = preview(text_of(NAMED + cell, head=f"nib;nama usaha;{header}"))
    return rows_of(staged)[0]


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("skala", "Usaha Mikro", "scale", "Mikro"),
        ("Skala Usaha", "MIKRO", "scale", "Mikro"),
        ("klasifikasi", "Usha Kecil", "scale", "Kecil"),
        ("kd kbli", "10391.0", "kbli", "10391"),
        ("KBLI", "10391, 47242", "kbli", "10391"),
        ("npwp", "01.300.066.6-091.000", "npwp", "013000666091000"),
        ("npwp", "0013000666091000", "npwp", "013000666091000"),
        ("npwp", "3604011203850001", "npwp", None),
        ("tgl mulai", "17 Agustus 2015", "started_on", "2015-08-17"),
        ("jml tenaga kerja", "5 orang", "workers_total", 5),
        ("TK Laki-laki", "2", "workers_male", 2),
        ("bentuk usaha", "Perseroan Terbatas", "business_form", "PT"),
        ("bentuk usaha", "Paguyuban", "business_form", "Paguyuban"),
        ("kode pos", "42211", "postal_code", "42211"),
        ("kode pos", "4221", "postal_code", None),
        ("omset", "Rp 3 miliar", "scale", "Kecil"),
        ("omset (juta)", "100", "scale", "Mikro"),
        ("alamat", "Jl. Raya 1 HP 081234567890", "address", "Jl. Raya 1"),
        ("alamat", "Jl. Raya 1, sari@contoh.test", "address", "Jl. Raya 1"),
        ("jenis usaha", "Emping (3604011203850001)", "trade", "Emping"),
        ("jenis usaha", "Emping, HP 0812-3456-7890", "trade", "Emping"),
        ("nomor izin", "NIB 0812220012345", "permit_number", "NIB 0812220012345"),
        ("kab/kota", "Kota Serang", "regency_code", "36.73"),
        ("kab/kota", "Kab. Bogor", "outside_banten", True),
        ("sektor", "=cmd|' /C calc'!A0", "sector", None),
    ],
)
def test_a_cell_is_read_generously_and_never_guessed(app, header, cell, field, value):
    found = read(header, cell)
    assert found.outcome == "added" and found.values.get(field) == value


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("npwp", "01.300.066.7-091.000", "angka periksa"),
        ("kbli", "34000", "tidak ada di KBLI 2020"),
        ("kbli", "1111", "0 di depan"),
        ("kbli", "10391, 47242", "hanya 10391 dipakai"),
        ("tanggal nib", "12/03/2012", "sebelum ada NIB"),
        ("tgl mulai", "12/03/2099", "belum terjadi"),
        ("skala", "UMK", "tidak dikenal sebagai skala usaha"),
        ("jenis usaha", "Emping 081234567890", "tidak disimpan"),
        ("kode pos", "4221", "bukan kode pos"),
        ("alamat", "Jl. 1 sari@contoh.test", "tidak disimpan"),
    ],
)
def test_what_is_doubtful_is_said_in_words(app, header, cell, words):
    told = " | ".join(read(header, cell).warnings)
    assert words in told and "36040112" not in told


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2.20002E+11", "notasi ilmiah"),
        ("220001901234", "12 angka"),
        ("3604011203850001", "16 angka"),
        ("02200019O1234", "selain angka"),
        ("-", "kosong"),
        ("proses", "bukan NIB"),
    ],
)
def test_a_row_with_a_broken_nib_is_refused_and_says_why(app, cell, words):
    good = (f"02200019012{n};Usaha {n};" for n in range(30, 60))
    staged = preview(text_of(f"{cell};Emping;", *good, head="nib;nama usaha;kbli"))
    (found,) = [one for one in rows_of(staged) if one.outcome == "refused"]
    assert words in " ".join([*found.reasons, *found.warnings]) and staged.summary["added"] == 30
    assert "36040112" not in json.dumps([found.values, found.cells, found.reasons])


def test_a_persons_number_among_tax_numbers_is_not_kept_nor_repeated(app):
    numbers = ("3604011203850001", "013000666091000", "013000666091001")
    rows = (f"022000190123{n};Usaha {n};{number}" for n, number in enumerate(numbers))
    staged = preview(text_of(*rows, head="nib;nama usaha;npwp"))
    first, second, _third = rows_of(staged)
    assert "NIK KTP" in str(first.warnings) and "npwp" not in first.values
    assert "36040112" not in str([first.values, first.warnings, first.cells])
    assert second.values["npwp"] == "013000666091000"


@pytest.mark.parametrize("file", [OSS, SIDT])
def test_nothing_of_a_person_reaches_any_table(app, file):
    staged = imported(file, stated="36.01" if file == OSS else None)
    kept = [
        str(tuple(one))
        for table in (Business, BusinessRow, RegistryImport)
        for one in db.session.execute(sa.select(table.__table__))
    ]
    assert [secret for secret in OF_PEOPLE for text in kept if secret in text] == []
    aside = {column["header"]: column["why"] for column in staged.mapping["aside"]}
    said = ("NIK", "Email", "No Telp", "Nama Pelaku Usaha") if file == OSS else ("no_telp", "email")
    assert {name: "tidak disimpan" in aside[name] for name in said} == dict.fromkeys(said, True)


def test_capital_and_turnover_class_a_business_and_are_not_kept(app):
    staged = imported(SIDT)
    assert "240000000" not in str([one.values for one in rows_of(staged)])
    labels = {column["header"]: column["label"] for column in staged.mapping["used"]}
    assert "tidak disimpan" in labels["omset"]


@pytest.mark.parametrize("of", BY_KIND.values(), ids=BY_KIND)
def test_no_text_that_is_taken_is_longer_than_its_column(of):
    texts = [f for f in of.fields.all.values() if f.kind in ("text", "name", "address", "choice")]
    kept = [field.name for field in texts if field.name in of.record.__table__.c]
    columns = {name: of.record.__table__.c[name].type.length for name in kept}
    taken = {name: takes.LONGEST.get(name, takes.USUALLY_LONGEST) for name in kept}
    closed = {name for name in kept if of.fields.all[name].kind == "choice" and not is_open(name)}
    assert {n for n in kept if taken[n] > columns[n]} <= closed


@pytest.mark.parametrize(
    "header", ["grade", "bentuk usaha", "status usaha", "jenis usaha", "id", "id umkm"]
)
def test_a_cell_that_is_too_long_warns_and_is_left_out(app, header):
    found = read(header, "x" * 500)
    assert found.outcome == "added" and "huruf" in str(found.warnings)


def test_a_name_among_counts_of_workers_is_not_repeated(app):
    rows = (f"022000190123{n};Usaha {n};{cell}" for n, cell in enumerate(("1", "2", "Joko")))
    last = rows_of(preview(text_of(*rows, head="nib;nama usaha;tenaga kerja")))[2]
    assert "bukan jumlah orang" in str(last.warnings) and "Joko" not in str(last.warnings)


def test_a_number_is_never_typed_by_its_length(app):
    staged = preview(text_of(f"{NIB};3602010001001;Emping", head="nib;nomor apa ini;nama usaha"))
    assert [column["header"] for column in staged.mapping["unclear"]] == ["nomor apa ini"]
    assert rows_of(staged)[0].values["nib"] == NIB
