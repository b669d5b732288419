"""CSV: separators, encodings, and what is refused with words that help."""

import pytest

from marketplace.errors import RuleBroken
from marketplace.sheets import Expected, delimited, opened

TEXT = "nama;kota\nWarung Café “Sari”;Serang\nToko Jaya;Cilegon\n"
ROWS = [["nama", "kota"], ["Warung Café “Sari”", "Serang"], ["Toko Jaya", "Cilegon"]]


def read(data: bytes, **expected: object) -> list[tuple[int, list[str]]]:
    with opened(data, Expected(**expected)) as sheet:  # type: ignore[arg-type]
        first, again = list(sheet.rows()), list(sheet.rows())
    assert first == again
    return first


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_separator_and_encoding_are_found(delimiter, encoding):
    rows = read(TEXT.replace(";", delimiter).encode(encoding))
    assert rows == [(1, ROWS[0]), (2, ROWS[1]), (3, ROWS[2])]


def test_an_unusual_encoding_is_told():
    with opened(TEXT.encode("cp1252")) as sheet:
        assert (sheet.kind, sheet.notes) == ("csv", ["Berkas tersimpan sebagai Windows-1252."])


def test_a_file_is_read_from_where_it_lies(tmp_path):
    (tmp_path / "x.csv").write_bytes(TEXT.encode("utf-16"))
    with opened(tmp_path / "x.csv") as sheet:
        assert [row for _line, row in sheet.rows()] == ROWS


def test_lines_are_counted_through_breaks_blank_lines_and_a_word_of_excel():
    data = b'sep=;\r\nnama;kota\r\n\r\n"Toko\nJaya";Serang\r\n;\r\nToko Sari;Cilegon'
    assert read(data) == [
        (2, ["nama", "kota"]), (4, ["Toko\nJaya", "Serang"]), (7, ["Toko Sari", "Cilegon"]),
    ]  # fmt: skip


def test_an_apostrophe_that_an_export_added_is_taken_off():
    assert read(b"a;b\n'=1+1;''-5\n'quoted';x\n")[1:] == [
        (2, ["=1+1", "'-5"]),
        (3, ["'quoted'", "x"]),
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b" \n\n", "kosong"),
        (b"\xd0\xcf\x11\xe0rest", "Excel lama"),
        (b"\xd0\xcf\x11\xe0rest" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (b"%PDF-1.7", "PDF, bukan CSV"),
        (b"\x89PNG\r\n", "gambar"),
        (b"a;b\nKSP\x00;1", "NUL"),
        (b"a;b\nKSP\x01;1", "bukan teks"),
        (b"<html><table>", "halaman web"),
        (b'[{"nama": 1}]', "JSON"),
        (b"nama\nToko Maju\nToko Jaya\n", "tidak terpisah"),
        (b'a,b\nKSP,"1/BH/X\nKSP Jaya,2/BH/X\n', "Tanda kutip .* baris 2"),
        ("a;b\nCafé Très Élégant;1".encode() + b"\xe9", "huruf yang rusak"),
        (b"a;b\nKSP\x81;1", "huruf yang rusak"),
        ("a;b\nKSP;1".encode("utf-16")[:-1], "huruf yang rusak"),
        (b"a,b\n" * 80 + b"x" * 1_000_001, "terlalu panjang"),
        (b"a,b\n" + b"," * 300, "301 kolom"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data, words):
    with pytest.raises(RuleBroken, match=words):
        read(data)


def test_rows_and_letters_are_bounded():
    with pytest.raises(RuleBroken, match=r"lebih dari 2 baris"):
        read(TEXT.encode(), rows=2)
    with pytest.raises(RuleBroken, match="baris 2 tidak ditutup"):
        read(TEXT.encode(), letters=10)


def test_empty_rows_are_passed_over_up_to_the_tallest_sheet(monkeypatch):
    monkeypatch.setattr(delimited, "TALLEST_SHEET", 6)
    assert read(b"a,b\n\n,\n \n\n1,2\n") == [(1, ["a", "b"]), (6, ["1", "2"])]
    for seventh in (b"\n", b",\n"):
        with pytest.raises(RuleBroken, match="Hapus baris kosong"):
            read(b"a,b\n\n,\n \n\n1,2\n" + seventh)


def test_prose_may_run_over_many_lines_where_it_is_expected():
    tall = 'a,b\n"x' + "\nsatu, dua, tiga" * 20 + '",1\n'
    assert len(read(tall.encode())) == 2
    with pytest.raises(RuleBroken, match="tidak ditutup"):
        read(tall.encode(), prose=False)


def test_known_titles_decide_between_separators():
    data = b"Dinas, Usaha, dan Lain\nKab, Kota, Tahun\nNama;Alamat\nKSP;Jl. A, No. 1, RT 1\n"
    rows = read(data, titleness=lambda row: sum(cell in ("Nama", "Alamat") for cell in row))
    assert rows[2] == (3, ["Nama", "Alamat"])
