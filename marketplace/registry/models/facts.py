"""What registers say: the same columns on a record and on the row that is staged for it."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Rupiah


class PlaceFacts:
    """Where it is: as the file says it, and as codes as far as they are certain."""

    address: Mapped[str | None] = mapped_column(sa.String(500))
    village_name: Mapped[str | None] = mapped_column(sa.String(120))
    district_name: Mapped[str | None] = mapped_column(sa.String(120))
    regency_name: Mapped[str | None] = mapped_column(sa.String(120))
    province_name: Mapped[str | None] = mapped_column(sa.String(120))
    regency_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regencies.code"))
    district_code: Mapped[str | None] = mapped_column(sa.ForeignKey("districts.code"))
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("villages.code"))
    outside_banten: Mapped[bool | None]


class Facts(PlaceFacts):
    """The facts of one cooperative as the ministry's detail page and dinas files name them."""

    nik_koperasi: Mapped[str | None] = mapped_column(sa.String(13))
    name: Mapped[str | None] = mapped_column(sa.String(300))
    legal_number: Mapped[str | None] = mapped_column(sa.String(160))
    # Letters and digits only: numbers that differ in punctuation are the same number.
    legal_number_key: Mapped[str | None] = mapped_column(sa.String(160))
    legal_number_class: Mapped[str | None] = mapped_column(sa.String(20))
    legal_on: Mapped[date | None]
    amendment_number: Mapped[str | None] = mapped_column(sa.String(160))
    amendment_on: Mapped[date | None]
    form: Mapped[str | None] = mapped_column(sa.String(40))
    kind: Mapped[str | None] = mapped_column(sa.String(40))
    group_name: Mapped[str | None] = mapped_column(sa.String(120))
    sector: Mapped[str | None] = mapped_column(sa.String(160))
    management: Mapped[str | None] = mapped_column(sa.String(40))
    activity: Mapped[str | None] = mapped_column(sa.String(20))
    certificate_status: Mapped[str | None] = mapped_column(sa.String(40))
    certificate_expires_on: Mapped[date | None]
    certificate_issued_on: Mapped[date | None]
    certificate_printed_on: Mapped[date | None]
    certificate_edition: Mapped[int | None] = mapped_column(sa.Integer)
    grade: Mapped[str | None] = mapped_column(sa.String(4))
    kuk: Mapped[str | None] = mapped_column(sa.String(10))
    last_rat_on: Mapped[date | None]
    last_rat_year: Mapped[int | None] = mapped_column(sa.Integer)
    rat_held: Mapped[bool | None]
    members_male: Mapped[int | None]
    members_female: Mapped[int | None]
    members_total: Mapped[int | None]
    employees: Mapped[int | None]
    managers: Mapped[int | None]
    own_capital: Mapped[int | None] = mapped_column(Rupiah)
    outside_capital: Mapped[int | None] = mapped_column(Rupiah)
    assets: Mapped[int | None] = mapped_column(Rupiah)
    turnover: Mapped[int | None] = mapped_column(Rupiah)
    surplus: Mapped[int | None] = mapped_column(Rupiah)
    book_year: Mapped[int | None] = mapped_column(sa.Integer)


class BusinessFacts(PlaceFacts):
    """The facts of one business as SIDT and OSS name them; nothing of its owner is kept."""

    nib: Mapped[str | None] = mapped_column(sa.String(13))
    id_umkm: Mapped[str | None] = mapped_column(sa.String(40))
    name: Mapped[str | None] = mapped_column(sa.String(300))
    nib_on: Mapped[date | None]
    npwp: Mapped[str | None] = mapped_column(sa.String(15))
    permit_number: Mapped[str | None] = mapped_column(sa.String(160))
    started_on: Mapped[date | None]
    business_form: Mapped[str | None] = mapped_column(sa.String(60))
    kbli: Mapped[str | None] = mapped_column(sa.String(5))
    sector: Mapped[str | None] = mapped_column(sa.String(160))
    trade: Mapped[str | None] = mapped_column(sa.String(300))
    business_status: Mapped[str | None] = mapped_column(sa.String(60))
    scale: Mapped[str | None] = mapped_column(sa.String(20))
    # Whether the file states the class, or by which measure and version it was reckoned.
    scale_basis: Mapped[str | None] = mapped_column(sa.String(120))
    grade: Mapped[str | None] = mapped_column(sa.String(20))
    postal_code: Mapped[str | None] = mapped_column(sa.String(5))
    workers_male: Mapped[int | None]
    workers_female: Mapped[int | None]
    workers_total: Mapped[int | None]
    employees_male: Mapped[int | None]
    employees_female: Mapped[int | None]
    employees_total: Mapped[int | None]


FACTS: tuple[str, ...] = (*Facts.__annotations__, *PlaceFacts.__annotations__)
BUSINESS_FACTS: tuple[str, ...] = (*BusinessFacts.__annotations__, *PlaceFacts.__annotations__)
