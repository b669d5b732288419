"""How templates write money, numbers, days, times and places, in the language of the page.

Money stays as it stands on a price tag here, `Rp12.500`, whatever the language.
"""

import re
from datetime import date, datetime

from flask import Flask
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _

from marketplace.clock import WIB, now
from marketplace.money import rupiah
from marketplace.web.languages import SOURCE, present

MONTHS = [
    _("Januari"),
    _("Februari"),
    _("Maret"),
    _("April"),
    _("Mei"),
    _("Juni"),
    _("Juli"),
    _("Agustus"),
    _("September"),
    _("Oktober"),
    _("November"),
    _("Desember"),
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
    mark = "." if present() == SOURCE else ":"
    return f"{local.hour:02d}{mark}{local.minute:02d} WIB"


def waktu(instant: datetime | None) -> str:
    """`27 Februari 2026, 14.30 WIB`."""
    return "–" if instant is None else f"{tanggal(instant)}, {jam(instant)}"


def angka(number: int | float | None) -> str:
    """`12.500`, `4,9`; a dash for what is not known."""
    if number is None:
        return "–"
    written = f"{number:,}" if isinstance(number, int) else f"{number:,.1f}"
    return written.translate(str.maketrans(",.", ".,")) if present() == SOURCE else written


def berat(grams: int) -> str:
    """`250 g`, `1,5 kg`."""
    if grams < 1000:
        return f"{grams} g"
    kilos = f"{grams / 1000:.3f}".rstrip("0").rstrip(".")
    return f"{kilos.replace('.', ',') if present() == SOURCE else kilos} kg"


def lalu(instant: datetime) -> str:
    """How long ago, in words: `baru saja`, `20 menit lalu`, `3 hari lalu`."""
    minutes = int((now() - instant).total_seconds() // 60)
    if minutes < 1:
        return gettext("baru saja")
    if minutes < 60:
        return ngettext("%(num)s menit lalu", "%(num)s menit lalu", minutes)
    if minutes < 48 * 60:
        return ngettext("%(num)s jam lalu", "%(num)s jam lalu", minutes // 60)
    return ngettext("%(num)s hari lalu", "%(num)s hari lalu", minutes // (24 * 60))


def tenggat(instant: datetime) -> str:
    """How far a deadline is, for officers: `sisa 5 jam`, `lewat 2 hari`, `sekarang`."""
    minutes = int((instant - now()).total_seconds() // 60)
    far, word = (minutes, "sisa") if minutes >= 0 else (-minutes, "lewat")
    if far < 1:
        return "sekarang"
    if far < 60:
        return f"{word} {far} menit"
    if far < 48 * 60:
        return f"{word} {far // 60} jam"
    return f"{word} {far // (24 * 60)} hari"


KINDS_OF_PLACES = {
    "Kabupaten": _("Kabupaten %(name)s"),
    "Kab.": _("Kab. %(name)s"),
    "Kota": _("Kota %(name)s"),
    "Kecamatan": _("Kecamatan %(name)s"),
    "Desa": _("Desa %(name)s"),
    "Kelurahan": _("Kelurahan %(name)s"),
}
_PLACE = re.compile(r"\b(Kabupaten|Kab\.|Kota|Kecamatan|Desa|Kelurahan) ([^,\d]*[^,\d\s])")


def tempat(name: str) -> str:
    """A place, with the word for what it is: `Kabupaten Lebak`, in English `Lebak Regency`."""
    if present() == SOURCE:
        return name
    return _PLACE.sub(lambda found: str(KINDS_OF_PLACES[found[1]]) % {"name": found[2]}, name)


def init_app(app: Flask) -> None:
    """Give templates these filters under their Indonesian names."""
    for function in (rupiah, tanggal, jam, waktu, angka, berat, lalu, tenggat, tempat):
        app.jinja_env.filters[function.__name__] = function
