"""What stands around a table: titles on several lines, totals, groups, notes and signatures."""

import pytest

from marketplace.registry import framing
from tests.registry.desk import Table, table_of

ROWS = "1;KSP Maju;1/BH/KWK.10/I/1999;Maja\n2;KSP Jaya;2/BH/KWK.10/I/1999;Maja\n"
HEAD = "No;Nama Koperasi;No BH;Kecamatan\n"


def read(text: str) -> Table:
    return table_of(text.encode())


@pytest.mark.parametrize(
    ("foot", "note"),
    [
        (";;;\n;;;Maja, 12 Januari 2025\n;;;Mengetahui,\n;;;Drs. H. AHMAD\n", "3 baris catatan"),
        ("Catatan : data per 2024\nSumber: Dinas\n;;Kepala Bidang\n;;SRI\n", "4 baris catatan"),
        (";Kepala Dinas Koperasi dan UKM;;\n;NIP. 19650101 199003 1 005;;\n", "2 baris catatan"),
        ("JUMLAH;2;;\n", "1 baris jumlah"),
        (";Sub Total;2;\n;JUMLAH KECAMATAN MAJA;2;\nGrand Total;2;;\n", "3 baris jumlah"),
        ("B.;KECAMATAN SAJIRA;;\nHalaman 2;;;\n" + HEAD, "3 baris judul"),
    ],
)
def test_what_is_no_cooperative_is_left_out_and_told(foot, note):
    table = read(HEAD + ROWS + foot)
    assert [line for line, _row in table.rows] == [2, 3]
    assert len(table.notes) == 1 and table.notes[0].startswith(note)


@pytest.mark.parametrize(
    "row",
    [
        "3;KSP Mengetahui;Proses;",
        "3;;3/BH/KWK.10/I/1999;",
        "3;Total Mandiri;3/BH/KWK.10/I/1999;Maja",
        ";Jumlah Berkah;3602010001001;",
        "3;KUD Tanpa Nomor;;",
    ],
)
def test_a_row_that_may_be_a_cooperative_is_left_to_be_judged(row):
    assert read(f"{HEAD}{ROWS}{row}\n").rows[-1][0] == 4


def test_titles_on_two_or_three_lines_are_joined():
    table = read(
        "No;Nama Koperasi;Badan Hukum;;Alamat;;Anggota;;RAT;\n"
        ";;Nomor;Tanggal;Jalan;Kec;L;Jml;2024;2025\n"
        "1;2;3;4;5;6;7;8;9;10\n"
        "1;KSP Maju;1/BH/X/1999;12/1/1999;Jl. A;Maja;3;9;v;-\n"
    )
    assert table.headers[2:] == [
        *("Badan Hukum Nomor", "Badan Hukum Tanggal", "Alamat Jalan", "Kec"),
        *("Anggota L", "Anggota Jml", "RAT 2024", "RAT 2025"),
    ]
    broken = read(
        "NO;NAMA;BADAN HUKUM;;STATUS;\n;KOPERASI;NOMOR;TANGGAL;AKTIF;TIDAK\n;;;;;AKTIF\n"
        "1;KSP Maju;1/BH/X/1999;12/1/1999;v;\n"
    )
    assert broken.headers[1] == "NAMA KOPERASI" and broken.headers[-1] == "STATUS TIDAK AKTIF"
    assert [line for line, _row in broken.rows] == [4]


def test_a_first_row_with_a_nameless_column_is_no_second_line_of_titles():
    table = read("nama;no bh;\nKSP Maju;Proses;catatan\nKSP Jaya;2/BH/X/1999;\n")
    assert [line for line, _row in table.rows] == [2, 3]


def test_a_long_preamble_of_one_column_does_not_hide_the_separator():
    text = "".join(f"BARIS JUDUL {letter}\n" for letter in "ABCDEFGHIJ") + HEAD + ROWS
    assert read(text).source.delimiter == ";"
    assert len(read(text).rows) == 2


def test_a_row_wider_than_its_titles_is_noticed_unless_most_are():
    shifted = read("nama,no bh,alamat\nA,1/BH/X/1999,Jl. Raya, RT 1\nB,2/BH/X/1999,Jl. B\n")
    assert [shifted.is_shifted(row) for _line, row in shifted.rows] == [True, False]
    nameless = read("nama,no bh\nA,1/BH/X/1999,biru\nB,2/BH/X/1999,hijau\n")
    assert not any(nameless.is_shifted(row) for _line, row in nameless.rows)


def test_a_total_is_known_by_its_word_and_by_holding_no_number():
    assert framing.is_total(["", "Jumlah Total", "12"])
    assert not framing.is_total(["1", "KSP Total", "12"])


@pytest.mark.parametrize("row", ["a;b;c;d", "(1);(2);(3);(4 = 5+6)", "---;---;---;---"])
def test_numbering_and_lines_below_the_titles_are_no_rows(row):
    assert [line for line, _row in read(f"{HEAD}{row}\n{ROWS}").rows] == [3, 4]


def test_commas_in_titles_and_addresses_do_not_cut_a_file_of_semicolons():
    table = read(
        "DINAS KOPERASI, USAHA KECIL, DAN MENENGAH\nKab. Serang, Banten, Tahun 2025\n"
        "Nama Koperasi;No BH;Alamat\n"
        "KSP Maju;1/BH/X/1999;Jl. A, No. 1, RT 1, Ciruas\n"
    )
    assert table.headers == ["Nama Koperasi", "No BH", "Alamat"]
