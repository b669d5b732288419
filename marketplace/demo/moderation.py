"""What people reported in the demo world, what officers look at, decided, and who appeals."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.catalog import forbidden
from marketplace.catalog.models import Listing, ListingReview
from marketplace.catalog.services import reviewing
from marketplace.clock import day_of
from marketplace.demo import cast
from marketplace.demo.street import Stall
from marketplace.moderation.kinds import report_kinds, rules
from marketplace.moderation.models import Appeal, Decision, ModerationCase, Report
from marketplace.sellers.jurisdiction import office_in
from marketplace.sellers.models import Shop

# Shop, hours ago, and each report: why, in which words, by whom.
REPORTED: tuple[tuple[str, int, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "balok-mang-uci",
        9,
        (
            ("hak-cipta", "Fotonya dari akun kami, ada nama kami di pojoknya.", ""),
            ("palsu", "Yang datang berbeda dari fotonya.", "sari"),
        ),
    ),
    (
        "durian-abah-jaya",
        2,
        (("bahaya", "Anak saya sakit perut sesudah makan ini, baunya aneh.", "dimas"),),
    ),
)
NEW_SHOP, CHANGED, REFUSED, SUSPENDED = (
    "talas-beneng-juhut",
    "emping-bu-rohayati",
    "kopi-gunung-karang",
    "servis-ciwandan",
)
WRONG_PRICE = 10
REASON = "Ini produk lain. Buat produk baru, agar pembeli tidak keliru."
OBJECTION = "Kopinya sama, hanya namanya yang kami rapikan. Kemasan lama masih di foto kedua."


def fill(session: Session, stalls: dict[str, Stall], ids: dict[str, int], at: datetime) -> None:
    """Write it all down, relative to an instant; what speaks of goods, where they are laid out."""
    shown = set(session.scalars(sa.select(Listing.shop_id).where(Listing.state == "published")))
    for key, hours, told in REPORTED:
        if stalls[key].id in shown:
            _report(session, stalls[key], ids, at - timedelta(hours=hours), told)
    if stalls[NEW_SHOP].id in shown:
        _first(session, stalls[NEW_SHOP], at - timedelta(hours=5))
    if stalls[CHANGED].id in shown:
        _proposal(session, stalls[CHANGED], at - timedelta(hours=3))
    if stalls[REFUSED].id in shown:
        _refused(session, stalls[REFUSED], ids, at)
    _suspended(session, stalls[SUSPENDED], ids, at)
    session.flush()


def _listing(session: Session, stall: Stall) -> Listing:
    shown = sa.select(Listing).where(Listing.shop_id == stall.id, Listing.state == "published")
    return session.scalars(shown.order_by(Listing.id).limit(1)).one()


def _report(
    session: Session,
    stall: Stall,
    ids: dict[str, int],
    at: datetime,
    told: tuple[tuple[str, str, str], ...],
) -> None:
    kinds = [report_kinds()[kind] for kind, _, _ in told]
    case = ModerationCase(
        shop_id=stall.id,
        listing_id=_listing(session, stall).id,
        is_urgent=any(kind.is_urgent for kind in kinds),
        reports_count=len(told),
        opened_at=at,
        due_at=at + timedelta(hours=min(kind.hours for kind in kinds)),
    )
    session.add(case)
    session.flush()
    for minutes, (kind, words, who) in enumerate(told):
        session.add(
            Report(
                case_id=case.id,
                kind=kind,
                words=words,
                reporter_id=ids[who] if who else None,
                at=at + timedelta(minutes=20 * minutes),
            )
        )


def _review(listing: Listing, stall: Stall, kind: str, at: datetime, **more: Any) -> ListingReview:
    return ListingReview(
        listing_id=listing.id,
        shop_id=stall.id,
        kind=kind,
        rules_version=forbidden.rules().version,
        content=reviewing.said_by(listing).content,
        base_version=listing.version,
        opened_at=at,
        due_at=at + timedelta(hours=24),
        opened_by_id=stall.owner_id,
        **more,
    )


def _first(session: Session, stall: Stall, at: datetime) -> None:
    session.add(_review(_listing(session, stall), stall, "first", at, why=["new"]))


def _proposal(session: Session, stall: Stall, at: datetime) -> None:
    """A price that lost a zero."""
    listing = _listing(session, stall)
    variant = listing.offered[0]
    prices = {str(variant.id): max(100, variant.price // WRONG_PRICE)}
    session.add(
        _review(
            listing,
            stall,
            "edit",
            at,
            why=["price"],
            proposed={"prices": prices},
            was={"prices": {str(variant.id): variant.price}},
        )
    )


def _refused(session: Session, stall: Stall, ids: dict[str, int], at: datetime) -> None:
    """An edit that was refused, and the appeal against it, which waits."""
    listing = _listing(session, stall)
    decided_at = at - timedelta(days=2)
    title = "Arabika Cibaliung sangrai sedang"
    review = _review(
        listing,
        stall,
        "edit",
        decided_at - timedelta(hours=6),
        state="rejected",
        why=["title"],
        proposed={"words": {"title": title}},
        was={"words": {"title": listing.title}},
        decided_at=decided_at,
        decided_by_id=ids[cast.ASEP.key],
        reason_code="another_product",
        reason=REASON,
    )
    session.add(review)
    session.flush()
    decision = _decision(
        stall, "reject_edit", cast.ASEP, ids, decided_at, "another_product", REASON,
        listing_id=listing.id, review_id=review.id,
    )  # fmt: skip
    session.add(decision)
    session.flush()
    appealed_at = at - timedelta(hours=20)
    session.add(
        Appeal(
            decision_id=decision.id,
            shop_id=stall.id,
            by_id=stall.owner_id,
            words=OBJECTION,
            at=appealed_at,
            due_at=appealed_at + timedelta(hours=rules()["appeal_hours"]),
        )
    )


def _suspended(session: Session, stall: Stall, ids: dict[str, int], at: datetime) -> None:
    """The shop that was suspended has a last day, and a decision that says why."""
    shop = session.get_one(Shop, stall.id)
    shop.suspension_code = "fraud"
    shop.suspended_until = day_of(at + timedelta(days=8))
    reason, since = shop.suspension_reason or "", shop.suspended_at or at
    was = {"suspended_at": since.isoformat()}
    session.add(_decision(stall, "suspend", cast.WAHYU, ids, since, "fraud", reason, was=was))


def _decision(
    stall: Stall,
    action: str,
    officer: cast.OfficerOfCast,
    ids: dict[str, int],
    at: datetime,
    code: str,
    reason: str,
    **more: Any,
) -> Decision:
    return Decision(
        shop_id=stall.id,
        action=action,
        reason_code=code,
        reason=reason,
        office=office_in(officer.regency),
        by_id=ids[officer.key],
        at=at,
        **more,
    )
