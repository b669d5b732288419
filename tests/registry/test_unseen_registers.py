"""Cells and columns of registers as offices write them, each with what the preview makes of it."""

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.registry.models import ImportRow
from tests.registry.desk import imported, preview, text_of

NAMED = "KSP Maju;1/BH/KWK.10/I/1999;"


def row_of(staged, line: int = 2) -> ImportRow:
    return db.session.scalars(
        sa.select(ImportRow).where(ImportRow.import_id == staged.id, ImportRow.line == line)
    ).one()


def read(header: str, cell: str) -> ImportRow:
    """One cooperative with one more column."""
    return row_of(preview(text_of(NAMED + cell, head=f"nama;no bh;{header}")))


@pytest.mark.parametrize(
    ("header", "cell", "field", "value"),
    [
        ("aset", "Rp1.250.000.-", "assets", 1_250_000),
        ("aset", "Rp -", "assets", None),
        ("aset (Rp juta)", "1.5", "assets", 1_500_000),
        ("aset (Rp juta)", "2 miliar", "assets", 2_000_000_000),
        ("volume usaha (Rp. 000)", "1.500", "turnover", 1_500_000),
        ("shu", "(Rp 11.845)", "surplus", -11845),
        ("shu", "\u2212500.000", "surplus", -500_000),
        ("shu", "Rugi Rp 500.000", "surplus", -500_000),
        ("status koperasi", "Aktip", "activity", "Aktif"),
        ("status sertifikat", "Blm Bersertifikat", "certificate_status", "Belum Bersertifikat"),
        ("grade", "B (Cukup)", "grade", "B"),
        ("tgl berlaku", "12-01-2025 s/d 12-01-2027", "certificate_expires_on", "2027-01-12"),
        ("tgl rat", "Maret 2025", "last_rat_year", 2025),
        ("tgl rat tb 2024", "28/02/2025", "last_rat_on", "2025-02-28"),
        ("rat", "Belum melaksanakan RAT", "rat_held", False),
        ("rat", "Sudah RAT", "rat_held", True),
        ("tgl rat", "-", "rat_held", None),
        ("RAT TAHUN BUKU 2024 (SUDAH/BELUM)", "SUDAH", "last_rat_year", 2024),
        ("ket", "Tidak Aktif", "activity", "Tidak Aktif"),
        ("kab/kota", "Kab. Lebak, Banten", "regency_code", "36.02"),
        ("kab/kota", "Kab.Tngrg", "regency_code", "36.03"),
        ("kab/kota", "Kota/Kab Serang", "outside_banten", None),
        ("nik", "'3604010010010'", "nik_koperasi", "3604010010010"),
        ("nik", "3604,010,010,010", "nik_koperasi", "3604010010010"),
        ("alamat", "Jl. Raya 1 / HP 081234567890", "address", "Jl. Raya 1"),
        ("alamat", "Jl. Raya 1, Telp. 0254-200123", "address", "Jl. Raya 1"),
        ("alamat", "=1+1", "address", None),
    ],
)
def test_a_cell_is_read_generously_and_never_guessed(app, header, cell, field, value):
    assert read(header, cell).values.get(field) == value


@pytest.mark.parametrize(
    ("header", "cell", "words"),
    [
        ("aset", "1.25E+09", "notasi ilmiah"),
        ("nik", "0360401001000", "tidak berawal 0"),
        ("nik", "Proses", "bukan NIK koperasi"),
        ("tgl rat", "2052", "belum terjadi"),
        ("tgl expired", "31/12/1927", "periksa tahunnya"),
        ("alamat", "=cmd|' /C calc'!A0", "rumus"),
        ("alamat", "Jl. Raya 1 / 081234567890", "tidak disimpan"),
    ],
)
def test_what_is_doubtful_is_said_in_words(app, header, cell, words):
    assert words in " | ".join(read(header, cell).warnings)


@pytest.mark.parametrize(
    ("cell", "key", "on"),
    [
        ("12/BH/KWK.10/1998 tgl 12-01-1998", "12BHKWK101998", "1998-01-12"),
        ("12/BH/KWK.10/1998 (12/01/1998)", "12BHKWK101998", "1998-01-12"),
        ("12/BH/KWK.10/1998 / 12-01-1998", "12BHKWK101998", "1998-01-12"),
        ("SK Menteri No AHU-0001234.AH.01.26.TAHUN 2021", "AHU0001234AH0126TAHUN2021", None),
    ],
)
def test_number_and_day_in_one_cell_are_taken_apart(app, cell, key, on):
    values = row_of(preview(text_of(f"KSP Maju;{cell}", head="nama;no/tgl bh"))).values
    assert (values["legal_number_key"], values.get("legal_on")) == (key, on)


def test_a_day_is_no_number_and_a_formula_no_name(app):
    staged = preview(text_of("KSP Maju;12/01/1998", "=1+1;2/BH/X/1999", head="nama;no bh"))
    assert staged.summary["refused"] == 2


def test_columns_of_people_are_set_aside_and_repeated_nowhere(app):
    head = "nama;no bh;No. HP Ketua;Pengurus/HP;Nama & No Telp;Manager;x"
    staged = preview(text_of(NAMED + "0812345678;Asep;Budi 0811;Joko;081234567890", head=head))
    assert [column["why"] for column in staged.mapping["aside"]] == [
        "data pribadi, tidak disimpan"
    ] * 5
    assert staged.mapping["unclear"] == [] and set(row_of(staged).values) == {
        *("name", "legal_number", "legal_number_key", "legal_number_class"),
    }


def test_a_name_among_counts_of_managers_is_not_repeated(app):
    rows = [f"KSP {n};{n}/BH/X/1999;{cell}" for n, cell in enumerate(("1", "2", "Joko"))]
    staged = preview(text_of(*rows, head="nama;no bh;manajer"))
    assert "Joko" not in str(row_of(staged, 4).warnings) and row_of(staged, 4).warnings


def test_year_and_day_of_the_rat_stand_side_by_side(app):
    staged = preview(
        text_of(
            "K1;1/BH/X/1999;;2024", "K2;2/BH/X/1999;12/03/2025;2024", head="nama;bh;tgl rat;thn rat"
        )
    )
    assert staged.summary["with_rat"] == 2
    assert [row_of(staged, n).values["last_rat_year"] for n in (2, 3)] == [2024, 2025]


def test_yes_and_no_columns_under_merged_titles_are_counted(app):
    staged = preview(
        text_of(
            ";;A;TA;Sudah;Belum",
            "K1;1/BH/X/1999;v;;v;",
            "K2;2/BH/X/1999;;v;;v",
            head="Nama;No BH;Keaktifan;;RAT;",
        )
    )
    assert [staged.summary[k] for k in ("active", "inactive", "with_rat")] == [1, 1, 1]


def test_in_a_column_of_both_orders_a_doubtful_day_is_left_out(app):
    rows = [f"K{n};{n}/BH/X/1999;{d}/1999" for n, d in enumerate(("1/25", "25/1", "2/3"))]
    staged = preview(text_of(*rows, head="nama;bh;tgl bh"))
    assert "tidak pasti" in str(row_of(staged, 4).warnings)
    assert "legal_on" not in row_of(staged, 4).values


def test_of_a_shifted_row_only_name_and_numbers_are_used(app):
    rows = ("K1,1/BH/X/1999,Jl. Raya 1, RT 1/2,Ciruas", "K2,2/BH/X/1999,Jl. B,Ciruas")
    staged = preview(text_of(*rows, head="nama,bh,alamat,kecamatan"))
    assert "bergeser" in str(row_of(staged).warnings)
    assert not {"address", "outside_banten"} & set(row_of(staged).values)


def test_beside_the_name_of_the_cooperative_a_bare_name_is_a_persons(app):
    staged = preview(text_of("Asep;KSP Maju;1/BH/X/1999", head="Nama;Nama Koperasi;No BH"))
    assert row_of(staged).values["name"] == "KSP Maju"
    assert [column["header"] for column in staged.mapping["aside"]] == ["Nama"]


def test_headers_that_offer_their_answers_are_understood(app):
    head = "nama;nik;Status Aktif/Tidak;Sertifikat NIK (Ada/Tidak);Tgl Habis Berlaku"
    staged = preview(text_of("KSP Maju;3603010010001;Aktif;Ada;31/12/2026", head=head))
    assert staged.mapping["unclear"] == [] and staged.summary["active"] == 1
    assert row_of(staged).values["certificate_status"] == "Sudah Bersertifikat"


def test_what_a_spreadsheet_made_a_day_of_is_no_number(app):
    staged = preview(text_of("KSP A;12/Jan/98", "KSP B;Jan-98", head="nama;no bh"))
    assert staged.summary["refused"] == 2


def test_kop_and_koperasi_are_one_name_and_a_repetition_tells_what_only_it_says(app):
    rows = ("Kop. Karya;1/BH/X/1999;", "Koperasi Karya;1/BH/X/1999;3601010010008")
    staged = preview(text_of(*rows, head="nama;no bh;nik"))
    assert [staged.summary[k] for k in ("added", "unchanged", "refused")] == [1, 1, 0]
    assert "hanya tertulis di baris ini: NIK Koperasi" in str(row_of(staged, 3).warnings)


def test_bare_figures_do_not_make_two_names_one_cooperative(app):
    imported(text_of("KSP Mekar Sari;12", head="nama;no bh"))
    staged = preview(
        text_of("Kopkar Baja Utama;12", "KSP Mekar Sari Jaya;12/BH/X/1999", head="nama;no bh")
    )
    assert "hanya angka" in str(row_of(staged).reasons)
    assert staged.summary["added"] == 1


def test_an_empty_day_beside_a_flag_of_the_year_is_no_trouble(app):
    staged = preview(text_of("KSP Maju;1/BH/X/1999;-;1", head="nama;no bh;tgl rat;rat 2025"))
    assert row_of(staged).values["last_rat_year"] == 2025
