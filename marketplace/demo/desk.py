"""What lies on the officers' desks of the demo world: requests about data, and who took on what."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import PhoneConfirmation, RightsRequest
from marketplace.accounts.models.rights import ANSWERED_WITHIN
from marketplace.demo import cast
from marketplace.desk.models import Assignment
from marketplace.sellers.models import Claim, Shop

# Who asks, for what, in which words, and how many hours ago: the first one is late.
REQUESTS = (
    (cast.SARI, "correction", "Nama saya tertulis Wulan. Mohon diperbaiki menjadi Wulandari.", 80),
    (cast.HENDRA, "objection", "Saya keberatan klaim koperasi kami ditolak tanpa ditelepon.", 67),
    (cast.DEWI, "restriction", "Mohon riwayat pertanyaan saya jangan dipakai untuk statistik.", 20),
    (cast.DIMAS, "correction", "Nomor HP saya sudah ganti, yang lama milik orang lain.", 6),
)


def lay_out(session: Session, people: dict[str, int], at: datetime) -> None:
    """Ask officers about data, and let some of them take things on."""
    _ask(session, people, at)
    taken = [*_claims(session, people), *_numbers(session, people)]
    if taken:
        rows = [
            {"kind": kind, "subject_id": id_, "officer_id": who, "since": at - timedelta(hours=2)}
            for kind, id_, who in taken
        ]
        session.execute(sa.insert(Assignment), rows)


def _ask(session: Session, people: dict[str, int], at: datetime) -> None:
    rows = [
        {
            "user_id": people[person.key],
            "kind": kind,
            "wish": wish,
            "asked_at": at - timedelta(hours=hours),
            "due_at": at - timedelta(hours=hours) + ANSWERED_WITHIN,
        }
        for person, kind, wish, hours in REQUESTS
    ]
    session.execute(sa.insert(RightsRequest), rows)


def _claims(session: Session, people: dict[str, int]) -> list[tuple[str, int, int]]:
    """Every second waiting claim lies with somebody of the shop's office."""
    waiting = session.execute(
        sa.select(Claim.id, Shop.regency_code)
        .join(Shop, Shop.id == Claim.shop_id)
        .where(Claim.state == "waiting")
        .order_by(Claim.since, Claim.id)
    ).all()
    return [
        ("claim", claim_id, people[cast.officers_of(regency)[0].key])
        for claim_id, regency in waiting[::2]
    ]


def _numbers(session: Session, people: dict[str, int]) -> list[tuple[str, int, int]]:
    """The oldest number lies with the one who helps at the province."""
    oldest = PhoneConfirmation.requested_at, PhoneConfirmation.id
    first = session.scalar(sa.select(PhoneConfirmation.id).order_by(*oldest).limit(1))
    return [("number", first, people[cast.LILIS.key])] if first else []
