"""A newer register file in the demo world: one cooperative is frozen, another has a new name."""

import csv
import io
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.clock import day_of
from marketplace.demo import cast
from marketplace.demo.street import Stall
from marketplace.registry import services as registry
from marketplace.registry.models import Cooperative
from marketplace.sellers.models import Badge
from marketplace.sellers.services import staying_true

FROZEN, RENAMED = "daur-ulang-neglasari", "kriya-suralaya"
COLUMNS = ("no_badan_hukum", "nama_koperasi", "kabupaten", "status")


def bring(session: Session, stalls: dict[str, Stall], people: dict[str, int], at: datetime) -> int:
    """Apply it as the province would, and judge the badges that rest on it; how many changed."""
    frozen, renamed = (_cooperative_of(session, stalls[key].id) for key in (FROZEN, RENAMED))
    rows = [
        _row(frozen, frozen.name, "Dibekukan"),
        _row(renamed, f"{renamed.name} SEJAHTERA", "Aktif"),
    ]
    told_on = day_of(at) - timedelta(days=1)
    name = "koperasi_perubahan.csv"
    origin = registry.Origin(name, "ODS Kementerian Koperasi", told_on, None)
    halimah = session.get_one(User, people[cast.HALIMAH.key])
    import_ = registry.preview(_file(rows), origin, by=halimah)
    registry.apply(import_, by=halimah)
    rests = Badge.cooperative_id.in_((frozen.id, renamed.id))
    ids = session.scalars(sa.select(Badge.id).where(rests)).all()
    return len(staying_true.recompute_some(ids, import_id=import_.id, at=at))


def _cooperative_of(session: Session, shop_id: int) -> Cooperative:
    """The one that a shop's badge rests on."""
    of_shop = sa.select(Cooperative).join(Badge, Badge.cooperative_id == Cooperative.id)
    return session.scalars(of_shop.where(Badge.shop_id == shop_id).order_by(Badge.id)).one()


def _row(record: Cooperative, name: str, activity: str) -> tuple[str, ...]:
    return record.legal_number or "", name, record.regency_name or "", activity


def _file(rows: list[tuple[str, ...]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *rows])
    return out.getvalue().encode()
