"""Days: every way of writing one, and what only looks like one."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marketplace.registry import days
from marketplace.registry.cells import Unreadable

DAY = date(2026, 2, 27)


@pytest.mark.parametrize(
    "cell",
    [
        "27/02/2026", "27-2-2026", "27.02.2026", "2026-02-27", "2026-02-27 00:00:00",
        "2026-02-27T10:30:00Z", "27 Februari 2026", "27 Feb 2026", "27-Feb-26", "27 Pebruari 2026",
        "Jumat, 27 Februari 2026", "Serang, 27 Februari 2026", "27-II-2026", "27 FEBRUARI 2026 ",
        "20260227", "46080", "27/02/2026 14.30 WIB", "tgl. 27-02-2026", "Feb 27, 2026",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell):
    assert days.day(cell) == DAY


@pytest.mark.parametrize(
    "cell", ["00/01/1900", "0/1/1900", "01/01/1900", "1900-01-00", "0000-00-00", "-", "", "0"]
)
def test_what_a_spreadsheet_makes_of_nothing_is_nothing(cell):
    assert days.day(cell) is None


@pytest.mark.parametrize(
    "cell", ["31/02/2020", "2020", "12/2020", "besok", "32 Mei 2020", "1/1/20201"]
)
def test_what_is_no_day_is_said_so(cell):
    with pytest.raises(Unreadable, match="bukan tanggal"):
        days.day(cell)


def test_two_digits_of_a_year_turn_at_thirty():
    assert days.day("1/5/31") == date(1931, 5, 1)
    assert days.day("1/5/30") == date(2030, 5, 1)
    assert days.day("1/5/35", future=True) == date(2035, 5, 1)


def test_a_column_written_month_first_is_noticed_as_a_whole():
    assert days.Orders.of(["04/28/2016", "01/02/2017"]).is_month_first
    assert not days.Orders.of(["28/04/2016", "01/02/2017"]).is_month_first
    assert not days.Orders.of(["04/28/2016", "28/04/2016"]).is_month_first
    assert days.day("04/28/2016", days.Habit(is_month_first=True)) == date(2016, 4, 28)


@example(date(1970, 1, 1))
@given(st.dates(date(1931, 1, 1), date(2100, 12, 31)))
def test_a_day_comes_back_from_every_format(day):
    written = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        days.in_words(day),
        f"{day.day} {days.NAMES[day.month - 1][:3]} {day.year}",
        str((day - date(1899, 12, 30)).days),
    ]
    expected = day if day not in days.EPOCHS else None
    if day - date(1899, 12, 30) > timedelta(days=73050):
        written.pop()
    assert {days.day(cell) for cell in written} == {expected}


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_days(text):
    try:
        assert isinstance(days.day(text), date | None)
    except Unreadable:
        return
