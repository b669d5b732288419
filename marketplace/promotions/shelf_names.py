"""Shelves as officers and owners call them."""

from marketplace.places import queries as places
from marketplace.promotions.seasons import seasons


def shelf_name(key: str, titles: dict[int, str]) -> str:
    """A shelf as people call it."""
    kind, _, rest = key.partition(":")
    if kind in ("koleksi", "promo") and rest.isdigit():
        where = "beranda" if kind == "koleksi" else "halamannya"
        return f"{titles.get(int(rest), 'Koleksi')} ({where})"
    if kind == "daerah" and (regency := places.regency(rest)):
        return f"Dari {regency.short_name}"
    named = {season.slug: season.name for season in seasons()}
    return named.get(rest, "Baru di pasar")
