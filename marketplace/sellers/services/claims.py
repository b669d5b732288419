"""What an owner does about her badge: claim it with evidence, answer the dinas, take it back."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from marketplace import events
from marketplace.accounts import services as accounts
from marketplace.accounts.models import User
from marketplace.clock import now, today
from marketplace.database import db, locked, transaction
from marketplace.errors import RuleBroken
from marketplace.registry.models import Business, Cooperative
from marketplace.sellers import claim_kinds, register
from marketplace.sellers.claim_kinds import Kind
from marketplace.sellers.models import Badge, Claim, Evidence, Shop
from marketplace.sellers.services import pieces, steps
from marketplace.sellers.services.people import member_of
from marketplace.sellers.services.pieces import Piece

LONGEST_NUMBER = 60
LONGEST_ANSWER = 1000
MOST_EVIDENCE = 12
MEMBERSHIP = "membership"
ONE_WAITS = "Satu klaim Anda masih menunggu keputusan dinas. Tunggu hasilnya dahulu."


def submit_claim(
    shop: Shop,
    *,
    by: User,
    number: str,
    evidence: Sequence[Piece],
    kind: str = "member",
    role: str | None = None,
    member_number: str = "",
    nik_ktp: str = "",
    called: str = "",
) -> Claim:
    """Say what a shop is, or belongs to, with photos that show it.

    `number` is that of a record: a cooperative, or a NIB. It is public and proves nothing:
    `evidence` does, and only officers see it. A cooperative that the register does not know yet
    has to be named by what it is `called`; an officer looks for its record.
    """
    asked = claim_kinds.kinds()[kind]
    told = _told(asked, role, member_number)
    record = _record(asked, number, called)
    _shows_enough(asked, evidence)
    kept = pieces.put_away(evidence, _issuer(asked, record, called))
    try:
        return _submit(shop, by, asked, record, " ".join(number.split())[:160], told, kept, nik_ktp)
    except BaseException:
        pieces.let_go(kept)
        raise


def _told(asked: Kind, role: str | None, member_number: str) -> dict[str, str | None]:
    """Who she is in it, as far as this kind asks."""
    if asked.roles and role not in asked.roles:
        raise RuleBroken("Pilih peran Anda di koperasi.", "role")
    member_number = " ".join(member_number.split())
    if asked.code != "member":
        return {"role": role if asked.roles else None, "member_number": ""}
    if not member_number or len(member_number) > LONGEST_NUMBER:
        raise RuleBroken("Tulis nomor anggota seperti di kartu atau surat Anda.", "member_number")
    return {"role": role, "member_number": member_number}


def _issuer(asked: Kind, record: Cooperative | Business | None, called: str) -> str:
    """Who issued what she shows, as far as is known."""
    if asked.code == "business":
        return "OSS"
    return record.name if record else " ".join(called.split())[:120]


def _record(asked: Kind, number: str, called: str) -> Cooperative | Business | None:
    """What the number names; one that our registers do not know yet may be claimed."""
    if asked.code != "business":
        if not called.strip():
            return register.claimable(number)
        if not any(sign.isdigit() for sign in number):
            raise RuleBroken("Tulis nomor koperasinya, seperti di kartu atau akta.", "number")
        return register.named(asked.code, number)
    if len([letter for letter in number if letter.isdigit()]) not in (13, 16):
        raise RuleBroken("NIB terdiri atas 13 angka. Periksa lagi di dokumen NIB.", "number")
    return register.named(asked.code, number)


def _shows_enough(asked: Kind, evidence: Sequence[Piece]) -> None:
    given = {piece.kind for piece in evidence if piece.photo}
    for document in asked.needs:
        if document.code not in given:
            raise RuleBroken(f"Tambahkan: {document.label}.", f"photo_{document.code}")
    known = {document.code for document in asked.documents}
    if given - known:
        raise RuleBroken("Jenis bukti ini tidak diminta.")


def _submit(
    shop: Shop,
    by: User,
    asked: Kind,
    record: Cooperative | Business | None,
    number: str,
    told: dict[str, str | None],
    kept: list[Evidence],
    nik_ktp: str,
) -> Claim:
    with transaction():
        shop = locked(shop)
        person = member_of(shop, by)
        _one_at_a_time(shop, asked)
        _not_for_nothing(shop, asked, record)
        if asked.asks_nik_ktp:
            accounts.keep_personal_number(person, "nik_ktp", nik_ktp)
        at = now()
        claim = Claim(
            kind=asked.code,
            shop_id=shop.id,
            submitted_by_id=person.id,
            number=number,
            cooperative_id=record.id if isinstance(record, Cooperative) else None,
            business_id=record.id if isinstance(record, Business) else None,
            submitted_at=at,
            since=at,
            evidence=kept,
            **told,
        )
        accounts.note_consent(person, MEMBERSHIP, at)
        db.session.add(claim)
        try:
            db.session.flush()
        except IntegrityError:  # the database has the last word on "one at a time"
            raise RuleBroken(ONE_WAITS) from None
        steps.note(claim, "submit", by=person, at=at)
        events.record("claim.submitted", claim, by=person, shop_id=shop.id, kind=asked.code)
    return claim


def _one_at_a_time(shop: Shop, asked: Kind) -> None:
    still_open = sa.select(Claim.id).where(
        Claim.shop_id == shop.id, Claim.kind == asked.code, Claim.state.in_(Claim.OPEN_STATES)
    )
    if db.session.scalar(still_open) is not None:
        raise RuleBroken(ONE_WAITS)


def _not_for_nothing(shop: Shop, asked: Kind, record: Cooperative | Business | None) -> None:
    """A badge that still counts for long needs no second claim."""
    if record is None:
        return
    column = Badge.business_id if isinstance(record, Business) else Badge.cooperative_id
    present = db.session.scalar(
        sa.select(Badge).where(
            Badge.shop_id == shop.id,
            Badge.kind == asked.code,
            column == record.id,
            Badge.revoked_at.is_(None),
        )
    )
    if present is not None and not present.can_be_renewed(today()):
        raise RuleBroken(
            "Lapak Anda sudah memiliki lencana ini. "
            "Perpanjangan dibuka 60 hari sebelum lencana berakhir.",
            "number",
        )


def answer(claim: Claim, *, by: User, words: str, evidence: Sequence[Piece] = ()) -> Claim:
    """Give what the dinas asked for: more documents, an explanation, or both."""
    words = words.strip()[:LONGEST_ANSWER]
    if not words and not evidence:
        raise RuleBroken("Tambahkan foto yang diminta, atau tulis penjelasannya.", "words")
    kept = pieces.put_away(evidence, "")
    try:
        return _answer(claim, by, words, kept, now())
    except BaseException:
        pieces.let_go(kept)
        raise


def _answer(claim: Claim, by: User, words: str, kept: list[Evidence], at: datetime) -> Claim:
    with transaction():
        claim = locked(claim)
        person = member_of(claim.shop, by)
        if len(claim.evidence) + len(kept) > MOST_EVIDENCE:
            raise RuleBroken("Buktinya sudah banyak. Tulis penjelasan, tanpa foto lagi.", "words")
        claim.answer(at)
        claim.evidence.extend(kept)
        steps.note(claim, "answer", by=person, at=at, words=words, codes=[one.kind for one in kept])
        events.record("claim.answered", claim, by=person, shop_id=claim.shop_id)
    return claim


def withdraw(claim: Claim, *, by: User) -> Claim:
    """Take an open claim back; its photos are deleted soon after."""
    with transaction():
        claim = locked(claim)
        person = member_of(claim.shop, by)
        claim.withdraw(now())
        steps.note(claim, "withdraw", by=person, at=now())
        events.record("claim.withdrawn", claim, by=person, shop_id=claim.shop_id)
    return claim
