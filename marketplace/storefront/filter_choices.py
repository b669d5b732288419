"""What narrows a list of products: groups of choices with counts, and ways to sort."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from marketplace.catalog import categories
from marketplace.catalog.permits import kinds
from marketplace.places import queries as places
from marketplace.search.interface import PERMITS, Answer
from marketplace.storefront.cooperatives import names_of
from marketplace.storefront.product_filters import SORTS, STOCK, Asked
from marketplace.web.filters import angka, tempat
from marketplace.web.languages import gettext as _
from marketplace.web.languages import said

MOST_COOPERATIVES = 8
MOST_DISTRICTS = 20
Key = TypeVar("Key", int, str)

# Address, number of listings (None: not known), label, whether it is chosen.
Option = tuple[str, str | None, str, bool]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of choices."""

    title: str
    name: str
    options: list[Option]
    is_open: bool = False

    @property
    def chosen(self) -> int:
        """How many of its choices are in use."""
        return sum(option[3] for option in self.options)


class _Counted:
    """The counts of an answer in words; a choice that gives nothing is left out."""

    def __init__(self, answer: Answer) -> None:
        self._known, self._more = not answer.degraded, "+" if answer.capped else ""

    def option(self, address: str, count: int, label: str, chosen: bool) -> Iterator[Option]:
        if not self._known:
            yield address, None, label, chosen
        elif count or chosen:
            yield address, angka(count) + self._more, label, chosen


def groups(asked: Asked, where: Asked, answer: Answer) -> list[Group]:
    """Every group that has something to choose.

    `where` asks the same with the places chosen that the words name.
    """
    counted = _Counted(answer)
    found = [
        Group(_("Tampilkan hanya"), "hanya", list(_only(asked, answer, counted)), is_open=True),
        Group(_("Kategori"), "kategori", list(_level_one(asked, answer, counted))),
        *_kinds(asked, answer, counted),
        Group(_("Kabupaten/kota"), "daerah", list(_regencies(where, answer, counted))),
        *_districts(where, answer, counted),
        Group(_("Izin dan sertifikat"), "izin", list(_permits(asked, answer, counted))),
        Group(_("Ketersediaan"), "stok", list(_stock(asked, answer, counted))),
        Group(_("Anggota koperasi"), "koperasi", list(_cooperatives(asked, answer, counted))),
    ]
    return [group for group in found if group.options]


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Ways to sort: address, label, whether it is in use.

    Without words nothing is more fitting than another, but some are offered better.
    """
    words = {
        "terkait": _("Paling cocok") if asked.text else _("Disarankan"),
        "terbaru": _("Terbaru"),
        "termurah": _("Termurah"),
        "termahal": _("Termahal"),
    }
    first = next(iter(SORTS))
    present = asked.sort or first
    return [
        (asked.url(sort="" if name == first else name), words[name], name == present)
        for name in SORTS
    ]


def related(asked: Asked, answer: Answer | None, at_most: int = 6) -> list[categories.Category]:
    """Groups worth a look when a list is empty: where near things are, else all of them."""
    chosen = [categories.tree().by_slug[slug] for slug in asked.categories]
    wanted = {one.parent or one.slug for one in chosen}
    counts = answer.facets.categories if answer else {}
    near = [one for one in categories.level_one() if counts.get(one.slug) or one.slug in wanted]
    near.sort(key=lambda one: -counts.get(one.slug, 0))
    return near[:at_most] or list(categories.level_one())


def permit_name(key: str) -> str:
    """A permit as buyers know it."""
    return said(kinds.kind(key).name)


def stock_name(key: str) -> str:
    """Whether a thing lies ready or is made when it is ordered."""
    return {"siap": _("Stok tersedia"), "pesanan": _("Dibuat sesuai pesanan")}[key]


def _only(asked: Asked, answer: Answer, counted: _Counted) -> Iterator[Option]:
    facets = answer.facets
    address = asked.url(verified=not asked.verified)
    yield from counted.option(address, facets.verified, _("Terverifikasi dinas"), asked.verified)
    address = asked.url(fresh=not asked.fresh)
    yield from counted.option(address, facets.fresh, _("Baru 30 hari terakhir"), asked.fresh)


def _level_one(asked: Asked, answer: Answer, counted: _Counted) -> Iterator[Option]:
    chosen = set(asked.categories)
    for one in categories.level_one():
        count = answer.facets.categories.get(one.slug, 0)
        is_chosen = bool(chosen) and bool(chosen & set(one.slugs))
        yield from counted.option(
            asked.url_with_category(one.slug), count, said(one.name), is_chosen
        )


def _kinds(asked: Asked, answer: Answer, counted: _Counted) -> Iterator[Group]:
    for one in categories.level_one() if asked.categories else ():
        if not set(asked.categories) & set(one.slugs):
            continue
        options: list[Option] = []
        for kind in one.children:
            count, chosen = (
                answer.facets.categories.get(kind.slug, 0),
                kind.slug in asked.categories,
            )
            options += counted.option(
                asked.url_with_category(kind.slug), count, said(kind.name), chosen
            )
        title = _("Jenis %(category)s", category=said(one.name).lower())
        yield Group(title, f"jenis-{one.slug}", options, is_open=True)


def _regencies(where: Asked, answer: Answer, counted: _Counted) -> Iterator[Option]:
    for regency in places.regencies():
        count = answer.facets.places.get(regency.code, 0)
        chosen = _is_chosen(where, regency)
        yield from counted.option(
            where.url_with_place(regency.slug), count, tempat(regency.name), chosen
        )


def _is_chosen(where: Asked, regency: places.Regency) -> bool:
    """Whether a kabupaten/kota or one of its kecamatan is asked for."""
    if not where.places:
        return False
    districts = places.districts_of(regency.code)
    return bool(set(where.places) & {regency.slug, *(one.slug for one in districts)})


def _districts(where: Asked, answer: Answer, counted: _Counted) -> Iterator[Group]:
    for regency in places.regencies():
        if answer.degraded or not _is_chosen(where, regency):
            continue
        options: list[Option] = []
        for one in _largest(places.districts_of(regency.code), where, answer):
            count, chosen = answer.facets.places.get(one.code, 0), one.slug in where.places
            options += counted.option(where.url_with_place(one.slug), count, one.name, chosen)
        title = _("Kecamatan di %(place)s", place=tempat(regency.short_name))
        yield Group(title, f"kecamatan-{regency.slug}", options, is_open=True)


def _largest(
    districts: list[places.District], where: Asked, answer: Answer
) -> list[places.District]:
    """By name, those that are chosen and those where most is: a page stays short."""
    if len(districts) <= MOST_DISTRICTS:
        return districts
    counts = answer.facets.places
    lead = sorted(
        districts, key=lambda one: (one.slug not in where.places, -counts.get(one.code, 0))
    )
    shown = lead[:MOST_DISTRICTS]
    return [one for one in districts if one in shown]


def _permits(asked: Asked, answer: Answer, counted: _Counted) -> Iterator[Option]:
    labels = {key: permit_name(key) for key in PERMITS}
    return _plain("permits", labels, answer.facets.permits, asked.permits, asked, counted)


def _stock(asked: Asked, answer: Answer, counted: _Counted) -> Iterator[Option]:
    labels = {key: stock_name(key) for key in STOCK}
    counts = {key: answer.facets.availability.get(STOCK[key], 0) for key in STOCK}
    return _plain("stock", labels, counts, asked.stock, asked, counted)


def _cooperatives(asked: Asked, answer: Answer, counted: _Counted) -> Iterator[Option]:
    """Those whose members sell most of what was found, and those that are chosen."""
    counts = answer.facets.cooperatives
    largest = sorted(counts, key=lambda id_: (-counts[id_], id_))[:MOST_COOPERATIVES]
    names = names_of([*dict.fromkeys((*asked.cooperatives, *largest))])
    return _plain("cooperatives", names, counts, asked.cooperatives, asked, counted)


def _plain(
    name: str,
    labels: Mapping[Key, str],
    counts: Mapping[Key, int],
    chosen: Collection[Key],
    asked: Asked,
    counted: _Counted,
) -> Iterator[Option]:
    for key, label in labels.items():
        is_chosen = key in chosen
        yield from counted.option(asked.url_with(name, key), counts.get(key, 0), label, is_chosen)
