"""A cooperative at the desk: its record, its history with imports, its members who sell here."""

from datetime import date

import pytest

from marketplace.demo import cast
from marketplace.registry import queries
from tests.builders import memberships, people
from tests.builders.people import appointed
from tests.builders.shops import shop_and_owner
from tests.registry.desk import imported, text_of

NIK = "3602010001001"


@pytest.fixture
def halimah(browser):
    return browser.as_(appointed(cast.HALIMAH))


@pytest.fixture
def history(app):
    """A record whose grade one office of Lebak set and the province changed."""
    entin = appointed(cast.ENTIN)
    for grade, day, by in (("B", 1, entin), ("C1", 2, None)):
        line = f"{NIK},KSP Maju,1/BH/X/1999,KAB.LEBAK,{grade},Aktif,2028-01-01,"
        imported(text_of(line), by=by, data_on=date(2026, 1, day), source=f"Sumber {day}")
    return queries.by_number(NIK), entin


def test_each_fact_leads_to_its_history_with_the_import(halimah, history):
    record, entin = history
    page = halimah.visit("console.cooperative", cooperative_id=record.id)
    link = page.one('a[aria-label="Riwayat Grade"]')
    assert link.get_text() == "2 kali diisi"
    page = halimah.visit(link["href"])
    first, second = (tr.get_text(" ", strip=True) for tr in page.all("tbody tr"))
    assert first.startswith("Grade") and "B → C1 Sumber 2 2 Januari 2026" in first
    assert first.endswith("Baris perintah register.csv")
    assert second.endswith(f"B Sumber 1 1 Januari 2026 {entin.name} register.csv")
    halimah.visit(page.all("tbody a")[0]["href"])


def test_the_whole_history_is_paged(halimah, history):
    record, _entin = history
    for day in range(3, 23):
        line = f"{NIK},KSP Maju,1/BH/X/1999,KAB.LEBAK,{'BA'[day % 2]},Aktif,2028-01-01,"
        imported(text_of(line), data_on=date(2026, 1, day))
    page = halimah.visit("console.cooperative_history", cooperative_id=record.id)
    assert len(page.all("tbody tr")) == 25 and "Halaman 1 dari 2" in page.text
    assert "Kunci nomor" not in page.text
    page = halimah.visit(f"/dinas/register/{record.id}/riwayat?isian=grade&halaman=99")
    assert page.status == 200


def test_an_import_of_another_office_is_told_without_a_link(browser, history):
    record, entin = history
    page = browser.as_(entin).visit("console.cooperative_history", cooperative_id=record.id)
    first, second = [tr for tr in page.all("tbody tr") if "Grade" in tr.get_text()]
    assert "Impor kantor lain" in first.get_text() and not first.select("a")
    assert second.select("a")
    ratna = browser.as_(appointed(cast.RATNA))
    page = ratna.visit("console.cooperative_history", cooperative_id=record.id)
    assert not page.all("tbody a")


def test_members_are_shown_where_the_office_may_see_them(browser, halimah):
    record = memberships.cooperative()
    memberships.badge_of(*shop_and_owner(cast.ROHAYATI), appointed(cast.YAYAH))
    page = halimah.visit("console.cooperative", cooperative_id=record.id)
    assert "Emping Rohayati Anggota Berlencana Lihat klaim" in page.text
    halimah.visit(page.one('a[aria-label="Klaim Emping Rohayati"]')["href"])
    halimah.visit(page.all("#anggota ~ * td a")[0]["href"])
    reader = people.officer("Yuni", "y@contoh.test", regency_code="36.01", duties=["register"])
    page = browser.as_(reader).visit("console.cooperative", cooperative_id=record.id)
    assert "Emping Rohayati Anggota Berlencana" in page.text and "Lihat klaim" not in page.text
    elsewhere = browser.as_(appointed(cast.RATNA))
    page = elsewhere.visit("console.cooperative", cooperative_id=record.id)
    assert "Emping Rohayati" not in page.text and "Belum ada lapak" in page.text


def test_more_facts_and_members_cost_no_more_statements(halimah, statements):
    record = memberships.cooperative()
    counts = []
    for one in (cast.ROHAYATI, cast.MAMAN, cast.UJANG):
        memberships.claim_of(*shop_and_owner(one, f"Lapak {one.name}"))
        with statements() as seen:
            halimah.visit("console.cooperative", cooperative_id=record.id)
        counts.append(len([statement for statement in seen if "SELECT" in statement]))
    assert counts[1] == counts[2]


def test_a_record_that_is_not_there_and_a_stranger(browser, halimah):
    halimah.visit("console.cooperative", status=404, cooperative_id=404)
    halimah.visit("console.cooperative_history", status=404, cooperative_id=404)
    record = memberships.cooperative()
    page = halimah.visit("console.cooperative_history", cooperative_id=record.id)
    assert "Belum ada riwayat" in page.text
    browser.as_(appointed(cast.FAJAR)).visit(
        "console.cooperative_history", status=403, cooperative_id=record.id
    )
