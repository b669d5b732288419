"""Filters beside a list of products: groups of choices with counts, chips, and ways to sort."""

from collections.abc import Iterator
from dataclasses import dataclass

from marketplace.catalog import categories
from marketplace.money import rupiah
from marketplace.places import queries as places
from marketplace.search.interface import Answer
from marketplace.storefront.product_filters import SORTS, Asked
from marketplace.web.filters import tempat
from marketplace.web.languages import gettext as _
from marketplace.web.languages import said

# Address, label, number of listings (None: not known), whether it is chosen.
Option = tuple[str, str, int | None, bool]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of choices."""

    title: str
    name: str
    options: list[Option]


def groups(asked: Asked, answer: Answer) -> list[Group]:
    """Every group that has something to choose; a choice without a listing is left out."""
    found = [
        Group(_("Lencana"), "lencana", list(_badge(asked, answer))),
        Group(_("Kategori"), "kategori", list(_level_one(asked, answer))),
        *_kinds(asked, answer),
        Group(_("Kabupaten/kota"), "daerah", list(_regencies(asked, answer))),
        *_districts(asked, answer),
    ]
    return [group for group in found if group.options]


def chips(asked: Asked) -> list[tuple[str, str]]:
    """Each filter in use, and the address without it."""
    found = [
        (said(categories.tree().by_slug[slug].name), asked.url_with_category(slug))
        for slug in asked.categories
    ]
    for slug in asked.places:
        if place := places.by_slug(slug):
            label = place.label if isinstance(place, places.District) else place.name
            found.append((tempat(label), asked.url_with_place(slug)))
    if asked.verified:
        found.append((_("Terverifikasi"), asked.url(verified=False)))
    if words := _price_words(asked):
        found.append((words, asked.url(price_from=None, price_to=None)))
    return found


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Ways to sort: address, label, whether it is in use.

    Without words nothing is more fitting than another.
    """
    words = {
        "terkait": _("Paling cocok"),
        "terbaru": _("Terbaru"),
        "termurah": _("Termurah"),
        "termahal": _("Termahal"),
    }
    names = [name for name in SORTS if asked.text or name != "terkait"]
    present = asked.sort if asked.sort in names else names[0]
    return [
        (asked.url(sort="" if name == names[0] else name), words[name], name == present)
        for name in names
    ]


def related(asked: Asked, answer: Answer | None, at_most: int = 6) -> list[categories.Category]:
    """Groups worth a look when a list is empty: where near things are, else all of them."""
    chosen = [categories.tree().by_slug[slug] for slug in asked.categories]
    wanted = {one.parent or one.slug for one in chosen}
    counts = answer.facets.categories if answer else {}
    near = [one for one in categories.level_one() if counts.get(one.slug) or one.slug in wanted]
    near.sort(key=lambda one: -counts.get(one.slug, 0))
    return near[:at_most] or list(categories.level_one())


def _count(answer: Answer, counts: dict[str, int], key: str) -> int | None:
    return None if answer.degraded else counts.get(key, 0)


def _badge(asked: Asked, answer: Answer) -> Iterator[Option]:
    count = None if answer.degraded else answer.facets.verified
    if count != 0 or asked.verified:
        words = _("Terverifikasi dinas")
        yield asked.url(verified=not asked.verified), words, count, asked.verified


def _level_one(asked: Asked, answer: Answer) -> Iterator[Option]:
    for one in categories.level_one():
        count = _count(answer, answer.facets.categories, one.slug)
        chosen = bool(asked.categories) and bool(set(asked.categories) & set(one.slugs))
        if count != 0 or chosen:
            yield asked.url_with_category(one.slug), said(one.name), count, chosen


def _kinds(asked: Asked, answer: Answer) -> Iterator[Group]:
    for one in categories.level_one() if asked.categories else ():
        if not set(asked.categories) & set(one.slugs):
            continue
        options: list[Option] = []
        for kind in one.children:
            count = _count(answer, answer.facets.categories, kind.slug)
            chosen = kind.slug in asked.categories
            if count != 0 or chosen:
                name = said(kind.name)
                options.append((asked.url_with_category(kind.slug), name, count, chosen))
        title = _("Jenis %(category)s", category=said(one.name).lower())
        yield Group(title, f"jenis-{one.slug}", options)


def _regencies(asked: Asked, answer: Answer) -> Iterator[Option]:
    for regency in places.regencies():
        count = _count(answer, answer.facets.places, regency.code)
        chosen = _is_chosen(asked, regency)
        if count != 0 or chosen:
            yield asked.url_with_place(regency.slug), tempat(regency.name), count, chosen


def _is_chosen(asked: Asked, regency: places.Regency) -> bool:
    """Whether a kabupaten/kota or one of its kecamatan is asked for."""
    if not asked.places:
        return False
    districts = places.districts_of(regency.code)
    return bool(set(asked.places) & {regency.slug, *(one.slug for one in districts)})


def _districts(asked: Asked, answer: Answer) -> Iterator[Group]:
    for regency in places.regencies():
        if not _is_chosen(asked, regency):
            continue
        districts = places.districts_of(regency.code)
        options: list[Option] = []
        for one in districts:
            count = _count(answer, answer.facets.places, one.code)
            chosen = one.slug in asked.places
            if count or chosen:
                options.append((asked.url_with_place(one.slug), one.name, count, chosen))
        title = _("Kecamatan di %(place)s", place=tempat(regency.short_name))
        yield Group(title, f"kecamatan-{regency.slug}", options)


def _price_words(asked: Asked) -> str:
    low, high = asked.price_from, asked.price_to
    if low is not None and high is not None:
        return f"{rupiah(low)} – {rupiah(high)}"
    if low is not None:
        return _("Mulai %(price)s", price=rupiah(low))
    return _("Sampai %(price)s", price=rupiah(high)) if high is not None else ""
