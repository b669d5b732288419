"""NIB, NPWP, KBLI and the classes of size: the vectors of the trade, and what confuses people."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.registry.businesses import kbli, nib, npwp, size_class
from marketplace.registry.cells import Unreadable

BILLION = 10**9
BEFORE, AFTER = date(2015, 3, 1), date(2022, 3, 1)


@pytest.mark.parametrize(
    "cell",
    ["0220001901234", "'0220001901234", " 0220 0019 01234", "NIB: 0220001901234",
     '="0220001901234"', "0220001901234.0", "NIB No. 0220001901234"],
)  # fmt: skip
def test_a_nib_is_thirteen_digits_and_may_begin_with_zero(cell):
    assert nib.read(cell) == "0220001901234"


@pytest.mark.parametrize("cell", ["", "-", "0", "belum ada", "0000000000000"])
def test_a_nib_that_nobody_gave_is_none(cell):
    assert nib.read(cell) is None


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2.20002E+11", "notasi ilmiah"),
        ("220001901234", "0 di depan"),
        ("02200019012345", "14 angka"),
        ("sedang proses", "bukan NIB"),
        ("02200019O1234", "selain angka"),
        ("٠٢٢٠٠٠١٩٠١٢٣٤", "selain angka"),
    ],
)
def test_another_shape_is_no_nib_and_is_never_mended(cell, words):
    with pytest.raises(Unreadable, match=words):
        nib.read(cell)


@pytest.mark.parametrize("reader", [nib.read, npwp.read])
def test_a_persons_sixteen_digits_are_refused_and_repeated_nowhere(reader):
    with pytest.raises(Unreadable, match="NIK KTP") as told:
        reader("3604011203850001")
    assert not {"3604", "0001"} & set(str(told.value).split())
    assert "36040112" not in str(told.value)


@pytest.mark.parametrize(
    "cell", ["01.300.066.6-091.000", "013000666091000", "0013000666091000", "NPWP 013000666091000"]
)
def test_old_and_new_npwp_of_one_business_are_one_number(cell):
    number = npwp.read(cell)
    assert number == "013000666091000" and npwp.has_check_digit(number)
    assert npwp.written(number) == "01.300.066.6-091.000"


def test_a_wrong_check_digit_is_seen_not_refused():
    number = npwp.read("01.300.066.7-091.000")
    assert number and not npwp.has_check_digit(number)


@given(st.text("0123456789", min_size=8, max_size=8))
def test_exactly_one_ninth_digit_fits_any_eight(first):
    assert sum(npwp.has_check_digit(f"{first}{last}000000") for last in range(10)) == 1


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("1.3E+13", "notasi ilmiah"),
        ("12345", "15 atau 16"),
        ("0013000666091000000001", "NITKU"),
        ("01.300.066.6/091", "selain angka"),
    ],
)
def test_other_lengths_are_no_npwp(cell, words):
    with pytest.raises(Unreadable, match=words):
        npwp.read(cell)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("10391", ("10391",)),
        ("10391.0", ("10391",)),
        ("10391 - Industri emping; 47242", ("10391", "47242")),
        ("01111", ("01111",)),
        ("", ()),
    ],
)
def test_kbli_is_five_digits_once_or_several_times(cell, codes):
    assert kbli.read(cell) == codes


@pytest.mark.parametrize(("cell", "words"), [("1111", "0 di depan"), ("emping", "5 angka")])
def test_another_shape_is_no_kbli(cell, words):
    with pytest.raises(Unreadable, match=words):
        kbli.read(cell)


def test_a_kbli_of_no_division_is_unknown():
    assert kbli.is_known("10391") and kbli.is_known("01111") and not kbli.is_known("34000")


@pytest.mark.parametrize(
    ("capital", "turnover", "started_on", "name"),
    [
        (1 * BILLION, None, AFTER, "Mikro"),
        (1 * BILLION + 1, None, AFTER, "Kecil"),
        (5 * BILLION, None, AFTER, "Kecil"),
        (5 * BILLION + 1, None, AFTER, "Menengah"),
        (10 * BILLION, None, AFTER, "Menengah"),
        (10 * BILLION + 1, None, AFTER, "Besar"),
        (None, 2 * BILLION, BEFORE, "Mikro"),
        (None, 2 * BILLION + 1, BEFORE, "Kecil"),
        (None, 15 * BILLION, BEFORE, "Kecil"),
        (None, 50 * BILLION, BEFORE, "Menengah"),
        (None, 50 * BILLION + 1, BEFORE, "Besar"),
        (9 * BILLION, 1 * BILLION, BEFORE, "Mikro"),
        (9 * BILLION, 1 * BILLION, AFTER, "Menengah"),
        (9 * BILLION, 1 * BILLION, None, "Mikro"),
        (9 * BILLION, None, None, "Menengah"),
    ],
)
def test_the_class_follows_capital_or_turnover_up_to_its_limit(capital, turnover, started_on, name):
    found = size_class.of(capital, turnover, started_on)
    assert found.name == name and "PP 7/2021 Pasal 35 (2021-1)" in found.basis


@pytest.mark.parametrize("figures", [(None, None, None), (None, 1, AFTER), (1, None, BEFORE)])
def test_without_its_measure_a_business_has_no_class(figures):
    assert size_class.of(*figures) is None


def test_the_limits_are_versioned_data():
    assert size_class.names() == ("Mikro", "Kecil", "Menengah", "Besar")
    assert size_class.raw()["version"] == "2021-1" and kbli.raw()["version"] == "KBLI 2020"
