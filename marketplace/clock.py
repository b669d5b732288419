"""The one clock: instants in UTC, days in Asia/Jakarta (WIB)."""

from datetime import UTC, date, datetime, timedelta, timezone

# Indonesia Western Time has no daylight saving, so a fixed offset is exact.
WIB = timezone(timedelta(hours=7), "WIB")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Banten."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day in Banten on which an instant falls."""
    return instant.astimezone(WIB).date()


def start_of(day: date) -> datetime:
    """The instant at which a day begins in Banten: 00.00 WIB."""
    return datetime(day.year, day.month, day.day, tzinfo=WIB).astimezone(UTC)


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has a 28th")
