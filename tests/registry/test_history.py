"""The history of a record: which import set or changed each fact, and who applied it."""

from datetime import date

import pytest

from marketplace.console.register.words import BUSINESS_SECTIONS, HIDDEN, SECTIONS
from marketplace.demo import cast
from marketplace.registry import history, queries, services
from marketplace.registry.models import BUSINESS_FACTS, FACTS
from tests.builders.people import appointed
from tests.registry.desk import imported, preview, text_of

NIK = "3602010001001"
EARLIER, LATER, LATEST = date(2026, 1, 1), date(2026, 10, 1), date(2026, 11, 1)


def row(grade: str, expires: str = "2028-01-01") -> bytes:
    return text_of(f"{NIK},KSP Maju,1/BH/X/1999,KAB.LEBAK,{grade},Aktif,{expires},")


def told(field: str) -> list[tuple]:
    record = queries.by_number(NIK)
    return [
        (change.old, change.new, change.import_.source, change.by)
        for change in history.of(record)
        if change.field == field
    ]


def test_a_fact_tells_each_import_that_set_or_changed_it_latest_first(app):
    halimah = appointed(cast.HALIMAH)
    imported(row("B"), data_on=EARLIER)
    imported(row("C1"), data_on=LATER, by=halimah, source="Dinas")
    imported(row("A"), data_on=LATEST)
    assert told("grade") == [
        ("C1", "A", "ODS", None),
        ("B", "C1", "Dinas", halimah.name),
        (None, "B", "ODS", None),
    ]
    assert told("name") == [(None, "KSP Maju", "ODS", None)]


def test_days_read_alike_whether_they_were_set_or_changed(app):
    imported(row("B"), data_on=EARLIER)
    imported(row("B", "2029-01-01"), data_on=LATER)
    changed, added = (change[:2] for change in told("certificate_expires_on"))
    assert changed == (date(2028, 1, 1), date(2029, 1, 1))
    assert added == (None, date(2028, 1, 1))


def test_what_was_not_applied_or_changed_nothing_is_no_history(app):
    imported(row("B"), data_on=EARLIER)
    preview(row("C1"), data_on=LATER)
    services.discard(preview(row("C2"), data_on=LATER), by=None)
    imported(row("B"), data_on=LATER)
    imported(row("A"), data_on=date(2025, 1, 1))
    assert told("grade") == [(None, "B", "ODS", None)]


def test_a_refused_row_that_names_the_record_is_no_history(app):
    imported(row("B"), data_on=EARLIER)
    twice = row("A") + f"{NIK},KSP Lain,1/BH/X/1999,KAB.LEBAK,C1,Aktif,,\n".encode()
    assert imported(twice, data_on=LATER).summary["refused"] == 2
    assert told("grade") == [(None, "B", "ODS", None)]


def test_a_long_history_is_read_with_one_statement(app, statements):
    for month, grade in enumerate(("B", "C1", "A", "C2"), 1):
        imported(row(grade), data_on=date(2026, month, 1))
    record = queries.by_number(NIK)
    with statements() as seen:
        changes = history.of(record)
        assert [c.import_.filename for c in changes if c.field == "grade"] == ["register.csv"] * 4
    assert len([statement for statement in seen if "SELECT" in statement]) == 1


@pytest.mark.parametrize(
    ("sections", "facts"), [(SECTIONS, FACTS), (BUSINESS_SECTIONS, BUSINESS_FACTS)]
)
def test_every_fact_has_its_section_on_the_page(sections, facts):
    shown = {field for _title, fields in sections for field in fields}
    assert set(facts) - HIDDEN == shown
