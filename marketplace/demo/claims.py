"""The demo world's claims in every state, each with its steps by two officers, and the badges."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.clock import day_of, months_after
from marketplace.demo import cast, files
from marketplace.demo.street import Stall
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import claim_kinds, evidence, register
from marketplace.sellers.jurisdiction import office_of
from marketplace.sellers.models import Badge, Claim, ClaimNote, Evidence, Ground
from marketplace.sellers.services.badges import ALPHABET, CODE_LENGTH

REVOKED = "Surat koperasi menyatakan keanggotaan sudah berakhir."
CHECKED = "Buktinya lengkap, terbaca, dan cocok dengan register."
# What became of a claim, as the steps after its submission.
STEPS = {
    "waiting": (),
    "checked": ("check",),
    "returned": ("return",),
    "rejected": ("reject",),
    "withdrawn": ("withdraw",),
    "approved": ("check", "approve"),
    "revoked": ("check", "approve"),
}
CHECKED_AFTER, DECIDED_AFTER = timedelta(hours=6), timedelta(hours=20)


@dataclass(frozen=True)
class _Case:
    """A claim with everything that its decision rests on."""

    told: files.ClaimOfFile
    stall: Stall
    record: Cooperative | Business | None
    checker: User
    officer: User
    submitted_at: datetime

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps that it has taken after it was sent."""
        return STEPS[self.told.outcome]

    @property
    def decided_at(self) -> datetime:
        """When its last step was taken."""
        if not self.steps:
            return self.submitted_at
        return self.submitted_at + (CHECKED_AFTER if self.steps == ("check",) else DECIDED_AFTER)


def decide(session: Session, stalls: dict[str, Stall], people: dict[str, int], at: datetime) -> int:
    """Write claims and badges down as officers decided them; returns how many badges there are."""
    cases = [_case(session, told, stalls, people, at) for told in files.claims()]
    ids = session.scalars(
        sa.insert(Claim).returning(Claim.id, sort_by_parameter_order=True),
        [_claim(case) for case in cases],
    ).all()
    found = dict(zip(ids, cases, strict=True))
    card = files.MEMBER_CARD.read_bytes()
    shown = [one for id_, case in found.items() for one in _evidence(case, id_, card)]
    session.execute(sa.insert(Evidence), shown)
    notes = [one for id_, case in found.items() for one in _notes(case, id_)]
    session.execute(sa.insert(ClaimNote), notes)
    approved = {id_: case for id_, case in found.items() if "approve" in case.steps}
    badges = [_badge(case, at) for case in approved.values()]
    badge_ids = session.scalars(
        sa.insert(Badge).returning(Badge.id, sort_by_parameter_order=True), badges
    ).all()
    resting = zip(badge_ids, approved.items(), badges, strict=True)
    session.execute(sa.insert(Ground), [_ground(*one) for one in resting])
    return len(badges)


def _case(
    session: Session, told: files.ClaimOfFile, stalls: dict[str, Stall], people: dict[str, int],
    at: datetime,
) -> _Case:  # fmt: skip
    stall = stalls[told.shop]
    record = register.named(told.kind, told.number)
    code = record.regency_code if isinstance(record, Cooperative) else stall.told.village[:5]
    desk, street = cast.officers_of(code)
    submitted = at - timedelta(days=told.days_ago, hours=len(told.shop))
    officer, checker = (session.get_one(User, people[one.key]) for one in (desk, street))
    return _Case(told, stall, record, checker, officer, submitted)


def _claim(case: _Case) -> dict[str, Any]:
    told = case.told
    decided = told.outcome in ("approved", "revoked", "rejected", "withdrawn")
    by_officer = decided and told.outcome != "withdrawn"
    checked = "check" in case.steps
    return {
        "kind": told.kind,
        "shop_id": case.stall.id,
        "submitted_by_id": case.stall.owner_id,
        "number": told.number,
        "cooperative_id": case.record.id if isinstance(case.record, Cooperative) else None,
        "business_id": case.record.id if isinstance(case.record, Business) else None,
        "role": told.role or None,
        "member_number": told.member_number,
        "state": "approved" if told.outcome == "revoked" else told.outcome,
        "submitted_at": case.submitted_at,
        "since": case.decided_at,
        "checked_at": case.submitted_at + CHECKED_AFTER if checked else None,
        "checked_by_id": case.checker.id if checked else None,
        "check_reason": CHECKED if checked else None,
        "checked_record_version": case.record.version if checked and case.record else None,
        "decided_at": case.decided_at if decided else None,
        "decided_by_id": case.officer.id if by_officer else None,
        "reason": told.reason or None if by_officer else None,
        "version": 1 + len(case.steps),
    }


def _evidence(case: _Case, claim_id: int, card: bytes) -> list[dict[str, Any]]:
    """What each kind needs; the same drawing stands for all of it."""
    source = "OSS" if case.told.kind == "business" else case.record.name if case.record else ""
    kept = case.told.outcome != "withdrawn"
    return [
        {
            "claim_id": claim_id,
            "kind": document.code,
            "source": "" if document.code == "ktp" else source,
            "key": evidence.keep(card) if kept else "",
            "media_type": evidence.CONTENT_TYPE,
            "added_at": case.submitted_at,
        }
        for document in claim_kinds.kinds()[case.told.kind].needs
    ]


def _notes(case: _Case, claim_id: int) -> list[dict[str, Any]]:
    """Its steps, the first by its owner."""
    hers = {"side": "owner", "author_id": case.stall.owner_id, "office": ""}
    notes = [_note(claim_id, 1, "submit", case.submitted_at, **hers)]
    for version, act in enumerate(case.steps, 2):
        last = version == len(case.steps) + 1
        officer = case.checker if act == "check" else case.officer
        by = {"side": "office", "author_id": officer.id, "office": office_of(officer)}
        words = CHECKED if act == "check" and not (last and case.told.reason) else case.told.reason
        codes = [claim_kinds.kinds()[case.told.kind].needs[0].code] if act == "return" else []
        at = case.decided_at if last else case.submitted_at + CHECKED_AFTER
        more = hers if act == "withdraw" else {**by, "words": words, "codes": codes}
        notes.append(_note(claim_id, version, act, at, **more))
    return notes


def _note(claim_id: int, version: int, act: str, at: datetime, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"words": "", "codes": []}
    return {"claim_id": claim_id, "version": version, "act": act, "at": at, **empty, **more}


def _badge(case: _Case, at: datetime) -> dict[str, Any]:
    assert case.record is not None
    day = day_of(case.decided_at)
    verdict = register.verdict(case.record, case.told.kind, day)
    year = months_after(day, verdict.months)
    revoked = case.told.outcome == "revoked"
    return {
        "code": _code(case.told.shop),
        "kind": case.told.kind,
        "shop_id": case.stall.id,
        "cooperative_id": case.record.id if isinstance(case.record, Cooperative) else None,
        "business_id": case.record.id if isinstance(case.record, Business) else None,
        "basis": register.basis(case.record, verdict),
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


def _ground(badge_id: int, case: tuple[int, _Case], badge: dict[str, Any]) -> dict[str, Any]:
    claim_id, told = case
    kept = ("basis", "rules_version", "expires_on")
    return {
        **{name: badge[name] for name in kept},
        "badge_id": badge_id,
        "claim_id": claim_id,
        "checked_by_id": told.checker.id,
        "approved_by_id": badge["issued_by_id"],
        "office": badge["issuing_office"],
        "approved_at": badge["issued_at"],
    }


def _code(shop: str) -> str:
    digest = hashlib.sha256(f"demo badge of {shop}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])
