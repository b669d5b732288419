"""NIK koperasi and nomor badan hukum: read generously, confused with nothing."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.registry import legal_number, nik_koperasi
from marketplace.registry.cells import Unreadable


@pytest.mark.parametrize(
    "cell",
    ["3603001001003", "'3603001001003", "3603001001003.0", " 3603 0010 01003", "3603.001.001.003",
     '="3603001001003"', "NIK: 3603001001003"],
)  # fmt: skip
def test_a_nik_koperasi_is_thirteen_digits_however_padded(cell):
    assert nik_koperasi.read(cell) == "3603001001003"


def test_a_shortened_nik_is_refused_as_lossy():
    with pytest.raises(Unreadable, match="notasi ilmiah"):
        nik_koperasi.read("3,6030E+12")


def test_a_persons_nik_is_refused_and_never_repeated():
    with pytest.raises(Unreadable, match="NIK KTP") as told:
        nik_koperasi.read("3604011203850001")
    assert "360401" not in str(told.value)


@pytest.mark.parametrize("cell", ["123", "36030010010031", "ABC3001001003", "0603001001003"])
def test_other_lengths_are_no_nik_koperasi(cell):
    with pytest.raises(Unreadable, match="13 angka"):
        nik_koperasi.read(cell)


@pytest.mark.parametrize(
    ("cell", "text", "kind"),
    [
        ("844A/BH/VIII/1980", "844A/BH/VIII/1980", "lama"),
        ("56/BH/PAD/KWK.22/III/96", "56/BH/PAD/KWK.22/III/1996", "lama"),
        ("05/BH/KDK22.4/II/01", "05/BH/KDK22.4/II/2001", "lama"),
        ("21/BH/Tahun 2007", "21/BH/TAHUN 2007", "lama"),
        ("30/BH/INDAGKOPV2012", "30/BH/INDAGKOPV2012", "lama"),
        ("292/BH/XI/12-1967", "292/BH/XI/12-1967", "lama"),
        ("8091/BH/KWK-10/22", "8091/BH/KWK-10/22", "lama"),
        ("2713/B.H/VII", "2713/B.H/VII", "lama"),
        ("518/09/BH/KANKOP", "518/09/BH/KANKOP", "lama"),
        ("No. 12 / bh / kwk.10 / 4", "12/BH/KWK.10/4", "lama"),
        ("003003/BH/M.KUKM/2/I/2017", "003003/BH/M.KUKM.2/I/2017", "kukm"),
        ("ahu 0004793 ah.01.26 tahun 2020", "AHU-0004793.AH.01.26.TAHUN 2020", "ahu"),
        ("AHU-0004793.AH.01.26.TAHUN 2020", "AHU-0004793.AH.01.26.TAHUN 2020", "ahu"),
        ("518/19/PERINDAGKOP", "518/19/PERINDAGKOP", "tak dikenal"),
    ],
)
def test_a_legal_number_is_tidied_and_classed(cell, text, kind):
    number = legal_number.read(cell)
    assert (number.text, number.kind) == (text, kind)


def test_a_code_of_a_region_is_not_taken_for_a_year():
    assert legal_number.read("8091/BH/KWK.10/22").text.endswith("/22")


@pytest.mark.parametrize(
    "cell",
    [
        "154/BH/KWK.10/1998 tanggal 12 Januari 1998",
        "154/BH/KWK.10/1998\n12-01-1998",
        "154/BH/KWK.10/1998, 12/01/1998",
        "No. 154/BH/KWK.10/1998 Tgl: 12 Jan 1998",
    ],
)
def test_a_day_behind_the_number_is_taken_apart(cell):
    number = legal_number.read(cell)
    assert (number.text, number.on.isoformat()) == ("154/BH/KWK.10/1998", "1998-01-12")


def test_the_series_of_an_amendment_is_known():
    assert legal_number.read("AHU-0000667.AH.01.27.TAHUN 2020").is_amendment
    assert not legal_number.read("AHU-0000667.AH.01.29.TAHUN 2024").is_amendment


@pytest.mark.parametrize("cell", ["dalam proses", "BH/KWK", "belum berbadan hukum"])
def test_words_without_a_figure_are_no_number(cell):
    with pytest.raises(Unreadable):
        legal_number.read(cell)


@given(
    st.integers(1, 99999),
    st.sampled_from(["KWK.10", "KDK.10.4", "DISKOP", "M.KUKM.2"]),
    st.sampled_from(["I", "IV", "IX", "XII"]),
    st.integers(1960, 2024),
    st.sampled_from(["/", " / ", "/ "]),
)
def test_punctuation_never_makes_another_number(figure, office, month, year, slash):
    plain = f"{figure}/BH/{office}/{month}/{year}"
    spelled = plain.replace("/", slash).replace(".", " ").lower()
    assert legal_number.key_of(spelled) == legal_number.key_of(plain) is not None
    again = legal_number.read(legal_number.read(plain).text)
    assert again.key == legal_number.key_of(plain)


@pytest.mark.parametrize("cell", ["(" * 19_000 + "1", "/ " * 9_500 + "1", "1" + " ,;" * 6_000])
def test_a_cell_without_end_is_no_number_and_takes_no_time(cell):
    started = time.thread_time()
    with pytest.raises(Unreadable, match="terlalu panjang"):
        legal_number.read(cell)
    assert time.thread_time() - started < 1
