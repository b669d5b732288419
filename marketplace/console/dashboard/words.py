"""Figures in words: with their unit, beside the days before, and as cells of a sheet."""

from marketplace.clock import day_of
from marketplace.insights.indicators import Indicator, book
from marketplace.insights.queries import BANTEN, Figures, Values
from marketplace.places import queries as places
from marketplace.sheets.writing import Cell
from marketplace.web.filters import angka, tanggal

NOTHING = "–"


def names() -> dict[str, str]:
    """The name of each kab/kota by its code, and of all together."""
    return {**{one.code: one.name for one in places.regencies()}, BANTEN: "Seluruh Banten"}


def value_words(indicator: Indicator, value: int | None) -> str:
    """A figure as people read it: `1.204`, `63 %`, `2 jam 10 menit`."""
    if value is None:
        return NOTHING
    if indicator.unit == "menit":
        return _minutes(value)
    if indicator.unit == "jam":
        return _minutes(value * 60)
    return f"{angka(value)} %" if indicator.unit == "%" else angka(value)


def _minutes(value: int) -> str:
    days, hours, minutes = value // 1440, value % 1440 // 60, value % 60
    if days:
        return f"{days} hari {hours} jam" if hours else f"{days} hari"
    if hours:
        return f"{hours} jam {minutes} menit" if minutes else f"{hours} jam"
    return f"{minutes} menit"


def change_words(indicator: Indicator, now: int | None, before: Values | None) -> str | None:
    """How a figure stands beside as many days before; None where there is nothing to compare."""
    earlier = before.get(BANTEN) if before else None
    if not earlier or now is None:
        return None
    if now == earlier:
        return f"sama dengan {book().days} hari sebelumnya"
    said = "naik" if now > earlier else "turun"
    return f"{said} dari {value_words(indicator, earlier)}"


def sheet_of(figures: Figures) -> list[list[Cell]]:
    """The whole table as a sheet: what each column means stands under it."""
    indicators = book().indicators
    rows: list[list[Cell]] = [
        ["Kode", "Wilayah", *(f"{one.label} ({one.unit})" for one in indicators)]
    ]
    for code, name in names().items():
        rows.append([code, name, *(figures.of(one.key, code) for one in indicators)])
    days = f"{tanggal(figures.window.first)} sampai {tanggal(figures.window.last)}"
    rows += [[], ["Dihitung", tanggal(day_of(figures.at))], ["Jendela waktu", days]]
    rows.append(["Versi definisi", book().version])
    rows.extend([one.label, one.meaning] for one in indicators)
    return rows
