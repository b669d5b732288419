"""What else was claimed with the same number or on the same record: for officers to look at."""

import sqlalchemy as sa

from marketplace.clock import today
from marketplace.database import db
from marketplace.registry.matching import Asked, Proposal, propose
from marketplace.sellers.models import Badge, Claim

OSS = "OSS"


def proposal_for(claim: Claim) -> Proposal:
    """The records that a claim may mean, by its number, the names it tells, and its shop's place.

    A member's shop is not called like the cooperative, so its name is no sign of it.
    """
    names = {one.source for one in claim.evidence if one.source not in ("", OSS)}
    if claim.kind != "member":
        names.add(claim.shop.name)
    district = claim.shop.place.district
    return propose(
        Asked(claim.kind, claim.number, tuple(sorted(names)), district.regency.code, district.code)
    )


def warnings_about(claim: Claim) -> list[str]:
    """That other shops use her member number, or stand on a record that can be only one's."""
    said = []
    if claim.cooperative_id is not None and _bare(claim.member_number):
        others = _shops_with_her_number(claim)
        if others:
            said.append(
                f"Nomor anggota ini juga dipakai {others} lapak lain di koperasi yang sama."
            )
    if claim.kind != "member" and (others := _shops_on_the_record(claim)):
        said.append(f"{others} lapak lain sudah memegang lencana atas catatan ini.")
    return said


def _bare(number: str) -> str:
    """A member number as it is compared: `A-012` is `a012`."""
    return "".join(letter for letter in number.lower() if letter.isalnum())


def _shops_with_her_number(claim: Claim) -> int:
    """Other shops whose claim on the cooperative was neither refused nor taken back."""
    rows = db.session.execute(
        sa.select(Claim.shop_id, Claim.member_number).where(
            Claim.cooperative_id == claim.cooperative_id,
            Claim.shop_id != claim.shop_id,
            Claim.member_number != "",
            Claim.state.not_in(("rejected", "withdrawn")),
        )
    )
    hers = _bare(claim.member_number)
    return len({shop_id for shop_id, number in rows if _bare(number) == hers})


def _shops_on_the_record(claim: Claim) -> int:
    """Other shops with a badge of this kind on the same record that counts."""
    record = claim.record
    if record is None:
        return 0
    column = Badge.business_id if claim.kind == "business" else Badge.cooperative_id
    others = sa.select(sa.func.count(Badge.shop_id.distinct())).where(
        column == record.id,
        Badge.kind == claim.kind,
        Badge.shop_id != claim.shop_id,
        Badge.stands(),
        Badge.expires_on >= today(),
    )
    return db.session.scalar(others) or 0
