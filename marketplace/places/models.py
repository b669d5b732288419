"""Tables of places, so that the database itself refuses a code that does not exist."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.database import Model


class Regency(Model):
    """A kabupaten or kota, such as 36.01."""

    __tablename__ = "regencies"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class District(Model):
    """A kecamatan, such as 36.01.13."""

    __tablename__ = "districts"

    code: Mapped[str] = mapped_column(primary_key=True)
    regency_code: Mapped[str] = mapped_column(ForeignKey("regencies.code"), index=True)
    name: Mapped[str]


class Village(Model):
    """A desa or kelurahan, such as 36.01.13.2001."""

    __tablename__ = "villages"

    code: Mapped[str] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    postal_code: Mapped[str]
