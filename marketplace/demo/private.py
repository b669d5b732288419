"""Identity numbers of people whose claims wait, locked as everywhere: invented ones."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace import vault
from marketplace.accounts.models import PersonalNumber
from marketplace.accounts.models.private import NIK_KTP
from marketplace.sellers.models import Claim, Shop


def give_numbers(session: Session, at: datetime) -> None:
    """One for everybody who waits for an answer; the last digits count."""
    waiting = (
        sa.select(Claim.submitted_by_id, Shop.regency_code)
        .join(Shop, Shop.id == Claim.shop_id)
        .where(Claim.state.in_(Claim.OPEN_STATES))
        .distinct()
        .order_by(Claim.submitted_by_id)
    )
    for place, (person_id, regency) in enumerate(session.execute(waiting).all(), start=1):
        number = f"{regency.replace('.', '')}01{40 + place % 28 + 1:02}0785{place:04}"
        kept = PersonalNumber(user_id=person_id, kind=NIK_KTP, created_at=at, updated_at=at)
        kept.sealed = vault.seal(number.encode(), of=kept.belongs_to)
        kept.digest = vault.digest(number, purpose=NIK_KTP)
        session.add(kept)
    session.flush()
