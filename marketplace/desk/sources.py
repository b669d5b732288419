"""What an inbox is made of: one entry for each kind of thing that waits for an officer.

A source knows which duty opens it, which records wait, which of them are hers, since when and
until when. Its jurisdiction is the one of the room whose record it is.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from marketplace.accounts.models import PhoneConfirmation, RightsRequest, User
from marketplace.catalog.models import ListingReview
from marketplace.moderation.models import Appeal, Decision, ModerationCase
from marketplace.sellers.jurisdiction import beside
from marketplace.sellers.models import Badge, BadgeConflict, Claim, Shop
from marketplace.sellers.models.claim import DECIDED_WITHIN as CLAIM_LASTS
from marketplace.sellers.queries import conflicts_to_answer, hers_to_decide, where_she_acts

NUMBER_LASTS = timedelta(hours=24)
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Row:
    """What a line of the inbox says of a record: what it is, whose, and in which kab/kota."""

    words: str
    name: str
    regency_code: str | None = None


@dataclass(frozen=True)
class Source:
    """One kind of thing that waits."""

    kind: str
    words: str
    opens: Callable[[User], bool]
    # Records of this kind that are hers to decide, decided or not.
    hers: Callable[[User], sa.Select[Any]]
    # Of those, the ones that wait now.
    waits: Callable[[datetime], Condition]
    row: Callable[[Any], Row]
    model: Any
    # Since when it waits; it is due so long after `due`.
    since: Any
    due: Any
    lasts: timedelta = timedelta(0)
    urgent: Any = None
    regency: Any = None
    # What a row reads besides the record itself.
    options: Sequence[Any] = field(default_factory=tuple)
    # Of those that wait, the ones that she of all officers may not decide.
    but_not: Callable[[User], Condition] = lambda officer: sa.false()

    def waiting_for(self, officer: User, at: datetime) -> sa.Select[Any]:
        """What of this kind waits for an officer; nothing when her duties do not open it."""
        chosen = self.hers(officer).where(self.open_to(officer, at))
        return chosen if self.opens(officer) else chosen.where(sa.false())

    def open_to(self, officer: User, at: datetime) -> Condition:
        """Whether a record of hers can be decided by her now."""
        return sa.and_(self.waits(at), sa.not_(self.but_not(officer)))


def _claims(officer: User) -> sa.Select[Any]:
    return beside(sa.select(Claim), Claim).where(hers_to_decide(officer))


CLAIM_WORDS = {
    "cooperative": "Klaim koperasi",
    "member": "Klaim anggota koperasi",
    "business": "Klaim UMKM ber-NIB",
}


def _claim_row(claim: Claim) -> Row:
    step = ", menunggu persetujuan" if claim.state == "checked" else ""
    return Row(CLAIM_WORDS[claim.kind] + step, claim.shop.name, claim.shop.regency_code)


CLAIMS = Source(
    "claim",
    "Klaim lencana",
    opens=lambda user: user.has_duty("verify"),
    hers=_claims,
    waits=lambda at: Claim.state.in_(("waiting", "checked")),
    row=_claim_row,
    model=Claim,
    since=Claim.since,
    due=Claim.since,
    lasts=CLAIM_LASTS,
    regency=Shop.regency_code,
    options=(joinedload(Claim.shop),),
)

CONFLICT_WORDS = {
    "closed": "Register: tidak berjalan lagi",
    "certificate": "Register: sertifikat berbeda",
    "number": "Register: nomor berbeda",
    "name": "Register: nama berbeda",
}


def _conflict_row(asked: BadgeConflict) -> Row:
    shop = asked.badge.shop
    return Row(CONFLICT_WORDS[asked.kind], shop.name, shop.regency_code)


CONFLICTS = Source(
    "conflict",
    "Pertentangan lencana",
    opens=lambda user: user.has_duty("verify"),
    hers=conflicts_to_answer,
    waits=lambda at: BadgeConflict.state == "open",
    row=_conflict_row,
    model=BadgeConflict,
    since=BadgeConflict.opened_at,
    due=BadgeConflict.due_at,
    urgent=BadgeConflict.is_urgent.is_(True),
    regency=Shop.regency_code,
    options=(joinedload(BadgeConflict.badge).joinedload(Badge.shop),),
)

NUMBERS = Source(
    "number",
    "Nomor HP",
    opens=lambda user: user.may_confirm_numbers,
    hers=lambda officer: sa.select(PhoneConfirmation),
    waits=lambda at: sa.and_(
        PhoneConfirmation.confirmed_at.is_(None),
        PhoneConfirmation.refused_at.is_(None),
        PhoneConfirmation.expires_at > at,
    ),
    row=lambda asked: Row(f"Konfirmasi nomor HP, kode {asked.code}", asked.user.name),
    model=PhoneConfirmation,
    since=PhoneConfirmation.requested_at,
    due=PhoneConfirmation.requested_at,
    lasts=NUMBER_LASTS,
    options=(joinedload(PhoneConfirmation.user),),
)

RIGHTS_WORDS = {
    "correction": "Perbaikan data",
    "withdrawal": "Penarikan persetujuan",
    "deletion": "Penghapusan akun",
    "restriction": "Pembatasan data",
    "objection": "Keberatan atas data",
}
RIGHTS = Source(
    "rights",
    "Hak data",
    opens=lambda user: user.may_answer_rights_requests,
    hers=lambda officer: sa.select(RightsRequest).where(RightsRequest.kind != "copy"),
    waits=lambda at: RightsRequest.state == "waiting",
    row=lambda asked: Row(RIGHTS_WORDS[asked.kind], asked.user.name),
    model=RightsRequest,
    since=RightsRequest.asked_at,
    due=RightsRequest.due_at,
    options=(joinedload(RightsRequest.user),),
)

REVIEW_WORDS = {
    "first": "Produk pertama lapak baru",
    "warned": "Produk dengan kata yang perlu dilihat",
    "held": "Produk ditahan sebelum tayang",
    "edit": "Perubahan produk yang tayang",
}


def _at_her_shops(model: Any) -> Any:
    """How records of shops where an officer acts are chosen."""

    def chosen(officer: User) -> sa.Select[Any]:
        return sa.select(model).join(Shop, Shop.id == model.shop_id).where(where_she_acts(officer))

    return chosen


def _supervises(user: User) -> bool:
    return user.has_duty("supervise")


REVIEWS = Source(
    "review",
    "Tinjauan produk",
    opens=_supervises,
    hers=_at_her_shops(ListingReview),
    waits=lambda at: ListingReview.state == "waiting",
    row=lambda one: Row(
        f"{REVIEW_WORDS[one.kind]}: {one.listing.title}", one.shop.name, one.shop.regency_code
    ),
    model=ListingReview,
    since=ListingReview.opened_at,
    due=ListingReview.due_at,
    urgent=ListingReview.is_urgent,
    regency=Shop.regency_code,
    options=(joinedload(ListingReview.listing), joinedload(ListingReview.shop)),
)


def _case_row(case: ModerationCase) -> Row:
    about = f"Laporan: {case.listing.title}" if case.listing else "Laporan tentang lapak"
    times = f" ({case.reports_count} laporan)" if case.reports_count > 1 else ""
    return Row(about + times, case.shop.name, case.shop.regency_code)


CASES = Source(
    "case",
    "Laporan",
    opens=_supervises,
    hers=_at_her_shops(ModerationCase),
    waits=lambda at: ModerationCase.state == "open",
    row=_case_row,
    model=ModerationCase,
    since=ModerationCase.opened_at,
    due=ModerationCase.due_at,
    urgent=ModerationCase.is_urgent,
    regency=Shop.regency_code,
    options=(joinedload(ModerationCase.listing), joinedload(ModerationCase.shop)),
)


def _decided_herself(officer: User) -> Condition:
    hers = sa.select(Decision.id).where(Decision.by_id == officer.id)
    return Appeal.decision_id.in_(hers)


APPEALS = Source(
    "appeal",
    "Banding",
    opens=_supervises,
    hers=_at_her_shops(Appeal),
    waits=lambda at: Appeal.state == "waiting",
    but_not=_decided_herself,
    row=lambda one: Row(
        f"Banding atas: {one.decision.words}", one.shop.name, one.shop.regency_code
    ),
    model=Appeal,
    since=Appeal.at,
    due=Appeal.due_at,
    regency=Shop.regency_code,
    options=(joinedload(Appeal.decision), joinedload(Appeal.shop)),
)

_ALL = (CLAIMS, CONFLICTS, REVIEWS, CASES, APPEALS, NUMBERS, RIGHTS)
SOURCES: dict[str, Source] = {one.kind: one for one in _ALL}


def sources_for(officer: User) -> list[Source]:
    """The kinds that her duties open."""
    return [one for one in SOURCES.values() if one.opens(officer)]
