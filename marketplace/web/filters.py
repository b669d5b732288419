"""How templates write money, numbers, days and times, the Indonesian way."""

from datetime import date, datetime

from flask import Flask

from marketplace.clock import WIB, now
from marketplace.money import rupiah

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


def tanggal(day: date | datetime | None) -> str:
    """`27 Februari 2026`; an instant is first moved to Banten's day."""
    if day is None:
        return "–"
    if isinstance(day, datetime):
        day = day.astimezone(WIB).date()
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def jam(instant: datetime) -> str:
    """`14.30 WIB`."""
    local = instant.astimezone(WIB)
    return f"{local.hour:02d}.{local.minute:02d} WIB"


def waktu(instant: datetime | None) -> str:
    """`27 Februari 2026, 14.30 WIB`."""
    return "–" if instant is None else f"{tanggal(instant)}, {jam(instant)}"


def angka(number: int | float | None) -> str:
    """`12.500`, `4,9`; a dash for what is not known."""
    if number is None:
        return "–"
    if isinstance(number, int):
        return f"{number:,}".replace(",", ".")
    return f"{number:,.1f}".translate(str.maketrans(",.", ".,"))


def berat(grams: int) -> str:
    """`250 g`, `1,5 kg`."""
    if grams < 1000:
        return f"{grams} g"
    return f"{f'{grams / 1000:.3f}'.rstrip('0').rstrip('.').replace('.', ',')} kg"


def lalu(instant: datetime) -> str:
    """How long ago, in words: `baru saja`, `20 menit lalu`, `3 hari lalu`."""
    minutes = int((now() - instant).total_seconds() // 60)
    if minutes < 1:
        return "baru saja"
    if minutes < 60:
        return f"{minutes} menit lalu"
    if minutes < 48 * 60:
        return f"{minutes // 60} jam lalu"
    return f"{minutes // (24 * 60)} hari lalu"


def init_app(app: Flask) -> None:
    """Give templates these filters under their Indonesian names."""
    for function in (rupiah, tanggal, jam, waktu, angka, berat, lalu):
        app.jinja_env.filters[function.__name__] = function
