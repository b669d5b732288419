"""Which office of the dinas decides about a claim or a badge.

Of a cooperative's members, or of the cooperative itself, its `bentuk` says it: members within one
kab/kota, its own dinas or the province; across kab/kota, the province (registry.md 1.5, Permenkop
10/2015). No `bentuk` in the record: its kabupaten decides. Of a business, and of a claim that no
record of a cooperative was found for yet: where the shop stands.
"""

from typing import TypeVarTuple

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.places import queries as places
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Badge, Claim, Shop

T = TypeVarTuple("T")
OF_ONE_REGENCY = "Primer Kabupaten/Kota"
PROVINCE = "Dinas Koperasi dan UKM Provinsi Banten"


def regency_that_decides(cooperative: Cooperative) -> str | None:
    """The code of the kab/kota whose dinas may decide; None when only the province may."""
    if cooperative.form in (None, "", OF_ONE_REGENCY):
        return cooperative.regency_code
    return None


def regency_of(case: Claim | Badge) -> str | None:
    """The kab/kota whose dinas may decide about a claim or badge; None: only the province."""
    if case.cooperative is not None:
        return regency_that_decides(case.cooperative)
    return case.shop.regency_code


def may_decide(officer: User, cooperative: Cooperative | None) -> bool:
    """Whether an officer's office decides about members of this cooperative."""
    if cooperative is None:
        return False
    return _is_of(officer, regency_that_decides(cooperative))


def decides(officer: User, case: Claim | Badge) -> bool:
    """Whether an officer's office decides about this claim or badge."""
    return _is_of(officer, regency_of(case))


def _is_of(officer: User, regency_code: str | None) -> bool:
    appointment = officer.officer
    if appointment is None:
        return False
    return appointment.regency_code is None or appointment.regency_code == regency_code


def decided_by(officer: User) -> sa.ColumnElement[bool]:
    """`may_decide` as a condition on `Cooperative`, for lists; the two are tested together."""
    appointment = officer.officer
    if appointment is None:
        return sa.false()
    if appointment.regency_code is None:
        return sa.true()
    local = sa.or_(
        Cooperative.form.is_(None), Cooperative.form == "", Cooperative.form == OF_ONE_REGENCY
    )
    return sa.and_(local, Cooperative.regency_code == appointment.regency_code)


def cases_decided_by(officer: User) -> sa.ColumnElement[bool]:
    """`decides` as a condition on claims or badges, joined by `beside` to shop and cooperative."""
    appointment = officer.officer
    if appointment is None:
        return sa.false()
    if appointment.regency_code is None:
        return sa.true()
    by_shop = sa.and_(Cooperative.id.is_(None), Shop.regency_code == appointment.regency_code)
    return sa.or_(by_shop, decided_by(officer))


def beside(chosen: sa.Select[*T], case: type[Claim] | type[Badge]) -> sa.Select[*T]:
    """A selection of claims or badges with the shop and, where there is one, the cooperative."""
    return chosen.join(Shop, Shop.id == case.shop_id).outerjoin(
        Cooperative, Cooperative.id == case.cooperative_id
    )


def office_of(officer: User) -> str:
    """The office in whose name an officer decides; never her own name."""
    appointment = officer.officer
    return office_in(appointment.regency_code if appointment else None)


def office_that_decides(case: Cooperative | Claim | Badge) -> str:
    """The office that an owner waits for, in words."""
    if isinstance(case, Cooperative):
        return office_in(regency_that_decides(case))
    return office_in(regency_of(case))


def office_in(regency_code: str | None) -> str:
    """The dinas of a kab/kota by its name; of the province where none is said."""
    regency = places.regency(regency_code) if regency_code else None
    return f"Dinas Koperasi dan UKM {regency.name}" if regency else PROVINCE
