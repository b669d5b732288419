"""What an owner does about her membership: claim it with evidence, or take the claim back."""

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.registry.models import Cooperative
from marketplace.sellers import evidence as photos
from marketplace.sellers import register
from marketplace.sellers.models import Badge, Claim, Evidence, Shop
from marketplace.sellers.services.people import member_of

LONGEST_NUMBER = 60
MEMBERSHIP = "membership"
ONE_WAITS = "Satu klaim Anda masih menunggu keputusan dinas. Tunggu hasilnya dahulu."


def submit_claim(
    shop: Shop, *, by: User, number: str, role: str, member_number: str, evidence: bytes
) -> Claim:
    """Say that the shop's owner belongs to a cooperative, with a photo that shows it.

    `number` is a NIK koperasi or nomor badan hukum that the register knows. It is public and
    proves nothing: `evidence` does, and only officers see it.
    """
    if role not in Claim.ROLES:
        raise RuleBroken("Pilih peran Anda di koperasi.", "role")
    member_number = " ".join(member_number.split())
    if not member_number or len(member_number) > LONGEST_NUMBER:
        raise RuleBroken("Tulis nomor anggota seperti di kartu atau surat Anda.", "member_number")
    cooperative = register.claimable(number)
    key = photos.keep(photos.redrawn(evidence))
    try:
        return _submit(shop, by, cooperative, number, role, member_number, key)
    except BaseException:
        photos.forget(key)
        raise


def _submit(
    shop: Shop,
    by: User,
    cooperative: Cooperative,
    number: str,
    role: str,
    member_number: str,
    key: str,
) -> Claim:
    with transaction():
        shop = locked(shop)
        person = member_of(shop, by)
        _one_at_a_time(shop)
        _not_for_nothing(shop, cooperative)
        at = now()
        claim = Claim(
            shop_id=shop.id,
            submitted_by_id=person.id,
            number=" ".join(number.split())[:160],
            cooperative_id=cooperative.id,
            role=role,
            member_number=member_number,
            submitted_at=at,
            since=at,
            evidence=[
                Evidence(kind="member_card", key=key, media_type=photos.CONTENT_TYPE, added_at=at)
            ],
        )
        accounts.note_consent(person, MEMBERSHIP, at)
        db.session.add(claim)
        try:
            db.session.flush()
        except IntegrityError:  # the database has the last word on "one at a time"
            raise RuleBroken(ONE_WAITS) from None
        events.record("claim.submitted", claim, by=person, shop_id=shop.id)
    return claim


def _one_at_a_time(shop: Shop) -> None:
    still_open = sa.select(Claim.id).where(
        Claim.shop_id == shop.id, Claim.kind == "member", Claim.state.in_(Claim.OPEN_STATES)
    )
    if db.session.scalar(still_open) is not None:
        raise RuleBroken(ONE_WAITS)


def _not_for_nothing(shop: Shop, cooperative: Cooperative) -> None:
    """A badge that still counts for long needs no second claim."""
    present = db.session.scalar(
        sa.select(Badge).where(
            Badge.shop_id == shop.id,
            Badge.cooperative_id == cooperative.id,
            Badge.revoked_at.is_(None),
        )
    )
    if present is not None and not present.can_be_renewed(today()):
        raise RuleBroken(
            "Lapak Anda sudah terverifikasi untuk koperasi ini. "
            "Perpanjangan dibuka 60 hari sebelum lencana berakhir.",
            "number",
        )


def withdraw(claim: Claim, *, by: User) -> Claim:
    """Take a waiting claim back; its photo is deleted soon after."""
    with transaction():
        claim = locked(claim)
        person = member_of(claim.shop, by)
        claim.withdraw(now())
        events.record("claim.withdrawn", claim, by=person, shop_id=claim.shop_id)
    return claim
