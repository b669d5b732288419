"""Applying: what is written, what stays, and who is too late."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from marketplace.clock import now
from marketplace.database import db
from marketplace.demo import cast
from marketplace.errors import NotFound, RuleBroken
from marketplace.events import Event
from marketplace.registry import queries, services
from marketplace.registry.absence import absent_from
from marketplace.registry.models import Cooperative, ImportRow
from tests.at_once import at_once, refusals
from tests.builders.people import appointed
from tests.registry.desk import DATA_ON, KOTA, ODS, imported, preview, text_of

NIK = "3602010001001"
EARLIER, LATER = date(2026, 1, 1), date(2026, 11, 1)


def row(grade="B", status="Aktif", expires="2028-01-01", name="KSP Maju") -> bytes:
    return text_of(f"{NIK},{name},1/BH/X/1999,KAB.LEBAK,{grade},{status},{expires},")


def record() -> Cooperative:
    found = queries.by_number(NIK)
    assert found is not None
    return found


def snapshot() -> list[tuple]:
    db.session.rollback()
    return [
        tuple(line)
        for line in db.session.execute(sa.select(Cooperative.__table__).order_by(sa.text("1")))
    ] + sorted(queries.sources_of(db.session.scalars(sa.select(Cooperative.id)).all()).items())


@pytest.mark.parametrize("file", [ODS, KOTA])
def test_a_second_import_of_a_file_changes_nothing(app, file):
    first = imported(file, stated="36.73")
    before, version = snapshot(), queries.version()
    second = imported(file, stated="36.73")
    assert second.summary["unchanged"] == first.summary["added"]
    assert second.summary["added"] == second.summary["changed"] == 0
    assert (snapshot(), queries.version()) == (before, version)


def test_what_is_applied_is_what_was_read_with_its_source(app):
    import_ = imported(ODS)
    found = queries.by_number("3602010001001")
    assert found.name == "KOPERASI PRODUSEN AREN SOBANG JAYA"
    assert (found.regency_code, found.district_code) == ("36.02", "36.02.22")
    assert found.certificate_expires_on == date(2028, 4, 21)
    facts = {fact.field: fact for fact in queries.facts_of(found)}
    assert (facts["grade"].source.id, facts["grade"].data_on) == (import_.id, DATA_ON)
    assert import_.file_key is None
    assert queries.is_eligible(found, date(2026, 11, 22))
    event = db.session.scalar(sa.select(Event).where(Event.name == "registry.applied"))
    assert event.subject_id == str(import_.id)


def test_an_empty_or_absent_cell_never_erases(app):
    imported(row())
    imported(row(grade="-", expires=""), data_on=LATER)
    imported(text_of(f"{NIK},KSP Maju", head="nik,nama"), data_on=LATER)
    assert (record().grade, record().certificate_expires_on) == ("B", date(2028, 1, 1))


def test_an_older_day_never_overwrites_a_newer_one(app):
    imported(row(grade="B"))
    late = imported(row(grade="C1"), data_on=EARLIER)
    assert late.summary["unchanged"] == 1 and late.summary["warned"] == 1
    assert record().grade == "B"
    imported(row(grade="A"), data_on=LATER)
    assert record().grade == "A"


def test_a_newer_confirmation_protects_from_a_file_between(app):
    imported(row(grade="B"), data_on=EARLIER)
    imported(row(grade="B"), data_on=LATER)
    imported(row(grade="C1"), data_on=DATA_ON)
    assert record().grade == "B"


def test_a_confirmation_makes_older_previews_stale(app):
    imported(row(grade="B"), data_on=EARLIER)
    between = preview(row(grade="C1"), data_on=DATA_ON)
    assert between.summary["changed"] == 1
    imported(row(grade="B"), data_on=LATER)
    with pytest.raises(RuleBroken, match="sudah berubah"):
        services.apply(between, by=None)


def test_capitals_and_punctuation_are_no_change(app):
    imported(row(name="KSP MAJU-JAYA"))
    again = preview(
        row(name="Ksp Maju Jaya").replace(b"1/BH/X/1999", b"1 /BH/X/ 1999"), data_on=LATER
    )
    assert again.summary["unchanged"] == 1


def test_a_change_shows_old_and_new_and_raises_the_version(app):
    imported(row(grade="B"))
    staged = preview(row(grade="C2"), data_on=LATER)
    (line,), _total = queries.rows_of(staged, outcome="changed")
    assert line.changes == [{"field": "grade", "label": "Grade", "old": "B", "new": "C2"}]
    before = record().version
    services.apply(staged, by=None)
    assert (record().grade, record().version) == ("C2", before + 1)


def test_records_missing_from_a_newer_file_are_listed_never_deleted(app):
    imported(ODS)
    lines = ODS.read_bytes().splitlines(keepends=True)
    newer = imported(b"".join(lines[:3]), data_on=LATER)
    assert len(absent_from(newer)) == 2
    assert queries.search(on=LATER)[1] == 4
    doubled = preview(b"".join([*lines, lines[4].replace(b"SAWARNA", b"BAYAH")]), data_on=LATER)
    assert doubled.summary["refused"] == 2
    assert absent_from(doubled) == []
    other = imported(b"".join(lines[:3]), data_on=LATER, source="Dinas")
    assert absent_from(other) == []


def test_a_preview_is_too_old_once_the_register_changed(app):
    staged = preview(ODS)
    imported(row())
    before = snapshot()
    with pytest.raises(RuleBroken, match="sudah berubah sejak pratinjau"):
        services.apply(staged, by=None)
    assert snapshot() == before
    assert staged.state == "staged"


def test_nothing_is_applied_twice_or_after_it_was_dropped(app):
    staged = imported(ODS)
    with pytest.raises(RuleBroken, match="sudah diterapkan"):
        services.apply(staged, by=None)
    dropped = preview(KOTA, stated="36.73")
    services.discard(dropped, by=None)
    with pytest.raises(RuleBroken, match="sudah dibatalkan"):
        services.apply(dropped, by=None)
    left = sa.select(sa.func.count()).where(ImportRow.import_id == dropped.id)
    assert db.session.scalar(left) == 0


def test_a_preview_that_nobody_decides_on_is_forgotten_with_its_file(app):
    staged, done = preview(ODS), imported(KOTA, stated="36.73")
    assert services.forget_old_previews(now()) == 0
    assert services.forget_old_previews(now() + timedelta(days=31)) == 1
    assert (staged.state, staged.file_key, done.state) == ("discarded", None, "applied")


@pytest.mark.parametrize("second", [ODS, KOTA], ids=["the same file", "another file"])
def test_of_two_applied_at_once_exactly_one_wins(app, second):
    ids = [preview(ODS).id, preview(second, stated="36.73").id]

    def apply(id_):
        return lambda: services.apply(queries.import_of(id_, None), by=None).id

    results = at_once(app, *(apply(id_) for id_ in ids))
    assert len(refusals(results)) == 1
    assert queries.version() == 1
    assert queries.search(on=LATER)[1] == 4


def test_one_import_applied_by_two_officers_at_once_counts_once(app):
    id_ = preview(ODS).id
    results = at_once(app, *[lambda: services.apply(queries.import_of(id_, None), by=None).id] * 2)
    assert len(refusals(results)) == 1
    assert queries.version() == 1


def test_an_officer_of_another_place_finds_no_import(app):
    entin, ratna = appointed(cast.ENTIN), appointed(cast.RATNA)
    staged = preview(ODS, by=entin)
    assert queries.import_of(staged.id, "36.03") is None
    for decide in (services.apply, services.discard):
        with pytest.raises(NotFound):
            decide(staged, by=ratna)
    services.apply(staged, by=appointed(cast.HALIMAH))
    assert staged.state == "applied"


def test_a_search_finds_by_words_number_place_and_eligibility(app):
    imported(ODS)
    imported(KOTA, stated="36.73")
    on = date(2026, 11, 22)
    assert [r.nik_koperasi for r in queries.search("sobang aren", on=on)[0]] == ["3602010001001"]
    assert queries.search("112 bh kwk 10 iv 1997", on=on)[1] == 1
    assert queries.search(regency="36.73", on=on)[1] == 4
    eligible, total = queries.search(eligible=True, on=on)
    assert total == 2 and all(queries.is_eligible(one, on) for one in eligible)
    assert queries.search(eligible=False, on=on)[1] == 6
    assert queries.search("%", on=on)[1] == queries.search(on=on)[1]


def test_an_older_file_tells_no_rat_before_the_one_that_is_known_by_its_year(app):
    head = "nik,nama,rat 2025,tgl rat"
    imported(text_of(f"{NIK},KSP Maju,1,", head=head))
    late = imported(text_of(f"{NIK},KSP Maju,1,12/03/2019", head=head), data_on=EARLIER)
    assert late.summary["changed"] == 0
    assert (record().last_rat_year, record().last_rat_on) == (2025, None)


def test_a_new_district_beside_an_old_village_of_another_warns(app):
    head = "nik,nama,kab,kec,desa"
    imported(text_of(f"{NIK},KSP Maju,Kab. Lebak,Maja,Maja", head=head))
    moved = imported(text_of(f"{NIK},KSP Maju,Kab. Lebak,Sajira,", head=head), data_on=LATER)
    told = db.session.scalars(sa.select(ImportRow).where(ImportRow.import_id == moved.id)).one()
    assert "tidak terletak di kecamatan yang baru" in str(told.warnings)
    assert (record().district_code, record().village_name) == ("36.02.12", "Maja")
