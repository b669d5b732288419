"""Which officer may do what with collections: her duty, her office, and what is her own."""

from marketplace.accounts.models import User
from marketplace.errors import NotFound, RuleBroken
from marketplace.promotions.jurisdiction import DUTY, may_lead
from marketplace.promotions.models import Collection
from marketplace.sellers.models import Shop
from marketplace.sellers.services.people import acting


def curator(by: User) -> User:
    """The acting officer, who curates; NotFound for anybody else."""
    officer = acting(by)
    if not officer.has_duty(DUTY):
        raise NotFound
    return officer


def leader(by: User, collection: Collection) -> User:
    """The acting officer, whose office leads this collection; RuleBroken for another office."""
    officer = curator(by)
    if not may_lead(officer, collection):
        raise RuleBroken("Koleksi ini milik dinas lain. Anda dapat menempatkan produk daerah Anda.")
    return officer


def check_jurisdiction(officer: User, shop: Shop) -> None:
    """NotFound for a shop that stands where she does not act."""
    own = officer.officer
    if own is None or not own.may_act_in(shop.regency_code):
        raise NotFound
