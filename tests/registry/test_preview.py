"""The preview: every row's fate with reasons, before anything is written."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.registry import queries, services
from marketplace.registry.models import Cooperative, ImportRow
from tests.builders.people import appointed
from tests.registry.desk import KOTA, ODS, imported, preview, text_of

LEBAK = "36.02"


def fates(import_) -> dict[int, str]:
    return {row.line: row.outcome for row in queries.rows_of(import_)[0]}


def said(import_, line: int) -> str:
    row = db.session.scalar(
        sa.select(ImportRow).where(ImportRow.import_id == import_.id, ImportRow.line == line)
    )
    return " | ".join((*row.reasons, *row.warnings))


def test_the_first_shape_is_understood_and_counted(app, known_day):
    staged = preview(ODS)
    assert staged.summary == {
        "rows": 4, "added": 4, "changed": 0, "unchanged": 0, "warned": 1, "refused": 0,
        "active": 2, "inactive": 2, "with_rat": 0,
    }  # fmt: skip
    assert "tetapi sertifikat berakhir 9 November 2025" in said(staged, 4)


def test_the_second_shape_needs_its_regency_stated_once(app):
    staged = preview(KOTA, stated="36.73")
    assert [staged.summary[k] for k in ("rows", "added", "refused", "warned")] == [6, 4, 2, 0]
    assert {row.regency_code for row in queries.rows_of(staged, outcome="added")[0]} == {"36.73"}


def test_a_preview_writes_nothing_to_the_register(app):
    preview(ODS)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Cooperative)) == 0
    assert queries.version() == 0


def test_one_number_under_two_names_refuses_both_and_names_the_other_line(app):
    staged = preview(KOTA, stated="36.73")
    assert fates(staged)[5] == fates(staged)[6] == "refused"
    assert "juga dipakai baris 6 (“KSU Bina Walantaka”) dengan nama lain" in said(staged, 5)
    assert "juga dipakai baris 5" in said(staged, 6)


def test_the_same_row_twice_counts_once_and_warns(app):
    row = "3602010001001,KSP Maju,1/BH/X/1999,KAB.LEBAK,B,Aktif,2028-01-01,"
    staged = preview(text_of(row, row, row.replace(",B,", ",C1,")))
    assert fates(staged) == {2: "added", 3: "unchanged", 4: "unchanged"}
    assert "sama dengan baris 2" in said(staged, 3)
    assert "isinya berbeda pada: Grade" in said(staged, 4)


def test_one_name_with_one_nik_and_two_legal_numbers_is_a_contradiction(app):
    staged = preview(
        text_of(
            "3602010001001,KSP Maju,1/BH/X/1999,,,,,", "3602010001001,KSP Maju,2/BH/X/1999,,,,,"
        )
    )
    assert staged.summary["refused"] == 2


def test_a_row_without_name_or_any_number_is_refused_with_words(app):
    staged = preview(
        text_of(
            ",KSP Maju,,KAB.LEBAK,,,,",
            "3602010001001,-,1/BH/X/1999,KAB.LEBAK,,,,",
            "3.60E+12,KSP Jaya,,KAB.LEBAK,,,,",
            "3.60E+12,KSP Raya,2/BH/X/1999,KAB.LEBAK,,,,",
            "3602010001009,KSP Ujung,9/BH/X/1999,KAB.LEBAK,,,,",
            "3602010001010,KSP Tepi,10/BH/X/1999,KAB.LEBAK,,,,",
        )
    )
    assert list(fates(staged).values()) == ["refused"] * 3 + ["added"] * 3
    assert "NIK koperasi dan nomor badan hukum kosong" in said(staged, 2)
    assert "nama koperasi kosong" in said(staged, 3)
    assert "notasi ilmiah" in said(staged, 4) and "notasi ilmiah" in said(staged, 5)


def test_an_unreadable_optional_cell_only_warns(app):
    staged = preview(text_of("3602010001001,KSP Maju,1/BH/X,KAB.LEBAK,Z,Aktif,31/02/2027,2025"))
    assert staged.summary["added"] == 1
    assert "grade “Z” tidak dikenal" in said(staged, 2)
    assert "bukan tanggal" in said(staged, 2)
    assert staged.summary["with_rat"] == 1


def test_what_is_too_long_warns_and_is_left_out(app):
    head = "nama,no bh,kelompok,alamat"
    staged = imported(text_of(f"KSP Maju,1/BH/X,{'k' * 200},{'a' * 600}", head=head))
    assert said(staged, 2).count("teks lebih dari") == 2
    found = queries.by_number("1/BH/X")
    assert (found.group_name, found.address) == (None, None)
    assert preview(text_of(f"{'n' * 301},2/BH/X,,", head=head)).summary["refused"] == 1


def test_a_nik_of_one_record_and_a_legal_number_of_another_are_refused(app):
    imported(
        text_of("3602010001001,KSP Maju,,KAB.LEBAK,,,,", ",KSP Jaya,2/BH/X/1999,KAB.LEBAK,,,,")
    )
    staged = preview(text_of("3602010001001,KSP Maju,2/BH/X/1999,KAB.LEBAK,,,,"))
    assert staged.summary["refused"] == 1
    assert "NIK koperasi milik “KSP Maju”, nomor badan hukum milik “KSP Jaya”" in said(staged, 2)


def test_two_rows_that_mean_one_record_are_noticed(app):
    imported(text_of("3602010001001,KSP Maju,2/BH/X/1999,KAB.LEBAK,,,,"))
    staged = preview(text_of("3602010001001,KSP Maju,,,,,,", ",KSP Jaya,2/BH/X/1999,,,,,"))
    assert staged.summary["refused"] == 2


def test_an_officer_brings_only_rows_of_her_own_place(app):
    entin = appointed(cast.ENTIN)
    imported(text_of("3603010001002,KSP Tetangga,2/BH/X/1999,Kab. Tangerang,,,,"))
    staged = preview(
        text_of(
            "3602010001001,KSP Maju,1/BH/X/1999,KAB.LEBAK,,,,",
            "3603010001009,KSP Lain,9/BH/X/1999,Kab. Tangerang,,,,",
            "3603010001002,KSP Tetangga,2/BH/X/1999,Kab. Lebak,,,,",
            "3271010001003,KSP Bogor,3/BH/X/1999,Kota Bogor,,,,",
        ),
        by=entin,
    )
    assert list(fates(staged).values()) == ["added", "refused", "refused", "added"]
    assert "di luar wilayah tugas Anda" in said(staged, 3)
    assert "tercatat di Kabupaten Tangerang" in said(staged, 4)
    assert "di luar Banten" in said(staged, 5)


def test_the_officer_states_only_what_is_so(app):
    ratna = appointed(cast.RATNA)
    with pytest.raises(RuleBroken, match="wilayah tugas sendiri"):
        preview(ODS, by=ratna, stated=LEBAK)
    with pytest.raises(RuleBroken, match="masa depan"):
        preview(ODS, data_on=date(2099, 1, 1))
    with pytest.raises(RuleBroken, match="sumber"):
        preview(ODS, source=" ")
    with pytest.raises(RuleBroken, match="petugas register"):
        preview(ODS, by=appointed(cast.FAJAR))
    with pytest.raises(RuleBroken, match=r"Kolom NIK koperasi .* tidak ditemukan"):
        preview(b"nama,warna\nKSP Maju,biru\n")


def test_unclear_headers_are_settled_without_a_second_upload(app):
    first = preview(
        b"nama,kode,warna\nKSP Maju,12/34/X,biru\n", header_map={"kode": "no_badan_hukum"}
    )
    assert [column["header"] for column in first.mapping["unclear"]] == ["warna"]
    second = services.remap(first, {"warna": "kelompok"}, by=None)
    assert [column["header"] for column in second.mapping["used"]] == ["nama", "kode", "warna"]
    assert (first.state, second.state) == ("discarded", "staged")
