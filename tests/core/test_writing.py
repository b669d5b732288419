"""Money, numbers, days and times as they are written here."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace import clock
from marketplace.money import LARGEST, Rupiah, parse_rupiah, rupiah
from marketplace.web import filters
from marketplace.web.forms import clean_text, one_line


@given(st.integers(0, LARGEST))
def test_written_money_is_read_back(amount):
    assert parse_rupiah(rupiah(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12500", 12500),
        ("12.500", 12500),
        ("Rp 12.500,-", 12500),
        ("Rp12.500,00", 12500),
        ("rp. 1.250.000", 1250000),
        (" 500 ", 500),
    ],
)
def test_money_is_read_as_people_write_it(text, amount):
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize(
    "text", ["", "gratis", "12,5", "1.2.3", "12.50", "-500", "1e6", "999999999999999"]
)
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        parse_rupiah(text)


def test_a_column_of_money_takes_no_float():
    with pytest.raises(TypeError):
        Rupiah().process_bind_param(12.5, None)  # type: ignore[arg-type]


def test_days_and_times_are_bantens():
    late = datetime(2026, 2, 26, 18, 30, tzinfo=UTC)
    assert filters.tanggal(late) == "27 Februari 2026"
    assert filters.jam(late) == "01.30 WIB"
    assert clock.day_of(late) == date(2026, 2, 27)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_later(day, months, then):
    assert clock.months_after(day, months) == then


def test_numbers_and_weights():
    assert filters.angka(12500) == "12.500"
    assert filters.angka(4.94) == "4,9"
    assert filters.berat(250) == "250 g"
    assert filters.berat(1500) == "1,5 kg"


def test_typed_text_loses_what_deceives():
    assert one_line("  Emping\u202e \x00 Menes\n ") == "Emping Menes"
    assert clean_text("satu\r\ndua") == "satu\ndua"
