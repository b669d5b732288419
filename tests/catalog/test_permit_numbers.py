"""Permit numbers: what they say, what is odd and only warned about, what cannot be one."""

from datetime import date

import pytest

from marketplace.catalog.permits import kinds
from marketplace.catalog.permits.numbers import read
from marketplace.errors import RuleBroken


@pytest.mark.parametrize(
    "written",
    [
        "2023604010123-28",
        "P-IRT No. 2023604010123-28",
        "PIRT: 2023604010123 28",
        "p.irt 202 3604 01 0123 28",
        "202360401012328",
        "2023604010123–28",
    ],
)
def test_a_pirt_number_is_read_however_it_is_written(written) -> None:
    reading = read("pirt", written)
    assert reading.number == "2023604010123-28"
    assert reading.expires_on == date(2028, 12, 31)
    assert reading.facts == (
        "Kemasan plastik",
        "jenis ikan kering (daftar 2012)",
        "terdaftar di Kabupaten Serang",
        "berlaku sampai akhir 2028",
    )
    assert reading.warnings == ()


def test_an_old_pirt_number_from_elsewhere_tells_its_year_and_warns_of_the_place() -> None:
    reading = read("pirt", "3063306010072-19")
    assert reading.expires_on == date(2019, 12, 31)
    assert "3306" in reading.warnings[0]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("9023604010123-28", "dari 1 sampai 8; yang tertulis 9"),
        ("0023604010123-28", "dari 1 sampai 8; yang tertulis 0"),
        ("202360401012-28", "15 angka.*yang tertulis 14 angka"),
        ("20236040101234-28", "yang tertulis 16 angka"),
        ("P-IRT sedang diurus", "hanya angka"),
        ("٢٠٢٣٦٠٤٠١٠١٢٣-٢٨", "seperti di surat izin"),
        ("", "seperti di surat izin"),
        ("–", "seperti di surat izin"),
        ("1" * 61, "paling panjang 60"),
    ],
)
def test_what_is_no_pirt_number_is_refused_in_words(written, words) -> None:
    with pytest.raises(RuleBroken, match=words):
        read("pirt", written)


def test_a_day_must_lie_in_the_year_that_the_number_tells() -> None:
    assert read("pirt", "2023604010123-28", date(2028, 5, 1)).expires_on == date(2028, 5, 1)
    with pytest.raises(RuleBroken, match="habis pada tahun 2028"):
        read("pirt", "2023604010123-28", date(2027, 5, 1))


@pytest.mark.parametrize(
    ("kind", "written", "number"),
    [
        ("bpom", "md235602169254", "MD 235602169254"),
        ("bpom", "BPOM RI MD 2356-0216-9254", "MD 235602169254"),
        ("bpom", "ML 235602169254123", "ML 235602169254123"),
        ("bpom", "NA18210100123", "NA 18210100123"),
        ("bpom", "TR 203636541", "TR 203636541"),
        ("halal", "ID 3611 0000 1234 50221", "ID36110000123450221"),
        ("merek", "idm000123456", "IDM000123456"),
        ("merek", "JID2024012345", "JID2024012345"),
        ("sni", "sni 8896:2020", "SNI 8896:2020"),
        ("sni", "SNI 01-2346-2006", "SNI 01-2346-2006"),
        ("slhs", "503/12/SLHS/2026", "503/12/SLHS/2026"),
    ],
)
def test_other_numbers_are_read_without_a_warning(kind, written, number) -> None:
    reading = read(kind, written)
    assert (reading.number, reading.warnings) == (number, ())


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("bpom", "MD 12345678901"),
        ("bpom", "MD 1234567890123456"),
        ("bpom", "NA 1821010012"),
        ("halal", "ID3611000012345"),
        ("halal", "15100012345678"),
        ("merek", "000123"),
        ("sni", "8896"),
    ],
)
def test_what_is_only_believed_warns_and_never_refuses(kind, written) -> None:
    assert read(kind, written).warnings


@pytest.mark.parametrize("written", ["235602169254", "XX 235602169254", "MD", "MD dua belas"])
def test_a_bpom_number_without_its_letters_or_digits_is_refused(written) -> None:
    with pytest.raises(RuleBroken, match="diawali MD atau ML"):
        read("bpom", written)


def test_every_kind_gives_an_example_that_it_reads_without_a_warning() -> None:
    for kind in kinds.all_kinds().values():
        assert read(kind.key, kind.example).warnings == ()


def hints(category, title="Emping", held=(), on=date(2026, 10, 1)) -> str:
    return " ".join(kinds.hints_for(category, title, held, on))


def test_hints_follow_category_name_permits_and_day() -> None:
    assert "butuh BPOM MD" in hints("otak-otak", "Otak-otak Frozen isi 10")
    assert "butuh BPOM MD" not in hints("otak-otak", "Otak-otak Frozen", ["bpom"])
    assert "butuh BPOM MD" not in hints("otak-otak", "Otak-otak bakar")
    assert "kering" not in hints("keripik", "Keripik Pisang Beku")
    assert "P-IRT tidak berlaku" in hints("otak-otak", "Otak-otak", ["pirt"])
    assert "biasanya memakai P-IRT" in hints("emping")
    assert "biasanya memakai P-IRT" not in hints("emping", held=["pirt"])
    assert "Mulai 17 Oktober" in hints("emping", on=date(2026, 10, 16))
    assert "Sejak 17 Oktober" in hints("emping", on=date(2026, 10, 17))
    assert "Oktober" not in hints("emping", held=["halal"])
    assert hints("gerabah") == ""
