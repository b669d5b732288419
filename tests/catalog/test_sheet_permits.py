"""Permits by sheet: a column of a listing's own permits, which comes back as it went."""

import sqlalchemy as sa

from marketplace.catalog.models import Listing
from marketplace.catalog.permits import queries as permits
from marketplace.catalog.services import permits as services
from marketplace.clock import today
from marketplace.database import db, transaction
from tests.builders.sheets import EMPING, applied, export_of, looked_at, outcomes, words_of

LAST = f"{(today().year + 2) % 100:02}"
PIRT = f"2063604010123-{LAST}"


def stated(shop) -> list[tuple[str, str]]:
    db.session.rollback()
    return sorted((one.permit.kind, one.permit.number) for one in permits.own(shop))


def test_permits_come_and_go_by_sheet(shop, owner):
    both = f"P-IRT = {PIRT}; halal: ID36110000123450221 sampai 31/12/{today().year + 1}"
    import_ = applied(shop, owner, {**EMPING, "Izin": both})
    assert words_of(import_) == []
    assert stated(shop) == [("halal", "ID36110000123450221"), ("pirt", PIRT)]
    assert outcomes(applied(shop, owner, export_of(shop))) == ["unchanged"]
    applied(shop, owner, {"SKU": "EMP-1", "Izin": f"P-IRT = {PIRT}"})
    assert stated(shop) == [("pirt", PIRT)]
    applied(shop, owner, {"SKU": "EMP-1", "Izin": "-"})
    assert stated(shop) == []


def test_what_is_no_permit_is_refused_in_words(shop, owner):
    for typed, words in (
        ("P-IRT = 123", "Kolom Izin: nomor P-IRT terdiri dari 15 angka"),
        ("SIM = 123", "Kolom Izin: jenis izin “SIM” tidak dikenal"),
        ("halal", "Kolom Izin: tulis seperti P-IRT ="),
        ("Halal = ID1 sampai 01/01/2020", "sudah habis masa berlakunya"),
    ):
        import_ = looked_at(shop, owner, {**EMPING, "Izin": typed})
        assert outcomes(import_) == ["refused"] and words in words_of(import_)[0]


def test_a_permit_that_ran_out_stays_where_it_is(shop, owner, listing):
    permit = services.state(
        shop, by=owner, kind="halal", number="ID1", expires_on=today(), listing=listing
    )
    with transaction() as session:
        session.get_one(type(permit), permit.id).expires_on = today().replace(year=2020)
    assert outcomes(applied(shop, owner, export_of(shop))) == ["unchanged"]
    code = db.session.scalar(sa.select(Listing.slug))
    applied(shop, owner, {"Kode produk": code, "Satuan": "kg"})
    assert stated(shop) == [("halal", "ID1")]
