"""The filters in use, each with the address without it."""

from collections.abc import Iterator

from marketplace.catalog import categories
from marketplace.money import rupiah
from marketplace.places import queries as places
from marketplace.search.places_in_words import Reading
from marketplace.storefront.cooperatives import names_of
from marketplace.storefront.filter_choices import permit_name, stock_name
from marketplace.storefront.product_filters import Asked
from marketplace.storefront.understood import named
from marketplace.web.filters import tempat
from marketplace.web.languages import gettext as _
from marketplace.web.languages import said

Chip = tuple[str, str]


def chips(asked: Asked, reading: Reading | None) -> list[Chip]:
    """Each filter in use, and the address without it; what was read as a place is one of them."""
    found = list(_read_place(asked, reading))
    for slug in asked.categories:
        name = said(categories.tree().by_slug[slug].name)
        found.append((name, asked.url_with_category(slug)))
    for slug in asked.places:
        if place := places.by_slug(slug):
            label = place.label if isinstance(place, places.District) else place.name
            found.append((tempat(label), asked.url_with_place(slug)))
    if asked.verified:
        found.append((_("Terverifikasi"), asked.url(verified=False)))
    if asked.fresh:
        found.append((_("Baru"), asked.url(fresh=False)))
    found += [(permit_name(key), asked.url_with("permits", key)) for key in asked.permits]
    found += [(stock_name(key), asked.url_with("stock", key)) for key in asked.stock]
    names = names_of(asked.cooperatives)
    found += [(name, asked.url_with("cooperatives", id_)) for id_, name in names.items()]
    if words := _price_words(asked):
        found.append((words, asked.url(price_from=None, price_to=None)))
    return found


def _read_place(asked: Asked, reading: Reading | None) -> Iterator[Chip]:
    if reading and reading.where != "elsewhere":
        near = reading.near or reading.where == "around"
        label = named(reading)
        yield (
            _("Sekitar %(place)s", place=label) if near else label,
            asked.url(as_words=True),
        )


def _price_words(asked: Asked) -> str:
    low, high = asked.price_from, asked.price_to
    if low is not None and high is not None:
        return f"{rupiah(low)} – {rupiah(high)}"
    if low is not None:
        return _("Mulai %(price)s", price=rupiah(low))
    return _("Sampai %(price)s", price=rupiah(high)) if high is not None else ""
