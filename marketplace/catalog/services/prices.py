"""What an owner asks besides the regular price: a sale on certain days, less each for many."""

from collections.abc import Iterable, Mapping

from marketplace import events
from marketplace.accounts.models import User
from marketplace.catalog.models import Listing
from marketplace.catalog.pricing import SaleDays, check_days, check_deal
from marketplace.catalog.services.listings import check_version
from marketplace.catalog.services.price_history import Standing, deal_of, settle, standing
from marketplace.clock import now, today
from marketplace.database import locked, transaction
from marketplace.errors import NotFound, RuleBroken
from marketplace.sellers.services.people import member_of

Steps = Iterable[tuple[int, int]]


def set_sale(
    listing: Listing, *, by: User, version: int, days: SaleDays, prices: Mapping[int, int]
) -> Listing:
    """Put variants on sale for some days, in place of any sale before; prices by variant."""
    if not prices:
        raise RuleBroken("Isi harga promonya.", "sale_price")
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        listing.check_standing()
        check_version(listing, version)
        before = standing(listing)
        if days != before.days:
            check_days(days, today(), before.days)
        _check_offered(listing, prices)
        listing.sale_from, listing.sale_until = days.first, days.last
        for variant in listing.offered:
            variant.sale_price = prices.get(variant.id)
            check_deal(variant.price, deal_of(variant))
        _tell(listing, before, person)
    return listing


def end_sale(listing: Listing, *, by: User, version: int) -> Listing:
    """Take a sale back, whether it has begun or not; the regular prices apply at once."""
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        listing.check_standing()
        check_version(listing, version)
        before = standing(listing)
        if before.days is None:
            raise RuleBroken("Produk ini tidak sedang promo.")
        listing.sale_from = listing.sale_until = None
        for variant in listing.variants:
            variant.sale_price = None
        _tell(listing, before, person)
    return listing


def set_wholesale(
    listing: Listing, *, by: User, version: int, steps: Mapping[int, Steps]
) -> Listing:
    """Say what each costs when many are taken, by variant; a variant left out has no steps."""
    with transaction():
        listing = locked(listing)
        person = member_of(listing.shop, by)
        listing.check_standing()
        check_version(listing, version)
        before = standing(listing)
        _check_offered(listing, steps)
        for variant in listing.offered:
            variant.wholesale = _as_kept(steps.get(variant.id, ()))
            check_deal(variant.price, deal_of(variant))
        _tell(listing, before, person)
    return listing


def _as_kept(steps: Steps) -> list[list[int]]:
    return [list(step) for step in sorted(steps)]


def _check_offered(listing: Listing, by_variant: Mapping[int, object]) -> None:
    if unknown := by_variant.keys() - {one.id for one in listing.offered}:
        raise NotFound(f"variants {unknown} are not offered")


def _tell(listing: Listing, before: Standing, person: User) -> None:
    listing.updated_at = now()
    settle(listing, before)
    events.record("listing.repriced", listing, by=person, shop_id=listing.shop_id)
