"""Variants of a listing that stands: prices that leap wait, forbidden names are refused."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from marketplace.accounts.models import User
from marketplace.catalog import risks
from marketplace.catalog.forbidden import found_in
from marketplace.catalog.models import Listing
from marketplace.catalog.risks import Risk
from marketplace.catalog.services import reviewing
from marketplace.catalog.variant_rows import Row
from marketplace.errors import RuleBroken

NAME = (
    "Kata %(words)s tidak bisa dipakai di nama pilihan. Tulis di cerita produk bila perlu; "
    "petugas melihatnya dahulu."
)


def review_rows(listing: Listing, person: User, rows: Sequence[Row]) -> list[Row]:
    """The rows as they apply at once: a price that leaps stays what it was, and is proposed."""
    if not listing.is_published:
        return list(rows)
    check_names(listing, [f"{row.option_one} {row.option_two}" for row in rows])
    before = {one.id: one.price for one in listing.offered}
    leaps = risks.leaps(before, {row.id: row.price for row in rows if row.id is not None})
    if leaps:
        reviewing.propose_prices(listing, person, before, leaps)
    elif _is_new_leap(before.values(), rows):
        reviewing.look_afterwards(listing, person, Risk(why=["price"]))
    return [
        replace(row, price=before[row.id], deal=None) if row.id in leaps and row.id else row
        for row in rows
    ]


def follow_rows(listing: Listing, person: User) -> None:
    """A draft that is held is judged anew by what its variants are called now."""
    if not listing.is_published and reviewing.waiting("held", listing.id):
        reviewing.is_held_back(listing, person)


def check_names(listing: Listing, names: Sequence[str]) -> None:
    """RuleBroken when options that are not there yet are called by a forbidden word."""
    there = {f"{one.option_one} {one.option_two}".strip() for one in listing.offered}
    for name in names:
        hits = [hit for hit in found_in(listing.category_slug, name) if hit.kind.is_held]
        if hits and name.strip() not in there:
            raise RuleBroken(NAME, words=risks.words_of(hits))


def _is_new_leap(before: Iterable[int], rows: Sequence[Row]) -> bool:
    """Whether a row that is new costs many times what anything of the listing cost, or a part."""
    old = list(before)
    new = [row.price for row in rows if row.id is None]
    return bool(old and new) and (
        any(price > max(old) and risks.is_leap(max(old), price) for price in new)
        or any(price < min(old) and risks.is_leap(min(old), price) for price in new)
    )
