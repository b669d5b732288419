"""Whole UMKM lists in the habits of different offices: titles on two lines, Excel, old Windows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.registry import mapping
from marketplace.registry.businesses import queries
from marketplace.registry.businesses.kind import BUSINESS
from marketplace.sheets.writing import bytes_of
from tests.registry.desk import imported, table_of
from tests.registry.test_businesses import rows_of

OFFICE = """\
DAFTAR UMKM BINAAN KABUPATEN LEBAK;;;;;;;;;
TAHUN 2026;;;;;;;;;
No;Nama UMKM;NIB;Tanggal;Nama Pemilik;Alamat;Kecamatan;Tenaga Kerja;;
;;;;;;;L;P;Jml
1;2;3;4;5;6;7;8;9;10
1;Gula Aren Sobang;0220001901234;12-03-2022;Asep;Kp. Cirompang;Sobang;2;3;5
2;Tenun Cisungsang;0220001901235;17 Mei 2023;Ijah;Kp. Cisungsang;Cibeber;1;4;5
3;Kopi Leuwidamar;0220001901236;-;Ujang;Jl. Raya No. 1;Leuwidamar;1;1;2
JUMLAH;;;;;;;4;8;12
;;;;;;Rangkasbitung, 5 Januari 2026;;;
;;;;;;Kepala Dinas;;;
"""
NAMES = ["Gula Aren Sobang", "Kopi Leuwidamar", "Tenun Cisungsang"]
TITLES = ["NIB", "Nama Usaha", "Kabupaten/Kota", "Skala Usaha", "Total Tenaga Kerja"]
ROW = ["0220001901234", "Emping Sari", "Kab. Lebak", "Mikro", "5"]


def test_titles_on_two_lines_totals_and_signatures_are_understood(app):
    staged = imported(OFFICE.encode(), kind="umkm", stated="36.02")
    assert [staged.summary[k] for k in ("rows", "added", "refused")] == [3, 3, 0]
    records, _total = queries.search()
    assert [record.name for record in records] == NAMES
    sugar = records[0]
    assert (sugar.workers_male, sugar.workers_female, sugar.workers_total) == (2, 3, 5)
    assert (str(sugar.nib_on), sugar.district_code) == ("2022-03-12", "36.02.22")
    assert "Asep" not in str([one.values for one in rows_of(staged)])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_same_list_is_read_alike_however_it_was_saved(app, encoding, delimiter):
    rows = [TITLES, [*ROW[:1], "Emping Café", *ROW[2:]]]
    text = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    imported(text.encode(encoding))
    record = queries.by_number(ROW[0])
    assert (record.name, record.regency_code, record.scale) == ("Emping Café", "36.02", "Mikro")
    assert record.workers_total == 5


def test_an_excel_file_keeps_a_nib_that_is_text_and_refuses_one_that_lost_its_zero(app):
    good = [[f"02200019{n:05}", f"Usaha {n}", *ROW[2:4], 5] for n in range(30)]
    lost = [220001901299, "Tanpa Nol", *ROW[2:4], 5]
    staged = imported(bytes_of("xlsx", [TITLES, *good, lost]))
    assert (staged.kind, staged.summary["added"], staged.summary["refused"]) == ("umkm", 30, 1)
    assert queries.by_number("0220001900007").name == "Usaha 7"
    (refused,) = [one for one in rows_of(staged) if one.outcome == "refused"]
    assert "0 di depan" in refused.reasons[0]


@given(st.permutations(range(len(TITLES))), st.sampled_from([str.upper, str.lower, str.title]))
def test_order_and_case_of_titles_do_not_matter(order, spelled):
    head, row = (",".join(cells[i] for i in order) for cells in (TITLES, ROW))
    table = table_of(f"{spelled(head)}\n{row}\n".encode())
    used = mapping.understand(table.sheet, kind=BUSINESS).used
    assert {TITLES[order[c.index]]: c.field for c in used} == {
        "NIB": "nib", "Nama Usaha": "name", "Kabupaten/Kota": "regency_name",
        "Skala Usaha": "scale", "Total Tenaga Kerja": "workers_total",
    }  # fmt: skip
