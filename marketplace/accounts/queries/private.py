"""Numbers kept locked: shown masked, and found by their keyed hash."""

import sqlalchemy as sa

from marketplace import vault
from marketplace.accounts import nik_ktp
from marketplace.accounts.models import Disclosure, PersonalNumber
from marketplace.database import db


def personal_number_of(person_id: int, kind: str) -> PersonalNumber | None:
    """The locked number of a person."""
    return db.session.scalar(
        sa.select(PersonalNumber).where(
            PersonalNumber.user_id == person_id, PersonalNumber.kind == kind
        )
    )


def masked_number_of(person_id: int, kind: str) -> str | None:
    """How a person's number is shown: `3604********0001`; None when she gave none."""
    kept = personal_number_of(person_id, kind)
    if kept is None:
        return None
    return nik_ktp.masked(vault.open_sealed(kept.sealed, of=kept.belongs_to).decode())


def others_with_number_of(person_id: int, kind: str) -> list[int]:
    """The ids of other people who gave the same number: for an officer to look at, no proof."""
    kept = personal_number_of(person_id, kind)
    if kept is None:
        return []
    number = vault.open_sealed(kept.sealed, of=kept.belongs_to).decode()
    same = sa.select(PersonalNumber.user_id).where(
        PersonalNumber.digest.in_(vault.digests(number, purpose=kind)),
        PersonalNumber.kind == kind,
        PersonalNumber.user_id != person_id,
    )
    return list(db.session.scalars(same.order_by(PersonalNumber.user_id)))


def disclosures_of(person_id: int) -> list[Disclosure]:
    """When officers looked at what is kept locked of a person, the latest first."""
    return list(
        db.session.scalars(
            sa.select(Disclosure)
            .where(Disclosure.person_id == person_id)
            .order_by(Disclosure.at.desc(), Disclosure.id.desc())
        )
    )
