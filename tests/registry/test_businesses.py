"""Registers of businesses by the same importer: what is read, refused, kept and never kept."""

from datetime import date

import pytest
import sqlalchemy as sa

from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import RuleBroken
from marketplace.registry import history, services
from marketplace.registry import queries as register
from marketplace.registry.absence import absent_from
from marketplace.registry.businesses import queries
from marketplace.registry.models import Business, BusinessRow, Cooperative
from tests.at_once import at_once, refusals
from tests.builders.people import appointed
from tests.registry.desk import FILES, ODS, text_of
from tests.registry.desk import imported as imported_as
from tests.registry.desk import preview as preview_as

OSS, SIDT = FILES / "umkm_oss.csv", FILES / "umkm_sidt.csv"
NIB = "0220001901234"
EARLIER, LATER = date(2026, 1, 1), date(2026, 11, 1)
HEAD = "nib,id umkm,nama usaha,kabupaten,skala usaha"


def preview(content, **stated):
    return preview_as(content, kind="umkm", **stated)


def imported(content, **stated):
    return imported_as(content, kind="umkm", **stated)


def row(nib=NIB, id_="", name="Emping Sari", regency="Kab. Lebak", scale="Mikro") -> bytes:
    return text_of(f"{nib},{id_},{name},{regency},{scale}", head=HEAD)


def rows_of(staged) -> list[BusinessRow]:
    chosen = sa.select(BusinessRow).where(BusinessRow.import_id == staged.id)
    return list(db.session.scalars(chosen.order_by(BusinessRow.line)))


def snapshot() -> list[tuple]:
    db.session.rollback()
    return [tuple(one) for one in db.session.execute(sa.select(Business.__table__).order_by("id"))]


def test_an_oss_file_is_read_row_by_row(app):
    staged = imported(OSS, stated="36.01")
    assert (staged.kind, staged.summary["rows"], staged.summary["added"]) == ("umkm", 3, 3)
    record = queries.by_number(NIB)
    assert (record.name, record.scale, record.kbli) == ("EMPING BU ROHAYATI", "Mikro", "10391")
    assert (record.nib_on, record.business_form) == (date(2022, 3, 12), "Perorangan")
    assert (record.regency_code, record.district_code) == ("36.01", "36.01.13")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Cooperative)) == 0


def test_a_sidt_file_is_read_with_its_class_reckoned_where_it_is_silent(app):
    assert imported(SIDT).summary["added"] == 3
    sugar, cloth, farm = (queries.by_number(f"3602-00000{n}") for n in (1, 2, 3))
    assert (sugar.id_umkm, sugar.started_on) == ("3602000001", date(2015, 3, 1))
    assert (sugar.scale, sugar.workers_total, sugar.postal_code) == ("Mikro", 5, "42318")
    assert "hasil penjualan tahunan, PP 7/2021 Pasal 35 (2021-1)" in sugar.scale_basis
    assert (cloth.scale, cloth.scale_basis) == ("Mikro", "menurut berkas")
    assert farm.business_status == "Tutup" and farm.business_form == "Kelompok Usaha Bersama"
    told = {one.line: " ".join(one.warnings) for one in rows_of(register.imports(None)[0][0])}
    assert "padahal Kecil menurut modal usaha" in told[3]
    assert "tenaga kerja pria 6 + wanita 2 tidak sama dengan total 9" in told[4]


@pytest.mark.parametrize("file", [OSS, SIDT])
def test_the_second_time_nothing_changes(app, file):
    first = imported(file, stated="36.01" if file == OSS else None)
    before = snapshot()
    again = imported(file, stated="36.01" if file == OSS else None)
    assert again.summary["unchanged"] == first.summary["added"] == 3
    assert again.summary["added"] == again.summary["changed"] == 0
    assert snapshot() == before


@pytest.mark.parametrize("by_id", [False, True])
def test_one_number_under_two_names_refuses_both(app, by_id):
    number = ",3602000009" if by_id else f"{NIB},"
    staged = imported(
        text_of(
            f"{number},Emping Sari,Kab. Lebak,", f"{number},Bengkel Jaya,Kab. Lebak,", head=HEAD
        )
    )
    assert (staged.summary["refused"], staged.summary["added"]) == (2, 0)
    assert "juga dipakai baris 3" in rows_of(staged)[0].reasons[0]


def test_two_numbers_of_two_records_contradict(app):
    imported(row() + b",3602000009,Bengkel Jaya,Kab. Lebak,\n")
    staged = preview(row(id_="3602000009"), data_on=LATER)
    assert staged.summary["refused"] == 1
    assert "NIB milik “Emping Sari”" in rows_of(staged)[0].reasons[0]


def test_a_record_is_found_again_by_either_number_and_fills_up(app):
    imported(row(nib="", id_="3602-000009"), data_on=EARLIER)
    changed = imported(row(id_="3602000009", scale="Kecil"), data_on=LATER)
    assert changed.summary["changed"] == 1
    record = queries.by_number(NIB)
    assert (record.id_umkm, record.scale, record.version) == ("3602000009", "Kecil", 2)
    facts = {fact.field: fact for fact in register.facts_of(record)}
    assert (facts["nib"].label, facts["nib"].source.id) == ("NIB", changed.id)
    scale = [(c.old, c.new) for c in history.of(record) if c.field == "scale"]
    assert scale == [("Mikro", "Kecil"), (None, "Mikro")]


def test_older_data_and_empty_cells_change_nothing(app):
    imported(row(scale="Kecil"), data_on=LATER)
    late = imported(row(scale="Mikro"), data_on=EARLIER)
    imported(row(scale="-"), data_on=LATER)
    assert late.summary["changed"] == 0 and queries.by_number(NIB).scale == "Kecil"


def test_an_officer_imports_for_her_own_place_only(app):
    entin, ratna = appointed(cast.ENTIN), appointed(cast.RATNA)
    mixed = row() + b"0220001901235,,Kopi Cikupa,Kab. Tangerang,Mikro\n"
    staged = imported(mixed, by=entin)
    assert (staged.summary["added"], staged.summary["refused"]) == (1, 1)
    assert "di luar wilayah tugas Anda" in str(rows_of(staged)[1].reasons)
    theirs = preview(row(regency="Kab. Tangerang", scale="Kecil"), by=ratna, data_on=LATER)
    assert "tercatat di Kabupaten Lebak" in str(rows_of(theirs)[0].reasons)
    assert register.import_of(staged.id, "36.03") is None


def test_of_two_applied_at_once_exactly_one_wins(app):
    ids = [preview(row()).id, preview(row(name="Emping Sari Jaya", scale="Kecil")).id]

    def apply(id_):
        return lambda: services.apply(register.import_of(id_, None), by=None).id

    assert len(refusals(at_once(app, *(apply(id_) for id_ in ids)))) == 1
    assert queries.search("emping")[1] == 1


def test_a_preview_of_cooperatives_outlives_an_import_of_businesses(app):
    cooperatives = preview_as(ODS)
    imported(row())
    assert services.apply(cooperatives, by=None).state == "applied"
    late = preview(row(name="Emping Sari Jaya", scale="Kecil"), data_on=LATER)
    imported(row(scale="Kecil"), data_on=LATER)
    with pytest.raises(RuleBroken, match="sudah berubah"):
        services.apply(late, by=None)


def test_records_missing_from_a_newer_file_are_told_never_deleted(app):
    imported(SIDT, data_on=EARLIER)
    lines = SIDT.read_bytes().splitlines(keepends=True)
    newer = imported(b"".join(lines[:3]), data_on=LATER)
    assert [record.name for record in absent_from(newer)] == ["PETANI MUDA"]
    assert queries.search()[1] == 3


def test_a_search_finds_by_words_number_place_and_scale(app):
    imported(SIDT)
    assert [r.name for r in queries.search("aren gula")[0]] == ["GULA AREN SOBANG"]
    assert queries.search("3602-000002")[1] == 1
    assert queries.search(regency="36.02", scale="Mikro")[1] == 3
    assert queries.search(regency="36.03")[1] == 0 and queries.search(scale="Kecil")[1] == 0
    assert queries.by_number("") is None and queries.search("%")[1] == 3


def test_a_file_without_its_columns_is_refused_with_what_lacks(app):
    with pytest.raises(RuleBroken, match="atau ID UMKM"):
        preview(text_of("Emping,Kab. Lebak", head="nama usaha,kabupaten"))
