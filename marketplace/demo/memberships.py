"""The demo world's register, brought in by the real importer, and the claims that rest on it."""

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.clock import day_of, months_after
from marketplace.demo import cast, files
from marketplace.demo.street import Stall
from marketplace.registry import services as registry
from marketplace.registry.badge_rules import MEMBER
from marketplace.registry.models import Cooperative
from marketplace.registry.tables import COOPERATIVES
from marketplace.sellers import evidence, register
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Badge, Claim, Evidence, Ground
from marketplace.sellers.services.badges import ALPHABET, CODE_LENGTH

# The day for which the register's files were written; its certificates move along with the clock.
WRITTEN_ON = date(2026, 11, 22)
MOVING = ("tanggal_diterbitkan", "tanggal_cetak", "tanggal_expired")
REVOKED = "Surat koperasi menyatakan keanggotaan sudah berakhir."


def bring_register(session: Session, people: dict[str, int], at: datetime) -> int:
    """Preview and apply the register files as officers would; returns how many cooperatives."""
    added = 0
    for name, key, source, regency in (
        ("koperasi_banten_ods.csv", cast.HALIMAH.key, "ODS Kementerian Koperasi", None),
        ("koperasi_kota_tangerang.csv", cast.MEGA.key, "Dinas Kota Tangerang", "36.71"),
        ("umkm_banten_sidt.csv", cast.HALIMAH.key, "SIDT-KUMKM", None),
    ):
        officer = session.get_one(User, people[key])
        content = _moved((files.REGISTER / name).read_text("utf-8"), day_of(at))
        told_on = day_of(at) - timedelta(days=20)
        origin = registry.Origin(name, source, told_on, regency)
        import_ = registry.preview(content, origin, by=officer)
        registry.apply(import_, by=officer)
        added += import_.summary["added"] if import_.kind == COOPERATIVES.kind else 0
    return added


def _moved(text: str, today: date) -> bytes:
    """The file with its certificates' days as far from today as they were from `WRITTEN_ON`."""
    rows = list(csv.DictReader(io.StringIO(text)))
    shift = today - WRITTEN_ON
    for row in rows:
        for column in MOVING:
            if row.get(column):
                row[column] = (date.fromisoformat(row[column]) + shift).isoformat()
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@dataclass(frozen=True)
class _Case:
    """A claim with everything that its decision rests on."""

    told: files.ClaimOfFile
    stall: Stall
    cooperative: Cooperative
    officer: User
    submitted_at: datetime
    decided_at: datetime


def decide_claims(
    session: Session, stalls: dict[str, Stall], people: dict[str, int], at: datetime
) -> int:
    """Write claims and badges down as officers decided them; returns how many badges there are."""
    card = files.MEMBER_CARD.read_bytes()
    cases = [_case(session, told, stalls, people, at) for told in files.claims()]
    ids = session.scalars(
        sa.insert(Claim).returning(Claim.id, sort_by_parameter_order=True),
        [_claim(case) for case in cases],
    ).all()
    session.execute(
        sa.insert(Evidence),
        [_evidence(case, id_, evidence.keep(card)) for case, id_ in zip(cases, ids, strict=True)],
    )
    found = {
        id_: case
        for case, id_ in zip(cases, ids, strict=True)
        if case.told.outcome in ("approved", "revoked")
    }
    badges = [_badge(case, at) for case in found.values()]
    badge_ids = session.scalars(
        sa.insert(Badge).returning(Badge.id, sort_by_parameter_order=True), badges
    ).all()
    resting = zip(badge_ids, found, badges, strict=True)
    session.execute(sa.insert(Ground), [_ground(*one) for one in resting])
    return len(badges)


def _case(
    session: Session, told: files.ClaimOfFile, stalls: dict[str, Stall], people: dict[str, int],
    at: datetime,
) -> _Case:  # fmt: skip
    cooperative = register.claimable(told.number)
    desk = cast.officers_of(cooperative.regency_code)[0]
    submitted = at - timedelta(days=told.days_ago, hours=len(told.shop))
    return _Case(
        told,
        stalls[told.shop],
        cooperative,
        session.get_one(User, people[desk.key]),
        submitted,
        submitted + timedelta(hours=20),
    )


def _claim(case: _Case) -> dict[str, Any]:
    told = case.told
    state = "approved" if told.outcome == "revoked" else told.outcome
    decided = state != "waiting"
    return {
        "shop_id": case.stall.id,
        "submitted_by_id": case.stall.owner_id,
        "number": told.number,
        "cooperative_id": case.cooperative.id,
        "role": told.role,
        "member_number": told.member_number,
        "state": state,
        "submitted_at": case.submitted_at,
        "since": case.decided_at if decided else case.submitted_at,
        "decided_at": case.decided_at if decided else None,
        "decided_by_id": case.officer.id if decided else None,
        "reason": told.reason or None,
        "version": 2 if decided else 1,
    }


def _evidence(case: _Case, claim_id: int, key: str) -> dict[str, Any]:
    return {
        "claim_id": claim_id,
        "kind": "member_card",
        "source": case.cooperative.name,
        "key": key,
        "media_type": evidence.CONTENT_TYPE,
        "added_at": case.submitted_at,
    }


def _badge(case: _Case, at: datetime) -> dict[str, Any]:
    day = day_of(case.decided_at)
    verdict = register.verdict(case.cooperative, MEMBER, day)
    year = months_after(day, verdict.months)
    revoked = case.told.outcome == "revoked"
    return {
        "code": _code(case.told.shop),
        "shop_id": case.stall.id,
        "cooperative_id": case.cooperative.id,
        "basis": register.basis(case.cooperative, verdict),
        "rules_version": verdict.version,
        "issued_by_id": case.officer.id,
        "issuing_office": office_of(case.officer),
        "issued_at": case.decided_at,
        "expires_on": min(verdict.expires_on or year, year),
        "revoked_at": at - timedelta(days=4) if revoked else None,
        "revoked_by_id": case.officer.id if revoked else None,
        "revocation_reason": REVOKED if revoked else None,
        "lapse_reasons": [],
    }


def _ground(badge_id: int, claim_id: int, badge: dict[str, Any]) -> dict[str, Any]:
    kept = ("basis", "rules_version", "expires_on")
    return {
        **{name: badge[name] for name in kept},
        "badge_id": badge_id,
        "claim_id": claim_id,
        "approved_by_id": badge["issued_by_id"],
        "office": badge["issuing_office"],
        "approved_at": badge["issued_at"],
    }


def _code(shop: str) -> str:
    digest = hashlib.sha256(f"demo badge of {shop}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])
