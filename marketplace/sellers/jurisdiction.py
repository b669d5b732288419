"""Which office of the dinas decides about a membership, by the cooperative's `bentuk`.

Members within one kab/kota: its own dinas or the province; across kab/kota: the province
(registry.md 1.5, Permenkop 10/2015). No `bentuk` in the record: its kabupaten decides.
"""

import sqlalchemy as sa

from marketplace.accounts.models import User
from marketplace.places import queries as places
from marketplace.registry.models import Cooperative

OF_ONE_REGENCY = "Primer Kabupaten/Kota"
PROVINCE = "Dinas Koperasi dan UKM Provinsi Banten"


def regency_that_decides(cooperative: Cooperative) -> str | None:
    """The code of the kab/kota whose dinas may decide; None when only the province may."""
    if cooperative.form in (None, "", OF_ONE_REGENCY):
        return cooperative.regency_code
    return None


def may_decide(officer: User, cooperative: Cooperative | None) -> bool:
    """Whether an officer's office decides about members of this cooperative."""
    appointment = officer.officer
    if appointment is None or cooperative is None:
        return False
    if appointment.regency_code is None:
        return True
    return regency_that_decides(cooperative) == appointment.regency_code


def decided_by(officer: User) -> sa.ColumnElement[bool]:
    """The same rule as a condition on `Cooperative`, for lists; the two are tested together."""
    appointment = officer.officer
    if appointment is None:
        return sa.false()
    if appointment.regency_code is None:
        return sa.true()
    local = sa.or_(
        Cooperative.form.is_(None), Cooperative.form == "", Cooperative.form == OF_ONE_REGENCY
    )
    return sa.and_(local, Cooperative.regency_code == appointment.regency_code)


def office_of(officer: User) -> str:
    """The office in whose name an officer decides; never her own name."""
    appointment = officer.officer
    code = appointment.regency_code if appointment else None
    regency = places.regency(code) if code else None
    return f"Dinas Koperasi dan UKM {regency.name}" if regency else PROVINCE


def office_that_decides(cooperative: Cooperative) -> str:
    """The office that an owner waits for, in words."""
    code = regency_that_decides(cooperative)
    regency = places.regency(code) if code else None
    return f"Dinas Koperasi dan UKM {regency.name}" if regency else PROVINCE
