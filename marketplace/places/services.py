"""Keeping the tables of places as the shipped register has them."""

from sqlalchemy import insert, select

from marketplace.database import transaction
from marketplace.places import models
from marketplace.places.queries import gazetteer


def sync() -> int:
    """Add the places that the database does not have yet; returns how many."""
    places = gazetteer()
    rows: list[tuple[type, list[dict[str, str]]]] = [
        (models.Regency, [{"code": r.code, "name": r.name} for r in places.regencies.values()]),
        (
            models.District,
            [
                {"code": d.code, "regency_code": d.regency.code, "name": d.name}
                for d in places.districts.values()
            ],
        ),
        (
            models.Village,
            [
                {
                    "code": v.code,
                    "district_code": v.district.code,
                    "name": v.name,
                    "kind": v.kind,
                    "postal_code": v.postal_code,
                }
                for v in places.villages.values()
            ],
        ),
    ]
    added = 0
    with transaction() as session:
        for model, wanted in rows:
            known = set(session.scalars(select(model.code)))  # type: ignore[attr-defined]
            missing = [row for row in wanted if row["code"] not in known]
            if missing:
                session.execute(insert(model), missing)
            added += len(missing)
    return added
