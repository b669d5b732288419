"""Numbers kept locked: written down sealed, opened for officers with a reason, noted each time."""

import sqlalchemy as sa

from marketplace import vault
from marketplace.accounts import nik_ktp, viewing_reasons
from marketplace.accounts.models import Disclosure, PersonalNumber, User
from marketplace.accounts.models.private import NIK_KTP
from marketplace.accounts.services.presence import still_there
from marketplace.clock import now
from marketplace.database import db, locked, transaction
from marketplace.events import record

BATCH = 100
CHECKS = {NIK_KTP: nik_ktp.checked}


def keep_personal_number(person: User, kind: str, typed: str) -> PersonalNumber:
    """Write down a person's number in place of what she gave before; RuleBroken beside `kind`.

    It is sealed before it is written: the database and its copies never hold it in the clear.
    """
    number = CHECKS[kind](typed)
    with transaction() as session:
        person = still_there(person)
        kept = session.scalar(_hers(person.id, kind).with_for_update())
        if kept is None:
            kept = PersonalNumber(user_id=person.id, kind=kind, created_at=now())
            session.add(kept)
        _lock(kept, number)
        kept.updated_at = now()
        record("personal_number.kept", kept, by=person, person_id=person.id, kind=kind)
        return kept


def reveal_personal_number(kept: PersonalNumber, *, by: User, reason_code: str, reason: str) -> str:
    """Open a number for an officer who says why; noted before she sees it.

    The caller has found it through her jurisdiction, and asked for her code again.
    """
    words = viewing_reasons.check(reason_code, reason)
    with transaction():
        kept = locked(kept)
        number = opened(kept)
        _note(kept.user_id, kept.kind, by, reason_code, words)
        record(
            "personal_number.revealed", kept, by=by, person_id=kept.user_id,
            reason_code=reason_code,
        )  # fmt: skip
    return number


def note_view_of_evidence(person_id: int, *, by: User, reason_code: str, reason: str) -> Disclosure:
    """Write down that an officer looks at a person's evidence, and why; RuleBroken without."""
    words = viewing_reasons.check(reason_code, reason)
    with transaction():
        return _note(person_id, "evidence", by, reason_code, words)


def _note(person_id: int, what: str, by: User, reason_code: str, words: str) -> Disclosure:
    noted = Disclosure(
        officer_id=by.id,
        person_id=person_id,
        what=what,
        reason_code=reason_code,
        reason=words,
        at=now(),
    )
    db.session.add(noted)
    db.session.flush()
    return noted


def opened(kept: PersonalNumber) -> str:
    """The number itself; vault.Locked when its key is missing or the row was tampered with."""
    return vault.open_sealed(kept.sealed, of=kept.belongs_to).decode()


def _lock(kept: PersonalNumber, number: str) -> None:
    """Seal and digest with one key, also while another becomes the active one."""
    sealed, digest = b"", ""
    while not sealed or vault.key_of(sealed) != digest.partition(".")[0]:
        sealed = vault.seal(number.encode(), of=kept.belongs_to)
        digest = vault.digest(number, purpose=kept.kind)
    kept.sealed, kept.digest = sealed, digest


def _hers(person_id: int, kind: str) -> sa.Select[PersonalNumber]:
    return sa.select(PersonalNumber).where(
        PersonalNumber.user_id == person_id, PersonalNumber.kind == kind
    )


def renew_personal_numbers() -> int:
    """Lock every number with the active key, one at a time; returns how many were not."""
    total = 0
    while ids := db.session.scalars(_outdated().limit(BATCH)).all():
        for number_id in ids:
            _renew(number_id)
        total += len(ids)
    return total


def _renew(number_id: int) -> None:
    with transaction() as session:
        kept = session.get(PersonalNumber, number_id)
        if kept is not None:  # deleted a moment ago
            kept = locked(kept)
            _lock(kept, opened(kept))


def _outdated() -> sa.Select[int]:
    active = vault.keyring().keys().active
    return (
        sa.select(PersonalNumber.id)
        .where(PersonalNumber.digest.not_like(f"{active}.%"))
        .order_by(PersonalNumber.id)
    )


def _left(key_id: str) -> int:
    """How many numbers need a key; digest and seal are always made with the same."""
    under = PersonalNumber.digest.like(f"{key_id}.%")
    return db.session.scalar(sa.select(sa.func.count()).where(under)) or 0


vault.holds("personal numbers", renew=renew_personal_numbers, left=_left)
