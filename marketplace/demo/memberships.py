"""The demo world's register, brought in by the real importer."""

import csv
import io
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.clock import day_of
from marketplace.demo import cast, files
from marketplace.registry import services as registry
from marketplace.registry.tables import COOPERATIVES

# The day for which the register's files were written; its certificates move along with the clock.
WRITTEN_ON = date(2026, 11, 22)
MOVING = ("tanggal_diterbitkan", "tanggal_cetak", "tanggal_expired")


def bring_register(session: Session, people: dict[str, int], at: datetime) -> int:
    """Preview and apply the register files as officers would; returns how many cooperatives."""
    added = 0
    for name, key, source, regency in (
        ("koperasi_banten_ods.csv", cast.HALIMAH.key, "ODS Kementerian Koperasi", None),
        ("koperasi_kota_tangerang.csv", cast.MEGA.key, "Dinas Kota Tangerang", "36.71"),
        ("umkm_banten_sidt.csv", cast.HALIMAH.key, "SIDT-KUMKM", None),
    ):
        officer = session.get_one(User, people[key])
        content = _moved((files.REGISTER / name).read_text("utf-8"), day_of(at))
        told_on = day_of(at) - timedelta(days=20)
        origin = registry.Origin(name, source, told_on, regency)
        import_ = registry.preview(content, origin, by=officer)
        registry.apply(import_, by=officer)
        added += import_.summary["added"] if import_.kind == COOPERATIVES.kind else 0
    return added


def _moved(text: str, today: date) -> bytes:
    """The file with its certificates' days as far from today as they were from `WRITTEN_ON`."""
    rows = list(csv.DictReader(io.StringIO(text)))
    shift = today - WRITTEN_ON
    for row in rows:
        for column in MOVING:
            if row.get(column):
                row[column] = (date.fromisoformat(row[column]) + shift).isoformat()
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
