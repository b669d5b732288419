"""Cells: numbers, flags and marks of nothing as dinas files hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.registry import cells
from marketplace.registry.cells import Unreadable


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.632", 1632),
        ("  1.632 ", 1632),
        ("(11.845)", -11845),
        ("-11.845", -11845),
        ("1.632.000,00", 1_632_000),
        ("Rp 1.632.000,-", 1_632_000),
        ("1,632,000", 1_632_000),
        ("1,632.50", 1633),
        ("1,5 juta", 1_500_000),
        ("'120", 120),
        ("120.0", 120),
        ("87 orang", 87),
        ("0", 0),
        ("-", None),
        ("", None),
        ("\u00a0- ", None),
        ("#N/A", None),
    ],
)
def test_a_number_is_read_the_way_it_is_written_here(cell, value):
    assert cells.number(cell) == value


@pytest.mark.parametrize(
    "cell", ["tidak tahu", "1.63", "12.345.67", "1,2,3", "--5--", "9" * 20, "1" + "0" * 28, "1e999"]
)
def test_a_number_that_could_be_two_is_not_guessed(cell):
    with pytest.raises(Unreadable):
        cells.number(cell)


@given(st.integers(-(10**14), 10**14))
def test_a_number_comes_back_from_every_way_of_writing_it(value):
    points = f"{abs(value):,}".replace(",", ".")
    written = [str(value), f"{value:,}", f"({points})" if value < 0 else points, f"{value}.0"]
    assert {cells.number(cell) for cell in written} == {value}


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_numbers(text):
    for read in (cells.number, cells.count, cells.year):
        try:
            assert isinstance(read(text), int | None)
        except Unreadable:
            continue


@pytest.mark.parametrize("cell", ["12,5", "-3", "1.5", "99999999999"])
def test_a_count_of_people_is_whole_and_not_below_zero(cell):
    with pytest.raises(Unreadable):
        cells.count(cell)


def test_silence_is_not_a_no():
    assert cells.flag("-") is False and cells.is_said("-")
    assert not cells.is_said("  ")


def test_years_stand_alone_or_behind_their_word():
    assert [cells.year(c) for c in ("2024", "Tahun 2024", "TB 2023", "2024.0", "-")] == [
        *(2024, 2024, 2023, 2024),
        None,
    ]
    with pytest.raises(Unreadable):
        cells.year("24")
